import type { Draft, Finding } from '../finding.ts'
import { type Graph, graphOf } from '../graph/graph.ts'
import type { Acceptance, Blueprint, Owner, Step } from '../read/blueprint.ts'
import { type Source, type Span, spanOf } from '../read/document.ts'
import { type Organizations, readBlueprint, type ReadOptions } from '../read/read.ts'
import { ruleNamed, rules } from '../rules/index.ts'
import type { HouseRule, OpenEnd, Options } from '../rules/rule.ts'
import { type Accepted, acceptedBy, acceptedOn } from './acceptance.ts'
import { type Explained, withCauses } from './causes.ts'
import { countsOf } from './counts.ts'
import { bounded, distinct, findingOf, sourceOfMark, toldOf } from './finding-of.ts'
import type { Fault, Judged, OpenQuestion, TextTold } from './result.ts'
import { defaults, type Settings, severityIn } from './settings.ts'
import type { Stopwatch } from './stopwatch.ts'

export interface JudgeOptions {
  /** Whether a rule is asked. Rules about reading always are. */
  readonly asks: (rule: HouseRule) => boolean
  readonly organization: ReadOptions['organization']
  /** What the house has decided for a blueprint. */
  readonly settings?: ((file: string) => Settings) | undefined
  /** The day on which accepted trade-offs are looked at: `YYYY-MM-DD`. */
  readonly today: string
  readonly time: Stopwatch
  /** Whether findings also come in plain words, for those who decide. */
  readonly plain?: boolean | undefined
  /** Takes each graph, for those who need more of a service than its findings. */
  readonly keep?: ((graph: Graph) => void) | undefined
}

/** All that one blueprint alone says. It holds on to neither the blueprint nor its graph. */
export interface Verdict {
  readonly file: string
  /** Undefined where it could not be read. */
  readonly judged?: Judged
  /** Its text, where it could not be read. */
  readonly unread?: string
  readonly findings: readonly Finding[]
  readonly notAssessable: readonly OpenQuestion[]
  readonly accepted: readonly Acceptance[]
  /** The organization's file that it names, where it has one. */
  readonly organization?: string | undefined
  /** What it has to say to the rules that look at all blueprints, those that are off for it included. */
  readonly parts: readonly { readonly rule: HouseRule; readonly part: unknown }[]
  readonly faults: readonly Fault[]
  /** The texts that its findings point into. */
  readonly sources: ReadonlyMap<string, TextTold>
  readonly settings: Settings
}

/** Reads a blueprint and asks all rules that one blueprint alone can answer. */
export async function judge(source: Source, options: JudgeOptions, organizations: Organizations): Promise<Verdict> {
  const settings = options.settings?.(source.file) ?? defaults
  const known = settings.houseRules.length > 0 ? namesWith(settings.houseRules) : names
  const read = () => readBlueprint(source, { rules: known, organization: options.organization }, organizations)
  const outcome = await options.time.of('reading', read)
  return 'obstacles' in outcome
    ? unread(source, outcome.obstacles, settings)
    : ruled(source.file, outcome.value, options, settings)
}

const names: ReadonlySet<string> = new Set(rules.map(({ id }) => id))
const namesWith = (house: readonly HouseRule[]): ReadonlySet<string> =>
  new Set([...names, ...house.map(({ id }) => id)])

function unread(
  { file, text }: Source,
  obstacles: readonly { readonly rule: string; readonly draft: Draft }[],
  settings: Settings,
): Verdict {
  const told = new Findings(file, settings)
  for (const { rule, draft } of obstacles) told.add(ruleNamed(rule)!, draft)
  return {
    file,
    unread: text,
    findings: told.distinct().map(({ finding }) => finding),
    notAssessable: [],
    accepted: [],
    parts: [],
    faults: [],
    sources: told.sources,
    settings,
  }
}

function ruled(
  file: string,
  blueprint: Blueprint,
  { asks, today, time, plain, keep }: JudgeOptions,
  settings: Settings,
): Verdict {
  const graph = time.of('graph', () => graphOf(blueprint))
  keep?.(graph)
  const counts = time.of('counts', () => countsOf(graph))
  const { accepted, accountable, organization } = blueprint
  const told = new Findings(file, settings, { accepted, accountable, today, plain })
  const parts: { rule: HouseRule; part: unknown }[] = []
  const faults: Fault[] = []
  for (const { rule, options, isOff } of asked(settings, asks)) {
    guarded(time, isOff ? [] : faults, rule, file, () => {
      if (rule.needs?.isMissing(graph)) {
        if (!isOff) told.ask(rule, rule.needs)
        return
      }
      if (!isOff) for (const said of rule.check?.(graph, options) ?? []) if (!told.hear(rule, said)) break
      const part = rule.across?.of(graph, options)
      if (part !== undefined) parts.push({ rule, part })
    })
  }
  return {
    file,
    judged: { file, title: blueprint.title, ...counts },
    findings: withCauses(told.distinct()),
    notAssessable: told.open,
    accepted,
    organization: organization?.document.file,
    parts,
    faults,
    sources: told.sources,
    settings,
  }
}

interface Asked {
  readonly rule: HouseRule
  readonly options: Options
  /** Nothing is told here, but what is told elsewhere is only so with what this blueprint says. */
  readonly isOff: boolean
}

