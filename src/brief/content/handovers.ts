import type { Edge, Graph } from '../../graph/graph.ts'
import { canBeLostUnseen, changesHands } from '../../graph/handoffs.ts'
import { reached } from '../../graph/reach.ts'
import { called, people } from '../../plain.ts'
import { isCustomers, type Step } from '../../read/blueprint.ts'
import { count, listed } from '../../words.ts'
import type { Block, Cell, Chapter } from '../document.ts'
import { counted, sentence, type Service } from './service.ts'

/** From so many on, a matrix is too wide for a page. */
const widest = 8

/** Who hands what to whom, how, and how often the receiver says so. */
export function handoverChapter({ graph }: Service): Chapter | undefined {
  const edges = handoversOf(graph)
  if (edges.length === 0) return undefined
  const names = [...new Set(edges.flatMap(({ from, to }) => [sideOf(from), sideOf(to)]))]
  const lost = edges.filter(canBeLostUnseen)
  const fromCustomers = edges.filter(({ from }) => isCustomers(from)).length
  const between = edges.length - fromCustomers
  const trace = [
    counted('handovers', edges.length),
    counted('fromCustomers', fromCustomers),
    counted('losable', lost.length),
  ]
  const blocks: Block[] = [
    {
      kind: 'lead',
      sentences: [
        sentence(
          `The work changes hands ${count(edges.length, 'time')}: ${between} ${between === 1 ? 'is' : 'are'} between those who do it, and ${fromCustomers} from customers to them.`,
          trace,
        ),
        ...(lost.length > 0 ? [sentence(lostText(lost, edges), trace)] : []),
      ],
    },
  ]
  if (names.length <= widest && names.length > 2) blocks.push(matrix(names, edges))
  blocks.push(listOf(edges))
  return { id: 'handovers', title: 'Who hands what to whom', onItsOwnPage: true, blocks }
}

const lostText = (lost: readonly Edge[], edges: readonly Edge[]): string =>
  lost.length === edges.length
    ? 'Each time it can be lost without anybody seeing it.'
    : `${lost.length === 1 ? 'Once' : `${lost.length} times`} it can be lost without anybody seeing it.`

/** Who is at one end of a handover. */
export const sideOf = (step: Step): string => (isCustomers(step) ? 'Customers' : people(step.owners) || 'Nobody')

function matrix(names: readonly string[], edges: readonly Edge[]): Block {
  const rows = names
    .filter((from) => edges.some((edge) => sideOf(edge.from) === from))
    .map((from): Cell[] => [
      sentence(from, []),
      ...names.map((to): Cell => {
        const between = edges.filter((edge) => sideOf(edge.from) === from && sideOf(edge.to) === to)
        if (between.length === 0) return { ...sentence('', []), mark: 'quiet' }
        const lost = between.some(canBeLostUnseen)
        return {
          ...sentence(String(between.length), [counted('handovers', between.length)]),
          ...(lost ? { mark: 'bad' as const } : {}),
        }
      }),
    ])
  return {
    kind: 'table',
    caption: 'From (down) to (across): how often; marked where it can be lost unseen',
    head: ['From', ...names],
    rows,
    matrix: true,
  }
}

function listOf(edges: readonly Edge[]): Block {
  const rows = edges.map((edge): Cell[] => {
    const { from, to, flow } = edge
    const carried = (flow.carries ?? []).map((name) => name.replaceAll('-', ' '))
    const lost = canBeLostUnseen(edge)
    return [
      sentence(`${sideOf(from)}, at ${called(from)}`, []),
      sentence(`${sideOf(to)}, at ${called(to)}`, []),
      sentence(carried.length > 0 ? listed(carried) : '', []),
      sentence(flow.via ?? 'not said', []),
      {
        ...sentence(flow.confirmed ? 'yes' : lost ? 'no' : flow.via === undefined ? 'not said' : 'by its nature', []),
        ...(lost ? { mark: 'bad' as const } : {}),
      },
    ]
  })
  return {
    kind: 'table',
    caption: 'Each time the work changes hands',
    head: ['From', 'To', 'What goes along', 'How', 'Is it confirmed?'],
    rows,
  }
}

/** Where work changes hands, on ways that customers can come. */
export const handoversOf = (graph: Graph): readonly Edge[] =>
  graph.edges.filter((edge) => changesHands(edge) && reached(graph).has(edge.from))
