import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Result } from '../../src/audit/result.ts'
import type { Finding } from '../../src/finding.ts'
import { tokenGame } from '../../src/graph/tokens.ts'
import { abbreviated } from './abbreviated.ts'
import { chanceFrom, mixed } from './chance.ts'
import { written } from './handwriting.ts'
import { type Judged, judged } from './judged.ts'
import { services } from './language.ts'
import { many } from '../helpers/random.ts'
import { harmlessTexts, renamed, tokens } from './renamed.ts'
import { type OrganizationData, plainly, type Service } from './service.ts'

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
    many(25),
  )
})

const plainServices = services({ names: tokens('q'), text: harmlessTexts })

/** All that a finding says, but by what it is known; what stands at one place is sorted by its words, and so by names. */
const nameless = ({ findings, notAssessable, blueprints }: Result) => {
  const saying = ({ fingerprint: _, likeness: __, causedBy: ___, ...rest }: Finding): object => rest
  const causes = new Map(findings.map((finding) => [finding.fingerprint, saying(finding)]))
  return {
    findings: findings.map((finding) => JSON.stringify([saying(finding), causes.get(finding.causedBy ?? '')])),
    notAssessable: JSON.stringify(notAssessable),
    blueprints: JSON.stringify(blueprints),
  }
}

it('other names are other names in what is found, and nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(plainServices, fc.shuffledSubarray(tokens('w'), { minLength: 60 }), async (service, others) => {
      const names = new Map(tokens('q').map((name, i) => [name, others[i]!]))
      const texts = plainly(service)
      const under = Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, renamed(text, names)]))
      const after = nameless(await judged({ ...texts, ...under }))
      const before = nameless(await judged(texts))
      expect(after.findings.sort()).toEqual(before.findings.map((finding) => renamed(finding, names)).sort())
      expect([after.notAssessable, after.blueprints]).toEqual([
        renamed(before.notAssessable, names),
        renamed(before.blueprints, names),
      ])
    }),
    many(25),
  )
})

/**
 * Of parallel branches that get in each other's way, the first runs that show it are told, not all; and where there are
 * too many runs to go through, which of the two is found first.
 */
const byExample = new Set(['double-run', 'stuck-join'])

const sections = ['owners', 'metrics', 'incentives', 'policies', 'promises', 'steps'] as const

it('the order of the sections, and of what stands in them, decides nothing but who speaks first', async () => {
  await fc.assert(
    fc.asyncProperty(services(), fc.nat(), async ({ blueprint, organization }, seed) => {
      const chance = chanceFrom(seed)
      // Where nothing is said, the first step is the start: that order means something.
      const data = { start: [Object.keys(blueprint.steps)[0]!], ...blueprint }
      const shuffled = (of: object): object =>
        Object.fromEntries(
          mixed(Object.entries(of), chance).map(([key, value]) => [
            key,
            (sections as readonly string[]).includes(key)
              ? Object.fromEntries(mixed(Object.entries(value as object), chance))
              : value,
          ]),
        )
      const known = ({ findings }: Judged, isDecided: boolean): string[] => [
        ...new Set(
          findings
            .filter(({ rule }) => isDecided || !byExample.has(rule))
            .map(({ rule, fingerprint, severity }) =>
              byExample.has(rule) ? rule : `${rule} ${fingerprint} ${severity}`,
            )
            .sort(),
        ),
      ]
      const before = { blueprint: data, ...(organization ? { organization } : {}) }
      const after = {
        blueprint: shuffled(data) as Service['blueprint'],
        ...(organization ? { organization: shuffled(organization) as OrganizationData } : {}),
      }
      const [one, other] = [await judged(plainly(after)), await judged(plainly(before))]
      const isDecided = [...one.graphs, ...other.graphs].every((graph) => tokenGame(graph).isDecided)
      expect(known(one, isDecided)).toEqual(known(other, isDecided))
    }),
    many(25),
  )
})
