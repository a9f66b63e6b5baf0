import { search } from '../../graph/reach.ts'
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
        // The step's own need is a use too.
        const after = search(graph, [step], ({ kind }) => kind !== 'promise-late')
        if (after.inOrder.some(({ written }) => written.needs?.includes(name))) continue
        yield {
          message: `${code(step.id)} asks the customer for ${code(name)}, which no step after it needs`,
          help: `Take ${code(name)} out of \`collects\`, or add it to \`needs\` of the step that uses it`,
          marks: [{ at: inside(step.at, 'collects', step.written.collects!.indexOf(name)), says: 'never used' }],
          steps: [step],
          names: [name],
        }
      }
  },
}
