import { blueprintOf } from '../generate.mjs'
import { median } from '../measure.mjs'
import { shapes } from '../shapes.mjs'
import { allRules, isRule, timing } from '../timing.mjs'
import { told } from '../told.mjs'

export const title = '3. The rules: their share of a run, and how they grow from 1,000 to 100,000 steps'

const sizes = [1_000, 10_000, 100_000]
const most = sizes.at(-1)
const mostGrowth = 1.2
/** Microseconds a step: what takes less cannot be told from noise. */
const floor = 0.1

export function run(bench) {
  const shares = sharesOf(bench)
  const growths = Object.entries(shapes).map(([shape, build]) => growthOf(shape, build, bench))
  const rules = new Set(growths.flatMap(({ parts }) => parts.map(({ name }) => name)).filter(isRule))
  const loud = new Set(growths.flatMap(({ parts }) => parts.filter(isLoud).map(({ name }) => name)))
  const quiet = [...rules].filter((name) => !loud.has(name))
  return {
    targets: [
      ...shares.map(({ name, share: processor }) => {
        return { what: `all rules of a run, ${name}`, atMost: 50, unit: '%', processor }
      }),
      ...growths.map(({ shape, parts }) => growthTarget(shape, parts)),
    ],
    tables: [sharesTable(shares), growthTable(growths), partsTable(growths, loud)],
    notes: [
      'By --timing of the program, with processor time for its clock. 1,000 steps are a hundred such blueprints in one process, 10,000',
      'are ten, and 100,000 are one: the same work, equally warm. A single one of 1,000 would be judged by code that is not compiled',
      `yet, and flatter the growth. Each part's least of ${growths[0].runs} runs; against ${floor} µs where the small ones take less than that.`,
      'A question that several rules ask is paid for by the one that asks first.',
      `${quiet.length} of ${rules.size} rules take less than ${floor} µs a step in all shapes, too little to tell growth from noise.`,
    ],
    growths,
  }
}

/** How much of a whole process's time goes to what, in percent. */
function sharesOf({ rounds, top, folderWith }) {
  const corpora = {
    'one of 40 steps': [1, 40],
    '100 of 40': [100, 40],
    '1,000 of 40': [1000, 40],
    'one of 10,000': [1, 10_000],
  }
  const folders = Object.entries(corpora).map(([name, [count, steps]]) => {
    const [folder] = folderWith(Array.from({ length: count }, (_, i) => blueprintOf(steps, i)))
    return { name, folder, runs: [] }
  })
  for (let round = 0; round < rounds; round += 1) for (const { folder, runs } of folders) runs.push(timing(folder, top))
  return folders.map(({ name, runs }) => {
    const part = (of) => median(runs.map((run) => (100 * of(run)) / run.whole))
    const phases = ['reading', 'graph', 'counts'].map((phase) => part(({ by }) => by.get(phase) ?? 0))
    return { name, share: part(allRules), phases, whole: median(runs.map(({ whole }) => whole)) }
  })
}

const sharesTable = (shares) => ({
  head: ['share of a run', 'whole', 'rules', 'reading', 'graph', 'counts', 'starting and telling'],
  rows: shares.map(({ name, share, phases, whole }) => {
    const rest = 100 - share - phases.reduce((sum, one) => sum + one, 0)
    return [name, told(whole, 'ms'), ...[share, ...phases, rest].map((percent) => `${percent.toFixed(0)} %`)]
  }),
})

/** Each part's microseconds a step, where so many steps are in one blueprint, and as many in all. */
function growthOf(shape, build, { rounds, top, folderWith }) {
  const folders = sizes.map((size) => folderWith(Array.from({ length: most / size }, () => build(size)))[0])
  const runs = Math.ceil(rounds / 4)
  const timings = sizes.map(() => [])
  for (let round = 0; round < runs; round += 1)
    for (const [i, folder] of folders.entries()) timings[i].push(timing(folder, top))
  const part = (name, of) => {
    const perStep = timings.map((timings) => (Math.min(...timings.map(of)) * 1000) / most)
    return { name, perStep, growth: perStep.at(-1) / Math.max(perStep[0], floor) }
  }
  const parts = [...timings[0][0].by.keys()].map((name) => part(name, ({ by }) => by.get(name) ?? 0))
  return { shape, runs, parts, rules: part('all rules', allRules), whole: part('the whole run', ({ whole }) => whole) }
}

const isLoud = ({ perStep }) => perStep.at(-1) >= floor

function growthTarget(shape, parts) {
  const loud = parts.filter((part) => isRule(part.name) && isLoud(part)).toSorted((a, b) => b.growth - a.growth)
  const over = loud.filter(({ growth }) => growth > mostGrowth).length
  const which = loud.length === 0 ? 'none above the noise' : `${loud[0].name}; ${over} of ${loud.length} over`
  const what = `${shape}: the rule that grows most (${which})`
  return { what, atMost: mostGrowth, unit: '×', processor: loud[0]?.growth ?? 1 }
}

const growthTable = (growths) => ({
  head: [
    'µs a step',
    'all rules: 1,000',
    '10,000',
    '100,000',
    'growth',
    'the whole run: 1,000',
    '10,000',
    '100,000',
    'growth',
  ],
  rows: growths.map(({ shape, rules, whole }) => [
    shape,
    ...[rules, whole].flatMap(({ perStep, growth }) => [...perStep.map((one) => told(one)), told(growth, '×')]),
  ]),
})

/** The phases, and each rule that rises above the noise somewhere, the most expensive first. */
function partsTable(growths, loud) {
  const of = ({ parts }, name) => parts.find((part) => part.name === name)
  const mostOf = (name) => Math.max(...growths.map((growth) => of(growth, name)?.perStep.at(-1) ?? 0))
  return {
    head: ['µs a step of 100,000, growth', ...growths.map(({ shape }) => shape)],
    rows: [...loud]
      .toSorted((a, b) => Number(isRule(a)) - Number(isRule(b)) || mostOf(b) - mostOf(a))
      .map((name) => [name, ...growths.map((growth) => cell(of(growth, name)))]),
  }
}

const cell = (part) => (part && isLoud(part) ? `${told(part.perStep.at(-1))} ×${part.growth.toFixed(2)}` : '·')
