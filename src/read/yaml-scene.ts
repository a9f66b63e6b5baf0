import type { Slip } from './slips.ts'

export type Words = Pick<Slip, 'message' | 'help' | 'label'>

/** Where `yaml` stumbled, and all that helps to tell what the author meant there. */
export interface Scene {
  readonly text: string
  /** The place, and what stands there. */
  readonly at: number
  readonly token: string
  readonly says: string
  /** The quote or the innermost bracket that is still open. */
  readonly open: number | undefined
}

/** A text that begins with a sign that means something else. */
export const signFirst = (text: string, start: number): Slip => ({
  message: `A text begins with \`${text[start]}\`, which has a meaning of its own in YAML`,
  help:
    text[start] === '*' ? 'Put the text in quotes; the entries of a list begin with `- `' : 'Put the text in quotes',
  label: 'needs quotes',
  start,
  end: start + 1,
})

/** `lastIndexOf` takes what is before the text for its beginning. */
export const lineStart = (text: string, at: number): number => (at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1)

/** How far a line is indented, given where it begins. */
export function indentation(text: string, line: number): number {
  let at = line
  while (text[at] === ' ') at += 1
  return at - line
}
