import { code, listed } from '../words.ts'
import type { Done, Run } from './tokens.ts'

const mostLines = 8

/** A run, told step by step; of a long one the end. Parallel branches are told one after the other. */
export function story(run: Run): string[] {
  const lines = run.map(sentence)
  const skipped = lines.length - mostLines
  return skipped > 1 ? [`(${skipped} steps before that)`, ...lines.slice(skipped)] : lines
}

function sentence({ step, put }: Done): string {
  const name = code(step.id)
  if (step.outcome !== undefined) return `the journey ends at ${name}`
  if (put.length === 0) return `${name} is done, and nothing follows`
  const failed = put.find(({ kind, failure, insteadOf }) => failure && (kind === 'recover' || insteadOf))
  if (failed) return `${name} goes wrong, and ${code(failed.to.id)} takes over`
  const where = put.map(({ kind, to }) =>
    kind === 'late' ? `${code(to.id)}, since nobody took it up in time` : code(to.id),
  )
  return `${name} is done and goes on to ${listed(where)}`
}
