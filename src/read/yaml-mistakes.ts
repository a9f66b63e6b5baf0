import { type Slip, tooDeep } from './slips.ts'
import { bracketsBroken, commaMissing, neverClosed, wrongBracket } from './yaml-brackets.ts'
import { dashWithoutBlank, noLevel, oddIndentation, secondKey, strayDash, tab } from './yaml-indentation.ts'
import { lineEndFrom } from './yaml-lines.ts'
import { indentation, lineStart, type Scene, signFirst, type Words } from './yaml-scene.ts'

/** What `yaml` says of a place where it cannot go on. */
interface Stumble {
  readonly code: string
  readonly message: string
  readonly pos: readonly [number, number]
}

/**
 * What the parser found, in the author's words: it says where it cannot go on, which is often not where the slip is.
 * `stillOpen` tells which quote or bracket is open there.
 */
export function mistakeOf({ code, message, pos }: Stumble, text: string, stillOpen: () => number | undefined): Slip {
  const at = Math.min(pos[0], Math.max(text.length - 1, 0))
  const end = Math.max(at + 1, Math.min(pos[1], lineEndFrom(text, at)))
  const scene: Scene = { text, at, token: text.slice(at, Math.min(end, at + 20)), says: message, open: stillOpen() }
  const slip = mergeMarks(scene) ?? oddIndentation(text, at) ?? told[code]?.(scene) ?? unknown
  return { start: at, end, ...slip }
}

const unknown: Words = {
  message: 'The text is not YAML from here on',
  help: 'Look for a missing quote, colon, comma or bracket just before this place',
  label: 'cannot be read',
}

/** By the error codes of `yaml` 2. Where no place is given, the one where it stumbled is meant. */
const told: Record<string, (scene: Scene) => Slip | Words> = {
  BLOCK_AS_IMPLICIT_KEY: (scene) => (scene.says.includes('block sequence') ? strayDash(scene) : secondKey(scene)),
  MULTILINE_IMPLICIT_KEY: (scene) => noKey(scene),
  BAD_INDENT: (scene) => (scene.open === undefined ? noLevel(scene) : bracketsBroken(scene, scene.open)),
  TAB_AS_INDENT: () => tab,
  MISSING_CHAR: (scene) => {
    if (scene.says.startsWith('Missing directives-end')) return instruction(scene.text, scene.text.indexOf('%'))
    if (scene.says.startsWith('Missing ,')) return commaMissing
    if (scene.says.startsWith('Comments')) return commentTooNear
    if (scene.open !== undefined) return bracketsBroken(scene, scene.open)
    return scene.says.startsWith('Implicit') ? noKey(scene) : unknown
  },
  BAD_DIRECTIVE: ({ text, at }) => instruction(text, lineStart(text, at)),
  UNEXPECTED_TOKEN: (scene) => unexpected(scene),
  BAD_SCALAR_START: (scene) => signFirst(scene.text, scene.at),
  BAD_ALIAS: ({ text, at }) => signFirst(text, Math.max(text.lastIndexOf('&', at), text.lastIndexOf('*', at))),
  BAD_DQ_ESCAPE: () => ({
    message: 'A backslash in a text in double quotes begins no known sign',
    help: 'Use single quotes, or write the backslash twice',
    label: 'unknown sign',
  }),
  BLOCK_IN_FLOW: () => commaMissing,
  NON_STRING_KEY: ({ token }) => ({
    message: `A key is ${token[0] === '*' ? 'an alias' : 'a list or a map'}, where a single word is expected`,
    help: 'Write the key as one word',
    label: 'not a single word',
  }),
  KEY_OVER_1024_CHARS: () => ({
    message: 'A key has more than 1,000 signs',
    help: 'Look for a line break that is missing, or put a text that contains `: ` in quotes',
    label: 'too long for a key',
  }),
  MULTIPLE_DOCS: () => ({
    message: 'The file holds more than one document',
    help: 'Put each blueprint into a file of its own; take out a `---` behind which nothing follows',
    label: 'a second document begins here',
  }),
  TAG_RESOLVE_FAILED: ({ text, at }) => tagged(text, at),
  RESOURCE_EXHAUSTION: ({ at }) => tooDeep(at),
}

