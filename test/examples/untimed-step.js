// A rule of a house in code. It is loaded with `faultline check --rules-from untimed-step.js`, and tried out below with
// the tester that faultline's own rules are tried out with.
import { reached } from 'faultline/rules'

export const untimedStep = {
  id: 'untimed-step',
  severity: 'note',
  summary: 'A step that somebody owns does not say how long it takes',
  why: 'Nobody can promise a day to a customer who waits for work that has no time.',
  fix: 'Ask the people who do it, and write it down: `takes: 10m..2h`.',
  *check(graph) {
    for (const step of reached(graph).inOrder)
      if (step.owners.length > 0 && step.takes === undefined)
        yield {
          message: `Nobody has said how long \`${step.id}\` takes`,
          help: 'Add `takes:` with a time, or a range',
          marks: [{ at: { ...step.at, part: 'key' }, says: 'no `takes`' }],
          steps: [step],
        }
  },
  bad: `blueprint: 1
title: Keys cut while you wait
accountable: locksmith
owners: { locksmith: {} }
steps:
  ask:  { lane: customer, next: cut }
  cut:  { lane: touchpoint, owner: locksmith, next: keys } # <- untimed-step
  keys: { lane: customer, outcome: served }
`,
  good: `blueprint: 1
title: Keys cut while you wait
accountable: locksmith
owners: { locksmith: {} }
steps:
  ask:  { lane: customer, next: cut }
  cut:  { lane: touchpoint, owner: locksmith, takes: 5m..15m, next: keys }
  keys: { lane: customer, outcome: served }
`,
}

export const rules = [untimedStep]
