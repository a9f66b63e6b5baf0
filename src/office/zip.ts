import { strToU8, zipSync } from 'fflate'

/** A zip of text files, by path; in the order of their names, whatever order they come in. */
export function zip(files: ReadonlyMap<string, string>): Uint8Array {
  // A zip must name a day, in the time of the place; the same content must give the same bytes on any day and anywhere.
  const mtime = new Date(1980, 0, 1, 12)
  const entries = [...files].sort(([one], [other]) => (one < other ? -1 : 1))
  return zipSync(Object.fromEntries(entries.map(([path, text]) => [path, strToU8(text)])), { mtime })
}
