import { nearest } from '../read/did-you-mean.ts'
import type { HouseRule } from '../rules/rule.ts'
import { Problem } from './problem.ts'

/** The rule of this name; throws a `Problem` that says which one may be meant. */
export function ruleCalled(name: string, known: readonly HouseRule[]): HouseRule {
  const rule = known.find(({ id }) => id === name)
  if (rule) return rule
  const near = nearest(
    name,
    known.map(({ id }) => id),
  )
  throw new Problem(
    `No rule is called \`${name}\`. ${near ? `Did you mean \`${near}\`?` : '`faultline rules` lists them.'}`,
  )
}
