import type { Entry, Flow, Section, Service, Shared, Step } from './shape.ts'

export type { Accepted, Blueprint, Entry, Failure, Flow, Service, Shared, Step } from './shape.ts'

/** What remedies do to a service, in small steps. */

export const stepNamed = ({ blueprint }: Service, id: string): Step => {
  if (!Object.hasOwn(blueprint.steps, id)) throw new Error(`No step is called ${id}`)
  return blueprint.steps[id]!
}

/** All that stands in a section, here and in the organization's file. */
export const entries = ({ blueprint, organization }: Service, section: Section): [string, Entry][] => [
  ...Object.entries(organization?.[section] ?? {}),
  ...Object.entries(blueprint[section] ?? {}),
]

export function entry(service: Service, section: Section, id: string): Entry {
  const found = entries(service, section).find(([name]) => name === id)
  if (!found) throw new Error(`Nothing in ${section} is called ${id}`)
  return found[1]
}

/** The id of what is called so in a section, by its name or else by its id in words. */
export function called(service: Service, section: Section, name: string): string {
  const found = entries(service, section).find(
    ([id, { name: said, says }]) => (said || says || id.replaceAll('-', ' ')) === name,
  )
  if (!found) throw new Error(`Nothing in ${section} has the name ${name}`)
  return found[0]
}

/** A name that nothing has yet. */
export function fresh(service: Service, wish: string): string {
  const known = JSON.stringify(service)
  for (let i = 1; ; i += 1) {
    const name = i === 1 ? wish : `${wish}-${i}`
    if (!known.includes(`"${name}"`)) return name
  }
}

export function add(service: Service, section: Section, wish: string, one: Entry): string {
  const id = fresh(service, wish)
  // What the organization shares can only name what it shares.
  const isShared = service.organization !== undefined && (section === 'owners' || section === 'metrics')
  const file: Shared = isShared ? service.organization! : service.blueprint
  file[section] = { ...file[section], [id]: one }
  return id
}

export function addStep(service: Service, wish: string, step: Step): string {
  const id = fresh(service, wish)
  service.blueprint.steps[id] = step
  return id
}

/** A new end of the journey. */
export const end = (service: Service, outcome = 'served'): string =>
  addStep(service, `is-${outcome}`, { lane: 'customer', outcome })

/** One more flow from a step to another; a step at which the journey ended does not end it any more. */
export function lead(service: Service, from: string, to: string, more: Partial<Flow> = {}): void {
  const step = stepNamed(service, from)
  delete step.outcome
  const isChoice = (step.next ?? []).length > 0 && (step.split ?? 'one') === 'one'
  step.next = [...(step.next ?? []), { to, ...(isChoice ? { when: 'otherwise' } : {}), ...more }]
}

export interface Edge {
  readonly from: string
  readonly flow: Flow
  readonly kind: 'next' | 'recover' | 'late' | 'promise'
}

/** Every flow, `late` ones included, whatever it leads to. */
export function edges(service: Service): Edge[] {
  const { blueprint } = service
  const found: Edge[] = []
  const take = (from: string, flow: Flow, kind: Edge['kind']): void => {
    found.push({ from, flow, kind })
    // Where an owner is told, nothing follows.
    if (flow.late && isStep(service, flow.to)) take(from, flow.late, kind === 'promise' ? kind : 'late')
  }
  for (const [id, { next = [], fails = [] }] of Object.entries(blueprint.steps)) {
    for (const flow of next) take(id, flow, 'next')
    for (const { recover } of fails) if (recover) take(id, recover, 'recover')
  }
  for (const { made = [], late } of Object.values(blueprint.promises ?? {}))
    if (late) for (const id of made) take(id, late, 'promise')
  return found
}

export const into = (service: Service, id: string): Edge[] => edges(service).filter(({ flow }) => flow.to === id)

export const starts = ({ blueprint: { start, steps } }: Service): string[] =>
  start === undefined ? [Object.keys(steps)[0]!] : Array.isArray(start) ? start : Object.keys(start)

