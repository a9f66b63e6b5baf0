import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Finding } from '../../src/finding.ts'
import { type Judged, judged, judgedSources } from './judged.ts'
import { services } from './language.ts'
import { many } from '../helpers/random.ts'
import { harmlessTexts, tokens } from './renamed.ts'
import { type BlueprintData, plainly, type Service, type Step } from './service.ts'

/** What is added beside a service says nothing about it: what was found stays, word for word, and all else is about the addition. */

const examples = services({ names: tokens('q'), text: harmlessTexts })

/** All that a finding says but where, and by which number it tells itself from another that is just like it. */
const told = ({
  line: _,
  column: __,
  endLine: ___,
  endColumn: ____,
  related,
  meant: _____,
  ...rest
}: Finding): string => JSON.stringify({ ...rest, related: related.map(({ file, message }) => ({ file, message })) })

const isAbout = (names: RegExp, finding: Finding): boolean =>
  names.test(JSON.stringify([finding.element, finding.steps]))

function staysAsItWas(
  before: Judged,
  after: Judged,
  added: RegExp,
  but: (rule: string) => boolean = () => false,
): void {
  const kept = (result: Judged): string[] =>
    result.findings
      .filter((finding) => !isAbout(added, finding) && !but(finding.rule))
      .map(told)
      .sort()
  expect(kept(after)).toEqual(kept(before))
  // More may be asked, of what was not there before.
  const asked = ({ notAssessable }: Judged): string[] =>
    notAssessable.filter(({ rule }) => !but(rule)).map((question) => JSON.stringify(question))
  expect(asked(after)).toEqual(expect.arrayContaining(asked(before)))
}

async function tried(
  add: (service: Service) => Service,
  added: RegExp,
  expected?: (findings: readonly Finding[]) => void,
  but?: (rule: string) => boolean,
): Promise<void> {
  await fc.assert(
    fc.asyncProperty(examples, async (service) => {
      // Where nothing is said, the first step is the start; it is said here, so that one can be added.
      const { start = [Object.keys(service.blueprint.steps)[0]!], accepted = [] } = service.blueprint
      // What is lived with wherever it comes up is lived with in what is added.
      const placed = accepted.filter(({ at }) => at !== undefined)
      const explicit = { ...service, blueprint: { ...service.blueprint, start, accepted: placed } }
      const [before, after] = [await judged(plainly(explicit)), await judged(plainly(add(explicit)))]
      staysAsItWas(before, after, added, but)
      expected?.(after.findings.filter((finding) => isAbout(added, finding)))
    }),
    many(12),
  )
}

const withMore = (service: Service, more: (blueprint: BlueprintData) => Partial<BlueprintData>): Service => ({
  ...service,
  blueprint: { ...service.blueprint, ...more(service.blueprint) },
})

describe('nothing else changes with', () => {
  it('a step that nothing leads to', () =>
    tried(
      (service) =>
        withMore(service, ({ steps }) => ({ steps: { ...steps, zz0zz: { lane: 'customer', outcome: 'served' } } })),
      /zz0zz/,
      (findings) => expect(findings.map(({ rule }) => rule)).toEqual(['unreachable-step']),
    ))

  it('an owner, a metric and a policy that nothing uses', () =>
    tried(
      (service) =>
        withMore(service, ({ owners = {}, metrics = {}, policies = {} }) => ({
          owners: { ...(owners as object), zz0zz: {} },
          metrics: { ...(metrics as object), zz1zz: {} },
          policies: { ...(policies as object), zz2zz: {} },
        })),
      /zz\dzz/,
      (findings) => {
        const rules = findings.map(({ rule }) => rule)
        expect([...new Set(rules)].sort()).toEqual(['idle-metric', 'unowned-policy', 'unused-name'])
      },
    ))

  it('a journey of its own, with its own start, owner and end', () =>
    tried(
      (service) =>
        withMore(service, ({ steps, start, owners = {} }) => {
          const own: Record<string, Step> = {
            zz0zz: { lane: 'customer', next: [{ to: 'zz1zz' }] },
            zz1zz: { lane: 'touchpoint', owner: ['zz3zz'], next: [{ to: 'zz2zz' }] },
            zz2zz: { lane: 'customer', outcome: 'served' },
          }
          return {
            owners: { ...(owners as object), zz3zz: {} },
            start: Array.isArray(start) ? [...start, 'zz0zz'] : { ...start, zz0zz: '5/h' },
            steps: { ...steps, ...own },
          }
        }),
      /zz\dzz/,
      undefined,
      (rule) => shared.has(rule),
    ))

  it('notes', () =>
    tried(
      (service) =>
        withMore(service, ({ steps }) => ({
          note: 'A note',
          scenario: 'A scenario',
          steps: Object.fromEntries(Object.entries(steps).map(([id, step]) => [id, { ...step, note: 'A note' }])),
        })),
      /zz/,
    ))

  it('another blueprint, whichever is named first', async () => {
    await fc.assert(
      fc.asyncProperty(
        examples,
        services({ names: tokens('w'), text: harmlessTexts, organization: false }),
        async (service, other) => {
          const texts = plainly(service)
          const sources = [
            { file: 'b.blueprint.yaml', text: texts.blueprint },
            { file: 'a.blueprint.yaml', text: plainly(other).blueprint },
          ]
          const alone = await judgedSources(sources.slice(0, 1), texts.organization)
          const both = await judgedSources(sources, texts.organization)
          const { graphs: _, timing: __, ...reversed } = await judgedSources([...sources].reverse(), texts.organization)
          expect(both.findings.filter(({ blueprint }) => blueprint === 'b.blueprint.yaml')).toEqual(alone.findings)
          expect(both.findings).toEqual(reversed.findings)
        },
      ),
      many(12),
    )
  })
})

/**
 * What is asked of all that come in together: shares of them, and what stands in the way of a service that can succeed
 * at all, which it does by what is added.
 */
const shared = new Set([
  ...[
    'failure-demand',
    'overload',
    'outsourced-outcome',
    'workaround-only',
    'single-point-of-failure',
    'lost-customer',
  ],
])
