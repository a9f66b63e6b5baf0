import { audit, type AuditOptions } from '../../src/audit/audit.ts'
import type { Result } from '../../src/audit/result.ts'
import type { Graph } from '../../src/graph/graph.ts'

/** Judges one text, as `check` would, on a fixed day and without a disk. */
export const judge = (text: string, options: Partial<AuditOptions> = {}): Promise<Result> =>
  judgeAll({ 'a.blueprint.yaml': text }, options)

export const judgeAll = (texts: Record<string, string>, options: Partial<AuditOptions> = {}): Promise<Result> =>
  audit(
    Object.entries(texts).map(([file, text]) => ({ file, text })),
    { today: '2026-11-22', organization: () => ({ unavailable: 'is not there', help: '' }), ...options },
  )

/** The graph of one text, of which no rule is asked. */
export async function graphIn(text: string): Promise<Graph> {
  let graph: Graph | undefined
  await judge(text, { asks: () => false, keep: (one) => (graph = one) })
  return graph!
}
