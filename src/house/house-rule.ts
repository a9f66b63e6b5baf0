import type { Draft } from '../finding.ts'
import { type Place, positionOf, spanOf } from '../read/document.ts'
import type { HouseRule } from '../rules/rule.ts'
import { aboutFlows, aboutSteps, check, type Compiled } from './check.ts'
import { type Condition, described, describedAll, factText, mustText } from './condition.ts'
import type { HouseRuleEntry, Matcher } from './entry.ts'
import { flowsThat } from './flow-condition.ts'
import { slipsIn } from './slips.ts'
import { stepsThat } from './step-condition.ts'

/** A rule of the house out of what the config says of it, at `place`; or all that is wrong with what it says. */
export function houseRuleOf(
  name: string,
  entry: HouseRuleEntry,
  place: Place,
): HouseRule | { readonly slips: readonly Draft[] } {
  const slips = [...slipsIn(name, entry, place)]
  if (slips.length > 0) return { slips }
  const { steps, flows = [] } = entry
  return steps
    ? ruleFrom(name, entry, place, { ...compiled(entry, steps, stepsThat), kind: aboutSteps })
    : ruleFrom(name, entry, place, { ...compiled(entry, flows, flowsThat), kind: aboutFlows })
}

function compiled<Subject>(
  { except, must, mustNot, atMost, atLeast, message, why, help }: HouseRuleEntry,
  chosen: readonly Matcher[],
  those: (matchers: readonly Matcher[], inMust?: boolean) => Condition<Subject>,
): Omit<Compiled<Subject>, 'kind'> {
  return {
    chosen: those(chosen),
    except: except && those(except),
    must: must && those(must, true),
    mustNot: mustNot && those(mustNot),
    atMost,
    atLeast,
    texts: { ...(message && { message }), ...(why && { why }), ...(help && { help }) },
  }
}

function ruleFrom<Subject>(id: string, entry: HouseRuleEntry, place: Place, rule: Compiled<Subject>): HouseRule {
  const { severity = 'warning', why, help, source } = entry
  const { line } = positionOf(place.document, spanOf(place).start)
  const summary = summaryOf(rule)
  return {
    id,
    theme: 'house',
    severity,
    summary,
    why: why ?? 'The house has decided so; its config does not say why.',
    fix:
      help ??
      (rule.must || rule.mustNot
        ? 'See that it is so; or name under `except` what the rule does not mean.'
        : 'See that it is so.'),
    source: source ?? `A rule of the house: ${place.document.file}, line ${line}`,
    check: (graph) => check(rule, graph),
  }
}

/** The rule as a sentence, without its full stop. */
function summaryOf<Subject>({ kind, chosen, except, must, mustNot, atMost, atLeast }: Compiled<Subject>): string {
  const { noun } = kind
  const parts = [...(must ? [`must ${mustText(must)}`] : []), ...(mustNot ? [`must not ${mustText(mustNot)}`] : [])]
  const unless = except ? `, unless it ${factText(except)}` : ''
  const each = parts.length > 0 ? [`Every ${described(noun, chosen)} ${parts.join(', and ')}${unless}`] : []
  const without = except ? `, not counting ${describedAll(`${noun}s`, except)}` : ''
  const those = (number: number): string =>
    number === 1 ? `1 ${described(noun, chosen)}` : `${number || 'no'} ${describedAll(`${noun}s`, chosen)}`
  const counts = [
    ...(atLeast === undefined ? [] : [`a service has at least ${those(atLeast)}${without}`]),
    ...(atMost === undefined ? [] : [`a service has ${atMost === 0 ? '' : 'at most '}${those(atMost)}${without}`]),
  ]
  const sentence = [...each, ...counts].join('; ')
  return `${sentence[0]!.toUpperCase()}${sentence.slice(1)}`
}
