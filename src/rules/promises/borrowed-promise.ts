import { between } from '../../graph/between.ts'
import { shareAnOwner } from '../../graph/graph.ts'
import { reached } from '../../graph/reach.ts'
import { mostRounds, tooMany } from '../../graph/rounds.ts'
import { isOwn } from '../../read/blueprint.ts'
import { inside } from '../../read/document.ts'
import { called, decidedBy, fewPeople, people, said } from '../../plain.ts'
import { code, fewCodes, listed, quoted } from '../../words.ts'
import type { Rule } from '../rule.ts'

export const borrowedPromise: Rule = {
  id: 'borrowed-promise',
  theme: 'promises',
  severity: 'warning',
  summary: 'Those who make a promise do nothing to keep it, and nobody owns it',
  why: 'It is easy to promise what others have to do. Those who keep it did not choose it, and those who made it never see whether it was kept.',
  fix: 'Give the promise an `owner` who sees it through, or let those who made it do a step on the way.',
  source: 'Parasuraman, Zeithaml and Berry (1985): gap 4, promised against delivered',
  bad: `blueprint: 1
title: Kitchen with fitting
accountable: store-head
owners:
  store-head: { name: Head of the store }
  sellers: { name: Kitchen sellers }
  fitters: { name: Fitters }
promises:
  fitted-in-a-day: { says: Fitted in one day, made: sell-kitchen, kept: fit-kitchen } # <- borrowed-promise
steps:
  choose-kitchen: { lane: customer, next: sell-kitchen }
  sell-kitchen: { lane: touchpoint, owner: sellers, next: { to: fit-kitchen, via: ticket, carries: [fitted-in-a-day] } }
  fit-kitchen: { lane: touchpoint, owner: fitters, next: cooks }
  cooks: { lane: customer, outcome: served }
`,
  good: `blueprint: 1
title: Kitchen with fitting
accountable: store-head
owners:
  store-head: { name: Head of the store }
  sellers: { name: Kitchen sellers }
  fitters: { name: Fitters }
promises:
  fitted-in-a-day: { says: Fitted in one day, made: sell-kitchen, kept: fit-kitchen, owner: store-head }
steps:
  choose-kitchen: { lane: customer, next: sell-kitchen }
  sell-kitchen: { lane: touchpoint, owner: sellers, next: { to: fit-kitchen, via: ticket, carries: [fitted-in-a-day] } }
  fit-kitchen: { lane: touchpoint, owner: fitters, next: cooks }
  cooks: { lane: customer, outcome: served }
`,
  // A step on any of the ways to `kept` is enough, over failure edges too. Where only the customer acts up to there,
  // nothing is borrowed from anybody.
  *check(graph) {
    let left = mostRounds(graph)
    const open: string[] = []
    for (const promise of graph.blueprint.promises.values()) {
      const { made, kept, owner, says, id } = promise
      if (owner || !kept) continue
      left -= made.length
      if (left < 0) {
        open.push(id)
        continue
      }
      for (const [position, step] of made.entries()) {
        if (!reached(graph).has(step) || step.owners.length === 0) continue
        const stretch = between(graph, step, kept)
        if (!stretch) continue
        const work = stretch.steps.filter(isOwn)
        if (work.length === 0 || work.some((one) => shareAnOwner(one, step))) continue
        const others = [...new Set(work.flatMap(({ owners }) => owners))]
        const sellers = listed(step.owners.map(({ name }) => name))
        yield {
          message: `${quoted(says)} is promised by ${sellers} at ${code(step.id)}, ${others.length > 0 ? 'kept by others alone, and owned by nobody' : 'and nobody owns it, or the work that keeps it'}`,
          help: 'Add `owner:` to the promise, with whoever sees it through',
          marks: [
            { at: inside(promise.at, 'made', position), says: 'promised, and passed on' },
            { at: { ...kept.at, part: 'key' }, says: 'kept here' },
          ],
          plain: () => ({
            lived: `${said(says)} is promised to customers at ${called(step)} by ${people(step.owners)}, and the work to keep it is ${others.length > 0 ? `left to ${fewPeople(others)}` : 'nobody’s'}. Nobody is named to see it through.`,
            change: `Name who sees ${said(says)} through for the customer, or give ${people(step.owners)} a part in keeping it.`,
            who: decidedBy(graph.blueprint),
          }),
          steps: [...new Set([step, kept])],
          why: [
            `up to ${code(kept.id)} the work is ${others.length > 0 ? `that of ${listed(others.map(({ name }) => name))}` : "nobody's"}: ${fewCodes(work, 5)}`,
          ],
          standsOn: [promise],
        }
        break
      }
    }
    if (open.length > 0) yield tooMany(open, (few) => `Who sees to it that each of ${few} is kept?`)
  },
}
