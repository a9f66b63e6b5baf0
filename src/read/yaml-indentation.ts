import { lineEndFrom } from './yaml-lines.ts'
import type { Slip } from './slips.ts'
import { indentation, lineStart, type Scene, signFirst, type Words } from './yaml-scene.ts'

export const tab: Words = {
  message: 'The line is indented with a tab',
  help: 'Indent with blanks, two a level',
  label: 'a tab',
}

/** A tab, or a sign that only looks like a blank, in front of a line. */
export function oddIndentation(text: string, at: number): Slip | undefined {
  const from = lineStart(text, at)
  const [blanks, odd] = /^ *(\s?)/.exec(text.slice(from, lineEndFrom(text, from))) ?? ['', '']
  if (!odd || odd === '\r') return undefined
  const start = from + blanks.length - 1
  const place = { start, end: start + 1 }
  if (odd === '\t') return { ...tab, ...place }
  const message = 'The line is indented with a sign that looks like a blank and is none'
  return { message, help: 'Take it out, and type blanks', label: 'not a blank', ...place }
}

/** A colon in what should be a plain value: on its line, or on one below that is indented as if it belonged to it. */
export function secondKey({ text, at, token }: Scene): Slip | Words {
  if (/^\?\s/.test(text.slice(at, at + 2))) return signFirst(text, at)
  const colon = /:(?=\s|$)/g
  colon.lastIndex = at
  const found = colon.exec(text)?.index ?? at
  if (found < lineEndFrom(text, at))
    return {
      message: 'A second `key: value` begins on the line of another one',
      help: /^[“”„«»‘’‚]/.test(token)
        ? 'Put the text in straight quotes, `"…"`: the curly ones are letters to YAML'
        : 'Put a text that contains `: ` in quotes; or begin the second key on a line of its own, indented like the first',
      label: 'a text with a colon needs quotes',
    }
  const line = lineStart(text, found)
  const odd = oddIndentation(text, found)
  if (odd) return odd
  const start = line + indentation(text, line)
  return {
    message: `\`${text.slice(start, found).slice(0, 40)}\` stands deeper than the line above it, which has its value already`,
    help: 'Indent it like the key above; or, where it belongs to the text above, put the whole of that text in quotes',
    label: 'too deep',
    start,
    end: found,
    other: { start: at, end: Math.max(at + 1, lineEndFrom(text, at)), label: 'the value above' },
  }
}

/** A dash where no entry of a list can begin. */
export function strayDash({ text, at }: Scene): Slip {
  const line = lineStart(text, at)
  const start = line + indentation(text, line)
  const above = lineAbove(text, line)
  const isAmongEntries = above !== undefined && /^ *- /.test(above)
  return {
    message: isAmongEntries
      ? 'This dash does not stand right below the one above it'
      : 'A dash begins an entry of a list where keys stand',
    help: isAmongEntries
      ? `Indent the entries of one list alike: by ${blanksOf(above.search(/\S/))}`
      : 'Take the dash out; or give the list a key of its own',
    label: 'unexpected dash',
    start,
    end: start + 1,
  }
}

/** A line that is indented as none of those are that it could go on from. */
export function noLevel(scene: Scene): Slip {
  const { text, at } = scene
  const line = lineStart(text, at)
  const indent = indentation(text, line)
  const start = line + indent
  if (/^-[^\s-]/.test(text.slice(start, start + 2))) return dashWithoutBlank(text, start)
  if (/^-\s/.test(text.slice(start, start + 2))) return strayDash(scene)
  const levels = levelsAbove(text, line)
  const label = 'unexpected indentation'
  const place = { start, end: Math.max(start + 1, lineEndFrom(text, start)) }
  if (levels.includes(indent))
    return {
      message: 'A key stands where the entries of a list do, which begin with a dash',
      help: 'Put `- ` before it; or indent it like the keys above the list',
      label,
      ...place,
    }
  const near = [levels.findLast((level) => level < indent), levels.find((level) => level > indent)]
  const choice = near.filter((level) => level !== undefined)
  return {
    message: `This line is indented by ${blanksOf(indent)}, and none of those that it could belong to is`,
    help: `Indent the keys of one map alike: this line by ${blanksOf(...choice)}`,
    label,
    ...place,
  }
}

/** The last line above another one that is not blank. */
function lineAbove(text: string, line: number): string | undefined {
  for (let end = line - 1; end >= 0; ) {
    const start = lineStart(text, end)
    const above = text.slice(start, end)
    if (above.trim() !== '') return above
    end = start - 1
  }
  return undefined
}

/** How far those lines are indented that a line can belong to: each above it that is less deep than all between. */
function levelsAbove(text: string, line: number): number[] {
  const levels: number[] = []
  for (let end = line - 1; end >= 0 && levels[0] !== 0; ) {
    const start = lineStart(text, end)
    const indent = indentation(text, start)
    const isBlank = start + indent >= end || text[start + indent] === '#' || text[start + indent] === '\r'
    if (!isBlank && (levels[0] === undefined || indent < levels[0])) levels.unshift(indent)
    end = start - 1
  }
  return levels
}

const blanksOf = (...counts: number[]): string =>
  counts.length === 1 && counts[0] === 1 ? '1 blank' : `${counts.join(' or ')} blanks`

export const dashWithoutBlank = (text: string, start: number): Slip => ({
  message: 'A dash that begins an entry has no blank behind it',
  help: `Write \`- ${text.slice(start + 1, Math.min(lineEndFrom(text, start), start + 30)).trimEnd()}\``,
  label: 'a blank is missing',
  start,
  end: start + 1,
})
