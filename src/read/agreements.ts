import type { Draft } from '../finding.ts'
import { code, count, listed } from '../words.ts'
import { nearest, patience } from './did-you-mean.ts'
import type { Document, Path } from './document.ts'
import { durationRange } from './quantities.ts'
import type { BlueprintDocument, OrganizationDocument } from './written.ts'

const timed = ['takes', 'effort'] as const
const withFacts = ['collects', 'produces', 'needs', 'keeps'] as const
const reserved = ['system', 'customer', 'nobody']

type Draftlike = (path: Path, message: string, help: string, says: string, part?: 'key') => Draft

const drafting =
  (document: Document): Draftlike =>
  (path, message, help, says, part) => ({
    message,
    help,
    marks: [{ at: { document, path, ...(part ? { part } : {}) }, says }],
  })

/** What a schema cannot say: where two things that are each well formed do not go together. */
export function* disagreements(document: Document, data: Partial<BlueprintDocument>): Iterable<Draft> {
  const draft = drafting(document)
  // In maps of names, which have no prototype, every key is a name.
  const { steps, owners } = data
  const phases = new Set(data.phases)
  const all = patience()
  for (const id in steps) {
    const step = steps[id]!
    if (step.outcome !== undefined && step.next !== undefined)
      yield draft(
        ['steps', id, 'outcome'],
        `${code(id)} ends the journey and goes on as well`,
        'Take `next` away, or `outcome`; an outcome can be a step of its own',
        'ends here',
        'key',
      )
    if (step.lane === 'customer' && step.owner !== undefined)
      yield draft(
        ['steps', id, 'owner'],
        `${code(id)} is the customer's and has an owner`,
        'Take `owner` away; or, if one of your people does it, make it a `touchpoint`',
        "a customer's step has none",
        'key',
      )
    for (const key of timed) {
      const written = step[key]
      if (written === undefined || !written.includes('..')) continue
      const { shortest, longest } = durationRange(written)
      if (shortest > longest)
        yield draft(
          ['steps', id, key],
          `${code(key)} of ${code(id)} begins with the longer time`,
          `Write the shortest first: \`${written.split('..').reverse().join('..')}\``,
          'shortest..longest',
        )
    }
    if (step.phase !== undefined && !phases.has(step.phase)) {
      const near = nearest(step.phase, phases, all)
      yield {
        ...draft(
          ['steps', id, 'phase'],
          `${code(step.phase)} is not one of the phases`,
          near ? `Did you mean ${code(near)}?` : `Add it to the list \`phases:\` at the top`,
          'not in `phases`',
        ),
        ...(near ? { meant: { word: near, at: [{ document, path: ['steps', id, 'phase'] }] } } : {}),
      }
    }
    if (owners?.[id] !== undefined)
      yield draft(
        ['steps', id],
        `${code(id)} is the name of a step and of an owner`,
        'Give one of the two another name',
        'also an owner',
        'key',
      )
  }
  yield* ownersNamedLikeNobody(document, data)
  yield* factsNamedLikeOthers(document, data)
  for (const [position, { until }] of (data.accepted ?? []).entries())
    if (until !== undefined && new Date(`${until}T00:00:00Z`).toJSON()?.slice(0, 10) !== until)
      yield draft(
        ['accepted', position, 'until'],
        `There is no day ${code(until)}`,
        'A date is year-month-day: `2027-03-31`',
        'no such day',
      )
}

export function* ownersNamedLikeNobody(
  document: Document,
  data: Partial<BlueprintDocument> | Partial<OrganizationDocument>,
): Iterable<Draft> {
  for (const id in data.owners)
    if (reserved.includes(id))
      yield drafting(document)(
        ['owners', id],
        `No owner may be called ${code(id)}`,
        `${listed(reserved.map(code))} have a meaning of their own in \`noticed\``,
        'has a meaning of its own',
        'key',
      )
}

/** A fact that is called `all` or like a promise could not be told from it in `carries`. */
function* factsNamedLikeOthers(document: Document, data: Partial<BlueprintDocument>): Iterable<Draft> {
  const { promises, steps } = data
  const told = new Set<string>()
  for (const id in steps)
    for (const key of withFacts) {
      const facts: readonly string[] | undefined = steps[id]![key]
      if (facts === undefined) continue
      for (let position = 0; position < facts.length; position += 1) {
        const fact = facts[position]!
        if ((fact !== 'all' && promises?.[fact] === undefined) || told.has(fact)) continue
        told.add(fact)
        const like = fact === 'all' ? 'which means everything in `carries`' : 'which is the name of a promise'
        yield drafting(document)(
          ['steps', id, key, position],
          `Information cannot be called ${code(fact)}, ${like}`,
          'Give it another name',
          'taken',
        )
      }
    }
}

/** A name that the blueprint and its organization both define: which one would hold? */
export function* definedTwice(
  own: { document: Document; data: Partial<BlueprintDocument> },
  shared: { document: Document; data: Partial<OrganizationDocument> },
): Iterable<Draft> {
  for (const section of ['owners', 'metrics', 'incentives', 'policies'] as const)
    for (const id of Object.keys(own.data[section] ?? {}))
      if (Object.hasOwn(shared.data[section] ?? {}, id))
        yield {
          message: `${code(id)} is defined here and in the organization's file`,
          help: 'Keep one of the two, or give one another name',
          marks: [
            { at: { document: own.document, path: [section, id], part: 'key' }, says: 'here' },
            { at: { document: shared.document, path: [section, id], part: 'key' }, says: 'and here' },
          ],
          names: [id],
        }
  const steps = Object.keys(own.data.steps ?? {}).filter((id) => Object.hasOwn(shared.data.owners ?? {}, id))
  if (steps.length > 0)
    yield {
      message: `${listed(steps.slice(0, 3).map(code))} ${steps.length === 1 ? 'is the name' : 'are names'} of ${count(steps.length, 'step')} here and of ${steps.length === 1 ? 'an owner' : 'owners'} in the organization's file`,
      help: 'Give the step another name',
      marks: [{ at: { document: own.document, path: ['steps', steps[0]!], part: 'key' }, says: 'also an owner' }],
      names: steps,
    }
}
