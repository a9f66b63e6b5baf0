import type { Draft } from '../finding.ts'

/** Something that keeps the run from judging: said in one line on standard error, exit code 2. */
export class Problem extends Error {
  override name = 'Problem'
}

/** A config with mistakes: each is shown at its place. */
export class WrongConfig extends Problem {
  override name = 'WrongConfig'
  constructor(readonly slips: readonly Draft[]) {
    super('The config cannot be used')
  }
}

/** What an operating system calls it, in words. */
export function inWords(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code
  return (code && words[code]) ?? (error instanceof Error ? error.message : String(error))
}

const words: Record<string, string> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ENOENT: 'no such file or folder',
  ENOTDIR: 'no such file or folder',
  EISDIR: 'it is a folder',
  ELOOP: 'its links lead in a circle',
  ENAMETOOLONG: 'the name is too long',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
  EIO: 'the disk could not be read',
}
