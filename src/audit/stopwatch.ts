export interface Stopwatch {
  /** Milliseconds by name. */
  readonly spans: ReadonlyMap<string, number>
  readonly of: <T>(name: string, work: () => T) => T
}

/** Adds up how long each kind of work takes; without a clock it only does the work. */
export function stopwatch(clock: (() => number) | undefined): Stopwatch {
  const spans = new Map<string, number>()
  return {
    spans,
    of(name, work) {
      if (!clock) return work()
      const start = clock()
      const add = (): void => {
        spans.set(name, (spans.get(name) ?? 0) + clock() - start)
      }
      const result = work()
      if (result instanceof Promise) return result.finally(add) as typeof result
      add()
      return result
    },
  }
}