const known = new WeakMap<Settings, WeakMap<JudgeOptions['asks'], readonly Asked[]>>()

/** The rules that are asked, with their options. Most blueprints of a run have the same settings. */
function asked(settings: Settings, asks: JudgeOptions['asks']): readonly Asked[] {
  const before = known.get(settings)?.get(asks)
  if (before) return before
  const all = [...rules, ...settings.houseRules]
    .filter((rule) => (rule.check ?? rule.across) && asks(rule))
    .map((rule) => ({ rule, options: optionsOf(rule, settings), isOff: settings.levelOf(rule.id) === 'off' }))
    .filter(({ rule, isOff }) => !isOff || rule.across)
  if (!known.has(settings)) known.set(settings, new WeakMap())
  known.get(settings)!.set(asks, all)
  return all
}

function optionsOf({ id, options = {} }: HouseRule, settings: Settings): Options {
  const own = Object.fromEntries(Object.entries(options).map(([name, option]) => [name, option.default]))
  return { ...own, ...settings.optionsOf(id) }
}

/** A rule that breaks does not hide what the others found. */
export function guarded(
  time: Stopwatch,
  faults: Fault[],
  { id }: Pick<HouseRule, 'id'>,
  file: string,
  work: () => void,
): void {
  try {
    time.of(id, work)
  } catch (error) {
    faults.push({ rule: id, file, error })
  }
}

/**
 * Of each rule no more findings are told in one blueprint: nobody reads more, and a blueprint can have hundreds of
 * thousands of steps with the same fault. Those that name very much count for several.
 */
const mostTold = 1_000
const sizeOf = (said: Draft | OpenEnd): number =>
  'ask' in said ? 1 : Math.max(1, ((said.steps?.length ?? 0) + said.marks.length) / 200)

const theRest = {
  because: 'there are more such places in this blueprint than are told',
  ask: 'What do these places have in common?',
}

/** Whether a rule has more to say of a blueprint than is told. */
export const isCutShort = ({ because }: OpenQuestion): boolean => because === theRest.because

/** What the rules have told of a blueprint, with the texts that it points into, and what they have to ask. */
export class Findings {
  readonly open: OpenQuestion[] = []
  readonly sources = new Map<string, TextTold & { readonly steps: Map<string, Span> }>()
  readonly #told: Explained[] = []
  readonly #accepted: Accepted
  /** By rule. */
  readonly #size = new Map<string, number>()

  constructor(
    private readonly file: string,
    private readonly settings: Settings,
    private readonly how: {
      readonly accepted: readonly Acceptance[]
      readonly accountable?: Owner | undefined
      readonly today: string
      readonly plain?: boolean | undefined
    } = { accepted: [], today: '' },
  ) {
    this.#accepted = acceptedOn(how.today, how.accepted)
  }

  /** Whether there is still room for what this rule says. */
  hear(rule: HouseRule, said: Draft | OpenEnd): boolean {
    const size = this.#size.get(rule.id) ?? 0
    if (size >= mostTold) {
      if (!this.open.some((one) => one.rule === rule.id && isCutShort(one))) this.ask(rule, theRest)
      return false
    }
    this.#size.set(rule.id, size + sizeOf(said))
    if ('ask' in said) this.ask(rule, said)
    else this.add(rule, said)
    return true
  }

  ask({ id }: HouseRule, { because, ask, whom }: OpenEnd): void {
    const { accountable } = this.how
    const asked = whom ?? (accountable ? [accountable] : [])
    const whoKnows = asked.map(({ name }) => name)
    this.open.push({ file: this.file, rule: id, because: bounded(because), ask: bounded(ask), whom: whoKnows })
  }

  add(rule: HouseRule, draft: Draft): void {
    const level = this.settings.levelOf(rule.id)
    const severity = severityIn(level === 'off' ? undefined : level, rule.severity, draft.severity)
    const plain = this.how.plain ? plainOf(draft) : null
    const finding = findingOf(rule, draft, { severity, plain, blueprint: this.file })
    const accepted = acceptedBy(finding, this.#accepted)
    this.#told.push({ finding: accepted ? { ...finding, accepted } : finding, cause: draft.cause })
    for (const mark of draft.marks) this.#textOf(sourceOfMark(mark))
    if (draft.way && draft.way.edges.length > 0) this.#keepSteps(toldOf(draft.way))
  }

  #textOf({ file, text }: Source): Map<string, Span> {
    const known = this.sources.get(file)
    if (known) return known.steps
    const steps = new Map<string, Span>()
    this.sources.set(file, { file, text, steps })
    return steps
  }

  #keepSteps(way: readonly Step[]): void {
    for (const { id, at } of way) {
      const steps = this.#textOf(at.document)
      if (!steps.has(id)) steps.set(id, spanOf({ ...at, part: 'key' }))
    }
  }

  /** All of them, those told apart that agree in all names. */
  distinct(): Explained[] {
    return distinct(this.#told)
  }
}

function plainOf({ plain }: Draft): Finding['plain'] {
  if (!plain) return null
  const { lived, change, who } = plain()
  return { lived, change, who: [...new Set(who.map(({ name }) => name))] }
}
