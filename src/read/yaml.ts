import { type Event, EVENT_ID, getScalarValue, parseEvents, SCALAR_STYLE, YAMLException } from 'js-yaml'
import { asDocument, maximalDepth, nothingIn, type Parsed, repeatedKey, type Slip, tooDeep } from './slips.ts'
import type { List, Mapping, Node } from './tree.ts'
import { emptyAt } from './tree.ts'

/**
 * The only door to YAML. Nearly every file goes through js-yaml's stream of events, which is ten times as fast as
 * `yaml`; what it refuses, and all that is out of the ordinary (anchors, tags, directives), is handed to `yaml`,
 * which has the last word and the better places for errors.
 */
export async function parseYaml(text: string): Promise<Parsed> {
  const fast = parseOrdinary(text)
  if (fast !== 'out of the ordinary') return fast
  const { parseCarefully } = await import('./yaml-carefully.ts')
  return parseCarefully(text)
}

export function parseOrdinary(text: string): Parsed | 'out of the ordinary' {
  let events: Event[]
  try {
    events = parseEvents(text, { maxDepth: maximalDepth })
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error
    if (!error.reason.includes('maxDepth')) return 'out of the ordinary'
    return { slips: [tooDeep(error.mark?.position ?? 0)] }
  }
  if (events.length === 0) return { slips: [nothingIn(text)] }
  const root = treeOf(text, events)
  if (root === undefined) return 'out of the ordinary'
  return 'slips' in root ? root : asDocument(root, text)
}

/** The stream has a key behind something else on its line as a key beside that; by the standard it is none. */
function beginsItsLine(text: string, start: number): boolean {
  for (let i = start - 1; i >= 0; i -= 1) {
    const sign = text[i]
    if (sign === '\n' || sign === '\r') return true
    if (sign !== ' ' && sign !== '-' && sign !== '?' && sign !== '\t' && sign !== '\uFEFF') return false
  }
  return true
}

type Open = List | { map: Mapping; key?: { text: string; start: number; end: number } }

/** The tree of an event stream, or undefined where the stream has something out of the ordinary. */
function treeOf(text: string, events: readonly Event[]): Node | { slips: Slip[] } | undefined {
  const open: Open[] = []
  const slips: Slip[] = []
  let root: Node | undefined
  let documents = 0
  let position = 0

  const place = (node: Node): boolean => {
    const parent = open.at(-1)
    if (parent === undefined) root = node
    else if ('kind' in parent) parent.items.push(node)
    else if (parent.key === undefined) {
      if (node.kind !== 'scalar' || !(parent.map.flow || beginsItsLine(text, node.start))) return false
      parent.key = { text: node.text, start: node.start, end: node.end }
    } else {
      const { text: key, start: keyStart, end: keyEnd } = parent.key
      delete parent.key
      const first = parent.map.entries.get(key)
      if (first) slips.push(repeatedKey(key, first, { keyStart, keyEnd }))
      else parent.map.entries.set(key, { key, keyStart, keyEnd, value: node })
    }
    return true
  }

  for (const event of events) {
    if (event.type === EVENT_ID.SCALAR) {
      if (event.anchorStart >= 0 || event.tagStart >= 0) return undefined
      if (event.valueStart >= 0) position = event.valueEnd
      const quoted = event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED
      const node: Node =
        event.valueStart < 0
          ? emptyAt(position)
          : {
              kind: 'scalar',
              start: quoted ? event.valueStart - 1 : event.valueStart,
              end: quoted ? event.valueEnd + 1 : event.valueEnd,
              text: event.fast ? text.slice(event.valueStart, event.valueEnd) : getScalarValue(text, event),
              plain: event.style === SCALAR_STYLE.PLAIN,
            }
      if (!place(node)) return undefined
    } else if (event.type === EVENT_ID.MAPPING || event.type === EVENT_ID.SEQUENCE) {
      if (event.anchorStart >= 0 || event.tagStart >= 0) return undefined
      position = event.start
      const bounds = { start: event.start, end: event.start }
      if (event.type === EVENT_ID.SEQUENCE) {
        const list: List = { kind: 'list', ...bounds, items: [] }
        if (!place(list)) return undefined
        open.push(list)
      } else {
        const map: Mapping = { kind: 'map', ...bounds, flow: event.style === 2, entries: new Map() }
        if (!place(map)) return undefined
        open.push({ map })
      }
    } else if (event.type === EVENT_ID.POP) {
      const closed = open.pop()
      if (closed === undefined) continue // the end of the document
      const node = 'kind' in closed ? closed : closed.map
      node.end = Math.max(position, node.start + 1)
    } else if (event.type === EVENT_ID.DOCUMENT) {
      documents += 1
      if (documents > 1 || event.directives.length > 0) return undefined
    } else return undefined
  }
  return slips.length > 0 ? { slips } : root
}
