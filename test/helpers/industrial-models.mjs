import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

// 1,386 process models from industry, each with its published verdict. The data is not part of the project: it is looked
// for beside it, in shared/benchmarks.
const file = new URL('../../../shared/benchmarks/ibm-process-models.jsonl.gz', import.meta.url)

export const areHere = existsSync(file)

export const models = () =>
  gunzipSync(readFileSync(file))
    .toString()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))

/** The rules that find whether a model is sound: it is where they find nothing. */
export const soundness = ['dead-end', 'trap', 'unreachable-step', 'stuck-join', 'double-run']

const kindOf = (node) => (typeof node === 'string' ? node : node.kind)

/** Every node is a step; `and` joins and splits all, an end is an outcome, several starts are alternatives. */
export function blueprintOf({ id, nodes, edges }) {
  const steps = nodes.map((node, i) => {
    const into = edges.filter(([, to]) => to === i).length
    const next = edges.filter(([from]) => from === i).map(([, to]) => `n${to}`)
    const isAnd = kindOf(node) === 'and'
    const isEnd = kindOf(node) === 'end' && next.length === 0
    const ways = next.length === 1 ? next[0] : `[${next.map((to) => `{ to: ${to} }`).join(', ')}]`
    return `  n${i}: { lane: backstage, owner: team${isAnd && into > 1 ? ', join: all' : ''}${isAnd && next.length > 1 ? ', split: all' : ''}${isEnd ? ', outcome: served' : next.length > 0 ? `, next: ${ways}` : ''} }`
  })
  const starts = nodes.flatMap((_, i) => (edges.some(([, to]) => to === i) ? [] : [`n${i}`]))
  return `blueprint: 1\ntitle: ${JSON.stringify(id)}\naccountable: team\nstart: [${(starts.length > 0 ? starts : ['n0']).join(', ')}]\nowners: { team: {} }\nsteps:\n${steps.join('\n')}\n`
}
