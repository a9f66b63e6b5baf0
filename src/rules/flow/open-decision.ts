import { endOfWayTo } from '../../graph/reach.ts'
import { stepsWith } from '../../graph/steps-with.ts'
import { allCalled, called, decidedBy, doersOf } from '../../plain.ts'
import { type Flow, isCustomers, type Step } from '../../read/blueprint.ts'
import { inside } from '../../read/document.ts'
import { code, codes, shortened } from '../../words.ts'
import type { Rule } from '../rule.ts'

export const openDecision: Rule = {
  id: 'open-decision',
  theme: 'flow',
  severity: 'note',
  summary:
    'A choice in which two or more ways have neither `when` nor `chance`, or whose chances, failures included, do not add up',
  why: 'Where nobody has said when which way is taken, everybody decides for themselves, and the same customer gets two answers.',
  fix: 'Say with `when` in which case each way is taken, and with `chance` how often; or, where several are taken at once, say `split: all`.',
  source: 'Shostack (1984): variability; van der Aalst (1998)',
  bad: `blueprint: 1
title: Storm damage
accountable: claims
owners:
  claims: { name: Claims desk }
steps:
  loses-roof-tiles: { lane: customer, next: take-claim }
  take-claim:
    lane: touchpoint
    owner: claims
    next: [visit-house, pay-at-once] # <- open-decision
  visit-house: { lane: touchpoint, owner: claims, next: pay-at-once }
  pay-at-once: { lane: support, owner: claims, next: has-money }
  has-money: { lane: customer, outcome: served }
`,
  good: `blueprint: 1
title: Storm damage
accountable: claims
owners:
  claims: { name: Claims desk }
steps:
  loses-roof-tiles: { lane: customer, next: take-claim }
  take-claim:
    lane: touchpoint
    owner: claims
    next:
      - { to: visit-house, when: above 500, chance: 30% }
      - { to: pay-at-once, when: below 500, chance: 70% }
  visit-house: { lane: touchpoint, owner: claims, next: pay-at-once }
  pay-at-once: { lane: support, owner: claims, next: has-money }
  has-money: { lane: customer, outcome: served }
`,
  *check(graph) {
    for (const step of stepsWith(graph).choices) {
      const { split, next, fails } = step
      if (split !== 'one' || isSettled(step)) continue
      const bare = next.filter(isBare)
      const sum = sumOf(step)
      const problems = [...(bare.length > 1 ? [bareProblem(step, bare)] : []), ...(sum ? [sum] : [])]
      const [problem, more] = problems
      if (!problem) continue
      yield {
        message: problem.message,
        help: problem.help,
        plain: () => ({ ...problem.plain(), who: decidedBy(graph.blueprint, ...doersOf(step)) }),
        marks: [
          { at: { ...inside(step.at, 'next'), part: 'key' }, says: problem.says },
          ...bare.map(({ at }) => ({ at, says: 'neither `when` nor `chance`' })),
        ],
        steps: [step],
        way: endOfWayTo(graph, step),
        why: [...(more ? ['its chances do not add up either'] : []), ...(sum ? [sum.why] : [])],
        standsOn: [...next, ...fails],
      }
    }
  },
}

const isBare = ({ when, chance }: Flow): boolean => when === undefined && chance === undefined

/** Nothing is open here: for nearly every choice there is no more to it. */
function isSettled({ next, fails }: Step): boolean {
  let bare = 0
  let silent = 0
  let sum = 0
  for (const flow of next) {
    if (isBare(flow)) bare += 1
    if (flow.chance === undefined) silent += 1
    else sum += inBillionths(flow.chance)
  }
  for (const { chance } of fails) if (chance !== undefined) sum += inBillionths(chance)
  return bare < 2 && sum <= whole + rounding && (silent > 0 || sum >= whole - rounding)
}

const bareProblem = (step: Step, bare: readonly Flow[]) => {
  const { id } = step
  const targets = [...new Set(bare.map(({ to }) => to))]
  return {
    message:
      targets.length > 1
        ? `Nothing says when ${code(id)} leads to ${codes(targets, 'and when to')}`
        : `${code(id)} leads to ${codes(targets)} in ${bare.length} ways, and nothing says when in which`,
    help: 'Add `when:` to each way, or `split: all` to the step where all of them are taken',
    says: 'who decides, and by what?',
    plain: () => ({
      lived: `${
        targets.length > 1
          ? `After ${called(step)} nothing says in which case ${allCalled(targets, 3, 'or')} comes next`
          : `From ${called(step)} there are ${bare.length} ways to ${called(targets[0]!)}, and nothing says which one is for whom`
      }. ${isCustomers(step) ? 'Nobody can tell how many customers to expect on which way' : 'Customers in the same situation can be treated differently'}.`,
      change: isCustomers(step)
        ? `Find out when customers go which way after ${called(step)}, and write it down.`
        : `Decide who goes which way after ${called(step)}, or let everything that can follow be done each time.`,
    }),
  }
}

/** In billionths, so that sums of what people write are exact. Both ways, up to 0.1 % is rounding. */
const whole = 1_000_000_000
const rounding = whole / 1000
const inBillionths = (chance: number): number => Math.round(chance * whole)

function sumOf(step: Step) {
  const { id, next, fails } = step
  const chances = [
    ...next.map(({ chance, to }) => ({ chance, what: code(to.id) })),
    ...fails.map(({ chance, what }) => ({ chance, what: `failure "${shortened(what)}"` })),
  ].flatMap(({ chance, what }) => (chance === undefined ? [] : [{ billionths: inBillionths(chance), what }]))
  const sum = chances.reduce((total, { billionths }) => total + billionths, 0)
  const all = next.every(({ chance }) => chance !== undefined)
  const tooMuch = sum > whole + rounding
  if (!tooMuch && !(all && sum < whole - rounding)) return undefined
  return {
    message: `The chances after ${code(id)} add up to ${percent(sum)}`,
    help: tooMuch
      ? 'Lower `chance:` until ways and failures together make 100%'
      : `Raise \`chance:\`, or add the way that the other ${percent(whole - sum)} take`,
    says: percent(sum),
    plain: () => ({
      lived: `After ${called(step)} the shares written down for what comes next add up to ${percent(sum)}. ${
        tooMuch
          ? 'At least one of them is wrong, so nobody can tell from them how many customers go which way'
          : `Nobody has said what happens to the other ${percent(whole - sum)} of customers`
      }.`,
      change: `Count how many customers really go which way after ${called(step)}, and correct the shares${tooMuch ? '' : ' or add the way that is missing'}.`,
    }),
    why: `${chances.map(({ billionths, what }) => `${percent(billionths)} ${what}`).join(' + ')} = ${percent(sum)}`,
  }
}

const percent = (billionths: number): string => `${Number(((billionths / whole) * 100).toFixed(7))}%`
