/** How much may still be compared, in letters, for all the slips of a file. */
export interface Patience {
  left: number
}

/** Enough for hundreds of slips among hundreds of names; where all is wrong, there is no end to what may be meant. */
export const patience = (): Patience => ({ left: 2_000_000 })

/**
 * The candidate that is nearest to a misspelt name, where one is near enough: a third of its letters differ at most.
 * None where there is no patience left to look through all of them.
 */
export function nearest(name: string, candidates: Iterable<string>, patience?: Patience): string | undefined {
  const wanted = plain(name).slice(0, 80)
  const allowed = wanted.length < 3 ? 0 : Math.floor(wanted.length / 3)
  let best: string | undefined
  let bestDistance = allowed + 1
  for (const candidate of candidates) {
    if (patience && (patience.left -= wanted.length + 1) < 0) return undefined
    if (candidate === name) continue
    const other = plain(candidate)
    if (Math.abs(other.length - wanted.length) >= bestDistance) continue
    const distance = editDistance(wanted, other)
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance]
  }
  return best
}

const plain = (name: string): string =>
  name
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_]+/g, '-')

/** Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours. */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1]
      let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, beforeLast[j - 2]! + 1)
      row.push(cost)
    }
    ;[beforeLast, last] = [last, row]
  }
  return last[b.length]!
}
