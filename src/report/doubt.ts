import type { Finding } from '../finding.ts'

/** Why a finding is not certain, to be told with it; nothing where it is. */
export function doubtOf({ confidence, presumed }: Pick<Finding, 'confidence' | 'presumed'>): string[] {
  if (confidence === 'certain') return []
  const stated = `it stands on what was ${confidence === 'likely' ? 'reported' : 'assumed'}, not seen`
  return [`${confidence}: ${[...(presumed?.alone ? [] : [stated]), ...(presumed ? [presumed.said] : [])].join('; ')}`]
}
