import type { Stated } from '../read/blueprint.ts'
import { code, listed, shortened } from '../words.ts'
import type { Edge } from './graph.ts'
import type { Done, Run } from './tokens.ts'

const mostLines = 10

/**
 * A run, told line by line; of a long one the end. Parallel branches are told one after the other; steps that only
 * follow on from each other are one line.
 */
export function story(run: Run): string[] {
  const lines: { text: string; steps: number; goesOn?: Edge }[] = []
  for (const done of run) {
    const before = lines.at(-1)
    const follows = before?.goesOn !== undefined && done.took.length === 1 && done.took[0] === before.goesOn
    const [only] = done.put
    if (follows && endsHere(done)) {
      before.text += ', where the journey ends'
      before.steps += 1
      delete before.goesOn
    } else if (follows && done.put.length === 1 && only!.kind === 'next') {
      before.text += `, ${code(done.step.id)} to ${place(only!)}`
      before.steps += 1
      before.goesOn = only!
    } else {
      lines.push({ text: sentence(done), steps: 1, ...(done.put.length === 1 && { goesOn: only! }) })
    }
  }
  const skipped = lines.slice(0, Math.max(0, lines.length - mostLines))
  const steps = skipped.reduce((sum, line) => sum + line.steps, 0)
  const shown = lines.slice(skipped.length).map(({ text }) => text)
  return steps > 1 ? [`(${steps} steps before that)`, ...shown] : lines.map(({ text }) => text)
}

/** Everything that makes a run possible. */
export const standing = (run: Run): Stated[] =>
  run.flatMap(({ step, put }) => [step, ...put.flatMap(({ flow, failure }) => (failure ? [flow, failure] : [flow]))])

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
