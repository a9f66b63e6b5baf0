import type { Draft } from '../finding.ts'
import { nearest } from '../read/did-you-mean.ts'
import { inside, type Place } from '../read/document.ts'
import { code, listed } from '../words.ts'
import { type HouseRuleEntry, type Matcher, valuesOf } from './entry.ts'
import { flowKeys, keysOfFlows } from './flow-condition.ts'
import { placeholdersIn, placeholdersOf } from './placeholders.ts'
import { keysOfSteps, stepKeys } from './step-keys.ts'
import { wayKeys } from './way-keys.ts'

const conditions = ['except', 'must', 'mustNot'] as const

/** What the schema of a config cannot say: where things that are each well formed do not go together. */
export function* slipsIn(name: string, entry: HouseRuleEntry, place: Place): Iterable<Draft> {
  const { steps, flows, must, mustNot, atMost, atLeast } = entry
  if ((steps === undefined) === (flows === undefined)) {
    yield steps
      ? slip(
          inside(place, 'flows'),
          `${code(name)} is about steps and about flows`,
          'Make two rules of it',
          'and about these',
        )
      : slip(
          place,
          `${code(name)} does not say what it is about`,
          'Add `steps:` with which steps it is about (`steps: { lane: touchpoint }`), or `flows:`',
          'about what?',
        )
    return
  }
  if ([must, mustNot, atMost, atLeast].every((condition) => condition === undefined))
    yield slip(
      place,
      `${code(name)} does not say what must hold`,
      'Add `must:`, `mustNot:`, `atMost:` or `atLeast:`',
      'what must hold?',
    )
  if (atMost !== undefined && atLeast !== undefined && atLeast > atMost)
    yield slip(
      inside(place, 'atLeast'),
      `${code(name)} asks for at least ${atLeast}, and at most ${atMost}`,
      'Change one of the two',
      `more than ${atMost}`,
    )
  const subject = steps ? 'steps' : 'flows'
  for (const key of conditions)
    for (const [position, matcher] of (entry[key] ?? []).entries())
      yield* wrongSubjects(name, subject, matcher, inside(place, key, position))
  for (const { matcher, at } of allMatchers(entry, place)) yield* clashes(matcher, at)
  yield* unkeepable(entry, subject, place)
  yield* saysNothing(entry, place)
  yield* wrongPlaceholders(name, entry, place)
}

/** Keys of steps in a rule about flows, and the other way round. */
function* wrongSubjects(name: string, subject: 'steps' | 'flows', matcher: Matcher, at: Place): Iterable<Draft> {
  const [own, of] = subject === 'steps' ? [[...Object.keys(stepKeys), ...wayKeys], 'flows'] : [flowKeys, 'steps']
  for (const key of Object.keys(matcher))
    if (!own.includes(key))
      yield slip(
        { ...inside(at, key), part: 'key' },
        `${code(key)} is said of ${of}, and ${code(name)} is about ${subject}`,
        subject === 'flows'
          ? `Say it of one end: \`to: { ${key}: … }\`, or \`from: { ${key}: … }\``
          : `Write a rule about \`flows:\`; \`from:\` or \`to:\` says which steps they connect`,
        `said of ${of}`,
      )
  const sayable = subject === 'steps' ? keysOfSteps : keysOfFlows
  for (const key of ['has', 'lacks'])
    for (const [position, said] of (matcher[key] === undefined ? [] : valuesOf(matcher[key])).entries())
      if (!sayable.includes(said))
        yield slip(
          inside(at, key, position),
          `${code(said)} is a key of ${of}, and ${code(name)} is about ${subject}`,
          `The keys of ${subject} are ${listed(sayable.map(code))}`,
          `a key of ${of}`,
        )
}

/** Every matcher of an entry, those inside others included. Recursion is safe: the reader bounds how deep they stand. */
function* allMatchers(entry: HouseRuleEntry, place: Place): Iterable<{ matcher: Matcher; at: Place }> {
  function* from(matchers: readonly Matcher[], at: Place): Iterable<{ matcher: Matcher; at: Place }> {
    for (const [position, matcher] of matchers.entries()) {
      const here = inside(at, position)
      yield { matcher, at: here }
      for (const key of ['from', 'to', ...wayKeys])
        if (matcher[key] !== undefined) yield* from(matcher[key] as readonly Matcher[], inside(here, key))
    }
  }
  for (const key of ['steps', 'flows', ...conditions] as const) yield* from(entry[key] ?? [], inside(place, key))
}

