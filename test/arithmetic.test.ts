import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Finding } from '../src/finding.ts'
import { services } from './fuzz/language.ts'
import { many } from './helpers/random.ts'
import { handwritten, ofRandom } from './remedies/inputs.ts'
import { hoursAWeek, minutesIn, openFrom, rangeOf, weekday } from './remedies/quantities.ts'
import { type Entry, entry, type Service, type Step, stepNamed } from './remedies/service.ts'
import { judged } from './remedies/trial.ts'

// The sums that findings show, done again: from the numbers on the line, and from what stands in the file.

/** Four digits are shown: a product of three such figures can be off by so much of itself. */
const isNear = (one: number, other: number): boolean => Math.abs(one - other) <= 2e-3 * Math.max(one, other) + 0.02

/** Every quantity in a text: `2d4h` in minutes, `12.5%`, `0.25`; what stands in backticks, quotes or brackets is not read. */
const quantity = /(?<![\w.-])(?:(?:\d+(?:\.\d+)?(?:mo|[mhdwy]))+|\d+(?:\.\d+)?%?)(?![\w.])/g

function valueOf(term: string): number {
  const said = [...term.matchAll(quantity)].map(([text]) => text)
  // `2 rounds more of …, 1d` says what they come to.
  const text = /rounds? more of/.test(term) ? said.at(-1)! : said[0]!
  if (text.endsWith('%')) return Number(text.slice(0, -1)) / 100
  return /[a-z]/.test(text) ? minutesIn(text) : Number(text)
}

const bare = (text: string): string => text.replaceAll(/`[^`]*`|"[^"]*"|\([^)]*\)/g, '')

/** `4 × 2d + 3d`, `50h / 40h` */
const reckoned = (side: string): number =>
  side
    .split(' + ')
    .map((term) =>
      term
        .split(' × ')
        .map((factor) =>
          factor
            .split(' / ')
            .map(valueOf)
            .reduce((a, b) => a / b),
        )
        .reduce((a, b) => a * b),
    )
    .reduce((a, b) => a + b)

/** The equations of a line, each as its two sides. */
const equationsIn = (line: string): [string, string][] =>
  bare(line)
    .split(/; |: (?=[\d.]+ \/)/)
    .flatMap((part): [string, string][] => {
      const [left, right] = part.split(' = ')
      return right === undefined ? [] : [[left!, right.replace(/, and .*$/, '')]]
    })

const wrongIn = ({ why }: Finding): string[] =>
  why.filter((line) => equationsIn(line).some(([left, right]) => !isNear(reckoned(left), reckoned(right))))

const promiseOf = (service: Service, { element }: Finding): Entry => entry(service, 'promises', element.split('/')[1]!)

/** The parts of a sum that name a step, with what each says it takes once. */
const partsOf = (line: string): [string, number][] =>
  [...line.matchAll(/`([^`]+)` ((?:[\d.]+(?:mo|[mhdwy]))+)/g)].map(([, id, time]) => [id!, minutesIn(time!)])

const takes = ({ takes, effort }: Step, end: 0 | 1, hands = false): number =>
  rangeOf((hands ? effort : undefined) ?? takes)[end]

