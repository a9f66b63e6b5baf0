import type { Draft, Mark } from '../finding.ts'
import type { Edge, Graph } from '../graph/graph.ts'
import { endOfWayTo, reached, type Way, wayOn } from '../graph/reach.ts'
import type { Owner, Step } from '../read/blueprint.ts'
import type { OpenEnd } from '../rules/rule.ts'
import { code, count, listed } from '../words.ts'
import {
  broken,
  type Condition,
  type Criterion,
  described,
  describedAll,
  fulfilled,
  type Held,
  type HeldCondition,
  heldOn,
  mustText,
  type Open,
  type Unsaid,
} from './condition.ts'
import { flowCalled, isFlow } from './flow-condition.ts'
import { type Fillings, filled, forFlow, forStep } from './placeholders.ts'
import { brokenInPlainWords, miscountInPlainWords } from './plain-finding.ts'

/** A rule of the house, ready to be asked: about steps, or about flows. */
export interface Compiled<Subject> {
  readonly kind: Kind<Subject>
  readonly chosen: Condition<Subject>
  readonly except?: Condition<Subject> | undefined
  readonly must?: Condition<Subject> | undefined
  readonly mustNot?: Condition<Subject> | undefined
  readonly atMost?: number | undefined
  readonly atLeast?: number | undefined
  readonly texts: { readonly message?: string; readonly why?: string; readonly help?: string }
}

/** What a rule is about. */
export interface Kind<Subject> {
  readonly noun: string
  /** All that are reached, in the order of the file. */
  readonly all: (graph: Graph) => Subject[]
  readonly called: (one: Subject) => string
  readonly steps: (one: Subject) => Step[]
  readonly way: (graph: Graph, one: Subject) => Way
  readonly mark: (one: Subject, says: string) => Mark
  readonly fillings: (one: Subject, other?: Step) => Fillings
}

export const aboutSteps: Kind<Step> = {
  noun: 'step',
  all: (graph) => graph.steps.filter(reached(graph).has),
  called: ({ id }) => code(id),
  steps: (step) => [step],
  way: endOfWayTo,
  mark: ({ at }, says) => ({ at: { ...at, part: 'key' }, says }),
  fillings: forStep,
}

export const aboutFlows: Kind<Edge> = {
  noun: 'flow',
  all: (graph) => graph.edges.filter((edge) => isFlow(edge) && reached(graph).has(edge.from)),
  called: ({ from, to }) => flowCalled(from, to),
  steps: ({ from, to }) => [...new Set([from, to])],
  way: (graph, edge) => wayOn(endOfWayTo(graph, edge.from), edge),
  mark: ({ flow }, says) => ({ at: flow.at, says }),
  fillings: forFlow,
}

/**
 * All that breaks the rule, and all that cannot be told. What is looked for (`steps`, `flows`, `mustNot`) is found
 * where it is said, and is a question only where the blueprint says nothing of the kind; what must hold, and what is
 * excepted, is a question wherever it is not said.
 */
export function* check<Subject>(rule: Compiled<Subject>, graph: Graph): Iterable<Draft | OpenEnd> {
  const { kind } = rule
  const chosen = heldOn(graph, rule.chosen)
  const except = heldOn(graph, rule.except ?? [])
  const must = rule.must && heldOn(graph, rule.must)
  const mustNot = rule.mustNot && heldOn(graph, rule.mustNot)
  const questions = new Map<Unsaid, Map<string, readonly Owner[]>>()
  const asked = { everything: new Set<readonly Open[]>(), whereNothingIsSaid: new Set<readonly Open[]>() }
  const ask = (open: readonly (readonly Open[])[], onlyWhereNothingIsSaid = false): void => {
    const before = onlyWhereNothingIsSaid ? asked.whereNothingIsSaid : asked.everything
    for (const list of open) {
      if (before.has(list)) continue
      before.add(list)
      for (const { unsaid, called, owners } of list) {
        if (onlyWhereNothingIsSaid && unsaid.isSaid(graph)) continue
        let silent = questions.get(unsaid)
        if (!silent) questions.set(unsaid, (silent = new Map()))
        silent.set(called, owners)
      }
    }
  }
  const askWhereNothingIsSaid = (open: readonly (readonly Open[])[]): void => ask(open, true)
  const found: Subject[] = []
  const unsure: Subject[] = []

  for (const one of kind.all(graph)) {
    const isChosen = chosen.holds(one)
    if (isChosen === false) continue
    const isExcepted = except.holds(one)
    if (isExcepted === true) continue
    if (isChosen === undefined || isExcepted === undefined) {
      unsure.push(one)
      askWhereNothingIsSaid(chosen.open(one))
      if (isChosen) ask(except.open(one))
      continue
    }
    found.push(one)
    const holds = must?.holds(one)
    if (must && holds === undefined) ask(must.open(one))
    if (must && holds === false) yield notAsItMust(rule, graph, one, chosen, must)
    const isForbidden = mustNot?.holds(one)
    if (mustNot && isForbidden === undefined) askWhereNothingIsSaid(mustNot.open(one))
    if (mustNot && isForbidden === true) yield asItMustNot(rule, graph, one, chosen, mustNot)
  }

  const { atMost, atLeast } = rule
  if (atMost !== undefined && found.length > atMost) yield tooMany(rule, graph, found, atMost)
  if (atLeast !== undefined && found.length < atLeast) {
    if (found.length + unsure.length < atLeast) yield tooFew(rule, graph, found, atLeast)
    else for (const one of unsure) ask([...chosen.open(one), ...except.open(one)])
  }
  for (const [unsaid, silent] of questions) yield questionOf(graph, unsaid, silent)
}

