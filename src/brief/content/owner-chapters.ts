import type { Finding } from '../../finding.ts'
import { changesHands } from '../../graph/handoffs.ts'
import { stepsOfOwner } from '../../graph/pull.ts'
import type { Owner } from '../../read/blueprint.ts'
import { count, listed } from '../../words.ts'
import type { Block, Chapter } from '../document.ts'
import { change, counted, deciders, lived, sentence, type Service } from './service.ts'
import { addTo } from '../../multimap.ts'

/** A page for each who can change something: what only they can decide, the heaviest cause first. */
export function ownerChapters(service: Service): Chapter[] {
  const { graph, causes } = service
  const byName = new Map<string, Finding[]>()
  for (const { findings } of causes)
    for (const finding of findings) {
      const [first] = deciders(graph, finding)
      if (first !== undefined) addTo(byName, first, finding)
    }
  const names = new Map<string, Owner>()
  for (const step of graph.steps) for (const owner of step.owners) names.set(owner.name, owner)
  for (const owner of graph.blueprint.owners.values()) if (!names.has(owner.name)) names.set(owner.name, owner)
  return [...byName].map(
    ([name, findings], i): Chapter => ({
      id: `owner-${i + 1}`,
      title: name,
      onItsOwnPage: true,
      blocks: [...decisions(service, findings), ...(names.has(name) ? partOf(service, names.get(name)!) : [])],
    }),
  )
}

function decisions({ graph, causes }: Service, findings: readonly Finding[]): Block[] {
  const byChange = new Map<string, Finding[]>()
  for (const finding of findings) {
    const text = change(graph, finding)
    addTo(byChange, text, finding)
  }
  const chapterOf = (finding: Finding) => causes.find((cause) => cause.findings.includes(finding))?.id
  return [
    {
      kind: 'table',
      caption: byChange.size === 1 ? 'One decision' : `${byChange.size} decisions`,
      head: ['Decision', 'What customers live through until then'],
      rows: [...byChange].map(([text, those]) => [
        sentence(text, those, chapterOf(those[0]!)),
        sentence([...new Set(those.map((finding) => lived(graph, finding)))].slice(0, 2).join(' '), those),
      ]),
    },
  ]
}

/** What they do in the service, and whom they hand it to. */
function partOf({ graph }: Service, owner: Owner): Block[] {
  const steps = stepsOfOwner(graph, owner)
  const from = graph.edges.filter((edge) => changesHands(edge) && edge.from.owners.includes(owner))
  const to = graph.edges.filter((edge) => changesHands(edge) && edge.to.owners.includes(owner))
  const trace = [counted('steps', steps.length), counted('handsOver', from.length), counted('takesOver', to.length)]
  const parts = [
    ...(steps.length > 0 ? [count(steps.length, 'step is theirs', 'steps are theirs')] : []),
    ...(from.length > 0 ? [`${count(from.length, 'time')} they hand work over`] : []),
    ...(to.length > 0 ? [`${count(to.length, 'time')} work comes to them`] : []),
  ]
  if (parts.length === 0) return []
  return [{ kind: 'paragraph', sentences: [sentence(`${listed(parts)}.`, trace)] }]
}
