import { whoText } from '../brief/content/first-page.ts'
import { handoversOf, sideOf } from '../brief/content/handovers.ts'
import { change, deciders, inNames, lived, type Service, stopsOf } from '../brief/content/service.ts'
import type { ReportDocument } from '../brief/document.ts'
import { canBeLostUnseen } from '../graph/handoffs.ts'
import type { Book, Cell, Sheet } from './xlsx.ts'

/** The report as a spreadsheet to work in: findings, who hands what to whom, decisions by whom, and the interview list. */
export const bookOf = ({ title }: ReportDocument, services: readonly Service[]): Book => ({
  title,
  sheets: [
    findings(services),
    handovers(services),
    ...services.slice(0, 1).flatMap(matrix),
    decisions(services),
    interviews(services),
  ],
})

const several = (services: readonly Service[]) => services.length > 1
const named = (services: readonly Service[], { graph }: Service): Cell[] =>
  several(services) ? [graph.blueprint.title] : []
const serviceColumn = (services: readonly Service[]) =>
  several(services) ? [{ title: 'Service', width: 24, wrap: true }] : []

function findings(services: readonly Service[]): Sheet {
  const rows = services.flatMap((service) =>
    service.causes.flatMap(({ findings }) =>
      findings.map((finding): Cell[] => [
        ...named(services, service),
        { text: finding.severity, style: finding.severity },
        finding.confidence,
        lived(service.graph, finding),
        change(service.graph, finding),
        deciders(service.graph, finding).join(', '),
        stopsOf(service.graph, finding)
          .map(({ name }) => name)
          .join(' → '),
        finding.rule,
        `${finding.file}:${finding.line}`,
      ]),
    ),
  )
  const columns = [
    ...serviceColumn(services),
    { title: 'Severity', width: 10 },
    { title: 'How sure', width: 10 },
    { title: 'What customers live through', width: 60, wrap: true },
    { title: 'Smallest change', width: 50, wrap: true },
    { title: 'Who can decide it', width: 24, wrap: true },
    { title: 'Way there', width: 50, wrap: true },
    { title: 'Rule', width: 22 },
    { title: 'Place', width: 36 },
  ]
  return { name: 'Findings', columns, rows }
}

function handovers(services: readonly Service[]): Sheet {
  const rows = services.flatMap((service) =>
    handoversOf(service.graph).map((edge): Cell[] => {
      const { from, to, flow } = edge
      const lost = canBeLostUnseen(edge)
      return [
        ...named(services, service),
        sideOf(from),
        from.name,
        sideOf(to),
        to.name,
        (flow.carries ?? []).map((name) => name.replaceAll('-', ' ')).join(', '),
        flow.via ?? '',
        lost ? { text: 'no', style: 'error' } : flow.confirmed ? 'yes' : '',
      ]
    }),
  )
  const columns = [
    ...serviceColumn(services),
    { title: 'From', width: 24 },
    { title: 'At', width: 36, wrap: true },
    { title: 'To', width: 24 },
    { title: 'At', width: 36, wrap: true },
    { title: 'What goes along', width: 30, wrap: true },
    { title: 'How', width: 12 },
    { title: 'Confirmed', width: 11 },
  ]
  return { name: 'Handovers', columns, rows }
}

/** Only of one service: over several, names would stand for different people. */
function matrix({ graph }: Service): Sheet[] {
  const edges = handoversOf(graph)
  const names = [...new Set(edges.flatMap(({ from, to }) => [sideOf(from), sideOf(to)]))]
  if (names.length < 3) return []
  const rows = names.map((from): Cell[] => [
    { text: from, style: 'strong' },
    ...names.map((to): Cell => {
      const between = edges.filter((edge) => sideOf(edge.from) === from && sideOf(edge.to) === to)
      if (between.length === 0) return ''
      return between.some(canBeLostUnseen) ? { text: String(between.length), style: 'error' } : between.length
    }),
  ])
  const columns = [{ title: 'From \\ to', width: 26 }, ...names.map((title) => ({ title, width: 8 }))]
  return [{ name: 'Who hands to whom', shape: 'matrix', columns, rows }]
}

function decisions(services: readonly Service[]): Sheet {
  const rows = services.flatMap((service) =>
    service.causes.flatMap(({ findings }) =>
      findings.map((finding): Cell[] => [
        whoText(deciders(service.graph, finding).slice(0, 1)),
        ...named(services, service),
        change(service.graph, finding),
        lived(service.graph, finding),
      ]),
    ),
  )
  const columns = [
    { title: 'Who', width: 26 },
    ...serviceColumn(services),
    { title: 'Decision', width: 60, wrap: true },
    { title: 'What customers live through until then', width: 70, wrap: true },
  ]
  const byName = rows
    .map((row) => ({ row, key: String(row[0]) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
  return { name: 'Owners', columns, rows: byName.map(({ row }) => row) }
}

function interviews(services: readonly Service[]): Sheet {
  const rows = services.flatMap((service) => {
    const asked = new Map(service.questions.map(({ whom, ask }) => [`${whom.join()} ${ask}`, { whom, ask }]))
    return [...asked.values()].map(({ whom, ask }): Cell[] => [
      whom.join(', ') || 'Whoever knows the service',
      ...named(services, service),
      inNames(service.graph, ask),
      '',
    ])
  })
  const columns = [
    { title: 'Ask', width: 28, wrap: true },
    ...serviceColumn(services),
    { title: 'Question', width: 70, wrap: true },
    { title: 'Answer', width: 50, wrap: true },
  ]
  return { name: 'Interview list', columns, rows }
}
