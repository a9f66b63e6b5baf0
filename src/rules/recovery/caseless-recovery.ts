import { breaches, type Certainty, type Wish } from '../../graph/wishes.ts'
import { type Edge, isDone, isHandoff, question, shareAnOwner } from '../../graph/graph.ts'
import { takersAfter } from '../../graph/handoffs.ts'
import { onFailurePath, type Way, wayOn } from '../../graph/reach.ts'
import { tooMany } from '../../graph/rounds.ts'
import { called, decidedBy, doersOf, fewPeople } from '../../plain.ts'
import { isCustomers, isOwn, type Step } from '../../read/blueprint.ts'
import { code, listed } from '../../words.ts'
import type { Rule } from '../rule.ts'

export const caselessRecovery: Rule = {
  id: 'caseless-recovery',
  theme: 'recovery',
  severity: 'warning',
  summary: 'While something is being put right, the matter changes hands, and no case is certain to be open',
  why: 'Each one begins at nothing, asks again and tries again what has been tried. The customer is the only one who knows the whole story.',
  fix: 'Open a case (`case: open`) when the failure is taken up, and close it when the customer says that all is well.',
  source: 'Seddon: failure demand; Bitner, Booms and Tetreault (1990)',
  bad: `blueprint: 1
title: Wrong electricity bill
accountable: billing
owners:
  hotline: { name: Hotline }
  billing: { name: Billing }
steps:
  send-bill:
    lane: backstage
    owner: billing
    next: pays
    fails: { what: The bill is wrong, noticed: billing, recover: take-complaint }
  take-complaint: { lane: touchpoint, owner: hotline, next: { to: correct-bill, via: phone } } # <- caseless-recovery
  correct-bill: { lane: backstage, owner: billing, case: none, next: pays-less }
  pays: { lane: customer, outcome: served }
  pays-less: { lane: customer, outcome: recovered }
`,
  good: `blueprint: 1
title: Wrong electricity bill
accountable: billing
owners:
  hotline: { name: Hotline }
  billing: { name: Billing }
steps:
  send-bill:
    lane: backstage
    owner: billing
    next: pays
    fails: { what: The bill is wrong, noticed: billing, recover: take-complaint }
  take-complaint: { lane: touchpoint, owner: hotline, case: open, next: { to: correct-bill, via: phone } }
  correct-bill: { lane: backstage, owner: billing, next: pays-less }
  pays: { lane: customer, outcome: served }
  pays-less: { lane: customer, outcome: recovered }
`,
  needs: {
    isMissing: (graph) =>
      graph.steps.every(({ written }) => written.case === undefined) && handovers(graph).over.length > 0,
    because: 'no step says whether a case is opened (`case`)',
    ask: 'When something goes wrong, does anybody open a case or a ticket, and where?',
  },
  *check(graph) {
    const { over, open: beyond } = handovers(graph)
    const leaving = over.map(({ edge }) => wishesOnLeaving(edge))
    const arriving = over.map(({ couriers }) => couriers.map((step) => ({ step, wish: open })))
    const broken = breaches(graph, [...leaving.flat(), ...arriving.flat()], caseIsCertain)
    for (const [i, { edge, couriers }] of over.entries()) {
      const unsure = leaving[i]!.find(broken.has)
      if (!unsure) continue
      const taker = edge.to.owners.length > 0 ? edge.to : couriers.find((step) => broken.has({ step, wish: open }))
      if (!taker) continue
      const way = broken.way(unsure)!
      const { from } = edge
      yield {
        message: `${code(from.id)} hands the matter to ${listed(taker.owners.map(({ name }) => name))}${taker === edge.to ? '' : ' through the customer'}, and no case is open`,
        help: wayOut(edge, closingOn(edge, way)),
        marks: [
          { at: edge.flow.at, says: taker === edge.to ? 'handed over without a case' : 'the customer carries it on' },
          ...(taker === edge.to ? [] : [{ at: { ...taker.at, part: 'key' } as const, says: 'begins at nothing' }]),
        ],
        identity: 'names',
        names: [from.id, edge.to.id],
        steps: [from, taker],
        way: wayOn(way, edge),
        plain: () => ({
          lived: `Between ${called(from)} and ${called(taker)} ${taker === edge.to ? 'the matter passes' : 'it is the customer who takes the matter on'} to ${fewPeople(taker.owners)}, and it is not certain that a case is open. The customer may have to tell them everything from the beginning.`,
          change: `${plainWayOut(edge, closingOn(edge, way))}, and keep it open until all is well again.`,
          who: decidedBy(graph.blueprint, ...doersOf(from, taker)),
        }),
      }
    }
    if (beyond.size > 0)
      yield tooMany(
        [...beyond].map(({ id }) => id),
        (few) => `Is a case open whenever the customer leaves one of ${few} and turns to somebody else?`,
      )
  },
}

