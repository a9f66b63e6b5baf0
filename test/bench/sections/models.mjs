import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { areHere, blueprintOf, models, soundness } from '../../helpers/industrial-models.mjs'
import { faultline, inTurn, median, said } from '../measure.mjs'

export const title = '6. The models from industry'

export function run({ rounds, top, folderWith }) {
  if (!areHere) return { notes: ['They are not here (shared/benchmarks beside the project): not measured.'] }
  const all = models()
  const [folder] = folderWith(all.map(blueprintOf))
  const [five, every] = inTurn(
    [faultline('check', '--rule', soundness.join(), folder), faultline('check', folder)],
    rounds,
  )
  const count = all.length.toLocaleString('en')
  const { wrong, undecided } = verdicts(all, folder, top)
  const times = ({ wall, processor }) => ({ wall: median(wall) / 1000, processor: median(processor) / 1000 })
  return {
    targets: [
      { what: 'judged otherwise than published', atMost: 0, unit: 'models', value: wrong },
      { what: 'undecided', atMost: 0, unit: 'models', value: undecided },
      {
        what: `all ${count}, reading included, the rules that decide`,
        ...{ atMost: 2, unit: 's', by: 'processor' },
        ...times(five),
      },
      { what: `all ${count}, all rules`, unit: 's', ...times(every) },
    ],
    times: { 'the five rules that decide': five, 'all rules': every },
    notes: [`The rules that decide: ${soundness.join(', ')}.`],
  }
}

/** How many are judged otherwise than published, and how many not at all. */
function verdicts(all, folder, top) {
  const file = join(top, 'models.json')
  said(faultline('check', '--rule', soundness.join(), '-f', 'json', '-o', file, folder))
  const { blueprints, findings, notAssessable } = JSON.parse(readFileSync(file, 'utf8'))
  if (blueprints.length !== all.length) throw new Error(`${blueprints.length} of ${all.length} models were read`)
  const numbers = (entries) => new Set(entries.map((entry) => Number.parseInt(basename(entry.file), 10)))
  const found = numbers(findings)
  return {
    wrong: all.filter(({ sound }, i) => found.has(i) === sound).length,
    undecided: numbers(notAssessable).size,
  }
}
