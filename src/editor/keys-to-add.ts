import type { Finding } from '../finding.ts'
import type { Path } from '../read/document.ts'
import type { StepEntry } from '../read/written.ts'
import { code, listed } from '../words.ts'
import { type Page, pathOf } from './page.ts'

/** One key with one value, for one map or several alike. */
export interface KeyToAdd {
  readonly title: string
  readonly key: string
  readonly value: string
  readonly maps: readonly Path[]
  /** The keys that it may stand behind, the best first. */
  readonly after: readonly string[]
}

const mostChoices = 5

/** The keys that the help of a finding asks for, with each value that is a choice; `data` fits the schema. */
export function keysToAdd(finding: Finding, data: Page['data']): KeyToAdd[] {
  const path = pathOf(finding.element)
  const thing = path.slice(0, 2)
  const parent = path.slice(0, -1)
  const steps = data.steps ?? {}
  const step = steps[String(path[1])]
  const owners = ownersFor(finding, data)
  const people = owners.filter(isPeople(data))
  const onThing = (key: string, values: readonly string[], after: readonly string[]): KeyToAdd[] =>
    choices([thing], key, values, after, String(thing[1]))
  switch (finding.rule) {
    case 'ownerless-handoff':
    case 'ownerless-step': {
      const lacking = finding.steps.filter((id) => isOwnerless(steps[id]))
      const maps = lacking.map((id) => ['steps', id])
      return lacking.length === 0 ? [] : choices(maps, 'owner', owners, ['lane'], ...lacking)
    }
    case 'no-accountable-owner':
      return finding.element === 'title' ? choices([[]], 'accountable', people, ['title']) : []
    case 'shared-step':
      return onThing('accountable', step?.owner ?? [], ['owner'])
    case 'system-in-charge':
    case 'outsourced-outcome':
      return onThing('accountable', people, ['owner'])
    case 'unowned-metric':
      return onThing('owner', people, ['for', 'name'])
    case 'unowned-policy':
      return onThing('owner', people, [])
    case 'borrowed-promise':
      return onThing('owner', people, ['within', 'kept', 'made', 'says'])
    case 'unmeasured-promise':
      return onThing('metric', customersMetrics(data), ['owner', 'within', 'kept', 'made', 'says'])
    case 'unwatched-deadline':
      return choices([parent], 'late', people, ['within'])
    case 'unwatched-promise':
      return onThing('late', people, ['within'])
    case 'unconfirmed-handoff':
      return choices([parent], 'confirmed', ['true'], ['via'])
    case 'dead-end':
      return onThing('outcome', ['served', 'recovered', 'declined', 'lost'], [])
    default:
      return []
  }
}

const choices = (
  maps: readonly Path[],
  key: string,
  values: readonly string[],
  after: readonly string[],
  ...names: readonly string[]
): KeyToAdd[] =>
  values.slice(0, mostChoices).map((value) => {
    const to = names.length > 0 ? ` to ${listed(names.slice(0, 4).map(code))}` : ''
    return { title: `Add ${code(`${key}: ${value}`)}${to}`, key, value, maps, after }
  })

const isOwnerless = (step: StepEntry | undefined): boolean =>
  step !== undefined && step.lane !== 'customer' && (step.owner ?? []).length === 0

const isPeople =
  ({ owners = {} }: Page['data']) =>
  (id: string): boolean =>
    owners[id]?.kind !== 'partner' && owners[id]?.kind !== 'system'

/** All owners: first those of the steps around, then people before partners and systems. */
function ownersFor({ steps: about }: Finding, data: Page['data']): string[] {
  const all = Object.keys(data.owners ?? {})
  const steps = data.steps ?? {}
  const around = about.flatMap((id) => {
    const next = steps[id]?.next ?? []
    return [...next.flatMap(({ to }) => steps[to]?.owner ?? []), ...(steps[id]?.owner ?? [])]
  })
  const near = [...new Set(around)].filter((id) => all.includes(id))
  const rest = all.filter((id) => !near.includes(id))
  const people = isPeople(data)
  return [...near, ...rest.filter(people), ...rest.filter((id) => !people(id))]
}

function customersMetrics({ metrics = {} }: Page['data']): string[] {
  const all = Object.keys(metrics)
  return [
    ...all.filter((id) => metrics[id]?.for === 'customer'),
    ...all.filter((id) => metrics[id]?.for !== 'customer'),
  ]
}
