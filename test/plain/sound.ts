import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import { called, people } from '../../src/plain.ts'
import { ruleNamed } from '../../src/rules/index.ts'
import { runs } from '../helpers/random.ts'
import { renamed, slipsIn, type Told, toldBy, toldIn, tryingNames } from './style.ts'

/** What holds for the sentences of these rules, wherever they find something and whatever things are called. */
export function sentencesAreSound(ids: readonly string[]): void {
  describe('everything that these rules find', () => {
    let all: readonly Told[]
    beforeAll(async () => void (all = await toldBy(ids)))

    it('is told in whole and plain sentences, and who can change it is somebody there', () => {
      expect(new Set(all.map(({ finding }) => finding.rule))).toEqual(new Set(ids))
      expect(all.flatMap(slipsIn)).toEqual([])
    })

    it('is told apart within a blueprint', () => {
      const same = all.filter((one) =>
        all.some((other) => other !== one && other.where === one.where && livedOf(other) === livedOf(one)),
      )
      expect(same.map(({ where, finding }) => `${where}: ${finding.message}`)).toEqual([])
    })
  })

  describe('names that somebody chose', () => {
    const bad = (id: string): string => ruleNamed(id)!.bad!

    it.each(tryingNames)('leave the sentences whole: %s', async (name) => {
      for (const id of ids) {
        const found = await toldIn([renamed(bad(id), name)], [id])
        expect(found.length, id).toBeGreaterThan(0)
        expect(found.flatMap(slipsIn)).toEqual([])
      }
    })

    it('stand in the same sentences as all others', async () => {
      const plain = 'Qzx'
      for (const id of ids) {
        const [pattern] = await toldIn([renamed(bad(id), plain)], [id])
        const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 120 }).filter(isWritable)
        await fc.assert(
          fc.asyncProperty(name, async (name) => {
            const [one] = await toldIn([renamed(bad(id), name)], [id])
            const filled = (text: string): string =>
              text
                .split(called({ name: plain }))
                .map((part) => part.replaceAll(plain, () => people([{ name }])))
                .join(called({ name }))
            expect(one!.finding.plain!.lived).toBe(filled(pattern!.finding.plain!.lived))
            expect(one!.finding.plain!.change).toBe(filled(pattern!.finding.plain!.change))
          }),
          runs(10),
        )
      }
    })
  })
}

/** The bad example of a rule with something in it put otherwise. */
export function exampleWith(id: string, text: string, instead: string): string {
  const { bad } = ruleNamed(id)!
  if (!bad!.includes(text)) throw new Error(`The example of ${id} has no ${text}`)
  return bad!.replace(text, instead)
}

const livedOf = ({ finding }: Told): string => finding.plain!.lived

/** Something that can be read as a name: what is written to a file as YAML comes back as it was. */
const isWritable = (text: string): boolean => /[\p{L}\p{N}]/u.test(text) && parse(stringify(text)) === text
