import { type Rule, type Theme, themes } from '../rules/rule.ts'
import { printable } from './json.ts'

export type RulesFormat = 'pretty' | 'json' | 'markdown'

/** The catalogue: name, theme, default severity, one line. */
export function rulesList(rules: readonly Rule[], format: RulesFormat): string {
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

const byTheme = (rules: readonly Rule[]): [Theme, Rule[]][] =>
  (Object.keys(themes) as Theme[])
    .map((theme): [Theme, Rule[]] => [theme, rules.filter((rule) => rule.theme === theme)])
    .filter(([, those]) => those.length > 0)

function table(rules: readonly Rule[]): string {
  const rows = byTheme(rules).flatMap(([theme, those]) =>
    those.map(
      ({ id, severity, summary }, i) => `| ${i === 0 ? themes[theme] : ''} | \`${id}\` | ${severity} | ${summary} |`,
    ),
  )
  return `${['| question | rule | severity | what it finds |', '|---|---|---|---|', ...rows].join('\n')}\n`
}

function plain(rules: readonly Rule[]): string {
  const blocks = byTheme(rules).map(([theme, those]) =>
    [
      `${themes[theme]} (${theme})`,
      ...those.map(({ id, severity, summary }) => `  ${severity.padEnd(8)} ${id}\n           ${summary}`),
    ].join('\n'),
  )
  return `${blocks.join('\n\n')}\n\n\`faultline explain <rule>\` tells more.\n`
}
