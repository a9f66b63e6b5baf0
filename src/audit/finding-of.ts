import type { Confidence, Draft, Finding, Location, Mark } from '../finding.ts'
import { doubt, doubtOfWay, mostTold, stepsOf, type Way } from '../graph/reach.ts'
import { isPresumed } from '../graph/visits.ts'
import type { Basis, Stated, Step } from '../read/blueprint.ts'
import { positionOf, type Source, spanOf } from '../read/document.ts'
import type { HouseRule } from '../rules/rule.ts'
import { presumedIn } from './presumed.ts'
import { sha256 } from './sha256.ts'
import { shortened } from '../words.ts'

/** No more is told in one text: names can be as long as anybody likes. In characters. */
const longestText = 2_000

/** By how doubtful they are. */
const bases = (Object.keys(doubt) as Basis[]).sort((a, b) => doubt[a] - doubt[b])

const confidences: Record<Basis, Confidence> = { observed: 'certain', reported: 'likely', assumed: 'possible' }

/** A draft with its places looked up: lines, columns, confidence, and the identity that survives edits elsewhere. */
export function findingOf(
  rule: HouseRule,
  draft: Draft,
  { severity, plain, blueprint }: Pick<Finding, 'severity' | 'plain' | 'blueprint'>,
): Finding {
  const [primary, ...others] = draft.marks
  const place = locationOf(primary)
  const element = elementOf(primary)
  const steps = (draft.steps ?? []).map(({ id }) => id)
  const path = draft.way ? toldOf(draft.way) : []
  const pathNames = path.map(({ name }) => name)
  if (draft.way && path.length <= draft.way.edges.length) pathNames[0] = '…'
  // Sorted: the order of the file may change.
  const names = [
    draft.identity ? '' : withoutPositions(element),
    draft.identity === 'names' ? [] : [...steps].sort(),
    [...(draft.names ?? [])].sort(),
  ]
  return {
    rule: rule.id,
    theme: rule.theme,
    severity,
    confidence: confidences[weakestBasis(draft)],
    message: bounded(draft.message),
    help: bounded(draft.help),
    why: (draft.why ?? []).map(bounded),
    label: primary.says,
    plain,
    file: place.file,
    line: place.line,
    column: place.column,
    endLine: place.endLine,
    endColumn: place.endColumn,
    element,
    steps,
    path: path.map(({ id }) => id),
    pathNames,
    related: others.map((mark) => ({ ...locationOf(mark), message: mark.says })),
    blueprint,
    fingerprint: fingerprintOf([rule.id, place.file, steps.length > 0 ? blueprint : '', ...names]),
    likeness: fingerprintOf([rule.id, ...names]),
    known: null,
    causedBy: null,
    accepted: null,
    ...presumptionOf(draft),
    ...(draft.meant
      ? { meant: { word: draft.meant.word, at: draft.meant.at.map((at) => locationOf({ at, says: '' })) } }
      : {}),
  }
}

/** The steps of a way that a finding tells of. */
export const toldOf = ({ from, edges }: Way): Step[] =>
  edges.length < mostTold ? stepsOf({ from, edges }) : edges.slice(-mostTold).map(({ to }) => to)

export const bounded = (text: string): string => (text.length <= longestText ? text : shortened(text, longestText))

export const sourceOfMark = ({ at }: Mark): Source => ('source' in at ? at.source : at.document)

/** Where a mark is, for everybody. */
export function locationOf({ at }: Mark): Location {
  const source = 'source' in at ? at.source : at.document
  const span = 'source' in at ? at.span : spanOf(at)
  const from = positionOf(source, span.start)
  const to = positionOf(source, Math.max(span.end, span.start))
  return { file: source.file, line: from.line, column: from.column, endLine: to.line, endColumn: to.column }
}

const elementOf = ({ at }: Mark): string => ('source' in at ? at.element : at.path.join('/'))

/** A finding is only as sure as the weakest basis that it stands on. */
function weakestBasis({ steps = [], way, standsOn = [] }: Draft): Basis {
  let weakest: Basis = way ? bases[doubtOfWay(way)]! : 'observed'
  const weigh = (one: Stated | undefined): void => {
    if (one && (one.basis === 'assumed' || weakest === 'observed')) weakest = one.basis
  }
  for (const step of steps) weigh(step)
  for (const one of standsOn) weigh(one)
  return weakest
}

/** What is told beside how sure it is. */
function presumptionOf(draft: Draft): Pick<Finding, 'presumed'> {
  const told = presumedIn(draft.standsOn ?? [])
  if (!told) return {}
  const stated = draft.standsOn!.filter((one) => !isPresumed(one))
  return { presumed: { ...told, alone: weakestBasis({ ...draft, standsOn: stated }) === 'observed' } }
}

const withoutPositions = (element: string): string => element.replaceAll(/\/[0-9]+(?=\/|$)/g, '')

/** From the rule, the file and the names involved; never from lines or list positions. */
const fingerprintOf = (identity: unknown): string => sha256(JSON.stringify(identity), 16)

/** Tells findings apart that agree in all names, such as two equal flows: the second gets a number. */
export function distinct<T extends { readonly finding: Finding }>(found: readonly T[]): T[] {
  const times = new Map<string, number>()
  return found.map((one) => {
    const { fingerprint } = one.finding
    const time = (times.get(fingerprint) ?? 0) + 1
    times.set(fingerprint, time)
    return time === 1 ? one : { ...one, finding: { ...one.finding, fingerprint: fingerprintOf([fingerprint, time]) } }
  })
}

const compare = <T extends string | number>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0)

/** By file, line, column and rule; then by what they say, so that the order never depends on the order of the run. */
export const inOrder = (a: Finding, b: Finding): number =>
  compare(a.file, b.file) ||
  compare(a.line, b.line) ||
  compare(a.column, b.column) ||
  compare(a.rule, b.rule) ||
  compare(a.message, b.message) ||
  compare(a.blueprint, b.blueprint)
