import type { Step } from '../read/blueprint.ts'
import type { Condition, Criterion } from './condition.ts'
import { type Matcher, valuesOf } from './entry.ts'
import { stepCriterion } from './step-criterion.ts'
import { wayCriterion, wayKeys } from './way-keys.ts'

/**
 * Steps that fit one of these matchers; in `must`, lists of what a step has several of mean all. Recursion is safe: the
 * reader bounds how deep matchers stand in one another.
 */
export const stepsThat = (matchers: readonly Matcher[], inMust = false): Condition<Step> =>
  matchers.map((matcher) =>
    Object.entries(matcher).flatMap(([key, written]): Criterion<Step>[] => {
      if (wayKeys.includes(key)) return [wayCriterion(key, stepsThat(written as readonly Matcher[]), inMust)]
      const values = valuesOf(written)
      return key === 'step' && values.includes('*') ? [] : [stepCriterion(key, values, inMust)]
    }),
  )
