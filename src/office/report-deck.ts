import { titleOf } from '../brief/content/cause-chapters.ts'
import { fewBehindMost } from '../brief/content/causes.ts'
import { heaviestFirst } from '../brief/content/portfolio.ts'
import { decisionTable } from '../brief/content/first-page.ts'
import { change, deciders, lived, type Service } from '../brief/content/service.ts'
import type { ReportDocument, TableBlock } from '../brief/document.ts'
import { pagesOf } from '../draw/picture.ts'
import { listed } from '../words.ts'
import { type Deck, places, type Slide } from './deck.ts'
import { sceneThings } from './scene-things.ts'

/** So many services get slides of their own. */
const mostServices = 12

/**
 * The report as slides to be edited: the verdict; of several services which of them and whose decisions carry most; of
 * each the picture as shapes, the causes, what to decide.
 */
export function deckOf(document: ReportDocument, services: readonly Service[]): Deck {
  const areSeveral = services.length > 1
  return {
    title: document.title,
    slides: [
      { title: document.title, cover: { subtitle: document.subtitle } },
      ...inShort(document, areSeveral),
      ...(areSeveral ? heaviestFirst(services) : services)
        .slice(0, mostServices)
        .flatMap((service) => slidesOf(service, areSeveral)),
    ],
  }
}

function inShort({ firstPage }: ReportDocument, withTables: boolean): Slide[] {
  const textsOf = (kind: 'lead' | 'paragraph'): string[] =>
    firstPage.flatMap((block) => (block.kind === kind ? block.sentences.map(({ text }) => text) : []))
  const [verdict = 'In short', ...lead] = textsOf('lead')
  const first = firstPage.flatMap((block) =>
    block.kind === 'list' ? block.items.map((item) => item.map(({ text }) => text).join(' ')) : [],
  )
  const figures = firstPage.flatMap((block) =>
    block.kind === 'figures' ? block.figures.map(({ number, label }) => `${number} ${label}`) : [],
  )
  const body = [first, figures, textsOf('paragraph')].find(({ length }) => length > 0)
  const tables = firstPage.flatMap((block) => (withTables && block.kind === 'table' ? [tableSlide(block)] : []))
  const notes = [...lead, ...figures].join('\n')
  if (body) return [{ title: verdict, body, notes }, ...tables]
  const [beside, ...others] = tables
  return [{ ...beside, title: verdict, notes }, ...others]
}

/** A column is wide where much is said, and never so narrow that its heading does not fit. */
function tableSlide({ caption, head, rows }: TableBlock, of = ''): Slide {
  const mostIn = (column: number): number => Math.max(0, ...rows.map((row) => row[column]!.text.length))
  return {
    title: `${of}${caption}`,
    things: [
      {
        kind: 'table',
        name: caption,
        alt: caption,
        at: places.content,
        columns: head.map((title, i) => ({ title, share: Math.max(title.length * 1.5 + 4, Math.min(mostIn(i), 100)) })),
        rows: rows.map((row) => row.map(({ text }) => text)),
      },
    ],
  }
}

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
  return [...pictures, ...reasons, tableSlide(decisionTable(service, few), of)]
}
