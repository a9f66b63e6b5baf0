import { edgesFrom, type Graph } from '../../graph/graph.ts'
import { type Leading, leadingTo } from '../../graph/leading.ts'
import { endOfWayTo, wayOn } from '../../graph/reach.ts'
import { mostRounds, tooMany } from '../../graph/rounds.ts'
import { stepsWith } from '../../graph/steps-with.ts'
import { called, decidedBy, people, said } from '../../plain.ts'
import { isCustomers, type Owner } from '../../read/blueprint.ts'
import { includes } from '../../long-lists.ts'
import { inside } from '../../read/document.ts'
import { code, shortened } from '../../words.ts'
import type { Rule } from '../rule.ts'

export const unlearnedFailure: Rule = {
  id: 'unlearned-failure',
  theme: 'recovery',
  severity: 'warning',
  summary:
    'A failure that others bring about, and whose repair never gets to a step of theirs but through the customer',
  why: 'It is put right, again and again, by people who cannot prevent it. Those who could never hear of it.',
  fix: 'Let the repair lead to a step of those who bring it about, if only so that they are told.',
  source: 'Seddon: failure demand; Bitner, Booms and Tetreault (1990)',
  bad: `blueprint: 1
title: Meal on the ward
accountable: ward-lead
owners:
  ward-lead: { name: Ward lead, kind: role }
  kitchen: { name: Kitchen }
  nurses: { name: Nurses }
steps:
  is-hungry: { lane: customer, next: bring-meal }
  bring-meal:
    lane: touchpoint
    owner: nurses
    next: has-eaten
    fails:
      - what: The meal is salted
        noticed: nurses
        cause: kitchen # <- unlearned-failure
        recover: fetch-soup
  fetch-soup: { lane: backstage, owner: nurses, next: has-eaten }
  has-eaten: { lane: customer, outcome: served }
`,
  good: `blueprint: 1
title: Meal on the ward
accountable: ward-lead
owners:
  ward-lead: { name: Ward lead, kind: role }
  kitchen: { name: Kitchen }
  nurses: { name: Nurses }
steps:
  is-hungry: { lane: customer, next: bring-meal }
  bring-meal:
    lane: touchpoint
    owner: nurses
    next: has-eaten
    fails:
      - what: The meal is salted
        noticed: nurses
        cause: kitchen
        recover: { to: cook-without-salt, via: phone }
  cook-without-salt: { lane: support, owner: kitchen, next: has-eaten }
  has-eaten: { lane: customer, outcome: served }
`,
  needs: {
    isMissing: ({ steps }) => {
      const failing = steps.filter(({ fails }) => fails.length > 0)
      return failing.length > 0 && failing.every(({ fails }) => fails.every(({ cause }) => cause === undefined))
    },
    because: 'no failure says whose work or rule brings it about (`cause`)',
    ask: 'When something goes wrong here, whose work or rule brings it about, and do they hear of it?',
  },
  // A failure without `recover` is no-recovery's alone.
  *check(graph) {
    const told = new Map<Owner, Leading>()
    const toldByAnybody = new Map<Owner, Leading>()
    const open = new Set<string>()
    for (const step of stepsWith(graph).failures)
      for (const failure of step.fails) {
        const { cause, recover, what } = failure
        if (!cause || !recover || step.owners.includes(cause)) continue
        if (!told.has(cause)) {
          // Two for each: those whom the repair does not get to are asked about once more.
          if (2 * told.size >= mostRounds(graph)) {
            open.add(cause.id)
            continue
          }
          told.set(cause, leadsTo(graph, cause))
        }
        if (told.get(cause)!.has(recover.to)) continue
        const edge = edgesFrom(graph, step).find(({ flow }) => flow === recover)!
        if (!toldByAnybody.has(cause)) toldByAnybody.set(cause, leadingTo(graph, stepsOf(graph, cause)))
        const byCustomer = toldByAnybody.get(cause)!.has(recover.to)
        yield {
          message: `${code(step.id)} goes wrong through ${cause.name} ("${shortened(what, 60)}"), and the repair ${byCustomer ? 'gets to them through the customer alone' : 'never gets to them'}`,
          help: isCustomers(recover.to)
            ? `Recover first to a step with \`owner: ${cause.id}\`, which leads on to ${code(recover.to.id)}`
            : `Let ${code(recover.to.id)}, or a step after it, lead to a step with \`owner: ${cause.id}\`${byCustomer ? " before the customer's next step" : ''}`,
          marks: [
            { at: inside(failure.at, 'cause'), says: 'brings it about' },
            { at: recover.at, says: 'the repair begins here' },
          ],
          steps: [step, recover.to],
          way: wayOn(endOfWayTo(graph, step), edge),
          standsOn: [failure, cause],
          names: [what],
          plain: () => ({
            lived: `${said(what)} at ${called(step)} comes from the work or the rules of ${people([cause])}, and ${byCustomer ? 'in the repair they hear of it from the customer at best' : 'nothing in the repair tells them'}. The next customer can meet it just the same.`,
            change: `Let ${people([cause])} hear of it each time that ${said(what)} has to be put right at ${called(step)}.`,
            who: decidedBy(graph.blueprint, ...recover.to.owners, ...step.owners, cause),
          }),
        }
      }
    if (open.size > 0)
      yield tooMany([...open], (few) => `Do each of ${few} hear of what goes wrong through their work or rules?`)
  },
}

/** From where work gets to the owner without a customer carrying it. */
const leadsTo = (graph: Graph, owner: Owner) =>
  leadingTo(graph, stepsOf(graph, owner), ({ from }) => !isCustomers(from))

const stepsOf = ({ steps }: Graph, owner: Owner) => steps.filter(({ owners }) => includes(owners, owner))
