import { isPresumed, type Presumed } from '../graph/visits.ts'
import { allCalled } from '../plain.ts'
import type { Stated } from '../read/blueprint.ts'
import { fewCodes, listed } from '../words.ts'

/** What nobody has stated and how it is counted instead, in one half of a sentence; nothing where all was stated. */
export function presumedIn(standsOn: readonly Stated[]): { said: string; plain: string } | undefined {
  const those = standsOn.filter(isPresumed)
  if (those.length === 0) return undefined
  const [even, proportional] = (['evenly', 'in proportion'] as const).map((how) => {
    const choices = those.filter(({ presumes }) => presumes === how)
    return choices.length === 0
      ? undefined
      : { said: listedIn(choices), plain: allCalled(choices.flatMap(({ of }) => of)) }
  })
  const starts = those.find(({ presumes }) => presumes === 'starts')
  const told = [
    even && {
      said: `the ways after ${even.said} that state no \`chance\` are counted as equally frequent`,
      plain: `nobody has said how often each way after ${even.plain} is taken, and they are counted as equally frequent`,
    },
    proportional && {
      said: `the chances after ${proportional.said}, which do not add up to 100%, are counted in proportion`,
      plain: `what was said of how often each way after ${proportional.plain} is taken does not add up, and is counted in proportion`,
    },
    starts && {
      said: `as many customers are counted at each of the starts ${listedIn([starts])}, which state no rate`,
      plain: `nobody has said how many customers begin at each of ${allCalled(starts.of)}, and they are counted as equally many`,
    },
  ].filter((one) => one !== undefined)
  return { said: told.map(({ said }) => said).join('; '), plain: told.map(({ plain }) => plain).join('; ') }
}

/** Their names; where blueprints are told of together, with the file of each. */
function listedIn(those: readonly Presumed[]): string {
  const files = [...new Set(those.map(({ file }) => file))]
  return listed(
    files.map((file) => {
      const names = fewCodes(those.filter((one) => one.file === file).flatMap(({ of }) => of))
      return file === undefined ? names : `${names} (${file})`
    }),
  )
}
