import { type HouseRule, themes } from '../rules/rule.ts'
import { clean, wrap } from './text.ts'

/** What a rule means, for somebody who has never heard of it. */
export function explain(rule: HouseRule, columns = 80): string {
  const { id, theme, severity, summary, why, fix, source, bad, good, beside, innocent = [], needs } = rule
  const paragraph = (text: string): string => wrap(clean(text), Math.min(columns, 100), 0)
  const blocks = [
    `${id} (${severity}; ${themes[theme].toLowerCase().replace('?', '')}?)`,
    paragraph(`${summary}.`),
    `Why it hurts\n${paragraph(why)}`,
    `What to do\n${paragraph(fix)}`,
    ...(bad ? [`A service that has it (on the marked line)\n\n${indented(bad)}`] : []),
    ...(good ? [`The same service without it\n\n${indented(good)}`] : []),
    ...(beside ? [`Both beside this one, in the same run\n\n${indented(beside)}`] : []),
    ...innocent.map(({ when, blueprint }) => `No finding, because ${when}\n\n${indented(blueprint)}`),
    ...(needs
      ? [`When it cannot tell\n${paragraph(`It cannot tell while ${needs.because}. Then ask: ${needs.ask}`)}`]
      : []),
    `Where it comes from\n${paragraph(source)}`,
  ]
  return `${blocks.join('\n\n')}\n`
}

const indented = (text: string): string =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n')
