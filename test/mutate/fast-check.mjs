// Stands in for fast-check while mutants are tried: a third of the examples, and none made smaller when one fails.
import fc from 'fast-check'

export const assert = (property, how = {}) =>
  fc.assert(property, { ...how, numRuns: Math.ceil((how.numRuns ?? 100) / 3), endOnFailure: true })

export * from 'fast-check'
export default { ...fc, assert }
