import { titleOf } from '../brief/content/cause-chapters.ts'
import { fewBehindMost } from '../brief/content/causes.ts'
import { whoText } from '../brief/content/first-page.ts'
import { change, deciders, lived, type Service } from '../brief/content/service.ts'
import type { Block, ReportDocument, Sentence } from '../brief/document.ts'
import { pagesOf } from '../draw/picture.ts'
import { listed } from '../words.ts'
import { type Deck, places, type Slide } from './deck.ts'
import { sceneThings } from './scene-things.ts'

/** So many services get slides of their own. */
const mostServices = 12

/** The report as slides to be edited: the verdict, the picture as shapes, the causes, what to decide. */
export const deckOf = (document: ReportDocument, services: readonly Service[]): Deck => ({
  title: document.title,
  slides: [
    { title: document.title, cover: { subtitle: document.subtitle } },
    inShort(document),
    ...services.slice(0, mostServices).flatMap((service) => slidesOf(service, services.length > 1)),
  ],
})

function inShort({ firstPage }: ReportDocument): Slide {
  const lead = sentencesOf(firstPage, 'lead')
  const first = firstPage.flatMap((block) =>
    block.kind === 'list' ? block.items.map((item) => item.map(({ text }) => text).join(' ')) : [],
  )
  const figures = firstPage.flatMap((block) =>
    block.kind === 'figures' ? block.figures.map(({ number, label }) => `${number} ${label}`) : [],
  )
  return {
    title: lead[0]?.text ?? 'In short',
    body: first.length > 0 ? first : figures,
    notes: [...lead.slice(1).map(({ text }) => text), ...figures].join('\n'),
  }
}

const sentencesOf = (blocks: readonly Block[], kind: 'lead' | 'paragraph'): Sentence[] =>
  blocks.flatMap((block) => (block.kind === kind ? block.sentences : []))

function slidesOf(service: Service, isOneOfSeveral: boolean): Slide[] {
  const { graph, causes, open } = service
  const of = isOneOfSeveral ? `${graph.blueprint.title}: ` : ''
  const few = fewBehindMost(causes)
  const pictures = pagesOf(graph, open, { legend: false }).map(
    (scene, i, all): Slide => ({
      title: `${of}${all.length > 1 ? `The service at a glance, ${i + 1} of ${all.length}` : 'The service at a glance'}`,
      things: sceneThings(scene, { ...places.content, y: 92, height: 412 }),
      notes: scene.says,
    }),
  )
  const reasons = few.map((cause): Slide => {
    const [head] = cause.findings
    return {
      title: `${of}${titleOf(service, cause)}`,
      body: [
        ...new Set(cause.findings.slice(0, 4).map((finding) => lived(graph, finding))),
        { text: [{ text: 'To decide: ', bold: true }, change(graph, head)] },
      ],
      notes: [`Who can decide it: ${listed(deciders(graph, head)) || 'somebody has to be named first'}.`].join('\n'),
    }
  })
  if (few.length === 0) return pictures
  const rows = few.map(({ findings: [head] }) => [change(graph, head), whoText(deciders(graph, head))])
  return [
    ...pictures,
    ...reasons,
    {
      title: `${of}What to decide, by whom`,
      things: [
        {
          kind: 'table',
          name: 'Decisions',
          alt: 'What to decide, and by whom',
          at: places.content,
          columns: [
            { title: 'Decision', share: 3 },
            { title: 'Who', share: 1 },
          ],
          rows,
        },
      ],
    },
  ]
}