type Decisive<Subject> = Criterion<Subject> & Held<Subject>

function notAsItMust<Subject>(
  rule: Compiled<Subject>,
  graph: Graph,
  one: Subject,
  chosen: HeldCondition<Subject>,
  must: HeldCondition<Subject>,
): Draft {
  const { called } = rule.kind
  const failing = broken(must, one)
  const isAlone = must.alternatives.length === 1
  const wanted = isAlone ? failing.be : mustText(rule.must!)
  // Of each alternative the first thing that keeps it from holding.
  const fixes = must.alternatives.map((criteria) => {
    const lacking = criteria.find(({ holds }) => holds(one) === false)!
    return lacking.fix?.(one, lacking.proof?.(one).other)
  })
  return drafted(rule, graph, one, chosen, [failing], {
    must: isAlone ? [[failing]] : rule.must!,
    message: `${begun(called(one))} ${failing.is(one)}${failing.saysAll && isAlone ? '' : `; it must ${wanted}`}`,
    help: fixes.every((fix) => fix !== undefined)
      ? fixes.map((fix, i) => (i === 0 ? fix : `${fix[0]!.toLowerCase()}${fix.slice(1)}`)).join('; or ')
      : `Change ${called(one)}: it must ${wanted}`,
  })
}

function asItMustNot<Subject>(
  rule: Compiled<Subject>,
  graph: Graph,
  one: Subject,
  chosen: HeldCondition<Subject>,
  mustNot: HeldCondition<Subject>,
): Draft {
  const all = fulfilled(mustNot, one)
  const proving = all.find(({ proof }) => proof)
  const { other } = proving?.proof?.(one) ?? {}
  const called = rule.kind.called(one)
  const isShown = all.some(({ saysAll }) => saysAll)
  return drafted(rule, graph, one, chosen, proving ? [proving, ...all.filter((each) => each !== proving)] : all, {
    mustNot: rule.mustNot!,
    message: `${begun(called)} ${all.map(({ is }) => is(one)).join(' and ')}${isShown ? '' : ', which must not be'}`,
    help:
      (other && proving?.fix?.(one, other)) ?? `Change ${called}: it must not ${all.map(({ be }) => be).join(' and ')}`,
  })
}

/** A finding about one step or flow, marked where what decides is said; and where it can be seen why it was chosen. */
function drafted<Subject>(
  rule: Compiled<Subject>,
  graph: Graph,
  one: Subject,
  chosen: HeldCondition<Subject>,
  decisive: readonly Decisive<Subject>[],
  own: { readonly message: string; readonly help: string; must?: Condition<Subject>; mustNot?: Condition<Subject> },
): Draft {
  const { kind, texts } = rule
  const [first, ...others] = decisive as [Decisive<Subject>, ...Decisive<Subject>[]]
  const proof = first.proof?.(one)
  const fillings = kind.fillings(one, proof?.other)
  const reasons = [...decisive, ...(fulfilled(chosen, one) ?? [])].flatMap((criterion) => criterion.reasons(one))
  const marks: [Mark, ...Mark[]] = [
    { at: first.place(one), says: proof?.says ?? first.is(one) },
    ...(proof?.marks ?? []),
    ...reasons,
  ]
  return {
    message: filled(texts.message ?? own.message, fillings),
    help: filled(texts.help ?? own.help, fillings),
    marks: atDifferentPlaces(marks),
    steps: [...new Set([...kind.steps(one), ...(proof?.other ? [proof.other] : [])])],
    way: proof?.way ?? kind.way(graph, one),
    standsOn: [first, ...others].flatMap(({ standsOn }) => standsOn?.(one) ?? []),
    why: [...(texts.why ? [filled(texts.why, fillings)] : []), ...(proof?.why ?? [])],
    names: [first.key],
    plain: () => brokenInPlainWords(rule, graph, one, { ...own, other: proof?.other }),
  }
}

