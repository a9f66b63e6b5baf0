import { audit } from '../audit/audit.ts'
import { defaults } from '../audit/settings.ts'
import { houseRule, type RuleInCode } from '../house/rule-in-code.ts'
import { ruleNamed } from '../rules/index.ts'
import type { HouseRule } from '../rules/rule.ts'
import { expectedIn, foundIn } from './marked.ts'

export { expectedIn, foundIn } from './marked.ts'

/** One example of a rule: what its lines say is found on them, and what is found: `16 dead-end`, sorted. */
export interface Trial {
  readonly name: string
  readonly expected: readonly string[]
  readonly found: readonly string[]
}

/**
 * Judges the examples of a rule by the whole catalogue and the rule itself: the bad one is to be reported exactly on the
 * lines marked `# <- rule-id`, the others on none. Throws where the rule has no bad and good example, where the bad one
 * has no line marked for it, and where a rule breaks.
 */
export async function trialsOf(rule: HouseRule | RuleInCode): Promise<Trial[]> {
  const { id, bad, good, beside, innocent = [] } = rule
  if (bad === undefined || good === undefined) throw new Error(`${id} needs a \`bad\` and a \`good\` example`)
  if (!expectedIn(bad).some((line) => / (.*)$/.exec(line)![1]!.replace(/\(.*/, '') === id))
    throw new Error(`No line of the bad example of ${id} is marked \`# <- ${id}\``)
  const trial = async (name: string, text: string, withBeside: boolean): Promise<Trial> => ({
    name,
    expected: expectedIn(text),
    found: await judged(rule, [...(withBeside && beside ? [beside] : []), text]),
  })
  return [
    await trial('is reported where its bad example marks it, and nothing else is', bad, true),
    await trial('finds nothing in its good example', good, true),
    ...(await Promise.all(innocent.map(({ when, blueprint }) => trial(`says nothing when ${when}`, blueprint, false)))),
  ]
}

async function judged(rule: HouseRule | RuleInCode, texts: readonly string[]): Promise<string[]> {
  const sources = texts.map((text, i) => ({ file: `${i}.blueprint.yaml`, text }))
  const result = await audit(sources, {
    today: '2026-11-22',
    organization: () => ({ unavailable: 'is not there', help: '' }),
    settings: () => (ruleNamed(rule.id) ? defaults : { ...defaults, houseRules: [houseRule(rule)] }),
  })
  const [fault] = result.faults
  if (fault) throw fault.error
  return foundIn(result)
}
