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
  const { code, path } = error as NodeJS.ErrnoException
  // What no text can name comes with this sign in its name, under which nothing is found.
  if (code === 'ENOENT' && path?.includes('\uFFFD')) return 'its name is not written in UTF-8; rename it'
  return (code && words[code]) ?? (error instanceof Error ? error.message : String(error))
}

const words: Record<string, string> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ERR_ACCESS_DENIED: 'Node was told not to allow it',
  ENOBUFS: 'its answer is larger than can be taken',
  ENOENT: 'no such file or folder',
  ENOTDIR: 'no such file or folder',
  EISDIR: 'it is a folder',
  ELOOP: 'its links lead in a circle',
  ENAMETOOLONG: 'the name is too long',
  EROFS: 'the disk is read-only; write elsewhere',
  ENOSPC: 'the disk is full; make room, or write elsewhere',
  EDQUOT: 'there is no room left for you on the disk; make room, or write elsewhere',
  EFBIG: 'no file may be as large as this one would be; allow it (`ulimit -f`), or write elsewhere',
  EBADF: 'it is closed',
  EMFILE: 'too many files are open; allow more of them (`ulimit -n 1024`)',
  ENFILE: 'too many files are open on this machine; close some programs',
  EBUSY: 'another program holds it; close that one',
  ETXTBSY: 'another program holds it; close that one',
  ENOMEM: 'there is no memory left; close some programs',
  EIO: 'the disk could not be read or written',
}
