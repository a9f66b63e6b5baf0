import { blueprintOf } from '../generate.mjs'
import { median } from '../measure.mjs'
import { shapes } from '../shapes.mjs'
import { allRules, isRule, timing } from '../timing.mjs'
import { told } from '../told.mjs'

export const title = '3. The rules: their share of a run, and how they grow from 1,000 to 100,000 steps'

const small = 1_000
const large = 100_000
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
      ...shares.map(({ name, share }) => ({
        what: `all rules of a run, ${name}`,
        atMost: 50,
        unit: '%',
        value: share,
      })),
      ...growths.map(({ shape, parts }) => growthTarget(shape, parts)),
    ],
    tables: [sharesTable(shares), growthTable(growths), partsTable(growths, loud)],
    notes: [
      'By --timing of the program, wall time. 1,000 steps are a hundred such blueprints in one process, and 100,000 steps are one: the',
      'same work, equally warm; a single one of 1,000 would be judged by code that is not compiled yet, and flatter the growth.',
      `Of ${growths[0].runs} runs each, each rule's least. Growth is against ${floor} µs where the small ones take less than that.`,
      'A question that several rules ask is paid for by the one that asks first.',
      `${quiet.length} of ${rules.size} rules take less than ${floor} µs a step in all shapes, too little to tell growth from noise.`,
    ],
    growths,
  }
}

/** How much of a whole process goes to what, in percent. */
function sharesOf({ rounds, top, folderWith }) {
  const sizes = {
    'one of 40 steps': [1, 40],
    '100 of 40': [100, 40],
    '1,000 of 40': [1000, 40],
    'one of 10,000': [1, 10_000],
  }
  const folders = Object.entries(sizes).map(([name, [count, steps]]) => {
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

/** Each part's microseconds a step in a hundred small blueprints and in one large one, of the same shape. */
function growthOf(shape, build, { rounds, top, folderWith }) {
  const [folder] = folderWith(Array.from({ length: large / small }, () => build(small)))
  const [, [file]] = folderWith([build(large)])
  const runs = Math.max(1, Math.floor(rounds / 2))
  const [smalls, larges] = [[], []]
  for (let round = 0; round < runs; round += 1) {
    smalls.push(timing(folder, top))
    larges.push(timing(file, top))
  }
  const perStep = (timings, of) => (Math.min(...timings.map(of)) * 1000) / large
  const part = (name, of) => {
    const [before, after] = [perStep(smalls, of), perStep(larges, of)]
    return { name, before, after, growth: after / Math.max(before, floor) }
  }
  const parts = [...larges[0].by.keys()].map((name) => part(name, ({ by }) => by.get(name) ?? 0))
  return { shape, runs, parts, rules: part('all rules', allRules), whole: part('whole run', ({ whole }) => whole) }
}

const isLoud = ({ after }) => after >= floor

function growthTarget(shape, parts) {
  const [worst] = parts.filter((part) => isRule(part.name) && isLoud(part)).toSorted((a, b) => b.growth - a.growth)
  const most = worst ? `${worst.name} grows most` : 'no rule above the noise'
  return { what: `${shape}: ${most}`, atMost: 1.2, unit: '×', value: worst?.growth ?? 1 }
}

const growthTable = (growths) => ({
  head: ['µs a step', 'all rules: 1,000', '100,000', 'growth', 'whole run: 1,000', '100,000', 'growth'],
  rows: growths.map(({ shape, rules, whole }) => [
    shape,
    ...[rules, whole].flatMap(({ before, after, growth }) => [told(before), told(after), told(growth, '×')]),
  ]),
})

/** The phases, and each rule that rises above the noise somewhere, the most expensive first. */
function partsTable(growths, loud) {
  const of = ({ parts }, name) => parts.find((part) => part.name === name)
  const most = (name) => Math.max(...growths.map((growth) => of(growth, name)?.after ?? 0))
  return {
    head: ['µs a step of 100,000, growth', ...growths.map(({ shape }) => shape)],
    rows: [...loud]
      .toSorted((a, b) => Number(isRule(a)) - Number(isRule(b)) || most(b) - most(a))
      .map((name) => [name, ...growths.map((growth) => cell(of(growth, name)))]),
  }
}

const cell = (part) => (part && isLoud(part) ? `${told(part.after)} ×${part.growth.toFixed(2)}` : '·')
