import { type Edge, edgesFrom, type Graph, isDone, question } from '../../graph/graph.ts'
import { lastCommonStep } from '../../graph/last-common-step.ts'
import { leadingTo } from '../../graph/leading.ts'
import { reached, search } from '../../graph/reach.ts'
import { isOneAtATime, standing, story } from '../../graph/run-story.ts'
import { type Run, type Stuck, tokenGame, wayAlong } from '../../graph/tokens.ts'
import { allCalled, called, decidedBy, doersOf } from '../../plain.ts'
import { inside } from '../../read/document.ts'
import type { Step } from '../../read/blueprint.ts'
import { code, codes } from '../../words.ts'
import type { OpenEnd, Rule } from '../rule.ts'

/** Beyond the bound on the work neither this rule nor double-run gives a verdict. */
export const tooManyCombinations: OpenEnd = {
  because: 'there are too many parallel combinations to look at all of them',
  ask: 'Which of the parallel branches really run at the same time, and where do they come together again?',
}

export const stuckJoin: Rule = {
  id: 'stuck-join',
  theme: 'flow',
  severity: 'error',
  summary: 'A step that waits for several flows can have got some of them and never get the others',
  why: 'Everybody has done their part, and the case lies there: the last part that it waits for will never come. Nobody is late, so nobody notices.',
  fix: 'Let it wait only for what always comes (`join: some` or `any`), or see that every branch comes back to it, failures too.',
  source:
    'van der Aalst (1998): soundness, proper completion; Fahland et al. (2011), persistent sets after Valmari and Godefroid',
  bad: `blueprint: 1
title: Mortgage
accountable: bank
owners:
  bank: { name: Bank }
steps:
  ask-for-loan: { lane: customer, next: take-papers }
  take-papers:
    lane: touchpoint
    owner: bank
    next: [{ to: check-income, when: first loan }, { to: value-house, when: known customer }]
  check-income: { lane: backstage, owner: bank, next: decide }
  value-house: { lane: backstage, owner: bank, next: decide }
  decide: { lane: backstage, owner: bank, join: all, next: has-loan } # <- stuck-join
  has-loan: { lane: customer, outcome: served }
`,
  good: `blueprint: 1
title: Mortgage
accountable: bank
owners:
  bank: { name: Bank }
steps:
  ask-for-loan: { lane: customer, next: take-papers }
  take-papers: { lane: touchpoint, owner: bank, split: all, next: [check-income, value-house] }
  check-income: { lane: backstage, owner: bank, next: decide }
  value-house: { lane: backstage, owner: bank, next: decide }
  decide: { lane: backstage, owner: bank, join: all, next: has-loan }
  has-loan: { lane: customer, outcome: served }
`,
  // Where something is found the rest need not be decided: the first proof is reason enough to mend it and ask again.
  *check(graph) {
    const { stuck, twice, isDecided } = tokenGame(graph)
    for (const one of stuck) {
      const { step, holds, lacks } = one
      const run = one.run()
      yield {
        message: `${code(step.id)} can wait for ever: ${whatIsMissing(one)}`,
        help: wayOut(graph, one, run),
        plain: () => ({
          lived: `At ${called(step)} a customer’s case can lie waiting for ever. ${inPlainWords(one)}.`,
          change: plainWayOut(one),
          who: decidedBy(graph.blueprint, ...doersOf(step, ...lacks.map(({ from }) => from))),
        }),
        marks: [
          { at: inside(step.at, 'join'), says: 'waits for all of these' },
          ...lacks.slice(0, 3).map(({ flow }) => ({ at: flow.at, says: 'may never come' })),
        ],
        identity: 'names',
        names: [step.id],
        steps: [...new Set([step, ...lacks.map(({ from }) => from)])],
        way: wayAlong(run, holds[0]!),
        standsOn: standing(run),
        why: story(run),
      }
    }
    if (!isDecided && stuck.length + twice.length === 0) yield tooManyCombinations
  },
}

