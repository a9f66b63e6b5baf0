import type { Result } from '../audit/result.ts'
import { compact } from './compact.ts'
import type { FormatName } from './format-names.ts'
import { github } from './github.ts'
import { gitlab } from './gitlab.ts'
import { json } from './json.ts'
import { junit } from './junit.ts'
import { markdown } from './markdown.ts'
import { pretty, type PrettyOptions } from './pretty.ts'
import { sarif } from './sarif.ts'

/** How a result is to be told. What a format has no use for, it leaves. */
export interface How extends PrettyOptions {
  /** The program's own version. */
  readonly version: string
}

/** All that a result can be told as, by the name that `--format` knows it by. */
export const formats = {
  pretty,
  json: (result, { version }) => json(result, version),
  sarif: (result, { version }) => sarif(result, version),
  markdown,
  github,
  gitlab,
  junit,
  compact,
} as const satisfies Record<FormatName, (result: Result, how: How) => string>
