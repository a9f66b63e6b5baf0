import type { Created } from './create.ts'

/** A file that `init` is to write, and what it says of it. */
export interface Wanted {
  /** The folder (absolute) that it must not lead out of. */
  readonly root: string
  /** Relative to the root, with `/`. */
  readonly file: string
  readonly text: string
  /** What it is for, in a few words. */
  readonly is: string
  /** What to do next, now that this has become of it. */
  readonly next?: (created: Created) => readonly string[]
}
