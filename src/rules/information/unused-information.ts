import { edgesFrom, type Graph, question } from '../../graph/graph.ts'
import { type Leading, leadingTo } from '../../graph/leading.ts'
import { mostRounds, tooMany } from '../../graph/rounds.ts'
import { includes } from '../../long-lists.ts'
import { addTo } from '../../multimap.ts'
import { called, decidedBy, doersOf, known } from '../../plain.ts'
import type { Step } from '../../read/blueprint.ts'
import { inside } from '../../read/document.ts'
import { code } from '../../words.ts'
import type { Rule } from '../rule.ts'
import { asked } from './asked-again.ts'

export const unusedInformation: Rule = {
  id: 'unused-information',
  theme: 'information',
  severity: 'note',
  summary: 'Something is asked of the customer, and no step from there on needs it',
  why: 'Each question costs the customer time and trust. A question whose answer nobody uses (a survey that goes to no one who could act) costs the most.',
  fix: 'Take the question out, or say with `needs` which later step uses the answer.',
  source: 'Lean: waste of over-processing',
  bad: `blueprint: 1
title: Gym membership
accountable: gym
owners:
  gym: { name: Gym }
steps:
  want-to-join: { lane: customer, next: sign-up }
  sign-up: { lane: touchpoint, owner: gym, collects: [bank-account, profession], next: draw-fee } # <- unused-information
  draw-fee: { lane: support, owner: gym, needs: bank-account, next: trains }
  trains: { lane: customer, outcome: served }
`,
  good: `blueprint: 1
title: Gym membership
accountable: gym
owners:
  gym: { name: Gym }
steps:
  want-to-join: { lane: customer, next: sign-up }
  sign-up: { lane: touchpoint, owner: gym, collects: bank-account, next: draw-fee }
  draw-fee: { lane: support, owner: gym, needs: bank-account, next: trains }
  trains: { lane: customer, outcome: served }
`,
  needs: {
    isMissing: ({ steps }) =>
      steps.some(({ written }) => written.collects) && steps.every(({ written }) => written.needs === undefined),
    because: 'no step says what it needs to know (`needs`)',
    ask: 'Without which information can each step not be done?',
  },
  *check(graph) {
    let left = mostRounds(graph)
    const open: string[] = []
    for (const [name, askers] of asked(graph)) {
      if (left <= 0) {
        open.push(name)
        continue
      }
      const isNeededFrom = beforeNeed(graph, name, () => {
        left -= 1
      })
      for (const step of askers) {
        if (isNeededFrom(step)) continue
        yield {
          message: `${code(step.id)} asks the customer for ${code(name)}, which no step after it needs`,
          help: `Take ${code(name)} out of \`collects\`, or add it to \`needs\` of the step that uses it`,
          marks: [{ at: inside(step.at, 'collects', step.written.collects!.indexOf(name)), says: 'never used' }],
          steps: [step],
          names: [name],
          plain: () => ({
            lived: `At ${called(step)} customers are asked for ${known(name)}, which nothing in the service needs from then on. The question costs them time and brings them nothing.`,
            change: `Stop asking for ${known(name)} at ${called(step)}, or let somebody make use of the answer.`,
            who: decidedBy(graph.blueprint, ...doersOf(step)),
          }),
        }
      }
    }
    if (open.length > 0) yield tooMany(open, (few) => `Who uses each of ${few} after the customer was asked for it?`)
  },
}

/** Steps by what they need. */
const needing = question(({ steps }) => {
  const byName = new Map<string, Step[]>()
  for (const step of steps) for (const name of step.written.needs ?? []) addTo(byName, name, step)
  return byName
})

/**
 * From where a step that needs it is got to, itself included, be it only because a promise is late. Nearly always that
 * is near; only where it is not, all that leads there is laid out.
 */
function beforeNeed(graph: Graph, name: string, layOut: () => void): (step: Step) => boolean {
  let leading: Leading | undefined
  return (first) => {
    const seen = new Set([first])
    for (const step of leading ? [] : seen) {
      if (step.written.needs !== undefined && includes(step.written.needs, name)) return true
      if (seen.size > mostNear) break
      for (const { to } of edgesFrom(graph, step)) seen.add(to)
    }
    if (!leading && seen.size <= mostNear) return false
    if (!leading) layOut()
    leading ??= leadingTo(graph, needing(graph).get(name) ?? [])
    return leading.has(first)
  }
}

/** So many steps are looked through for one that needs it before all that leads there is. */
const mostNear = 200
