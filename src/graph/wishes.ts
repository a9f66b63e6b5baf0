import type { Step } from '../read/blueprint.ts'
import { type Edge, type Graph, question } from './graph.ts'
import { doubtOf, reached, type Way, wayOn, wayTo, wholeDoubt } from './reach.ts'

/**
 * What must hold on arrival at a step: at least one of the things whose bits are set. No bit is a wish that nothing
 * can fulfil any more.
 */
export type Wish = bigint

/** A kind of thing that is to be certain on every way, and how a wish travels back along the ways. */
export interface Certainty {
  /**
   * What must have held on arrival at `edge.from`, so that the wish holds on arrival at `edge.to`: all of these
   * wishes. None, where the wish is fulfilled on the way.
   */
  readonly before: (edge: Edge, wish: Wish) => readonly Wish[]
  /** Whether a way that begins at a start leaves the wish open. */
  readonly openAtStart: boolean
  /** Holds at a start, and at a `join: all` only where it does on every branch: some ways do not count. */
  readonly untilBegun?: Wish
}

export interface Wished {
  readonly step: Step
  readonly wish: Wish
}

/**
 * The one engine for "certain on every way": weakest preconditions, backwards from what is wished, and a least
 * fixpoint of "can be broken" over (step, wish). A step that is begun by each arrival breaks a wish when one incoming
 * way does; a `join: all`, at which what the branches bring is united, when all of them do. Only what the wishes
 * depend on is looked at, each pair once. Exact for ways (Dowling and Gallier 1984: linear in the pairs and edges).
 *
 * What an owner remembers makes as many wishes of one step as there are sets of owners. So the work is bounded where a
 * bound is given: beyond it what is found broken is so, and of the rest nothing is known.
 *
 * The answer tells of each wish the shortest way on which it does not hold; undefined where it is certain.
 */
export const broken = (
  graph: Graph,
  wished: readonly Wished[],
  certainty: Certainty,
): ((asked: Wished) => Way | undefined) => breaches(graph, wished, certainty).way

/** How many times a wish may still be followed over an edge: one bound for all that a rule asks of a blueprint. */
export interface Bound {
  left: number
  /** For each question: one that is hard to answer must not take it all. */
  readonly each: number
}

/**
 * Far more than a blueprint needs that people write: there, each step has two or three wishes. What has millions of flows
 * is not gone through more often for that.
 */
export const boundFor = ({ edges }: Graph): Bound => ({
  left: 800_000 + Math.min(40 * edges.length, mostAtAll),
  each: 20_000 + Math.min(50 * edges.length, mostAtAll),
})

const mostAtAll = 1_000_000

const boundless = (): Bound => ({ left: Number.MAX_SAFE_INTEGER, each: Number.MAX_SAFE_INTEGER })

/** The same, where often it is enough to know whether a wish can be broken. */
export interface Breaches {
  /** Whether what is not broken is certain. */
  readonly isDecided: boolean
  readonly has: (asked: Wished) => boolean
  readonly way: (asked: Wished) => Way | undefined
}

