import type { Plain } from '../../finding.ts'
import { isUnstated, missing } from '../../graph/ability.ts'
import type { Graph } from '../../graph/graph.ts'
import { called, decidedBy, fewPeople, known } from '../../plain.ts'
import type { Rule } from '../rule.ts'
import { type Lack, lackOf, orTheOther, whoElse } from './missing-authority.ts'

export const missingTool: Rule = {
  id: 'missing-tool',
  theme: 'ability',
  severity: 'error',
  summary: 'A step requires a tool that those who do it do not have',
  why: 'Those who are to find the answer cannot look. They guess, pass the customer on or say that they cannot see it, and all three are true.',
  fix: 'Give the tool, or the access to it, to those who do the step; or let the step be done where the tool is.',
  source: 'Parasuraman, Zeithaml and Berry (1985): gap 3, staff who are not equipped',
  bad: `blueprint: 1
title: Luggage left on the train
accountable: station-master
owners:
  ticket-desk: { name: Ticket desk }
  station-master: { name: Station master, tools: [finds-register] }
steps:
  miss-bag: { lane: customer, next: hear-traveller }
  hear-traveller: { lane: touchpoint, owner: ticket-desk, next: look-up-finds }
  look-up-finds: { lane: backstage, owner: ticket-desk, requires: { tools: finds-register }, next: fetch-bag } # <- missing-tool
  fetch-bag: { lane: backstage, owner: station-master, requires: { tools: finds-register }, next: has-bag }
  has-bag: { lane: customer, outcome: recovered }
`,
  good: `blueprint: 1
title: Luggage left on the train
accountable: station-master
owners:
  ticket-desk: { name: Ticket desk, tools: [finds-register] }
  station-master: { name: Station master, tools: [finds-register] }
steps:
  miss-bag: { lane: customer, next: hear-traveller }
  hear-traveller: { lane: touchpoint, owner: ticket-desk, next: look-up-finds }
  look-up-finds: { lane: backstage, owner: ticket-desk, requires: { tools: finds-register }, next: fetch-bag }
  fetch-bag: { lane: backstage, owner: station-master, requires: { tools: finds-register }, next: has-bag }
  has-bag: { lane: customer, outcome: recovered }
`,
  needs: {
    isMissing: isUnstated('tools'),
    because: 'no owner says what they work with (`tools`)',
    ask: 'Which screens, systems and equipment does each team have, and which do they have to ask others to look into?',
  },
  *check(graph) {
    for (const draft of missing(graph, 'tools'))
      yield 'ask' in draft ? draft : { ...draft, plain: () => plainOf(graph, lackOf(graph, 'tools', draft)) }
  },
}

function plainOf({ blueprint }: Graph, lack: Lack): Plain {
  const { step, name, without } = lack
  return {
    lived: `${called(step)} takes ${known(name)}, which is not at hand for ${fewPeople(without)}. ${whoElse(lack, {
      can: 'can use it',
      itIsFor: (those) => `It is at hand for ${those}`,
      nobody: 'Nobody in this service has it, so customers get what can be done without',
    })}.`,
    change: `Give ${fewPeople(without)} access to ${known(name)}${orTheOther(lack)}.`,
    who: decidedBy(blueprint, ...(lack.having ? [lack.having] : []), ...without),
  }
}
