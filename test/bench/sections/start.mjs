import { blueprintOf } from '../generate.mjs'
import { faultline, inTurn, node, ratio } from '../measure.mjs'

export const title = '1. One blueprint of 40 steps'

/** Short processes, where a millisecond counts: three times as many rounds. */
export function run({ rounds, folderWith }) {
  const [folder] = folderWith([blueprintOf(40)])
  const [empty, version, check, json] = inTurn(
    [node('-e', '0'), faultline('--version'), faultline('check', folder), faultline('check', '-f', 'json', folder)],
    rounds * 3,
  )
  return {
    targets: [
      { what: '--version / node -e 0', atMost: 1.4, unit: '×', ...ratio(version, empty) },
      { what: 'check / node -e 0', atMost: 2.0, unit: '×', ...ratio(check, empty) },
      { what: 'check -f json / node -e 0', unit: '×', ...ratio(json, empty) },
    ],
    times: { 'node -e 0': empty, '--version': version, check, 'check -f json': json },
  }
}
