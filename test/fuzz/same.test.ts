import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Result } from '../../src/audit/result.ts'
import type { Finding } from '../../src/finding.ts'
import { abbreviated } from './abbreviated.ts'
import { chanceFrom } from './chance.ts'
import { written } from './handwriting.ts'
import { judged } from './judged.ts'
import { services } from './language.ts'
import { many } from './many.ts'
import { plainly } from './service.ts'

/** All that a finding says but where. */
function placeless(finding: Finding): object {
  const { line: _, column: __, endLine: ___, endColumn: ____, related, ...rest } = finding
  return { ...rest, related: related.map(({ file, message }) => ({ file, message })) }
}

const told = ({ findings, notAssessable, blueprints }: Result): object => ({
  findings: findings.map((finding) => JSON.stringify(placeless(finding))).sort(),
  notAssessable,
  blueprints,
})

it('what is found does not depend on the hand: block or brackets, quotes, comments, short forms, line endings, order of keys', async () => {
  await fc.assert(
    fc.asyncProperty(services(), fc.nat(), async (service, seed) => {
      const chance = chanceFrom(seed)
      const write = (data: object) => written(abbreviated(data, chance), chance)
      const { blueprint, organization } = service
      const texts = { blueprint: write(blueprint), ...(organization ? { organization: write(organization) } : {}) }
      expect(told(await judged(texts))).toEqual(told(await judged(plainly(service))))
    }),
    many(200),
  )
})
