import { edgesFrom, type Graph } from '../../graph/graph.ts'
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
    for (const [name, askers] of asked(graph))
      for (const step of askers) {
        if (isNeededFrom(graph, step, name)) continue
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
  },
}

/** At the step itself, or at one that comes after it, be it only because a promise is late. */
function isNeededFrom(graph: Graph, first: Step, name: string): boolean {
  const seen = new Set([first])
  for (const step of seen) {
    if (step.written.needs?.includes(name)) return true
    for (const { to } of edgesFrom(graph, step)) seen.add(to)
  }
  return false
}
