import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Source, sourceOf } from '../../src/read/document.ts'
import { errorsIn } from '../draw/sound.ts'
import { misfitsInXml } from '../formats/fits.ts'
import { abbreviated } from './abbreviated.ts'
import { chanceFrom } from './chance.ts'
import { damagedBytes, damagedData, damagedText } from './damage.ts'
import { written } from './handwriting.ts'
import { type Judged, judgedSources, lostPlaces, obstacles, slipsOfTongue } from './judged.ts'
import { services } from './language.ts'
import { many } from './many.ts'
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
const texts = fc.tuple(services({ mostSteps: 6 }), fc.nat()).map(([{ blueprint, organization }, seed]) => {
  const chance = chanceFrom(seed)
  const write = (data: unknown): string => written(data, chance)
  return {
    chance,
    data: {
      blueprint: abbreviated(blueprint, chance),
      organization: organization && abbreviated(organization, chance),
    },
    write,
  }
})

describe('whatever comes in, a verdict comes out, in every form: for', () => {
  it('what is right', () =>
    allAreTold(
      texts,
      ({ data, write }) => ({
        source: { file, text: write(data.blueprint) },
        ...(data.organization ? { organization: write(data.organization) } : {}),
      }),
      8,
    ))

  it('what says things that are not so', () =>
    allAreTold(
      texts,
      ({ data, write, chance }) => {
        const isOwn = data.organization === undefined || chance.once(2)
        return {
          source: { file, text: write(isOwn ? damagedData(data.blueprint, chance) : data.blueprint) },
          ...(data.organization
            ? { organization: write(isOwn ? data.organization : damagedData(data.organization, chance)) }
            : {}),
        }
      },
      40,
    ))

  it('what is written wrongly', () =>
    allAreTold(
      texts,
      ({ data, write, chance }) => ({
        source: { file, text: damagedText(write(data.blueprint), chance) },
        ...(data.organization ? { organization: write(data.organization) } : {}),
      }),
      40,
    ))

  it('bytes that are no text', () =>
    allAreTold(
      fc.oneof(
        texts.map(({ data, write, chance }) => damagedBytes(Buffer.from(write(data.blueprint)), chance)),
        fc.uint8Array({ maxLength: 300 }),
        fc.string({ unit: 'binary', maxLength: 300 }).map((text) => Buffer.from(text)),
        fc
          .array(fc.constantFrom(...': -?[]{},"\'|>&*!%@`#\t\n\r \\abx1~.<'), { maxLength: 60 })
          .map((signs) => Buffer.from(signs.join(''))),
      ),
      (bytes) => ({ source: sourceOf(file, bytes) }),
      40,
    ))
})
