import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseDocument } from 'yaml'
import { chanceFrom } from './chance.ts'
import { written } from './handwriting.ts'
import { services } from './language.ts'
import { many } from '../helpers/random.ts'

it('whatever the hand, `yaml` reads back what was meant', () => {
  fc.assert(
    fc.property(services(), fc.nat(), ({ blueprint }, seed) => {
      const text = written(blueprint, chanceFrom(seed))
      const document = parseDocument(text, { version: '1.2', prettyErrors: true, logLevel: 'silent' })
      expect(document.errors.map(({ message }) => message)).toEqual([])
      expect(document.toJS({ maxAliasCount: -1 })).toEqual(JSON.parse(JSON.stringify(blueprint)))
    }),
    many(60),
  )
})
