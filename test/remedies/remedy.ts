import type { Finding } from '../../src/finding.ts'
import type { Service } from './service.ts'

/** The names that stand in the help where its template has `{…}`, without the backticks. */
export type Names = Readonly<Record<string, string>>

/** Does to a service what one alternative of the help says; false where this service leaves no room for it. */
export type Act = (service: Service, finding: Finding, names: Names) => unknown

/** The alternatives of one help, by their words; the first is the main one. */
export type Acts = Readonly<Record<string, Act>>

export interface Remedies {
  /**
   * Every help that the rule gives: the sentence with `{name}` for a name in backticks, `{names*}` for a list of them, and
   * `<text>` for what else differs from finding to finding.
   */
  readonly helps: Readonly<Record<string, Acts>>
  /** Why the finding may have to be read again and the advice taken again, with another proof each time. */
  readonly again?: string
  /** Why in random blueprints the main or another alternative may not come to an end. */
  readonly tangled?: string
  /** Errors that may come up, and why. */
  readonly brings?: { readonly rules: readonly string[]; readonly because: string }
}

const compiled = new Map<string, RegExp>()

/** The names in a help, where it is one of this template. */
export function namesIn(help: string, template: string): Names | undefined {
  const pattern = compiled.get(template) ?? patternOf(template)
  compiled.set(template, pattern)
  const found = pattern.exec(help)
  return found ? (found.groups ?? {}) : undefined
}

/** `a`, `b` and `c` */
export const allNames = (list = ''): string[] => [...list.matchAll(/`([^`]+)`/g)].map(([, name]) => name!)

function patternOf(template: string): RegExp {
  const parts = template.split(/(\{\w+\*?\}|<\w+>)/).map((part) => {
    const [, name, list] = /^\{(\w+)(\*?)\}$/.exec(part) ?? []
    if (name) return list ? `(?<${name}>\`[^\`]+\`.*)` : `\`(?<${name}>[^\`]+)\``
    const [, text] = /^<(\w+)>$/.exec(part) ?? []
    return text ? `(?<${text}>.*?)` : part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
  })
  return new RegExp(`^${parts.join('')}$`, 's')
}