const mostMarks = 4

function atDifferentPlaces([first, ...others]: readonly [Mark, ...Mark[]]): [Mark, ...Mark[]] {
  const seen = new Set([placeOf(first)])
  const different = others.filter((mark) => !seen.has(placeOf(mark)) && seen.add(placeOf(mark)))
  return [first, ...different.slice(0, mostMarks - 1)]
}

const placeOf = ({ at }: Mark): string => ('path' in at ? JSON.stringify(at.path) : at.element)

function tooMany<Subject>(rule: Compiled<Subject>, graph: Graph, found: readonly Subject[], most: number): Draft {
  const { kind, chosen, texts } = rule
  const [first, ...more] = found.slice(most) as [Subject, ...Subject[]]
  const those = describedAll(`${kind.noun}s`, chosen)
  const number = found.length === 1 ? described(`1 ${kind.noun}`, chosen) : `${found.length} ${those}`
  const fillings = new Map([['count', String(found.length)]])
  return {
    message: filled(
      texts.message ?? `This service has ${number}, and may have ${most === 0 ? 'none' : `at most ${most}`}`,
      fillings,
    ),
    help: filled(
      texts.help ?? `Do without ${kind.called(first)}${more.length > 0 ? ` and ${count(more.length, 'other')}` : ''}`,
      fillings,
    ),
    marks: [
      kind.mark(first, most === 0 ? 'not here' : 'one too many'),
      ...more.slice(0, mostMarks - 1).map((one) => kind.mark(one, 'and this')),
    ],
    steps: [...new Set([first, ...more].flatMap(kind.steps))],
    way: kind.way(graph, first),
    why: texts.why ? [filled(texts.why, fillings)] : [],
    names: ['atMost'],
    plain: () => miscountInPlainWords(rule, graph, found),
  }
}

function tooFew<Subject>(rule: Compiled<Subject>, graph: Graph, found: readonly Subject[], least: number): Draft {
  const { kind, chosen, texts } = rule
  const one = described(kind.noun, chosen)
  const number =
    found.length === 0
      ? `no ${one}`
      : `${found.length === 1 ? `only 1 ${one}` : `only ${found.length} ${describedAll(`${kind.noun}s`, chosen)}`}`
  const fillings = new Map([['count', String(found.length)]])
  return {
    message: filled(
      texts.message ?? `This service has ${number}${least > 1 ? `, and must have at least ${least}` : ''}`,
      fillings,
    ),
    help: filled(texts.help ?? `Add a ${one}; or, if there is one, say so`, fillings),
    marks: [
      {
        at: { document: graph.blueprint.document, path: ['steps'], part: 'key' },
        says: found.length === 0 ? 'none here' : 'too few',
      },
      ...found.slice(0, mostMarks - 1).map((each) => kind.mark(each, 'one of them')),
    ],
    steps: [...new Set(found.flatMap(kind.steps))],
    why: texts.why ? [filled(texts.why, fillings)] : [],
    names: ['atLeast'],
    plain: () => miscountInPlainWords(rule, graph, found),
  }
}

const mostNames = 4

function questionOf(
  graph: Graph,
  { by, what, ask, isSaid }: Unsaid,
  silent: ReadonlyMap<string, readonly Owner[]>,
): OpenEnd {
  if (!isSaid(graph)) return { because: `no ${by} says ${what}`, ask: ask(undefined) }
  const shown = [...silent.keys()].slice(0, mostNames)
  const rest = silent.size - shown.length
  const names = listed(rest > 0 ? [...shown, `${rest} more`] : shown)
  const whom = [...new Set([...silent.values()].flat())]
  return {
    because: `${names} ${silent.size === 1 ? 'does' : 'do'} not say ${what}`,
    ask: ask(names),
    ...(whom.length > 0 && { whom }),
  }
}

const begun = (text: string): string => `${text[0]!.toUpperCase()}${text.slice(1)}`
