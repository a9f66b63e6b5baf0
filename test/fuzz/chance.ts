/** Choices that follow from a number alone. From 0 every choice is the first one: the plainest, where it can be had. */
export interface Chance {
  /** A whole number from 0 to below `below`. */
  readonly upTo: (below: number) => number
  readonly pick: <T>(of: readonly T[]) => T
  /** Whether something that comes up once in so many times does. */
  readonly once: (inSoMany: number) => boolean
}

export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0
  // Mulberry32.
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const upTo = (below: number): number => (seed === 0 ? 0 : Math.floor(next() * below))
  return { upTo, pick: (of) => of[upTo(of.length)]!, once: (inSoMany) => upTo(inSoMany) === inSoMany - 1 }
}

/** The same things in another order. */
export function mixed<T>(of: readonly T[], { upTo }: Chance): T[] {
  const rest = [...of]
  return of.map(() => rest.splice(upTo(rest.length), 1)[0]!)
}
