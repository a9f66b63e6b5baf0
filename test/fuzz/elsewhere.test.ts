import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Finding } from '../../src/finding.ts'
import { judged, judgedSources, organizationFile } from './judged.ts'
import { services } from './language.ts'
import { many } from '../helpers/random.ts'
import { harmlessTexts, tokens } from './renamed.ts'
import { type BlueprintData, type Flow, plainly, type Step, without } from './service.ts'

/** The same service written somewhere else, or with a step more that changes nothing, has the same findings. */

const plain = { names: tokens('q'), text: harmlessTexts, organization: false }

const sections = ['owners', 'metrics', 'incentives', 'policies'] as const

/** What looks at all blueprints of a run, where an organization's file is shared, says it there, and once. */
const across = new Set([
  ...['clashing-promise', 'overload', 'no-lever', 'idle-metric', 'unowned-policy', 'unowned-metric', 'unused-name'],
  ...['one-sided-pay', 'expired-acceptance', 'unused-acceptance'],
])

const fileless = ({
  rule,
  likeness,
  severity,
  confidence,
  message,
  help,
  why,
  element,
  steps,
  path,
}: Finding): string =>
  JSON.stringify({ rule, likeness, severity, confidence, message, help, why, element, steps, path })

it('a blueprint that stands in a run twice, under other names, has each time what it has alone', async () => {
  await fc.assert(
    fc.asyncProperty(services({ names: tokens('q'), text: harmlessTexts }), async (service) => {
      const { blueprint: text, organization } = plainly(service)
      const one = { file: 'a.blueprint.yaml', text }
      const other = { file: 'z/b.blueprint.yaml', text }
      const ofFile = (findings: readonly Finding[], file: string): string[] =>
        findings
          .filter(
            (finding) =>
              finding.blueprint === file &&
              finding.file === file &&
              (organization === undefined || !across.has(finding.rule)),
          )
          .map(fileless)
      const alone = await judgedSources([one], organization)
      const both = await judgedSources([one, other], organization)
      expect(ofFile(both.findings, one.file)).toEqual(ofFile(alone.findings, one.file))
      expect(ofFile(both.findings, other.file)).toEqual(ofFile(alone.findings, one.file))
    }),
    many(15),
  )
})

it('what a blueprint shares with others can stand in a file of the organization: nothing but places changes', async () => {
  await fc.assert(
    fc.asyncProperty(services(plain), async ({ blueprint }) => {
      const { accepted: _, ...data } = blueprint
      const shared = Object.fromEntries(sections.flatMap((key) => (data[key] ? [[key, data[key]]] : [])))
      const rest = Object.fromEntries(Object.entries(data).filter(([key]) => !(key in shared)))
      const told = ({ findings }: { readonly findings: readonly Finding[] }): string[] =>
        findings
          .filter(({ rule }) => !across.has(rule))
          .map(({ rule, severity, confidence, message, help, why, element, steps, path }) =>
            JSON.stringify({ rule, severity, confidence, message, help, why, element, steps, path }),
          )
          .sort()
      const here = await judged({ blueprint: JSON.stringify(data) })
      const there = await judged({
        blueprint: JSON.stringify({ ...rest, organization: organizationFile }),
        organization: JSON.stringify({ organization: 1, title: 'What is shared', ...shared }),
      })
      expect(told(there)).toEqual(told(here))
      expect(there.notAssessable.map(({ rule }) => rule)).toEqual(here.notAssessable.map(({ rule }) => rule))
    }),
    many(15),
  )
})

const added = 'zz0zz'

/**
 * A step of the same people is put in behind another, out of sight and taking no time: what that one handed on, it hands
 * on. Undefined where nothing is there to hand on, or where the step would be a finding by itself.
 */
function withOneMore(blueprint: BlueprintData, id: string, position: number): BlueprintData | undefined {
  const step = blueprint.steps[id]!
  const flow = step.next?.[position]
  const { owner = [], accountable, basis, lane } = step as Step & Record<'accountable' | 'basis', string | undefined>
  const owners = blueprint['owners'] as Record<string, { readonly kind?: string }>
  if (!flow || lane === 'customer' || owner.length === 0) return undefined
  // Whichever of two flows to the same step is taken, nothing is chosen; with a step on one of them, something is.
  if (step.next!.some((other) => other !== flow && other.to === flow.to)) return undefined
  // What is assumed of the flow is not of its `late`: two flows cannot say that as one does.
  if (flow.late && flow['basis']) return undefined
  if (owner.some((one) => ['system', 'partner'].includes(owners[one]!.kind ?? 'team'))) return undefined
  const { to: _, chance, when, limit, note, ...handing } = flow as Flow & Record<string, string | undefined>
  const first = without({ to: added, chance, when, limit, note, basis: flow['basis'] }) as Flow
  const isTimed = Object.values(blueprint.steps).some((one) => isHidden(one) && one['takes'] !== undefined)
  const more = without({
    lane: 'backstage',
    owner,
    accountable: accountable ?? (owner.length > 1 ? owner[0] : undefined),
    basis,
    takes: isTimed ? '0m' : undefined,
    next: [{ ...handing, to: flow.to }],
  }) as Step
  const next = step.next!.map((one) => (one === flow ? first : one))
  return { ...blueprint, steps: { ...blueprint.steps, [id]: { ...step, next }, [added]: more } }
}

const isHidden = ({ lane }: Step): boolean => lane === 'backstage' || lane === 'support'

/** There it counts what somebody does. */
const counting = new Set(['borrowed-promise', 'unrewarded-duty'])
/** Of parallel branches that get in each other's way, the first runs that show it are told; a wait, once for each step that it can begin with. */
const byExample = new Set(['double-run', 'stuck-join', 'silent-wait'])
/** The step behind a flow is another; or which of several equal flows or rings is named: by order, or by length. */
const atAnotherStep = new Set([
  ...['lost-customer', 'missing-authority', 'missing-tool', 'missing-training', 'opposed-owners', 'ownerless-handoff'],
  'unguaranteed-promise',
])

it('a step more of the same people, which takes no time and changes nothing, changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(services(plain), fc.nat(), fc.nat(), async ({ blueprint }, where, which) => {
      const { accepted: _, ...rest } = blueprint
      const data = { start: [Object.keys(rest.steps)[0]!], ...rest } as BlueprintData
      const ids = Object.keys(data.steps).filter((id) => data.steps[id]!.next)
      if (ids.length === 0) return
      const id = ids[where % ids.length]!
      const more = withOneMore(data, id, which % data.steps[id]!.next!.length)
      if (!more) return
      const told = async (service: BlueprintData): Promise<string[]> => {
        const { findings } = await judged({ blueprint: JSON.stringify(service) })
        // A run ends where something is done twice: with one step more, it gets one step further before.
        const runsOn = !findings.some(({ rule }) => rule === 'double-run')
        return [
          ...new Set(
            findings
              .filter(({ rule }) => !counting.has(rule) && (runsOn || rule !== 'stuck-join'))
              .map(({ rule, severity, confidence, steps }) => {
                if (byExample.has(rule)) return rule
                const at = atAnotherStep.has(rule) ? [] : new Set(steps.map((one) => (one === added ? id : one)))
                return [rule, severity, confidence, ...[...at].sort()].join(' ')
              })
              .sort(),
          ),
        ]
      }
      expect(await told(more)).toEqual(await told(data))
    }),
    many(25),
  )
})
