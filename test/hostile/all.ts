/** The whole table instead of a part of it: `HOSTILE=all npx vitest run test/hostile`, some minutes. */
export const all = process.env['HOSTILE'] === 'all'

/** Each so-manieth of a table in the ordinary run, from the first on. */
export const part = <T>(table: readonly T[], each: number): T[] => table.filter((_, i) => all || i % each === 0)
