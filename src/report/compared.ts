import type { Judged, Result, Summary } from '../audit/result.ts'

const counted = [
  ['steps', ({ steps }) => steps],
  ['handoffs', ({ handoffs }) => handoffs],
  ['handoffs by the customer', ({ courierHandoffs }) => courierHandoffs],
  ['touchpoints', ({ touchpoints }) => touchpoints],
  ['decisions', ({ decisions }) => decisions],
  ['owners', ({ owners }) => owners],
  ['ways to be served', ({ outcomes }) => outcomes.served + outcomes.recovered],
  ['ways to be lost', ({ outcomes }) => outcomes.lost],
] as const satisfies readonly (readonly [string, (one: Judged) => number])[]

const found = [
  ['errors', ({ errors }) => errors],
  ['warnings', ({ warnings }) => warnings],
  ['notes', ({ notes }) => notes],
  ['accepted', ({ accepted }) => accepted],
] as const satisfies readonly (readonly [string, (summary: Summary) => number])[]

/** The counts of two states beside each other, over all their blueprints: for a terminal, or as a markdown table. */
export function countsBeside(result: Result, format: 'pretty' | 'markdown'): string {
  const { blueprints, findings, before } = result
  if (!before) return ''
  const sum = (of: (one: Judged) => number, all: readonly Judged[]): number =>
    all.reduce((total, one) => total + of(one), 0)
  // What is known stands open still: beside what was open before, it counts.
  const open = (severity: string): number =>
    findings.filter((finding) => !finding.accepted && `${finding.severity}s` === severity).length
  const rows: [string, number, number][] = [
    ...(blueprints.length > 1 || before.blueprints.length > 1
      ? [['blueprints', before.blueprints.length, blueprints.length] as [string, number, number]]
      : []),
    ...counted.map(([name, of]): [string, number, number] => [name, sum(of, before.blueprints), sum(of, blueprints)]),
    ...found.map(([name, of]): [string, number, number] => [
      name,
      of(before.summary),
      name === 'accepted' ? result.summary.accepted : open(name),
    ]),
  ]
  return format === 'markdown' ? table(rows) : columns(rows)
}

const difference = (before: number, after: number): string =>
  before === after ? '' : after > before ? `+${after - before}` : `−${before - after}`

function columns(rows: readonly [string, number, number][]): string {
  const first = Math.max(...rows.map(([name]) => name.length))
  const line = (name: string, before: string, after: string, change: string): string =>
    `${name.padEnd(first)}  ${before.padStart(6)}  ${after.padStart(6)}  ${change.padStart(6)}`.trimEnd()
  return `${[
    line('', 'before', 'after', 'change'),
    ...rows.map(([name, before, after]) => line(name, String(before), String(after), difference(before, after))),
  ].join('\n')}\n\n`
}

const table = (rows: readonly [string, number, number][]): string =>
  `${[
    '| | before | after | change |',
    '|---|--:|--:|--:|',
    ...rows.map(([name, before, after]) => `| ${name} | ${before} | ${after} | ${difference(before, after)} |`),
  ].join('\n')}\n\n`