/** `%YAML 1.2` and `%TAG` are known to readers of YAML, before a line `---`; nothing else that begins so is. */
const instruction = (text: string, start: number): Slip => ({
  message: 'A line that begins with `%` is an instruction to programs, and this one is not known',
  help: 'Take the line out, or put the text in quotes where it is one',
  label: 'not known',
  start,
  end: lineEndFrom(text, start),
})

export function tagged(text: string, at: number): Slip {
  const start = text[at - 1] === '!' ? at - 1 : at
  const [tag] = /^\S*/.exec(text.slice(start, start + 40)) ?? ['']
  return {
    message: `\`${tag}\` has a tag, which a blueprint does not use`,
    help: 'Put the text in quotes, or take the `!…` away',
    label: 'a tag',
    start,
    end: start + tag.length,
  }
}

const commentTooNear: Words = {
  message: 'A comment begins right behind a value',
  help: 'Put a blank before the `#`; or put the whole text in quotes',
  label: 'a blank is missing',
}

/** What git leaves in a file that two people have changed. */
function mergeMarks({ text, at }: Scene): Slip | undefined {
  const start = lineStart(text, at)
  if (!/^(?:<{7}|={7}|>{7})(?: |\r?$)/m.test(text.slice(start, Math.min(lineEndFrom(text, start), start + 80))))
    return undefined
  return {
    message: 'Two versions of the file were put together here, and nobody has chosen yet',
    help: 'Keep what is right of the two, and take out the lines that begin with `<<<<<<<`, `=======` and `>>>>>>>`',
    label: 'left by a merge',
    start,
    end: lineEndFrom(text, start),
  }
}

/** A line that should be `key: value`. */
function noKey(scene: Scene): Slip | Words {
  const { text, at, open } = scene
  if (open !== undefined) return text[open] === '[' || text[open] === '{' ? commaMissing : neverClosed(text, open)
  const line = text.slice(at, lineEndFrom(text, at))
  if (/^-[^\s-]/.test(line)) return dashWithoutBlank(text, at)
  const [found, key, sign] = /^([^\s:：]+)(:(?!\/)|：)\s?/.exec(line) ?? []
  if (found === undefined)
    return {
      message: 'This line is not `key: value`',
      help: 'Add the colon and a blank after the key; or indent the line more than the text that it continues',
      label: 'no `key: ` here',
      start: at,
      end: at + line.trimEnd().length,
    }
  return {
    message:
      sign === ':'
        ? `The colon behind \`${key}\` has no blank behind it`
        : `The colon behind \`${key}\` is a wide one, which YAML does not know`,
    help: `Write \`${key}: ${line.slice(found.length, found.length + 30).trimEnd()}\``,
    label: sign === ':' ? 'a blank is missing' : 'not `:`',
    start: at + key!.length,
    end: at + key!.length + 1,
  }
}

function unexpected(scene: Scene): Slip | Words {
  const { text, at, token, says, open } = scene
  if (token[0] === ']' || token[0] === '}')
    return open === undefined
      ? {
          message: `\`${token[0]}\` closes a bracket that is not open`,
          help: 'Take it out, or put the text that it belongs to in quotes',
          label: 'nothing to close',
        }
      : wrongBracket(text, open, at)
  if (says.startsWith('Unexpected , in flow'))
    return {
      message: 'Nothing stands before this comma',
      help: 'Take the comma out, or write what belongs before it',
      label: 'one comma too many',
    }
  if (says.startsWith('Unexpected block-seq-ind'))
    return {
      message: 'A list cannot begin on the line of its key',
      help: 'Begin it on the next line, with `- ` before each entry; put a text that begins with a dash in quotes',
      label: 'a dash',
    }
  const header = /^(.*(?:^|\s))([|>])[-+0-9]*\s*$/.exec(text.slice(lineStart(text, at), at))
  if (header) return signFirst(text, lineStart(text, at) + header[1]!.length)
  if (open !== undefined) return commaMissing
  if (at === lineStart(text, at) && indentation(text, at) === 0)
    return {
      message: `\`${token}\` stands further to the left than the first line of the file`,
      help: 'Indent the keys of one map alike: take the blanks before the first line out',
      label: 'further to the left',
    }
  return {
    message: `\`${token}\` stands where nothing more is expected`,
    help: 'Put the whole text in quotes (double ones where it contains an apostrophe), or take the sign out',
    label: 'unexpected',
  }
}
