import type { Step } from '../read/blueprint.ts'
import { inside } from '../read/document.ts'
import { code } from '../words.ts'
import type { Criterion } from './condition.ts'
import { asFact, fits } from './phrases.ts'
import { stepsInPlainWords } from './plain-words.ts'
import { stepKeys } from './step-keys.ts'
import { all, any, type Truth } from './truth.ts'

/** What a step has several of: in `must` it must have all that a list names; elsewhere, and of all other keys, any. */
export const severalOf: ReadonlySet<string> = new Set([
  ...['has', 'lacks', 'carries', 'collects', 'produces', 'needs', 'improves', 'hurts'],
])

/** What everybody sees at the step itself. */
const withoutReason: ReadonlySet<string> = new Set(['step', 'lane'])

export function stepCriterion(key: string, values: readonly string[], inMust: boolean): Criterion<Step> {
  const { of, be, none, is, holds, saysAll = false, fix, place = key, unsaid, standsOn } = stepKeys[key]!
  const wantsAll = inMust && severalOf.has(key)
  const isSo = holds ?? ((said, wanted) => said.some((name) => fits(name, wanted)))
  return {
    key,
    be: be(values, wantsAll ? 'and' : 'or'),
    plainly: (graph) => stepsInPlainWords[key]!(values, wantsAll ? 'and' : 'or', graph),
    saysAll,
    ...(fix && { fix: (step) => fix(values, step) }),
    on: (graph) => {
      const holdsOf = (step: Step): Truth => {
        const said = of(step, graph)
        return said && (wantsAll ? all : any)(values.map((wanted) => isSo(said, wanted)))
      }
      const told = (step: Step): string => {
        const said = of(step, graph) ?? []
        const truth = holdsOf(step) === true
        const decisive = values.filter((wanted) => isSo(said, wanted) === truth)
        if (is) return is(said, truth, decisive)
        return said.length === 0 && none ? none(step) : asFact(be(said, 'and'))
      }
      const at = (step: Step) => (place === '' ? { ...step.at, part: 'key' as const } : inside(step.at, place))
      return {
        holds: holdsOf,
        is: told,
        place: at,
        open: (step) => (unsaid ? [[{ unsaid, called: code(step.id), owners: step.owners }]] : []),
        reasons: (step) => (withoutReason.has(key) || place === '' ? [] : [{ at: at(step), says: told(step) }]),
        ...(standsOn && { standsOn }),
      }
    },
  }
}
