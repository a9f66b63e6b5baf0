import type { Result } from '../../audit/result.ts'
import type { Finding } from '../../finding.ts'
import { count } from '../../words.ts'
import type { Block, Cell, Chapter, ReportDocument } from '../document.ts'
import { appendix } from './appendix.ts'
import { weightOf } from './causes.ts'
import { titleOf } from './cause-chapters.ts'
import { acceptedChapter, changesChapter } from './checked.ts'
import { decisionTable, firstPageOf } from './first-page.ts'
import { loadChapter } from './load.ts'
import { type ReportOptions, some } from './report.ts'
import { change, counted, deciders, lived, sentence, type Service } from './service.ts'

/** Several services in one report: which of them, and whose decisions, carry most of what customers live through. */
export function portfolioOf(
  services: readonly Service[],
  result: Result,
  { version, today }: ReportOptions,
): ReportDocument {
  const open = services.flatMap((service) => service.open)
  const heaviest = heaviestFirst(services)
  return {
    title: services.length === 0 ? 'Nothing could be judged' : `${count(services.length, 'service')} beside each other`,
    subtitle: `judged on ${today}`,
    firstPage: [
      { kind: 'lead', sentences: [verdict(services, open)] },
      ...unreadOf(result),
      ...(services.length > 0 ? [serviceTable(heaviest)] : []),
      ...(open.length > 0 ? [ownerTable(heaviest)] : []),
    ],
    chapters: [
      ...some(loadChapter(services)),
      ...some(sharedChapter(services, result)),
      ...heaviest.map((service, i) => chapterOf(service, i, result)),
      appendix(result, version),
    ],
  }
}

/** Those with most behind them first. */
export const heaviestFirst = (services: readonly Service[]): Service[] =>
  services.toSorted((a, b) => weight(b) - weight(a))

const weight = ({ open }: Service): number => open.reduce((sum, finding) => sum + weightOf(finding), 0)

function verdict(services: readonly Service[], open: readonly Finding[]) {
  const sound = services.filter((service) => service.open.length === 0).length
  if (services.length === 0)
    return sentence('Whether customers are let down is not known yet.', [counted('services', 0)])
  if (open.length === 0)
    return sentence(`Nothing was found that lets customers down in ${count(services.length, 'service')}.`, [
      counted('services', services.length),
    ])
  const rest = sound === 0 ? '' : sound === 1 ? ', and nothing was found in one' : `, and nothing was found in ${sound}`
  return sentence(
    `Customers can be let down in ${count(services.length - sound, 'service')}, in ${count(open.length, 'way')}${rest}.`,
    open,
  )
}

const unreadOf = ({ unread }: Result): Block[] =>
  unread.length === 0
    ? []
    : [
        {
          kind: 'paragraph',
          sentences: [
            sentence(
              `${count(unread.length, 'blueprint')} could not be read, and ${unread.length === 1 ? 'is' : 'are'} not judged here: ${unread.join(', ')}.`,
              [counted('unread', unread.length)],
            ),
          ],
        },
      ]

function serviceTable(services: readonly Service[]): Block {
  const rows = services.map((service, i): Cell[] => {
    const { graph, causes, open } = service
    const [first] = causes
    return [
      sentence(graph.blueprint.title, [], `service-${i + 1}`),
      { ...sentence(String(open.length), open), mark: open.length > 0 ? 'bad' : 'good' },
      sentence(String(causes.length), [counted('causes', causes.length)]),
      sentence(first ? lived(graph, first.findings[0]) : 'Nothing was found.', first ? [first.findings[0]] : []),
    ]
  })
  return {
    kind: 'table',
    caption: 'Services, those with most behind them first',
    head: ['Service', 'Findings', 'Causes', 'The heaviest'],
    rows,
  }
}

/** Who can decide most, over all services. */
function ownerTable(services: readonly Service[]): Block {
  const byName = new Map<string, { findings: Finding[]; services: Set<string>; first: string }>()
  for (const { graph, causes } of services)
    for (const { findings } of causes) {
      const [head] = findings
      const [name] = deciders(graph, head)
      if (name === undefined) continue
      const known = byName.get(name) ?? { findings: [], services: new Set(), first: change(graph, head) }
      known.findings.push(...findings)
      known.services.add(graph.blueprint.title)
      byName.set(name, known)
    }
  const sum = ({ findings }: { findings: Finding[] }): number =>
    findings.reduce((total, finding) => total + weightOf(finding), 0)
  const rows = [...byName]
    .sort(([, a], [, b]) => sum(b) - sum(a))
    .slice(0, 8)
    .map(([name, { findings, services, first }]): Cell[] => [
      sentence(name, []),
      sentence(String(findings.length), findings),
      sentence([...services].join(', '), []),
      sentence(first, findings.slice(0, 1)),
    ])
  return {
    kind: 'table',
    caption: 'Who can decide most of it',
    head: ['Who', 'Findings', 'In', 'To decide first'],
    rows,
  }
}

/** What stands in the file that services share, and what only shows over several of them: promises that clash. */
function sharedChapter(services: readonly Service[], { rules }: Result): Chapter | undefined {
  const together = new Set(rules.filter(({ across, check }) => across && !check).map(({ id }) => id))
  const isShared = ({ rule, file, blueprint }: Finding): boolean => file !== blueprint || together.has(rule)
  const found = services.flatMap(({ graph, open }) => open.filter(isShared).map((finding) => ({ graph, finding })))
  if (found.length === 0) return undefined
  return {
    id: 'shared',
    title: 'What several services share',
    blocks: [
      {
        kind: 'table',
        caption: 'Shared people, figures, rewards, rules and promises',
        head: ['What customers live through', 'Decision'],
        rows: found.map(({ graph, finding }) => [
          sentence(lived(graph, finding), [finding]),
          sentence(change(graph, finding), [finding]),
        ]),
      },
    ],
  }
}

function chapterOf(service: Service, position: number, result: Result): Chapter {
  const { causes } = service
  const id = `service-${position + 1}`
  // Links lead to chapters of the report of one service: here there are none.
  const unlinked = (block: Block): Block =>
    JSON.parse(JSON.stringify(block, (key, value) => (key === 'to' ? undefined : value)))
  return {
    id,
    title: service.graph.blueprint.title,
    onItsOwnPage: true,
    blocks: [
      ...firstPageOf(service, result.rules.length).map(unlinked),
      ...(causes.length > 5 ? [unlinked(decisionTable(service, causes.slice(5)))] : []),
      {
        kind: 'paragraph',
        sentences: [
          sentence(
            `The places, the heaviest first: ${causes.map((cause) => titleOf(service, cause)).join('; ') || 'none'}.`,
            [counted('causes', causes.length)],
          ),
        ],
      },
    ],
    chapters: [...some(changesChapter(service, result)), ...some(acceptedChapter(service))].map((chapter) => ({
      ...chapter,
      id: `${id}-${chapter.id}`,
    })),
  }
}