/** What nothing can be at once. */
function* clashes(matcher: Matcher, at: Place): Iterable<Draft> {
  const said = (key: string): string[] => (matcher[key] === undefined ? [] : valuesOf(matcher[key]))
  for (const key of said('has'))
    if (said('has').length === 1 && said('lacks').includes(key))
      yield slip(
        inside(at, 'lacks'),
        `Nothing both states ${code(key)} and does not`,
        'Take one of the two away',
        'and not',
      )
  for (const key of ['owner', 'ownerKind'])
    if (isCustomersOnly(matcher) && matcher[key] !== undefined)
      yield slip(
        inside(at, key),
        `A customer's step has no owner`,
        `Take ${code(key)} away, or choose another lane`,
        'never so',
      )
  for (const end of ['from', 'to'])
    if (
      said('handoff')[0] === 'true' &&
      ((matcher[end] ?? []) as readonly Matcher[]).every(isCustomersOnly) &&
      matcher[end]
    )
      yield slip(
        inside(at, 'handoff'),
        `A handoff is between two steps that are not the customer's`,
        `Take \`handoff\` away, or choose other steps in ${code(end)}`,
        'never so',
      )
}

const isCustomersOnly = ({ lane }: Matcher): boolean => lane !== undefined && valuesOf(lane).join() === 'customer'

/** Of these a step or flow has one at most. */
const single = ['lane', 'channel', 'phase', 'outcome', 'emotion', 'case', 'start', 'failurePath', 'workaround'].concat([
  'via',
  'confirmed',
  'kind',
  'handoff',
])

/** A `must` that asks of all that is chosen to be something else. */
function* unkeepable(entry: HouseRuleEntry, subject: 'steps' | 'flows', place: Place): Iterable<Draft> {
  const [chosen, ...otherChoices] = entry[subject]!
  const [must, ...otherWays] = entry.must ?? []
  if (!chosen || !must || otherChoices.length > 0 || otherWays.length > 0) return
  for (const key of single) {
    if (chosen[key] === undefined || must[key] === undefined) continue
    const [those, wanted] = [valuesOf(chosen[key]), valuesOf(must[key])]
    if ([...those, ...wanted].some((value) => value.includes('*')) || wanted.some((value) => those.includes(value)))
      continue
    yield {
      ...slip(
        inside(place, 'must', 0, key),
        `Nothing can keep this: the ${subject} are chosen for ${code(key)} ${listed(those.map(code), 'or')}`,
        'Change one of the two',
        'must be this',
      ),
      marks: [
        { at: inside(place, 'must', 0, key), says: 'must be this' },
        { at: inside(place, subject, 0, key), says: 'chosen for this' },
      ],
    }
  }
}

/** `step: "*"` chooses all steps; as what must be so of a step, or must not, it says nothing. */
function* saysNothing(entry: HouseRuleEntry, place: Place): Iterable<Draft> {
  const [all, help] = [code('step: "*"'), 'Say more of the steps, or take it away']
  const words: Record<(typeof conditions)[number], [string, string]> = {
    except: [`${all} excepts every step`, help],
    must: [`Every step keeps this: it is one of ${all}`, help],
    mustNot: [
      `Nothing can keep this: every step is one of ${all}`,
      `${help}; \`atMost: 0\` says that there may be none`,
    ],
  } as const
  for (const key of conditions)
    for (const [position, matcher] of (entry[key] ?? []).entries())
      if (Object.keys(matcher).join() === 'step' && valuesOf(matcher['step']!).includes('*'))
        yield slip(inside(place, key, position, 'step'), ...words[key], 'every step')
}

function* wrongPlaceholders(name: string, entry: HouseRuleEntry, place: Place): Iterable<Draft> {
  const known = placeholdersOf(entry)
  for (const key of ['message', 'why', 'help'] as const)
    for (const placeholder of new Set(placeholdersIn(entry[key] ?? ''))) {
      if (known.includes(placeholder)) continue
      const near = nearest(placeholder, known)
      yield slip(
        inside(place, key),
        `Nothing can be put in for \`{${placeholder}}\` in ${code(key)} of ${code(name)}`,
        near
          ? `Did you mean \`{${near}}\`?`
          : known.length === 0
            ? 'Make two rules of it: one that counts, and one that judges each'
            : `What can be put in: ${listed(known.filter((one) => !one.includes('.')).map((one) => `\`{${one}}\``))}${known.some((one) => one.includes('.')) ? '; of a step also its `.name`, `.owner`, `.lane`, `.channel` and `.phase`' : ''}`,
        near ? `{${near}}?` : 'not known here',
      )
    }
}

const slip = (at: Place, message: string, help: string, says: string): Draft => ({
  message,
  help,
  marks: [{ at: at.part ? at : { ...at, ...(isEntry(at) && { part: 'key' as const }) }, says }],
  names: [at.path.join('/')],
})

const isEntry = ({ path }: Place): boolean => path.length === 2
