import type { Edge } from '../graph/graph.ts'
import { isCustomers, type Step } from '../read/blueprint.ts'
import { listed } from '../words.ts'
import type { HouseRuleEntry, Matcher } from './entry.ts'

/** What stands in a finding's text for the names of the service: `{step}`, `{to.owner}`. */
export type Fillings = ReadonlyMap<string, string>

const pattern = /\{([A-Za-z]+(?:\.[A-Za-z]+)?)\}/g

const aspects: Record<string, (step: Step) => string> = {
  '': ({ id }) => id,
  '.name': ({ name }) => name,
  '.owner': (step) => (isCustomers(step) ? 'the customer' : listed(step.owners.map(({ name }) => name)) || 'nobody'),
  '.lane': ({ lane }) => lane,
  '.channel': ({ channel }) => channel ?? 'no stated channel',
  '.phase': ({ phase }) => phase ?? 'no stated phase',
}

const namesFor = (subject: string): string[] => Object.keys(aspects).map((aspect) => `${subject}${aspect}`)

/** What the texts of an entry may hold: `{other}` is the step that a way must not come from, or lead to. */
export function placeholdersOf({ steps, mustNot, must, atMost, atLeast }: HouseRuleEntry): string[] {
  const counts = atMost !== undefined || atLeast !== undefined
  const judgesEach = must !== undefined || mustNot !== undefined
  if (counts) return judgesEach ? [] : ['count']
  if (!steps) return [...namesFor('from'), ...namesFor('to'), 'via']
  const namesOther = ({ after, leadsTo }: Matcher): boolean => after !== undefined || leadsTo !== undefined
  const hasOther = must === undefined && mustNot?.every(namesOther) === true
  return [...namesFor('step'), 'owner', ...(hasOther ? namesFor('other') : [])]
}

/** The placeholders that a text holds, in order. */
export const placeholdersIn = (text: string): string[] => [...text.matchAll(pattern)].map(([, name]) => name!)

export const filled = (text: string, fillings: Fillings): string =>
  text.replaceAll(pattern, (whole, name: string) => fillings.get(name) ?? whole)

export const forStep = (step: Step, other?: Step): Fillings =>
  new Map([...about('step', step), ['owner', aspects['.owner']!(step)], ...(other ? about('other', other) : [])])

export const forFlow = ({ from, to, flow }: Edge): Fillings =>
  new Map([...about('from', from), ...about('to', to), ['via', flow.via ?? 'no stated means']])

const about = (subject: string, step: Step): [string, string][] =>
  Object.entries(aspects).map(([aspect, of]) => [`${subject}${aspect}`, of(step)])
