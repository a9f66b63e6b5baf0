import type { Confidence, Finding } from '../../finding.ts'
import { called } from '../../plain.ts'
import type { Block, Chapter, Sentence } from '../document.ts'
import type { Cause } from './causes.ts'
import { whoText } from './first-page.ts'
import { change, deciders, lived, sentence, type Service, stopsOf } from './service.ts'
import { addTo } from '../../multimap.ts'

/** A chapter for each cause, with its proof told as a customer's way. */
export const causeChapters = (service: Service): Chapter[] =>
  service.causes.map((cause) => ({
    id: cause.id,
    title: titleOf(service, cause),
    blocks: blocksOf(service, cause),
  }))

function blocksOf(service: Service, { findings }: Cause): Block[] {
  const { graph } = service
  const [head, ...others] = findings
  const stops = stopsOf(graph, head)
  const distinct = new Map<string, Finding[]>()
  for (const other of others) {
    const text = lived(graph, other)
    if (text !== lived(graph, head)) addTo(distinct, text, other)
  }
  return [
    { kind: 'lead', sentences: [sentence(lived(graph, head), [head])] },
    ...(stops.length > 1 ? [{ kind: 'way' as const, stops }] : []),
    ...(distinct.size > 0
      ? [
          { kind: 'paragraph' as const, sentences: [sentence('The same place shows in this too:', [])] },
          {
            kind: 'list' as const,
            ordered: false,
            items: [...distinct].map(([text, those]) => [sentence(text, those)]),
          },
        ]
      : []),
    { kind: 'terms', terms: termsOf(service, findings) },
  ]
}

function termsOf({ graph }: Service, findings: Cause['findings']) {
  const changes = new Map<string, Finding[]>()
  for (const finding of findings) {
    const text = change(graph, finding)
    addTo(changes, text, finding)
  }
  const who = [...new Set(findings.flatMap((finding) => deciders(graph, finding)))]
  return [
    {
      term: changes.size === 1 ? 'Smallest change' : 'Smallest changes',
      said: [...changes].map(([text, those]) => sentence(text, those)),
    },
    { term: 'Who can decide it', said: [sentence(whoText(who), findings)] },
    { term: 'How sure', said: [surenessOf(findings)] },
  ]
}

const words: Record<Confidence, string> = {
  certain: 'Certain: it follows from what was seen.',
  likely: 'Likely: it rests on what was reported, and nobody has checked it.',
  possible: 'Possible: it rests on what was assumed, so ask before you act.',
}

function restsOn({ confidence, presumed }: Finding): string {
  if (!presumed) return words[confidence]
  if (presumed.alone) return `Likely: ${presumed.plain}.`
  return `${words[confidence]} Besides, ${presumed.plain}.`
}

const order: readonly Confidence[] = ['certain', 'likely', 'possible']

/** As sure as the first of them, which is the one that is read; of the others it is said which way they differ. */
function surenessOf(findings: Cause['findings']): Sentence {
  const [first, ...others] = findings
  const { confidence } = first
  const differences = others.map((one) => order.indexOf(one.confidence) - order.indexOf(confidence))
  const differing = (number: number, how: string): string =>
    number === 0 ? '' : number === 1 ? ` One of the findings is ${how}.` : ` ${number} of the findings are ${how}.`
  const surer = differing(differences.filter((one) => one < 0).length, 'surer')
  const lessSure = differing(differences.filter((one) => one > 0).length, 'less sure')
  return sentence(restsOn(first) + surer + lessSure, findings)
}

/** What it is about, by the name that people say. */
export function titleOf({ graph: { blueprint } }: Service, { thing }: Cause): string {
  const [section = '', id = ''] = thing.split('/').slice(-2)
  const { steps, incentives, metrics, policies, promises, owners, title } = blueprint
  const step = steps.get(id)
  if (section === 'steps' && step) return called(step)
  const promise = promises.get(id)
  if (section === 'promises' && promise) return `The promise ${called({ name: promise.says })}`
  const incentive = incentives.get(id)
  if (section === 'incentives' && incentive)
    return `The reward for ${incentive.owner.name}: ${incentive.rewards.map(({ name }) => name).join(', ')}`
  const policy = policies.get(id)
  if (section === 'policies' && policy) return `The rule ${called({ name: policy.says ?? policy.name })}`
  const named = owners.get(id) ?? metrics.get(id)
  return named ? named.name : title
}
