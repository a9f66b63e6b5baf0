import { runs } from '../helpers/random.ts'

/**
 * How many examples, always the same; where `FUZZ_RUNS` says a number, so many of everything instead, from the seed
 * `FUZZ_SEED` on: `FUZZ_RUNS=10000 FUZZ_SEED=7 npx vitest run test/fuzz --testTimeout=7200000`.
 */
export function many(ordinarily: number): { seed: number; numRuns: number } {
  const { FUZZ_RUNS: wanted, FUZZ_SEED: seed } = process.env
  return !wanted ? runs(ordinarily) : { ...runs(Number(wanted)), ...(seed ? { seed: Number(seed) } : {}) }
}
