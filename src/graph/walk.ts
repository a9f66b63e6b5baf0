import type { Metric, Step } from '../read/blueprint.ts'
import { inside, type Place } from '../read/document.ts'
import { code } from '../words.ts'
import type { Pull } from './pull.ts'

/** "Sales" better → by doing more of `sell` → "Waiting time" worse. Never "more" of a metric: shorter may be better. */
export function walked(walk: readonly Pull[]): string {
  let better = true
  const words = [`"${walk[0]!.from.name}" better`]
  let by: Step | undefined
  for (const { to, step, sign } of walk) {
    if (sign === '-') better = !better
    if (step && step !== by) words.push(`by doing more of ${code(step.id)}`)
    by = step
    words.push(`"${to.name}" ${better ? 'better' : 'worse'}`)
  }
  return words.join(' → ')
}

/** Where better first becomes worse on a walk that pulls a metric down. */
export function turnOf(walk: readonly Pull[]): { by: Step | Metric; hurt: Metric; at: Place } {
  const { step, from, to } = walk.find(({ sign }) => sign === '-')!
  const by = step ?? from
  return { by, hurt: to, at: inside(by.at, 'hurts', by.hurts.indexOf(to)) }
}

export const stepsOfWalk = (walk: readonly Pull[]): Step[] => [
  ...new Set(walk.flatMap(({ step }) => (step ? [step] : []))),
]
