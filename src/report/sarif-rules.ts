import { type HouseRule, themes } from '../rules/rule.ts'
import { asCode, inline } from './markdown-text.ts'
import { clean } from './text.ts'

/** Of a text as long as a rule may be. */
const whole = 4000

const problemSeverity = { error: 'error', warning: 'warning', note: 'recommendation' } as const

/** A rule as SARIF describes it, with all the help that there is: we have no pages to lead to. */
export function ruleDescriptor({ id, theme, severity, summary, why, fix, source, bad, good }: HouseRule) {
  const text = [
    sentence(summary),
    `Why it hurts: ${unlinked(why)}`,
    `What to do: ${unlinked(fix)}`,
    ...(bad === undefined ? [] : [`A service that has it:\n\n${unlinkedLines(bad)}`]),
    ...(good === undefined ? [] : [`The same service without it:\n\n${unlinkedLines(good)}`]),
    `Where it comes from: ${unlinked(source)}`,
  ]
  const markdown = [
    inline(sentence(summary), whole),
    `**Why it hurts.** ${inline(why, whole)}`,
    `**What to do.** ${inline(fix, whole)}`,
    ...(bad === undefined ? [] : [`**A service that has it**, on the marked line:\n\n${fenced(bad)}`]),
    ...(good === undefined ? [] : [`**The same service without it:**\n\n${fenced(good)}`]),
    `**Where it comes from.** ${inline(source, whole)}`,
  ]
  return {
    id: clean(id),
    // SARIF wants it to say more than the id does.
    ...(id.includes('-') ? { name: nameOf(id) } : {}),
    shortDescription: { text: sentence(summary), markdown: inline(sentence(summary), whole) },
    fullDescription: { text: sentence(why), markdown: inline(sentence(why), whole) },
    help: { text: text.join('\n\n'), markdown: markdown.join('\n\n') },
    defaultConfiguration: { level: severity },
    properties: {
      tags: ['service-blueprint', theme],
      question: themes[theme],
      // It is proved or not told. How sure one finding is stands with it.
      precision: 'very-high',
      'problem.severity': problemSeverity[severity],
    },
  }
}

/** `dead-end` → `DeadEnd`, as SARIF has it for names. */
const nameOf = (id: string): string =>
  id
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('')

/** On one line. In SARIF, `[text](target)` is a link in plain text too: what comes from files is none. */
export const unlinked = (text: string): string => clean(text).replaceAll('](', '] (')

/** With the full stop that SARIF asks for. */
export function sentence(text: string): string {
  const shown = unlinked(text).trim()
  return shown.endsWith('.') ? shown : `${shown}.`
}

const unlinkedLines = (text: string): string => text.trimEnd().split('\n').map(unlinked).join('\n')

const cleanLines = (text: string): string => text.trimEnd().split('\n').map(clean).join('\n')

function fenced(yaml: string): string {
  const longest = Math.max(2, ...[...yaml.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}yaml\n${cleanLines(yaml)}\n${fence}`
}

/** What is to be said of a rule of which nothing but its name is known: one that an earlier state was judged by. */
export const unknownRule = (id: string) => ({
  id: clean(id),
  shortDescription: { text: sentence(`The rule ${id}`), markdown: sentence(`The rule ${asCode(id)}`) },
})
