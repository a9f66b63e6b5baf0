/**
 * What a pipeline takes out of a log, by how GitHub's runner reads it: a line that begins with `::`, blanks aside, and
 * names a command; or `##[command]` anywhere in a line.
 */

export interface Command {
  readonly name: string
  readonly properties: Readonly<Record<string, string>>
  readonly text: string
}

const known = new Set(
  [
    ...['error', 'warning', 'notice', 'debug', 'group', 'endgroup', 'add-mask', 'add-matcher', 'remove-matcher'],
    ...['stop-commands', 'set-output', 'save-state', 'set-env', 'add-path', 'echo', 'internal-set-repo-path'],
  ].map((name) => name.toLowerCase()),
)

const decoded = (text: string): string => text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%')
const decodedProperty = (text: string): string => decoded(text.replaceAll('%3A', ':').replaceAll('%2C', ','))

export function commandIn(line: string): Command | undefined {
  const trimmed = line.trimStart()
  const end = trimmed.indexOf('::', 2)
  if (trimmed.startsWith('::') && end >= 0) {
    const [name = '', ...rest] = trimmed.slice(2, end).split(' ')
    if (known.has(name.toLowerCase())) {
      const pairs = rest
        .join(' ')
        .split(',')
        .filter((pair) => pair !== '')
        .map((pair) => [pair.slice(0, pair.indexOf('=')), decodedProperty(pair.slice(pair.indexOf('=') + 1))] as const)
      return { name, properties: Object.fromEntries(pairs), text: decoded(trimmed.slice(end + 2)) }
    }
  }
  const old = /##(?:\[|vso\[|teamcity\[)([^\]\s]*)/i.exec(line)
  return old ? { name: `##[${old[1]}`, properties: {}, text: '' } : undefined
}

/** A log breaks lines where any of these stands. */
export const linesOf = (log: string): string[] => log.split(/\r\n|[\n\r\u0085\u2028\u2029\u000b\u000c]/)
