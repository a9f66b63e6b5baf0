import type { Plain } from '../../finding.ts'
import { isUnstated, missing } from '../../graph/ability.ts'
import type { Graph } from '../../graph/graph.ts'
import { called, decidedBy, fewPeople, known } from '../../plain.ts'
import type { Rule } from '../rule.ts'
import { type Lack, lackOf, orTheOther } from './missing-authority.ts'

export const missingTraining: Rule = {
  id: 'missing-training',
  theme: 'ability',
  severity: 'warning',
  summary: 'A step requires a training that those who do it have not had',
  why: 'They do their best, each in their own way, and the customer gets whichever way it happens to be. When it goes wrong they are blamed for what nobody taught them.',
  fix: 'Train those who do the step, or let it be done by somebody who has learned it.',
  source: 'Parasuraman, Zeithaml and Berry (1985): gap 3, staff who cannot do what the service asks',
  bad: `blueprint: 1
title: First swimming lesson
accountable: pool-head
owners:
  lifeguards: { name: Lifeguards, training: [first-aid] }
  pool-head: { name: Head of the pool }
steps:
  bring-child: { lane: customer, next: calm-child }
  calm-child: { lane: touchpoint, owner: lifeguards, requires: { training: teaching-children }, next: teach } # <- missing-training
  teach: { lane: touchpoint, owner: lifeguards, requires: { training: first-aid }, next: swims }
  swims: { lane: customer, outcome: served }
`,
  good: `blueprint: 1
title: First swimming lesson
accountable: pool-head
owners:
  lifeguards: { name: Lifeguards, training: [first-aid, teaching-children] }
  pool-head: { name: Head of the pool }
steps:
  bring-child: { lane: customer, next: calm-child }
  calm-child: { lane: touchpoint, owner: lifeguards, requires: { training: teaching-children }, next: teach }
  teach: { lane: touchpoint, owner: lifeguards, requires: { training: first-aid }, next: swims }
  swims: { lane: customer, outcome: served }
`,
  needs: {
    isMissing: isUnstated('training'),
    because: 'no owner says what they have learned (`training`)',
    ask: 'What has each team been trained for, and what do they have to find out by themselves?',
  },
  *check(graph) {
    for (const draft of missing(graph, 'training'))
      yield 'ask' in draft ? draft : { ...draft, plain: () => plainOf(graph, lackOf(graph, 'training', draft)) }
  },
}

function plainOf({ blueprint }: Graph, lack: Lack): Plain {
  const { step, name, without } = lack
  return {
    lived: `${called(step)} takes training in ${known(name)}, which nobody has given ${fewPeople(without)}. What customers get there can depend on what each of them has picked up alone.`,
    change: `Train ${fewPeople(without)} in ${known(name)}${orTheOther(lack)}.`,
    who: decidedBy(blueprint, ...without),
  }
}
