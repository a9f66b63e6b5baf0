import { blueprintOf } from '../generate.mjs'
import { median } from '../measure.mjs'
import { Typist } from '../typist.mjs'
import { told } from '../told.mjs'

export const title = '5. The language server: a keystroke, until what is wrong with the file is there'

const inAName = { name: 'in a name', line: /^ {4}name: .*$/m, text: ' and writes down what has come of it' }
// From the opening quotation mark to the closing one the file is no YAML, and the server has to say so each time.
const aNewKey = {
  name: 'a new key',
  line: /^ {4}takes: .*$/m,
  text: '\n    note: "The lift is slow: they [then] walk"',
}

export async function run({ rounds, folderWith }) {
  const measured = []
  for (const [name, count, atMost] of [
    ['40 steps', 1, 10],
    ['in 500 files', 500, 50],
  ])
    measured.push(...(await keystrokes({ name, count, atMost, folderWith, starts: rounds })))
  return {
    targets: measured.map(({ what, atMost, times, processor }) => {
      return { what: `${what}, median`, atMost, unit: 'ms', wall: median(times), processor }
    }),
    tables: [
      {
        head: ['milliseconds', 'keystrokes', 'median', '95 of 100', 'slowest'],
        rows: measured.map(({ what, times }) => [what, String(times.length), ...spread(times)]),
      },
    ],
    notes: [
      `Cold: the first 20 keystrokes after a start, of ${rounds} starts. Warm: after 200. Processor time is the mean of them all.`,
      `"${aNewKey.name}" is typed sign by sign, so that most of the time the file is not yet YAML.`,
      'From the keystroke as it is sent to the findings as they come, one after another without a pause, through standard streams.',
    ],
  }
}

const spread = (times) => {
  const sorted = times.toSorted((a, b) => a - b)
  return [median(times), sorted[Math.floor(times.length * 0.95)], sorted.at(-1)].map((ms) => told(ms))
}

async function keystrokes({ name, count, atMost, folderWith, starts }) {
  const [folder, paths] = folderWith(Array.from({ length: count }, (_, i) => blueprintOf(40, i)))
  const path = paths[count >> 1]
  const cold = []
  const opening = []
  for (let start = 0; start < starts; start += 1) {
    const typist = await Typist.sitDown(folder, path)
    opening.push(typist.opening)
    cold.push(await typist.types(inAName, 20))
    await typist.leave()
  }
  const typist = await Typist.sitDown(folder, path)
  await typist.types(inAName, 200)
  const warm = [await typist.types(inAName, 200), await typist.types(aNewKey, 200)]
  await typist.leave()
  const times = (runs) => runs.flatMap((run) => run.times)
  const processor = (runs) => runs.reduce((sum, run) => sum + run.processor, 0) / times(runs).length
  return [
    { what: `${name}: until the first findings`, times: opening, processor: Number.NaN },
    { what: `${name}: ${inAName.name}, cold`, atMost, times: times(cold), processor: processor(cold) },
    ...[inAName, aNewKey].map((kind, i) => {
      return { what: `${name}: ${kind.name}, warm`, atMost, times: warm[i].times, processor: processor([warm[i]]) }
    }),
  ]
}
