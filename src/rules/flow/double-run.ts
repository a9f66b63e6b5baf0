import { story } from '../../graph/run-story.ts'
import { tokenGame, type Twice, wayAlong } from '../../graph/tokens.ts'
import type { Step } from '../../read/blueprint.ts'
import { code } from '../../words.ts'
import type { Rule } from '../rule.ts'

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
  // One finding a step. What is not decided is stuck-join's to say, for both.
  *check(graph) {
    const byStep = new Map<Step, Twice>()
    for (const twice of tokenGame(graph).twice) if (!byStep.has(twice.step)) byStep.set(twice.step, twice)
    for (const [step, { edge, run: play }] of byStep) {
      const { run, first } = play()
      const last = run.at(-1)!
      const again = edge ?? last.took[0]
      yield {
        message: edge
          ? `What ${code(edge.from.id)} hands to ${code(step.id)} can come twice, before the first has been taken up`
          : `The journey can end twice at ${code(step.id)}`,
        help: edge
          ? `Let the branches wait for each other before (\`join: all\` at ${code(edge.from.id)}), or take only one of them (\`split: one\`)`
          : `Say \`join: all\` at ${code(step.id)} if the journey ends once, or take only one of the branches (\`split: one\`)`,
        marks: [
          { at: { ...step.at, part: 'key' }, says: edge ? 'twice' : 'reached twice' },
          ...(again ? [{ at: again.flow.at, says: 'once more over this' }] : []),
        ],
        steps: first.step === step ? [step] : [step, first.step],
        ...(again ? { way: wayAlong(run, again) } : {}),
        why: story(run),
        ...(edge ? {} : { severity: 'warning' as const }),
      }
    }
  },
}
