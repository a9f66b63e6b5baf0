import { printedConfig } from '../config/print-config.ts'
import { rulesFor } from '../config/settings.ts'
import { printable } from '../report/json.ts'
import { clean } from '../report/text.ts'
import { isNamedBy } from './ignored.ts'
import type { Scope } from './scope.ts'
import { addTo } from '../multimap.ts'

/** What holds for each blueprint of a run, and why; blueprints for which the same holds are told of together. */
export function printedConfigs(
  { files, configs, audit, failsOn }: Scope,
  { failOn }: { readonly failOn?: unknown },
): string {
  const byText = new Map<string, string[]>()
  for (const { path, file } of files) {
    const config = configs.of(path)
    const rules = config ? rulesFor(config, (patterns) => isNamedBy(patterns, path)) : new Map()
    const text = printable(
      printedConfig({
        config,
        rules,
        failOn: { value: failsOn(file), byCommandLine: failOn !== undefined },
        asks: audit.asks ?? (() => true),
        settings: audit.settings(file),
      }).trimEnd(),
    )
    addTo(byText, text, file)
  }
  return [...byText]
    .map(([text, those]) => `${those.map((file) => `# for ${clean(file)}\n`).join('')}${text}`)
    .join('\n')
}
