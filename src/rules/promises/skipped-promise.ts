import { everyRun } from '../../graph/every-run.ts'
import { type Edge, failing, type Graph, isFailureEdge } from '../../graph/graph.ts'
import { leadingTo } from '../../graph/leading.ts'
import { downstream, reached, search, type Way } from '../../graph/reach.ts'
import { mostRounds, tooMany } from '../../graph/rounds.ts'
import { waysPast } from '../../graph/ways-past.ts'
import type { Promised, Step } from '../../read/blueprint.ts'
import { inside } from '../../read/document.ts'
import { called, promiseDecidedBy, said } from '../../plain.ts'
import { code, quoted } from '../../words.ts'
import type { Rule } from '../rule.ts'

export const skippedPromise: Rule = {
  id: 'skipped-promise',
  theme: 'promises',
  severity: 'error',
  summary:
    'The customer can be served without what they were promised, though nothing goes wrong, or no way leads to it',
  why: 'The process ends well in its own eyes, and the customer still waits for what they were told. They notice; the process does not.',
  fix: 'Lead every way to a served outcome through the step that keeps the promise, or promise it only where it is sure to follow.',
  source: 'Parasuraman, Zeithaml and Berry (1985): gap 4, promised against delivered',
  bad: `blueprint: 1
title: Complaint about noise
accountable: town-hall
owners:
  town-hall: { name: Town hall }
promises:
  we-call-back: { says: We call you back, made: take-complaint, kept: call-back, owner: town-hall } # <- skipped-promise
steps:
  hear-noise: { lane: customer, next: take-complaint }
  take-complaint: { lane: touchpoint, owner: town-hall, next: visit-street }
  visit-street:
    lane: backstage
    owner: town-hall
    next: [{ to: call-back, when: it goes on }, { to: sleeps, when: it has stopped }]
  call-back: { lane: touchpoint, owner: town-hall, next: sleeps }
  sleeps: { lane: customer, outcome: served }
`,
  good: `blueprint: 1
title: Complaint about noise
accountable: town-hall
owners:
  town-hall: { name: Town hall }
promises:
  we-call-back: { says: We call you back, made: take-complaint, kept: call-back, owner: town-hall }
steps:
  hear-noise: { lane: customer, next: take-complaint }
  take-complaint: { lane: touchpoint, owner: town-hall, next: visit-street }
  visit-street:
    lane: backstage
    owner: town-hall
    next: [{ to: stop-noise, when: it goes on }, { to: call-back, when: it has stopped }]
  stop-noise: { lane: backstage, owner: town-hall, next: call-back }
  call-back: { lane: touchpoint, owner: town-hall, next: sleeps }
  sleeps: { lane: customer, outcome: served }
`,
  innocent: [
    {
      when: 'the way past it is a branch that is always waited for together with it',
      blueprint: `blueprint: 1
title: Complaint about noise
accountable: town-hall
owners:
  town-hall: { name: Town hall }
promises:
  we-call-back: { says: We call you back, made: take-complaint, kept: call-back, owner: town-hall }
steps:
  hear-noise: { lane: customer, next: take-complaint }
  take-complaint: { lane: touchpoint, owner: town-hall, split: all, next: [call-back, stop-noise] }
  call-back: { lane: touchpoint, owner: town-hall, next: close-file }
  stop-noise: { lane: backstage, owner: town-hall, next: close-file }
  close-file: { lane: backstage, owner: town-hall, join: all, next: sleeps }
  sleeps: { lane: customer, outcome: served }
`,
    },
  ],
  // "Cannot be reached" is over all edges: a promise that is only kept when something goes wrong can be kept. Branches
  // of a `split: all` that no `join: all` unites are ways of their own: one serves the customer before the other keeps
  // the promise.
  *check(graph) {
    let left = mostRounds(graph)
    const open: string[] = []
    for (const promise of graph.blueprint.promises.values()) {
      const { kept, says } = promise
      if (!kept) continue
      const skip = firstSkip(graph, promise, kept, (rounds) => (left -= rounds) >= 0)
      if (skip === 'open') {
        open.push(promise.id)
        continue
      }
      if (!skip) continue
      const { made, way } = skip
      const served = way && (way.edges.at(-1)?.to ?? way.from)
      const leaving = way && turnAway(graph, way, kept)
      yield {
        message: served
          ? `${code(made.id)} promises ${quoted(says)}, and the customer can be served (${code(served.id)}) without ${code(kept.id)}, which keeps it`
          : `${code(made.id)} promises ${quoted(says)}, and no way leads from there to ${code(kept.id)}, which keeps it`,
        help: served
          ? served === made
            ? `Lead ${code(made.id)} on to ${code(kept.id)}, or do not promise it where the journey ends`
            : `Lead every way from ${code(made.id)} to ${code(served.id)} through ${code(kept.id)}, or do not promise it at ${code(made.id)}`
          : `Lead a way from ${code(made.id)} to ${code(kept.id)}, or name in \`kept\` a step that comes after it`,
        marks: [
          { at: inside(promise.at, 'kept'), says: served ? 'not on every way' : 'cannot be reached' },
          ...(leaving ? [{ at: leaving.flow.at, says: 'leads past it' }] : []),
          { at: { ...made.at, part: 'key' as const }, says: 'promised here' },
        ],
        plain: () => ({
          lived: served
            ? `Customers who hear ${said(says)} at ${called(made)} can ${served === made ? 'have it end there' : `come to ${called(served)}`} without ${called(kept)}, which keeps it. They then count as served, and have not had what they were promised.`
            : `Customers who hear ${said(says)} at ${called(made)} cannot get it: nothing leads from there to ${called(kept)}, which keeps it.`,
          change: served
            ? served === made
              ? `Let ${called(made)} lead on to ${called(kept)}, or do not promise it there, where the journey ends.`
              : `Let every way from ${called(made)} to ${called(served)} go through ${called(kept)}, or do not promise it at ${called(made)}.`
            : `Let ${called(made)} lead on to ${called(kept)}, or decide which later step keeps the promise instead.`,
          who: promiseDecidedBy(graph.blueprint, promise, made),
        }),
        steps: [...new Set([made, kept, ...(served ? [served] : [])])],
        ...(way ? { way } : {}),
        standsOn: [promise],
        identity: 'names',
        names: [promise.id],
      }
    }
    if (open.length > 0)
      yield tooMany(open, (few) => `Is each of ${few} kept on every way, before the customer counts as served?`)
  },
}

