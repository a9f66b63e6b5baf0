import { inside } from '../../read/document.ts'
import { allCalled, promiseDecidedBy, said } from '../../plain.ts'
import { quoted } from '../../words.ts'
import type { Rule } from '../rule.ts'

export const unmeasuredPromise: Rule = {
  id: 'unmeasured-promise',
  theme: 'promises',
  severity: 'note',
  summary: 'A promise that nothing measures, where others are measured',
  why: 'Nobody knows how often it is kept. It can be broken for years without showing in any report.',
  fix: 'Name in `metric` what shows whether the promise is kept.',
  source: 'Parasuraman, Zeithaml and Berry (1985): gap 4; Heskett, Sasser and Hart (1990): service guarantees',
  bad: `blueprint: 1
title: Broken lift
accountable: caretaker
owners:
  caretaker: { name: Caretaker }
metrics:
  lift-running: { name: Days with the lift running, for: customer, owner: caretaker }
promises:
  runs-again: { says: It runs again today, made: take-call, kept: repair, owner: caretaker, metric: lift-running }
  word-after: { says: We tell you when it runs, made: take-call, kept: tell, owner: caretaker } # <- unmeasured-promise
steps:
  stand-before-lift: { lane: customer, next: take-call }
  take-call: { lane: touchpoint, owner: caretaker, next: repair }
  repair: { lane: backstage, owner: caretaker, improves: lift-running, next: tell }
  tell: { lane: touchpoint, owner: caretaker, next: rides }
  rides: { lane: customer, outcome: recovered }
`,
  good: `blueprint: 1
title: Broken lift
accountable: caretaker
owners:
  caretaker: { name: Caretaker }
metrics:
  lift-running: { name: Days with the lift running, for: customer, owner: caretaker }
promises:
  runs-again: { says: It runs again today, made: take-call, kept: repair, owner: caretaker, metric: lift-running }
steps:
  stand-before-lift: { lane: customer, next: take-call }
  take-call: { lane: touchpoint, owner: caretaker, next: repair }
  repair: { lane: backstage, owner: caretaker, improves: lift-running, next: rides }
  rides: { lane: customer, outcome: recovered }
`,
  needs: {
    isMissing: ({ blueprint: { promises } }) =>
      promises.size > 0 && [...promises.values()].every(({ metric }) => metric === undefined),
    because: 'no promise says what measures it (`metric`)',
    ask: 'How do you see whether a promise to customers is kept, and in which figure?',
  },
  *check({ blueprint }) {
    for (const promise of blueprint.promises.values()) {
      if (promise.metric) continue
      const { made, kept, says } = promise
      yield {
        message: `Nothing measures whether ${quoted(says)} is kept`,
        help: 'Add `metric:` to the promise, with the metric that shows it',
        marks: [
          { at: { ...promise.at, part: 'key' }, says: 'no `metric`' },
          ...(kept ? [{ at: inside(promise.at, 'kept'), says: 'what would be measured' }] : []),
        ],
        plain: () => ({
          lived: `${said(says)} is promised to customers${made.length > 0 ? ` at ${allCalled(made, 2)}` : ''}, and no figure shows whether it is kept. It can be broken again and again without being seen in any report.`,
          change: `Choose a figure that shows how often ${said(says)} is kept, and have it counted.`,
          who: promiseDecidedBy(blueprint, promise),
        }),
        steps: [...new Set([...(kept ? [kept] : []), ...made])],
        standsOn: [promise],
      }
    }
  },
}
