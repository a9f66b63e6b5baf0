import { type HouseRule, type Theme, themes } from '../rules/rule.ts'
import { printable } from './json.ts'
import { inline } from './markdown-text.ts'
import { clean } from './text.ts'

export type RulesFormat = 'pretty' | 'json' | 'markdown'

/** The catalogue: name, theme, default severity, one line. */
export function rulesList(rules: readonly HouseRule[], format: RulesFormat): string {
  if (format === 'json')
    return printable(
      JSON.stringify(
        rules.map(({ id, theme, severity, summary }) => ({ rule: id, theme, severity, summary })),
        null,
        2,
      ),
    )
  return format === 'markdown' ? table(rules) : plain(rules)
}

const byTheme = (rules: readonly HouseRule[]): [Theme, HouseRule[]][] =>
  (Object.keys(themes) as Theme[])
    .map((theme): [Theme, HouseRule[]] => [theme, rules.filter((rule) => rule.theme === theme)])
    .filter(([, those]) => those.length > 0)

function table(rules: readonly HouseRule[]): string {
  const rows = byTheme(rules).flatMap(([theme, those]) =>
    those.map(
      ({ id, severity, summary }, i) =>
        `| ${i === 0 ? themes[theme] : ''} | \`${id}\` | ${severity} | ${theme === 'house' ? inline(summary) : summary} |`,
    ),
  )
  return `${['| question | rule | severity | what it finds |', '|---|---|---|---|', ...rows].join('\n')}\n`
}

function plain(rules: readonly HouseRule[]): string {
  const blocks = byTheme(rules).map(([theme, those]) =>
    [
      `${themes[theme]} (${theme})`,
      ...those.map(({ id, severity, summary }) => `  ${severity.padEnd(8)} ${id}\n           ${clean(summary)}`),
    ].join('\n'),
  )
  return `${blocks.join('\n\n')}\n\n\`faultline explain <rule>\` tells more.\n`
}