export function startAt(service: Service, ids: readonly string[]): void {
  const { blueprint } = service
  const { start } = blueprint
  blueprint.start =
    start && !Array.isArray(start)
      ? Object.fromEntries(ids.map((id) => [id, Object.hasOwn(start, id) ? start[id]! : '1/week']))
      : [...ids]
}

/** What a journey can get to, over which flows one likes. */
export function reachable(
  service: Service,
  from: readonly string[],
  follows: (edge: Edge) => boolean = () => true,
): Set<string> {
  const all = edges(service).filter(follows)
  const found = new Set(from)
  for (const id of found)
    for (const edge of all) if (edge.from === id && isStep(service, edge.flow.to)) found.add(edge.flow.to)
  return found
}

export const isStep = ({ blueprint }: Service, id: string): boolean => Object.hasOwn(blueprint.steps, id)

/** A step of its own before another: all that led to it leads there now, and on. */
export function insertBefore(
  service: Service,
  id: string,
  step: Step,
  which: (edge: Edge) => boolean = () => true,
): string {
  const before = into(service, id).filter(which)
  const first = starts(service)
  const name = addStep(service, `before-${id}`, step)
  for (const { flow } of before) flow.to = name
  if (first.includes(id))
    startAt(
      service,
      first.map((one) => (one === id ? name : one)),
    )
  lead(service, name, id)
  return name
}

/** Another step beside one: somebody says before which of them it is, and after that it goes on as ever. */
export function wayBeside(service: Service, id: string, other: Step, by: readonly string[]): void {
  const step = stepNamed(service, id)
  const { next, outcome, split, join } = step
  const between: Step = { lane: 'support', owner: [...by] }
  const after = addStep(service, `after-${id}`, {
    ...between,
    ...(outcome ? { outcome } : next ? { next } : {}),
    ...(split ? { split } : {}),
  })
  for (const key of ['outcome', 'split', 'join']) delete step[key]
  step.next = [{ to: after }]
  const before = insertBefore(service, id, { ...between, ...(join ? { join } : {}) })
  lead(service, before, addStep(service, `beside-${id}`, { next: [{ to: after }], ...other }))
}

/** Somebody inside the organization who is none of these; somebody new where there is nobody. */
export function somebody(service: Service, but: readonly string[] = []): string {
  const known = service.organization ? Object.entries(service.organization.owners ?? {}) : entries(service, 'owners')
  const found = known.find(
    ([id, { kind = 'team', people }]) =>
      !but.includes(id) && !isStep(service, id) && /team|role/.test(String(kind)) && people !== 1,
  )
  return found ? found[0] : add(service, 'owners', 'new-team', { name: 'New team' })
}

/** Whoever does a step; somebody where nobody does. */
export const doer = (service: Service, id: string): string => stepNamed(service, id).owner?.[0] ?? somebody(service)

/** Puts a name into a list that may not be there yet. */
export function put<Key extends string>(thing: { [key in Key]?: string[] }, key: Key, name: string): void {
  const list: string[] = thing[key] ?? []
  if (!list.includes(name)) (thing as Record<string, string[]>)[key] = [...list, name]
}

/** Takes a name out of a list, and the list with its last name. */
export function take(thing: object, key: string, name: string): void {
  const list = (thing as Record<string, string[] | undefined>)[key]
  if (!list) return
  const rest = list.filter((one) => one !== name)
  if (rest.length > 0) (thing as Record<string, string[]>)[key] = rest
  else delete (thing as Record<string, unknown>)[key]
}

/** What stands at a key path. */
export function at<T>(service: Service, element: string): T {
  const keys = element.split('/')
  const walk = (from: unknown): unknown =>
    keys.reduce<unknown>(
      (part, key) => (part && Object.hasOwn(part, key) ? (part as Record<string, unknown>)[key] : undefined),
      from,
    )
  const found = walk(service.blueprint) ?? walk(service.organization)
  if (found === undefined) throw new Error(`Nothing stands at ${element}`)
  return found as T
}
