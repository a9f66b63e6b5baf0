import { fewCodes } from '../words.ts'

/** Beyond the bound on the work nothing is said of how these get around, unless it was found out before. */
export function undecided(names: readonly string[]): { readonly because: string; readonly ask: string } {
  const few = fewCodes(names.map((id) => ({ id })))
  return {
    because: `there are too many combinations of who may remember what of ${few} to look at all of them`,
    ask: `Does everybody who needs ${few} get to know it, whichever way the work takes?`,
  }
}