/** `isRoomFor` says whether the blueprint may be gone through so many times more; where not, it is left open. */
function firstSkip(
  graph: Graph,
  { made: places }: Promised,
  kept: Step,
  isRoomFor: (rounds: number) => boolean,
): { made: Step; way?: Way } | 'open' | undefined {
  for (const made of places) {
    if (made === kept || !reached(graph).has(made)) continue
    if (!isRoomFor(1)) return 'open'
    if (isSure(graph, made, kept)) continue
    // What is not plain takes a closer look.
    isRoomFor(8)
    if (!search(graph, [made]).has(kept)) return { made }
    const way = wayWithout(graph, made, kept)
    if (way) return { made, way }
  }
  return undefined
}

/** No way past `kept` leads to where anybody is served, whatever is united at a join: then no run does either. */
function isSure(graph: Graph, made: Step, kept: Step): boolean {
  const past = downstream(graph, [made], failing(graph), kept)
  return (
    past[kept.index] === 1 &&
    !graph.steps.some(({ outcome, index }) => outcome === 'served' && past[index] === 1 && index !== kept.index)
  )
}

/** To a served outcome, without failure edges; and not where a parallel branch keeps the promise all the same. */
function wayWithout(graph: Graph, made: Step, kept: Step): Way | undefined {
  const goesWell = (edge: Edge): boolean => !isFailureEdge(edge)
  const canEnd = waysPast(graph, [kept], goesWell)
  if (!canEnd.has(made)) return undefined
  const run = everyRun(graph, [made], [[kept]], goesWell)
  const past = search(graph, [made], (edge) => goesWell(edge) && !run.has(0, edge.to) && canEnd.has(edge.to))
  const served = past.inOrder.find(({ outcome }) => outcome === 'served')
  return served && past.way(served)
}

/** The flow after which the promise can no longer be kept. */
function turnAway(graph: Graph, way: Way, kept: Step): Edge | undefined {
  const before = leadingTo(graph, [kept])
  return way.edges.find(({ to }) => !before.has(to))
}
