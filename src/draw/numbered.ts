import { type Finding, rank } from '../finding.ts'
import type { Edge, Graph } from '../graph/graph.ts'
import { laneOf, type Timeline } from './columns.ts'

/** A finding with the number that it has in the picture, and where it is drawn: nowhere, if it is about the whole. */
export interface Numbered {
  readonly number: number
  readonly finding: Finding
  readonly at?: { readonly step: number } | { readonly edge: number }
}

/**
 * Numbers as the eye meets them, from left to right and from top to bottom; what is about the whole service comes last.
 * What one thing brings up elsewhere bears its number.
 */
export function numberedOf(graph: Graph, findings: readonly Finding[], timeline: Timeline): Numbered[] {
  const placeOf = placesIn(graph)
  const all = findings.map((finding) => ({ finding, at: placeOf(finding) }))
  const known = new Map(findings.map((finding) => [finding.fingerprint, finding]))
  const causeOf = (finding: Finding): string => {
    let cause = finding
    for (const seen = new Set([cause]); ; seen.add(cause)) {
      const next = cause.causedBy === null ? undefined : known.get(cause.causedBy)
      if (!next || seen.has(next)) return cause.fingerprint
      cause = next
    }
  }
  const keys = new Map(all.map((one) => [one, sortKey(one, graph, timeline)]))
  const inOrder = [...all].sort((a, b) => compare(keys.get(a)!, keys.get(b)!))
  const numbers = new Map<string, number>()
  for (const { finding } of inOrder)
    if (causeOf(finding) === finding.fingerprint && !numbers.has(finding.fingerprint))
      numbers.set(finding.fingerprint, numbers.size + 1)
  return inOrder.map(({ finding, at }) => ({
    number: numbers.get(causeOf(finding)) ?? 0,
    finding,
    ...(at ? { at } : {}),
  }))
}

type Where = Exclude<Numbered['at'], undefined>

/** Where a finding belongs: the flow or the step that its key path leads to, else the first step that it is about. */
export function placesIn({ blueprint, edges }: Graph): (finding: Finding) => Where | undefined {
  const edgeAt = new Map<string, Edge>()
  for (const edge of edges) {
    const path = edge.flow.at.path.join('/')
    if (!edgeAt.has(path)) edgeAt.set(path, edge)
  }
  return ({ element, steps }) => {
    const keys = element.split('/')
    for (let length = keys.length; length > 2 && keys[0] === 'steps'; length -= 1) {
      const edge = edgeAt.get(keys.slice(0, length).join('/'))
      if (edge) return { edge: edge.index }
    }
    const named = keys[0] === 'steps' ? keys[1] : steps[0]
    const step = named === undefined ? undefined : (blueprint.steps.get(named) ?? blueprint.steps.get(steps[0] ?? ''))
    return step && { step: step.index }
  }
}

function sortKey(
  { finding, at }: { finding: Finding; at: Where | undefined },
  { steps, edges }: Graph,
  { columnOf, rankOf }: Timeline,
): number[] {
  const severity = rank[finding.severity]
  if (!at) return [Infinity, 0, 0, 0, severity]
  const step = 'step' in at ? steps[at.step]! : edges[at.edge]!.from
  return [columnOf[step.index]!, laneOf(step), rankOf[step.index]!, 'step' in at ? -1 : at.edge, severity]
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [i, value] of a.entries()) if (value !== b[i]) return value - b[i]!
  return 0
}
