import { lineEndFrom } from './yaml-lines.ts'
import type { Slip } from './slips.ts'
import type { Scene, Words } from './yaml-scene.ts'

export const commaMissing: Words = {
  message: 'Two entries inside brackets have no comma between them',
  help: 'Separate the entries with a comma; put a text that contains `: ` in quotes',
  label: 'a comma is missing',
}

/** Lines inside brackets that the brackets do not reach. */
export function bracketsBroken(scene: Scene, open: number): Slip {
  const { text, at, token } = scene
  if (token[0] === ']' || token[0] === '}') return wrongBracket(text, open, at)
  const start = at + /^\s*/.exec(token)![0].length
  const isQuote = text[open] === '"' || text[open] === "'"
  if (isQuote || start >= text.length || !isClosedLater(text, open)) return neverClosed(text, open)
  return {
    message: 'This line stands inside brackets, and is not indented more than the line where they begin',
    help: 'Indent all lines inside the brackets by two more blanks',
    label: 'not deep enough',
    start,
    end: Math.max(start + 1, lineEndFrom(text, start)),
    other: { start: open, end: open + 1, label: 'opened here' },
  }
}

export const neverClosed = (text: string, at: number): Slip => {
  const isQuote = text[at] === '"' || text[at] === "'"
  return {
    message: `The ${isQuote ? 'quote' : 'bracket'} that opens here is never closed`,
    help: isQuote
      ? 'Close it at the end of the text; or put a text that contains quotes in the other kind of quotes'
      : `Close it with \`${closing(text, at)}\`, or put the text that it belongs to in quotes`,
    label: 'opened here',
    start: at,
    end: at + 1,
  }
}

export const wrongBracket = (text: string, open: number, at: number): Slip => ({
  message: `A \`${text[open]}\` is closed with \`${text[at]}\``,
  help: `Write \`${closing(text, open)}\` here`,
  label: 'the wrong bracket',
  start: at,
  end: at + 1,
  other: { start: open, end: open + 1, label: 'opened here' },
})

const closing = (text: string, open: number): string => (text[open] === '[' ? ']' : '}')

/** By counting brackets, wherever they stand. */
function isClosedLater(text: string, open: number): boolean {
  let depth = 0
  for (let at = open; at < text.length; at += 1) {
    const sign = text[at]
    if (sign === '[' || sign === '{') depth += 1
    else if (sign === ']' || sign === '}') depth -= 1
    if (depth === 0) return true
  }
  return false
}
