import type { Finding } from '../finding.ts'
import type { Graph } from '../graph/graph.ts'
import { count } from '../words.ts'
import { isHollow } from './legend.ts'
import { placesIn } from './numbered.ts'
import { addTo } from '../multimap.ts'

/** How many findings stand at each step and on each flow, in words, for pictures without badges: `1 error, 2 notes`. */
export function foundAt(
  graph: Graph,
  findings: readonly Finding[],
): { step: Map<number, string>; edge: Map<number, string> } {
  const placeOf = placesIn(graph)
  const at = { step: new Map<number, Finding[]>(), edge: new Map<number, Finding[]>() }
  for (const finding of findings) {
    const place = placeOf(finding)
    if (!place || isHollow(finding)) continue
    const [map, index] = 'step' in place ? [at.step, place.step] : [at.edge, place.edge]
    addTo(map, index, finding)
  }
  const inWords = (those: readonly Finding[]): string =>
    (['error', 'warning', 'note'] as const)
      .map((severity) => ({ severity, number: those.filter((finding) => finding.severity === severity).length }))
      .flatMap(({ severity, number }) => (number > 0 ? [count(number, severity)] : []))
      .join(', ')
  const told = (map: ReadonlyMap<number, Finding[]>) =>
    new Map([...map].map(([index, those]) => [index, inWords(those)]))
  return { step: told(at.step), edge: told(at.edge) }
}
