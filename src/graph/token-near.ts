import type { Net } from './token-net.ts'

/** Whether a token that a step takes can come to an edge into another: whatever the other tokens do. */
export const never = 0
/** Only if joins on the way get all that they wait for; or it was not looked at. */
export const perhaps = 1
export const surely = 2

export type Nearness = (step: number) => Uint8Array

/** In larger services a table of all steps by all steps is too much. */
const mostSteps = 1_000

/**
 * By step from which, then by step to which: what a token there can do alone. A step is near itself. Each row is worked
 * out when it is asked for, since in most blueprints few steps ever run beside others.
 */
export function nearness(net: Net): Nearness {
  const steps = net.graph.steps.length
  if (steps > mostSteps) {
    const untold = new Uint8Array(steps).fill(perhaps)
    return () => untold
  }
  const rows = new Array<Uint8Array | undefined>(steps).fill(undefined)
  const queue = new Int32Array(steps)
  return (step) => (rows[step] ??= rowOf(net, step, queue))
}

function rowOf(net: Net, from: number, queue: Int32Array): Uint8Array {
  const { outgoing, target, isAll } = net
  const row = new Uint8Array(net.graph.steps.length)
  for (const certainty of [perhaps, surely]) {
    let length = 1
    queue[0] = from
    row[from] = certainty
    for (let head = 0; head < length; head += 1) {
      const step = queue[head]!
      if (certainty === surely && isAll[step]) continue
      const out = outgoing[step]!
      for (let i = 0; i < out.length; i += 1) {
        const to = target[out[i]!]!
        if (row[to] === certainty) continue
        row[to] = certainty
        queue[length++] = to
      }
    }
  }
  return row
}
