import type { Entry, Mapping, Node } from './tree.ts'

/** How deep lists and maps may stand in one another. A blueprint needs nine. */
export const maximalDepth = 64

/** A slip in the YAML itself: what is so, what to do, and where (offsets into the text). */
export interface Slip {
  readonly message: string
  readonly help: string
  readonly label: string
  readonly start: number
  readonly end: number
  /** The other place, where two disagree. */
  readonly other?: { readonly start: number; readonly end: number; readonly label: string }
}

export type Parsed = { readonly root: Mapping } | { readonly slips: readonly Slip[] }

/** A document is a map; anything else is not a blueprint. */
export function asDocument(root: Node, text: string): Parsed {
  if (root.kind === 'map') return { root }
  if (root.kind === 'scalar' && root.text.trim() === '') return { slips: [nothingIn(text)] }
  const what = root.kind === 'list' ? 'a list' : 'one text'
  return {
    slips: [
      {
        message: `The file holds ${what}, where keys with their values are expected`,
        help: 'A blueprint begins with `blueprint: 1`, then `title:` and `steps:`; a config with `rules:`',
        label: 'no keys',
        start: root.start,
        end: root.end,
      },
    ],
  }
}

export const repeatedKey = (key: string, first: Entry, again: { keyStart: number; keyEnd: number }): Slip => ({
  message: `\`${key}\` stands here twice, so one of the two would be lost`,
  help: 'Keep one of them, or give one another name',
  label: 'again here',
  start: again.keyStart,
  end: again.keyEnd,
  other: { start: first.keyStart, end: first.keyEnd, label: 'first here' },
})

export const tooDeep = (offset: number): Slip => ({
  message: `Lists and maps stand more than ${maximalDepth} deep in one another`,
  help: 'A blueprint needs fewer than ten levels; look for brackets that are never closed',
  label: 'too deep from here',
  start: offset,
  end: offset + 1,
})

export function nothingIn(text: string): Slip {
  const what = text.trim() === '' ? 'The file is empty' : 'The file holds nothing but comments'
  return {
    message: what,
    help: 'Begin with `blueprint: 1`, then `title:` and `steps:`',
    label: 'nothing to judge',
    start: 0,
    end: 0,
  }
}