/** The step that closes the case too early, where one was opened before. */
function closingOn(edge: Edge, { edges }: Way): Step | undefined {
  const records = [...edges, edge].flatMap((one) => (isDone(one) ? [one.from] : []))
  const opened = records.findIndex(({ written }) => written.case === 'open')
  return opened < 0 ? undefined : records.slice(opened).findLast(({ written }) => written.case === 'close')
}

/** A case that is closed too early is not opened again; a step that fails has opened none; none is opened and closed at once. */
function wayOut(edge: Edge, closing: Step | undefined): string {
  const { from } = edge
  if (closing) return `Close the case only after that: take \`case: close\` off ${code(closing.id)}`
  if (!isDone(edge))
    return `Recover first to a step of its own that opens a case (\`case: open\`): where ${code(from.id)} fails it has opened none`
  const { case: record } = from.written
  return record === undefined
    ? `Add \`case: open\` to ${code(from.id)}, or to a step before it that every way passes`
    : `Change \`case: ${record}\` of ${code(from.id)} to \`case: open\`${record === 'close' ? ', and close the case after that' : ''}`
}

function plainWayOut(edge: Edge, closing: Step | undefined): string {
  if (closing) return `Do not close the case at ${called(closing)} yet`
  return isDone(edge)
    ? `Open a case at ${called(edge.from)} at the latest`
    : `Open a case as soon as something goes wrong at ${called(edge.from)}`
}

const open: Wish = 1n

/** A step that fails has opened or closed nothing. */
const caseIsCertain: Certainty = {
  openAtStart: true,
  before: wishesAt,
}

function wishesAt(edge: Edge): Wish[] {
  const record = isDone(edge) ? edge.from.written.case : undefined
  return record === 'open' ? [] : record === 'close' ? [0n] : [open]
}

const wishesOnLeaving = (edge: Edge) => wishesAt(edge).map((wish) => ({ step: edge.from, wish }))

/** Handoffs of the failure path; where the customer carries it, the flow to them and the steps that take it up. */
const handovers = question((graph): { readonly over: readonly Handover[]; readonly open: ReadonlySet<Step> } => {
  const isFailure = onFailurePath(graph)
  const over: Handover[] = []
  const open = new Set<Step>()
  const looks = { left: mostLooks }
  for (const edge of graph.edges) {
    const { from, to, kind } = edge
    if (kind === 'promise-late' || !isOwn(from) || from.owners.length === 0 || !isFailure(from)) continue
    if (isHandoff(edge)) over.push({ edge, couriers: [] })
    else if (isCustomers(to)) {
      const couriers = takersAfter(graph, to, looks).filter((step) => !shareAnOwner(step, from))
      if (looks.left < 0) open.add(from)
      else if (couriers.length > 0) over.push({ edge, couriers })
    }
  }
  return { over, open }
})

interface Handover {
  readonly edge: Edge
  readonly couriers: readonly Step[]
}

/** Flows that are looked at to find those whom customers turn to. */
const mostLooks = 5_000_000
