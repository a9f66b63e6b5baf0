/** The whole table instead of a part of it: `HOSTILE=all npx vitest run test/hostile`, some minutes. */
export const all = process.env['HOSTILE'] === 'all'
