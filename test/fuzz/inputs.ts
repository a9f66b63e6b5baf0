import fc from 'fast-check'
import { abbreviated } from './abbreviated.ts'
import { type Chance, chanceFrom } from './chance.ts'
import { damagedBytes, damagedData, damagedText } from './damage.ts'
import { written } from './handwriting.ts'
import { services } from './language.ts'

/** A service in some hand, and the chance that goes on from there. */
export interface Handwritten {
  readonly chance: Chance
  readonly blueprint: object
  readonly organization: object | undefined
  readonly write: (data: unknown) => string
}

export const handwritten: fc.Arbitrary<Handwritten> = fc
  .tuple(services({ mostSteps: 6 }), fc.nat())
  .map(([{ blueprint, organization }, seed]) => {
    const chance = chanceFrom(seed)
    return {
      chance,
      blueprint: abbreviated(blueprint, chance),
      organization: organization && abbreviated(organization, chance),
      write: (data) => written(data, chance),
    }
  })

export const bytesThatAreNoText: fc.Arbitrary<Uint8Array> = fc.oneof(
  handwritten.map(({ blueprint, write, chance }) => damagedBytes(Buffer.from(write(blueprint)), chance)),
  fc.uint8Array({ maxLength: 300 }),
  fc.string({ unit: 'binary', maxLength: 300 }).map((text) => Buffer.from(text)),
  fc
    .array(fc.constantFrom(...': -?[]{},"\'|>&*!%@`#\t\n\r \\abx1~.<'), { maxLength: 60 })
    .map((signs) => Buffer.from(signs.join(''))),
)

/** Whatever somebody may hand to the program: right, wrong in what it says, in how it is written, and in its bytes. */
export const anyInput: fc.Arbitrary<Uint8Array> = fc.oneof(
  handwritten.map(({ blueprint, write }) => Buffer.from(write(blueprint))),
  handwritten.map(({ blueprint, write, chance }) => Buffer.from(write(damagedData(blueprint, chance)))),
  handwritten.map(({ blueprint, write, chance }) => Buffer.from(damagedText(write(blueprint), chance))),
  bytesThatAreNoText,
)