/** By rule: what a finding says that does not follow from the file. */
const checks: Record<string, (service: Service, finding: Finding) => string[]> = {
  'impossible-promise': (service, finding) => promised(service, finding, 0),
  'unguaranteed-promise': (service, finding) =>
    finding.why[0]!.startsWith('at worst') ? promised(service, finding, 1) : [],
  'silent-wait': (service, { message, why, steps }) => {
    const [, told] = /nothing for (\S+?)(?:;|$)/.exec(message) ?? []
    if (!told) return [] // Without bound.
    const last = stepNamed(service, steps.at(-1)!)
    const limit = minutesIn(String(last['patience'] ?? '24h'))
    return [
      ...partsOf(why[0]!).flatMap(([id, time]) =>
        isNear(takes(stepNamed(service, id), 1), time) ? [] : [`${id} takes other than ${time}`],
      ),
      ...(minutesIn(told) > limit ? [] : [`${told} is not longer than ${limit}m`]),
      ...(isNear(reckoned(equationsIn(why[0]!)[0]![1]), minutesIn(told)) ? [] : [`${told} is not the sum`]),
    ]
  },
  'failure-demand': (_, { message, why }) => {
    const [, share, after, all] = /^([\d.]+)% .*: ([\d.]+) of ([\d.]+) for each/.exec(message)!
    const [of, whole] = [Number(after), Number(all)]
    const parts = why.flatMap((line) => /([\d.]+) (?:of them )?after a failure$/.exec(line)?.[1] ?? []).map(Number)
    const sum = parts.reduce((a, b) => a + b, 0)
    return [
      ...(isNear(of / whole, Number(share) / 100) && Number(share) > 20 ? [] : [`${after} of ${all} is not ${share}%`]),
      // A visit that is one after a failure altogether is not said to be.
      ...(sum <= of * 1.002 ? [] : [`the parts make ${sum}, not ${after}`]),
    ]
  },
  overload: (service, { element, message, help, why }) => {
    const { people, hours } = entry(service, 'owners', element.split('/')[1]!)
    const [, work, room, percent] = /^([\d.]+)h of work .* ([\d.]+)h to do it in: ([\d.]+)%$/.exec(message)!
    const lines = why.filter((line) => /customers a week|more steps?: /.test(line))
    const sum = lines.reduce(
      (total, line) =>
        total +
        valueOf(
          bare(line)
            .split(/ = |: /)
            .at(-1)!,
        ),
      0,
    )
    const open = hoursAWeek(hours as string | undefined) * Number(people)
    const needed = Number(/people: (\d+)/.exec(help)![1])
    const perPerson = (open / Number(people)) * 0.85
    const least = Number(work) / perPerson
    const isEnough = needed >= least * 0.998 && needed - 1 <= least * 1.002
    const efforts = lines.flatMap((line) => {
      const [, id, effort] = /visits? of `([^`]+)` × (\S+)/.exec(line) ?? []
      if (!id) return []
      const step = stepNamed(service, id)
      const mean = (takes(step, 0, true) + takes(step, 1, true)) / 2
      return isNear(mean, minutesIn(effort!)) ? [] : [`${id} takes ${mean}m, not ${effort}`]
    })
    return [
      ...efforts,
      ...(isNear(sum / 60, Number(work)) ? [] : [`the parts make ${sum / 60}h, not ${work}h`]),
      ...(isNear(open, Number(room)) ? [] : [`there are ${open}h, not ${room}h`]),
      ...(isNear(Number(work) / Number(room), Number(percent) / 100) ? [] : [`${percent}% is not ${work} / ${room}`]),
      ...(isEnough ? [] : [`${least} people are needed, not ${needed}`]),
    ]
  },
  'closed-when-due': (service, finding) => {
    const { message, why } = finding
    const { within } = promiseOf(service, finding)
    const [, day, time, open, needed] =
      /^Promised on (\w+) (\d\d:\d\d), .* leaves .* (no|\S+ of) open time, and (\S+) (?:is|are) needed/.exec(message)!
    const [, until, hours] = /until (\w+ \d\d:\d\d).*; open in that time: \S+ \(.*?: (.*)\)$/.exec(why[0]!)!
    const from = weekday(`${day} ${time}`)
    const minutes = minutesIn(within!)
    const parts = partsOf(why[1]!.split(': on every way')[0]!.replace(/, together .*/, ''))
    const sum = parts.reduce((total, [, part]) => total + part, 0)
    const room = open === 'no' ? 0 : minutesIn(open!.replace(' of', ''))
    return [
      ...(parts.every(([id, part]) => isNear(takes(stepNamed(service, id), 0, true), part))
        ? []
        : ['a part is not what the file says']),
      ...(isNear(sum, minutesIn(needed!)) ? [] : [`the parts make ${sum}m, not ${needed}`]),
      ...(openFrom(hours!, from, minutes) === room
        ? []
        : [`open for ${openFrom(hours!, from, minutes)}m, not ${open}`]),
      ...(room < sum ? [] : ['there is time enough']),
      ...(weekday(until!) === (from + minutes) % 10_080 ? [] : [`it does not end on ${until}`]),
    ]
  },
  'clashing-promise': (service, finding) => {
    const [, here, there] = /within (\S+)(?: \(.*?\))? here, and within (\S+)/.exec(finding.message)!
    const other = Object.values(service.others)[0]!.promises![finding.element.split('/')[1]!]!
    return here === promiseOf(service, finding).within &&
      there === other.within &&
      minutesIn(here!) !== minutesIn(there!)
      ? []
      : [`${here} and ${there} are not what the files say`]
  },
}

/** The sum of what steps take, shortest or longest, against the promised time. */
function promised(service: Service, finding: Finding, end: 0 | 1): string[] {
  const { message, help, why } = finding
  const [, told] = /(?:it takes|can take) (\S+?)(?: at least| and more)?, and/.exec(message)!
  const total = minutesIn(told!)
  const within = minutesIn(promiseOf(service, finding).within!)
  const [, offered] = /within: (\S+)`/.exec(help)!
  const parts = partsOf(why[0]!)
  const largest = /shorten `([^`]+)`, which takes the largest part \((\S+)\)/i.exec(help)!
  return [
    ...parts.flatMap(([id, time]) =>
      isNear(takes(stepNamed(service, id), end), time) ? [] : [`${id} takes other than ${time}`],
    ),
    ...(isNear(reckoned(bare(why[0]!.split(/ = |, and /)[0]!)), total) ? [] : [`the parts do not make ${told}`]),
    ...(total > within ? [] : [`${told} is not longer than what is promised`]),
    ...(minutesIn(offered!) === total ? [] : [`${offered} is offered`]),
    ...(parts.some(([id]) => id === largest[1]) ? [] : [`${largest[1]} is no part`]),
  ]
}

async function slipsIn(service: Service, seen: Map<string, number>): Promise<string[]> {
  const slips: string[] = []
  for (const finding of (await judged(service)).findings) {
    const { rule, file } = finding
    if (file !== 'a.blueprint.yaml') continue
    slips.push(...wrongIn(finding).map((line) => `${rule}: ${line}`))
    const check = checks[rule]
    if (!check) continue
    slips.push(...check(service, finding).map((slip) => `${rule}, ${finding.message}: ${slip}`))
    seen.set(rule, (seen.get(rule) ?? 0) + 1)
  }
  return slips
}

describe('the sums that findings show', () => {
  it('follow from the file, in blueprints that people wrote', async () => {
    const seen = new Map<string, number>()
    const about = new RegExp(Object.keys(checks).join('|'))
    const slips: string[] = []
    for (const { name, service } of handwritten().filter(
      ({ name }) => about.test(name) || name.includes('blueprints/'),
    ))
      slips.push(...(await slipsIn(service, seen)).map((slip) => `${name}: ${slip}`))
    expect(slips).toEqual([])
    expect([...seen.keys()].sort()).toEqual(Object.keys(checks).sort())
  })

  it('follow from the file in random ones', async () => {
    const text = fc.constantFrom('The mail is lost', 'Soon', 'Nobody comes')
    await fc.assert(
      fc.asyncProperty(services({ text, organization: false }), async (random) => {
        expect(await slipsIn(ofRandom(random), new Map())).toEqual([])
      }),
      many(60),
    )
  })
})
