import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Source, sourceOf } from '../../src/read/document.ts'
import { errorsIn } from '../draw/sound.ts'
import { misfitsInXml } from '../formats/fits.ts'
import { damagedData, damagedText } from './damage.ts'
import { bytesThatAreNoText, handwritten } from './inputs.ts'
import { type Judged, judgedSources, lostPlaces, obstacles, slipsOfTongue } from './judged.ts'
import { many } from '../helpers/random.ts'
import { isSoundInAllForms } from './outputs.ts'

/**
 * Whatever comes in, a verdict comes out: judged, or what keeps it from being judged, at its place and in words of the
 * user, and nothing else. Each is also told in all forms.
 */
async function isTold(source: Source, organization?: string): Promise<Judged> {
  const result = await judgedSources([source], organization)
  expect(result.faults).toEqual([])
  const inTheWay = obstacles(result)
  expect(result.unread).toEqual(result.blueprints.length === 0 ? [source.file] : [])
  if (result.unread.length > 0) {
    expect(inTheWay.length).toBeGreaterThan(0)
    expect(inTheWay.every(({ severity }) => severity === 'error')).toBe(true)
    expect(result.findings).toEqual(inTheWay)
  } else expect(inTheWay).toEqual([])
  expect(lostPlaces(result)).toEqual([])
  expect(slipsOfTongue(result, `${source.text}\n${organization}`)).toEqual([])
  return result
}

/** Tells each in all forms, and those that are XML together at the end. */
async function allAreTold<T>(
  examples: fc.Arbitrary<T>,
  sourcesOf: (example: T) => { source: Source; organization?: string },
  times: number,
): Promise<void> {
  const junit: string[] = []
  const pictures: string[] = []
  const flush = async (): Promise<void> => {
    expect(await misfitsInXml(junit.splice(0))).toEqual([])
    if (pictures.length > 0) expect(await errorsIn(...pictures.splice(0))).toEqual([])
  }
  await fc.assert(
    fc.asyncProperty(examples, async (example) => {
      const { source, organization } = sourcesOf(example)
      const collected = isSoundInAllForms(await isTold(source, organization))
      junit.push(...collected.junit)
      pictures.push(...collected.pictures)
      if (junit.length >= 100) await flush()
    }),
    many(times),
  )
  if (junit.length > 0) await flush()
}

const file = 'a.blueprint.yaml'
describe('whatever comes in, a verdict comes out, in every form: for', () => {
  it('what is right', () =>
    allAreTold(
      handwritten,
      ({ blueprint, organization, write }) => ({
        source: { file, text: write(blueprint) },
        ...(organization ? { organization: write(organization) } : {}),
      }),
      4,
    ))

  it('what says things that are not so', () =>
    allAreTold(
      handwritten,
      ({ blueprint, organization, write, chance }) => {
        const isOwn = organization === undefined || chance.once(2)
        return {
          source: { file, text: write(isOwn ? damagedData(blueprint, chance) : blueprint) },
          ...(organization ? { organization: write(isOwn ? organization : damagedData(organization, chance)) } : {}),
        }
      },
      12,
    ))

  it('what is written wrongly', () =>
    allAreTold(
      handwritten,
      ({ blueprint, organization, write, chance }) => ({
        source: { file, text: damagedText(write(blueprint), chance) },
        ...(organization ? { organization: write(organization) } : {}),
      }),
      12,
    ))

  it('bytes that are no text', () => allAreTold(bytesThatAreNoText, (bytes) => ({ source: sourceOf(file, bytes) }), 40))
})
