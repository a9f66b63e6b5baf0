import type { Confidence } from '../finding.ts'

/** Why a finding is not certain, to be told with it; nothing where it is. */
export const doubtOf = (confidence: Confidence): string[] =>
  confidence === 'certain'
    ? []
    : [`${confidence}: it stands on what was ${confidence === 'likely' ? 'reported' : 'assumed'}, not seen`]
