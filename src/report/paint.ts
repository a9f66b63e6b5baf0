import { Chalk } from 'chalk'
import type { Severity } from '../finding.ts'

export interface Paint {
  readonly severity: (severity: Severity, text: string) => string
  readonly strong: (text: string) => string
  /** Line numbers, frames, the small print. */
  readonly quiet: (text: string) => string
  readonly good: (text: string) => string
}

/** Colour only underlines what the text says already. */
export function paintWith(coloured: boolean): Paint {
  const chalk = new Chalk({ level: coloured ? 1 : 0 })
  const tones = { error: chalk.red.bold, warning: chalk.yellow.bold, note: chalk.cyan.bold }
  return {
    severity: (severity, text) => tones[severity](text),
    strong: (text) => chalk.bold(text),
    quiet: (text) => chalk.blue(text),
    good: (text) => chalk.green(text),
  }
}
