/** What a rule asks for is put as what follows "must": `be done by accounts`. All other forms are made of that. */

const irregular: Record<string, string> = { be: 'is', have: 'has', carry: 'carries' }

/** `be done by accounts` → `is done by accounts` */
export const asFact = (phrase: string): string =>
  withVerb(phrase, (verb) => (Object.hasOwn(irregular, verb) ? irregular[verb]! : `${verb}s`))

/** `be done by accounts` → `are done by accounts` */
export const ofSeveral = (phrase: string): string => withVerb(phrase, (verb) => (verb === 'be' ? 'are' : verb))

const withVerb = (phrase: string, form: (verb: string) => string): string =>
  phrase.replace(/^(always )?(\w+)/, (_, always: string | undefined, verb: string) => (always ?? '') + form(verb))

/** Whether a name fits a pattern, in which `*` stands for any letters, or none. Linear: no expression to run wild. */
export function fits(name: string, pattern: string): boolean {
  const [first, ...rest] = pattern.split('*') as [string, ...string[]]
  const last = rest.pop()
  if (last === undefined) return name === pattern
  if (name.length < first.length + last.length || !name.startsWith(first) || !name.endsWith(last)) return false
  const middle = name.slice(first.length, name.length - last.length)
  let from = 0
  for (const part of rest) {
    const found = middle.indexOf(part, from)
    if (found < 0) return false
    from = found + part.length
  }
  return true
}
