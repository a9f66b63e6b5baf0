import fc from 'fast-check'
import { expect, it } from 'vitest'
import { judged, lostPlaces, obstacles, slipsOfTongue } from './judged.ts'
import { services } from './language.ts'
import { many } from '../helpers/random.ts'
import { plainly } from './service.ts'

it('a blueprint of the language is read and judged, every rule comes to an end, and every finding has its place', async () => {
  await fc.assert(
    fc.asyncProperty(services(), async (service) => {
      const texts = plainly(service)
      const result = await judged(texts)
      expect(obstacles(result).map(({ message, line }) => `${line} ${message}`)).toEqual([])
      expect(result.faults).toEqual([])
      expect(result.blueprints).toHaveLength(1)
      expect(lostPlaces(result)).toEqual([])
      expect(slipsOfTongue(result, Object.values(texts).join())).toEqual([])
      const prints = result.findings.map(({ fingerprint }) => fingerprint)
      expect(prints).toEqual([...new Set(prints)])
    }),
    many(60),
  )
})
