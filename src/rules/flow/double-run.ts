import type { Edge } from '../../graph/graph.ts'
import { standing, story } from '../../graph/run-story.ts'
import { type Run, tokenGame, type Twice, wayAlong } from '../../graph/tokens.ts'
import { called, decidedBy, doersOf } from '../../plain.ts'
import type { Blueprint, Step } from '../../read/blueprint.ts'
import { code } from '../../words.ts'
import type { Plain } from '../../finding.ts'
import type { Rule } from '../rule.ts'
import { tooManyCombinations } from './stuck-join.ts'

export const doubleRun: Rule = {
  id: 'double-run',
  theme: 'flow',
  severity: 'error',
  summary:
    'Parallel branches come together without waiting for each other, so that what follows happens twice; a warning where it is only the end of the journey',
  why: 'The customer is served twice, written to twice, or charged twice, and each of the two did what the process told them.',
  fix: 'Let the step where the branches meet wait for them (`join: all`, or `some`), or take only one of them (`split: one`).',
  source: 'van der Aalst (1998): soundness, no remaining tokens; Fahland et al. (2011): lack of synchronization',
  bad: `blueprint: 1
title: Cancelled flight
accountable: airline
owners:
  airline: { name: Airline }
steps:
  reads-board: { lane: customer, next: start-refund }
  start-refund: { lane: backstage, owner: airline, split: all, next: [ask-bank, ask-agency] }
  ask-bank: { lane: backstage, owner: airline, next: pay-back }
  ask-agency: { lane: backstage, owner: airline, next: pay-back }
  pay-back: { lane: backstage, owner: airline, next: has-money }
  has-money: { lane: customer, outcome: recovered } # <- double-run
`,
  good: `blueprint: 1
title: Cancelled flight
accountable: airline
owners:
  airline: { name: Airline }
steps:
  reads-board: { lane: customer, next: start-refund }
  start-refund: { lane: backstage, owner: airline, split: all, next: [ask-bank, ask-agency] }
  ask-bank: { lane: backstage, owner: airline, next: pay-back }
  ask-agency: { lane: backstage, owner: airline, next: pay-back }
  pay-back: { lane: backstage, owner: airline, join: all, next: has-money }
  has-money: { lane: customer, outcome: recovered }
`,
  // One finding a step; what only follows from another is its echo.
  *check(graph) {
    const { stuck, twice, isDecided } = tokenGame(graph)
    if (!isDecided && stuck.length + twice.length === 0) yield tooManyCombinations
    const byStep = new Map<Step, Twice>()
    for (const one of [...twice.filter(({ edge }) => edge), ...twice.filter(({ edge }) => !edge)])
      if (!byStep.has(one.step)) byStep.set(one.step, one)
    const turning = foundOnce(leadingBack)
    const wayOut = foundOnce((root) => wayOutOf(root, turning(root)))
    for (const one of byStep.values()) {
      const { step, edge, run: play } = one
      const { run, first } = play()
      const last = run.at(-1)!
      const again = edge ?? last.took[0]
      const root = rootOf(one, byStep, turning)
      yield {
        message: edge
          ? `What ${code(edge.from.id)} hands to ${code(step.id)} can come twice, before the first has been taken up`
          : `The journey can end twice at ${code(step.id)}`,
        help: wayOut(root),
        plain: () => plainOf(one, root, turning(root), graph.blueprint),
        marks: [
          { at: { ...step.at, part: 'key' }, says: edge ? 'twice' : 'reached twice' },
          ...(again ? [{ at: again.flow.at, says: 'once more over this' }] : []),
        ],
        identity: 'names',
        names: [step.id],
        steps: first.step === step ? [step] : [step, first.step],
        ...(again ? { way: wayAlong(run, again) } : {}),
        standsOn: standing(run),
        why: story(run),
        ...(edge ? {} : { severity: 'warning' as const }),
        cause: { thing: `twice ${root.step.id}`, isCause: root === one },
      }
    }
  },
}

/**
 * Where it begins that things happen twice, in the run that shows it: a step that does its work twice hands it on
 * twice. What comes round again, or twice by other flows, does so for a reason of its own.
 */
function rootOf(one: Twice, byStep: ReadonlyMap<Step, Twice>, turning: (one: Twice) => Edge | undefined): Twice {
  let taken: ReadonlySet<Edge> | undefined
  const seen = new Set<Twice>()
  let root = one
  for (;;) {
    seen.add(root)
    // Where only an end comes twice, each of the steps before it has handed on once.
    const before: Twice | undefined = root.edge && byStep.get(root.edge.from)
    if (!before?.edge || seen.has(before) || turning(root)) return root
    taken ??= takenTwice(one.run().run)
    if (!taken.has(before.edge)) return root
    root = before
  }
}

function takenTwice(run: Run): ReadonlySet<Edge> {
  const once = new Set<Edge>()
  const twice = new Set<Edge>()
  for (const { took } of run) for (const edge of took) (once.has(edge) ? twice : once).add(edge)
  return twice
}

function plainOf(one: Twice, root: Twice, back: Edge | undefined, blueprint: Blueprint): Plain {
  const { step, edge } = one
  const first = root.edge?.from ?? root.step
  const cause = 'because things that run side by side before it are not brought together'
  return {
    lived: edge
      ? `At ${called(edge.from)} the same thing can be done twice for one customer, ${cause}. What follows, ${called(step)}, can then come about twice as well.`
      : `At ${called(step)} the journey of one customer can end twice, ${cause}. What they get or are told there can come to them twice.`,
    change: back
      ? `Bring together what runs side by side before ${called(back.from)} leads back to ${back.from === back.to ? 'itself' : called(back.to)}.`
      : `Let ${called(first)} wait until everything that leads there has come, or begin only one of the ways that lead there.`,
    who: decidedBy(blueprint, ...doersOf(first, step)),
  }
}

function wayOutOf({ step, edge }: Twice, back: Edge | undefined): string {
  if (!edge)
    return `Say \`join: all\` at ${code(step.id)} if the journey ends once (\`some\` where not every branch always comes), or take only one of the branches (\`split: one\`)`
  const { from } = edge
  if (back?.from === from && from.split !== 'one')
    return `Let ${code(from.id)} take only one of its flows at a time (\`split: one\`)`
  if (back && back.from !== from)
    return `Join the branches before ${code(back.from.id)} leads back to ${code(back.to.id)}, or lead it back to a step of its own branch, behind ${code(from.id)}`
  return `Let the branches wait for each other before (\`join: all\` at ${code(from.id)}, or \`some\` where not every one always comes), or take only one of them (\`split: one\`)`
}

/** The flow on which the way turns back, so that a step comes about again after it had begun the branches itself. */
function leadingBack({ edge, run: play }: Twice): Edge | undefined {
  if (!edge) return undefined
  const { edges } = wayAlong(play().run, edge)
  const before = edges.findLastIndex(({ from }, i) => from === edge.from && i < edges.length - 1)
  if (before < 0) return undefined
  const passed = new Set(edges.slice(0, before + 1).map(({ from }) => from))
  return edges.slice(before).find(({ to }) => passed.has(to))
}

/** What follows from one thing is laid to it again and again, and its run is not played again for each. */
function foundOnce<T>(find: (one: Twice) => T): (one: Twice) => T {
  const known = new Map<Twice, { readonly found: T }>()
  return (one) => {
    const before = known.get(one) ?? { found: find(one) }
    known.set(one, before)
    return before.found
  }
}
