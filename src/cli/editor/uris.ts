import { fileURLToPath, pathToFileURL } from 'node:url'

/**
 * The absolute path of what an editor has open: a file, or a text that has not been saved yet. Others, such as what a
 * version control system shows of the past, are not judged.
 */
export function pathOf(uri: string): string | undefined {
  try {
    if (uri.startsWith('file:')) return fileURLToPath(uri)
    if (uri.startsWith('untitled:'))
      return `/untitled/${decodeURIComponent(uri.slice('untitled:'.length)).replace(/^\/+/, '')}`
  } catch {
    // not a file of this machine
  }
  return undefined
}

export const uriOf = (path: string): string => pathToFileURL(path).href
