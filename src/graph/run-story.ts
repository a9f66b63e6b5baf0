import type { Stated } from '../read/blueprint.ts'
import { code, listed, shortened } from '../words.ts'
import type { Edge } from './graph.ts'
import { doubt } from './reach.ts'
import type { Done, Run } from './tokens.ts'

const mostLines = 10

/**
 * A run, told line by line; of a long one the end. Parallel branches are told one after the other; steps that only
 * follow on from each other are one line.
 */
export function story(run: Run): string[] {
  const lines: string[] = []
  let first = run.length
  while (first > 0 && lines.length < mostLines) {
    const end = first
    first = beginningOfLine(run, end - 1)
    lines.push(line(run, first, end))
  }
  if (first === 1) lines.push(line(run, 0, 1))
  else if (first > 0) lines.push(`(${first} steps before that)`)
  return lines.reverse()
}

function beginningOfLine(run: Run, last: number): number {
  let first = last
  while (first > 0 && isMereNext(run[first - 1]!, run[first]!)) first -= 1
  return first
}

/** Nothing but the one flow on which the step before had ended. */
function isMereNext(before: Done, { step, took, put }: Done): boolean {
  if (before.put.length !== 1 || took.length !== 1 || took[0] !== before.put[0]) return false
  return put.length === 0 ? step.outcome !== undefined : put.length === 1 && put[0]!.kind === 'next'
}

function line(run: Run, first: number, end: number): string {
  let text = sentence(run[first]!)
  for (let i = first + 1; i < end; i += 1) {
    const { step, put } = run[i]!
    text += put.length === 0 ? ', where the journey ends' : `, ${code(step.id)} to ${place(put[0]!)}`
  }
  return text
}

/** Of everything that makes a run possible, what is least sure: all else stands at least as firmly. */
export function standing(run: Run): Stated[] {
  let weakest: Stated = run[0]!.step
  const weigh = (one: Stated): void => {
    // Most is observed: that is not weighed.
    if (one.basis !== 'observed' && doubt[one.basis] > doubt[weakest.basis]) weakest = one
  }
  for (const { step, put } of run) {
    weigh(step)
    for (const { flow, failure } of put) {
      weigh(flow)
      if (failure) weigh(failure)
    }
  }
  return [weakest]
}

/** Whether only ever one flow was taken since all was last in one hand: what is waited for never comes together. */
export function isOneAtATime(run: Run): boolean {
  const underWay = new Set<Edge>()
  let isParallel = false
  for (const { step, took, put } of run) {
    // It could have taken more of them.
    if (step.split === 'some' && step.next.length > 1) return false
    for (const edge of took) underWay.delete(edge)
    if (underWay.size === 0) isParallel = false
    if (put.length > 1) isParallel = true
    for (const edge of put) underWay.add(edge)
  }
  return !isParallel
}

const endsHere = ({ step, put }: Done): boolean => step.outcome !== undefined && put.length === 0

function sentence(done: Done): string {
  const { step, put } = done
  const name = code(step.id)
  if (endsHere(done)) return `the journey ends at ${name}`
  if (put.length === 0) return `${name} is done, and nothing follows`
  const failure = put.find((edge) => edge.failure)
  const late = put.filter(({ kind }) => kind === 'late')
  const tooLate = late.map(
    ({ insteadOf, to }) => `${code(insteadOf!.to.id)} does not take it up in time, so ${code(to.id)} gets it`,
  )
  if (failure?.failure) {
    const { what } = failure.failure
    return `${name} fails (${shortened(what)}): ${tooLate[0] ?? `${place(failure)} takes over`}`
  }
  const onTime = put.filter(({ kind }) => kind === 'next').map(place)
  const goesOn = onTime.length > 0 ? [`${name} is done and goes on to ${listed(onTime)}`] : [`${name} is done`]
  return [...goesOn, ...tooLate].join('; ')
}

/** Where a flow leads, and of several that could be taken, when. */
const place = ({ to, flow }: Edge): string =>
  flow.when === undefined ? code(to.id) : `${code(to.id)} (${shortened(flow.when)})`