export function breaches(
  graph: Graph,
  wished: readonly Wished[],
  { before, openAtStart, untilBegun = 0n }: Certainty,
  bound = boundless(),
): Breaches {
  const { source, inStart, in: into, edges } = graph
  const inReach = reached(graph)
  const { level } = inReach
  const isStart = startRow(graph)
  const cells = new Cells()
  // What may break a wish: by how doubtful it is, then by how many edges it takes.
  const pending: (Breach[] | undefined)[][] = [...Array(wholeDoubt + 1)].map(() => [])
  const suspect = (breach: Breach, doubt: number, length: number): void => {
    ;(pending[doubt]![length] ??= []).push(breach)
  }

  for (const { step, wish } of wished) cells.of(step, wish)
  let left = Math.min(bound.left, bound.each)
  bound.left -= left
  const { order } = cells
  for (let head = 0; head < order.length && left > 0; head += 1) {
    const cell = order[head]!
    const { step, wish } = cell
    if (wish === 0n || (openAtStart && isStart[step.index] === 1 && (wish & untilBegun) === 0n)) {
      suspect({ cell, by: undefined }, inReach.doubt(step), 0)
      continue
    }
    // What a promise's `late` leads to is reached on that way too; but no `join` waits for it.
    const waits = step.join === 'all'
    // Where branches meet, none may bring the rest, and on one of them it must have begun.
    const rest = waits ? wish & ~untilBegun : wish
    let incoming = 0
    for (let i = inStart[step.index]!; i < inStart[step.index + 1]!; i += 1) {
      const edge = edges[into[i]!]!
      if (level[source[into[i]!]!]! < 0 || (waits && edge.kind === 'promise-late')) continue
      incoming += 1
      for (const needed of before(edge, rest)) cells.of(edge.from, needed).users.push({ cell, edge, begins: false })
      if (rest === wish) continue
      for (const needed of before(edge, wish)) cells.of(edge.from, needed).users.push({ cell, edge, begins: true })
    }
    if (waits) cell.enough = incoming + (rest === wish ? 0 : 1)
    left -= incoming * effortOf(wish) * (rest === wish ? 1 : 2)
  }

  const isDecided = left > 0
  bound.left += left

  // The surest first, and among those the shortest, so that a finding is as sure as it can be whatever stands first.
  for (const [doubt, byLength] of pending.entries())
    for (let length = 0; length < byLength.length; length += 1)
      for (const { cell, by } of byLength[length] ?? []) {
        if (cell.isBroken) continue
        if (by?.begins) cell.by ??= by
        if (by && cell.enough > 1) {
          cell.brokenEdges ??= new Set()
          cell.brokenEdges.add(by.begins ? 'begun' : by.edge)
          if (cell.brokenEdges.size < cell.enough) continue
        }
        cell.isBroken = true
        cell.by ??= by
        for (const { cell: user, edge, begins } of cell.users)
          suspect({ cell: user, by: { cell, edge, begins } }, Math.max(doubt, doubtOf(edge)), length + 1)
      }

  const has = ({ step, wish }: Wished): boolean => cells.known(step, wish)?.isBroken === true
  const way = (asked: Wished): Way | undefined => {
    const last = cells.known(asked.step, asked.wish)
    if (!last?.isBroken) return undefined
    const edges: Edge[] = []
    let first = last
    while (first.by) {
      edges.push(first.by.edge)
      first = first.by.cell
    }
    return wayOn(wayTo(graph, first.step), ...edges.reverse())
  }
  return { isDecided, has, way }
}

/** By step, 1 where customers start. */
const startRow = question(({ blueprint, steps }) => {
  const row = new Uint8Array(steps.length)
  for (const { index } of blueprint.starts) row[index] = 1
  return row
})

/** What it takes to follow a wish over an edge: by the places that it speaks of, owners by the dozen count as several. */
const effortOf = (wish: Wish): number => 1 + (wish.toString(16).length >> 2)

interface Cell extends Wished {
  readonly users: { readonly cell: Cell; readonly edge: Edge; readonly begins: boolean }[]
  /** On how many incoming edges it must be broken. */
  enough: number
  brokenEdges: Set<Edge | 'begun'> | undefined
  isBroken: boolean
  by: Breach['by']
}

/** Of one step that has more wishes than this, they are found by their digits. */
const fewWishes = 12

/** Wishes of steps. A map by wish alone would not do: big integers are told apart in it by their first 64 bits. */
class Cells {
  /** In the order in which they were asked for. */
  readonly order: Cell[] = []
  readonly #atStep = new Map<Step, Cell[]>()
  readonly #byDigits = new Map<Step, Map<string, Cell>>()

  known(step: Step, wish: Wish): Cell | undefined {
    const here = this.#atStep.get(step)
    if (here === undefined || here.length > fewWishes) return this.#byDigits.get(step)?.get(wish.toString(32))
    for (let i = 0; i < here.length; i += 1) if (here[i]!.wish === wish) return here[i]
    return undefined
  }

  of(step: Step, wish: Wish): Cell {
    const known = this.known(step, wish)
    if (known) return known
    const cell: Cell = { step, wish, users: [], enough: 1, brokenEdges: undefined, isBroken: false, by: undefined }
    this.order.push(cell)
    const here = this.#atStep.get(step)
    if (!here) this.#atStep.set(step, [cell])
    else {
      here.push(cell)
      if (here.length > fewWishes) this.#index(step, here.length === fewWishes + 1 ? here : [cell])
    }
    return cell
  }

  #index(step: Step, cells: readonly Cell[]): void {
    const byDigits = this.#byDigits.get(step) ?? new Map<string, Cell>()
    for (const cell of cells) byDigits.set(cell.wish.toString(32), cell)
    this.#byDigits.set(step, byDigits)
  }
}

/**
 * What breaks a wish: another wish that is broken, at the other end of an edge; undefined where nothing fulfils it.
 * `begins` where it is the branch to a `join: all` on which what counts has begun.
 */
interface Breach {
  readonly cell: Cell
  readonly by: { readonly cell: Cell; readonly edge: Edge; readonly begins: boolean } | undefined
}