function whatIsMissing({ holds, lacks }: Stuck): string {
  const has = new Set(holds.map(({ from }) => from))
  const missing = new Set(lacks.map(({ from }) => from).filter((from) => !has.has(from)))
  if (missing.size > 0)
    return `it has what comes from ${codes([...has])}, and nothing more can come from ${codes([...missing])}`
  const both = lacks.find(({ from }) => has.has(from))!.from
  const ends = [...holds, ...lacks].filter(({ from }) => from === both)
  if (ends.some(({ failure }) => failure)) return `it waits for ${code(both.id)} both to go well and to fail`
  if (ends.some(({ kind }) => kind === 'late')) return `it waits for ${code(both.id)} both in time and late`
  return `of its flows from ${code(both.id)} not all come`
}

function inPlainWords({ holds, lacks }: Stuck): string {
  const has = new Set(holds.map(({ from }) => from))
  const missing = new Set(lacks.map(({ from }) => from).filter((from) => !has.has(from)))
  if (missing.size > 0)
    return `It has what comes from ${allCalled([...has])} and also waits for ${allCalled([...missing])}, from where nothing more can come`
  const both = lacks.find(({ from }) => has.has(from))!.from
  const ends = [...holds, ...lacks].filter(({ from }) => from === both)
  if (ends.some(({ failure }) => failure)) return `It waits for ${called(both)} both to go well and to go wrong`
  if (ends.some(({ kind }) => kind === 'late')) return `It waits for ${called(both)} both in time and too late`
  return `It waits for everything that can come from ${called(both)}, and not all of that comes`
}

function plainWayOut({ step, holds, lacks }: Stuck): string {
  const detour = [...lacks, ...holds].find(({ kind }) => kind !== 'next')
  if (detour)
    return `Let ${called(step)} go on after ${called(detour.from)} whether that went ${detour.failure ? 'well or wrong' : 'on in time or too late'}.`
  return `See to it that everything that ${called(step)} waits for comes for every customer, or decide what happens when it does not.`
}

function wayOut(graph: Graph, { step, holds, lacks }: Stuck, run: Run): string {
  const name = code(step.id)
  const before = search(graph, graph.blueprint.starts, ({ from }) => from !== step)
  const leadsBack = ({ from }: Edge): boolean => from === step || !before.has(from)
  const detour = [...lacks, ...holds].find((edge) => edge.kind !== 'next' && !leadsBack(edge))
  if (detour) {
    const from = code(detour.from.id)
    const both = detour.failure
      ? `the failure of ${from} and what follows when it goes well`
      : `what ${from} hands on in time and what it hands on late`
    return `Lead both, ${both}, to a step of their own before ${name}, and that one to ${name}`
  }
  const back = lacks.find(leadsBack)
  if (back)
    return `Let a step of its own before ${name} wait for the branches, so that ${code(back.from.id)} leads back to ${name} without waiting again`
  if (step.join === 'some') return `Say \`join: any\` at ${name}, or at the step that waits for it in turn`
  if (isOneAtATime(run) && !canComeTogether(graph, step))
    return `Say \`join: any\` at ${name}: only one of its flows comes, never all together`
  return `Lead every branch back to ${name}, or let it wait only for what was really begun (\`join: some\`)`
}

/**
 * Whether some step begins several branches that lead there: what comes alone in one run may come together in another.
 * Branches that have been waited for on all ways there are one again.
 */
function canComeTogether(graph: Graph, join: Step): boolean {
  const leading = leadingTo(graph, [join])
  let waited = lastBefore(graph)(join)
  while (waited?.join === 'any') waited = lastBefore(graph)(waited)
  return (waited ? search(graph, [waited]) : reached(graph)).inOrder.some((step) => {
    if (step.split === 'one') return false
    const there = edgesFrom(graph, step).filter(
      (edge) => isDone(edge) && edge.kind !== 'promise-late' && leading.has(edge.to),
    )
    return new Set(there.map(({ flow, insteadOf }) => insteadOf ?? flow)).size > 1
  })
}

const lastBefore = question((graph) => lastCommonStep(graph, () => true))
