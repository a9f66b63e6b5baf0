import type { Result } from '../../audit/result.ts'
import type { Graph } from '../../graph/graph.ts'
import { count } from '../../words.ts'
import type { Chapter, ReportDocument } from '../document.ts'
import { appendix } from './appendix.ts'
import { causeChapters } from './cause-chapters.ts'
import { acceptedChapter, changesChapter, checkedChapter, questionChapter } from './checked.ts'
import { firstPageOf } from './first-page.ts'
import { handoverChapter } from './handovers.ts'
import { ownerChapters } from './owner-chapters.ts'
import { portfolioOf } from './portfolio.ts'
import { promiseChapter } from './promises.ts'
import { rewardChapter } from './rewards.ts'
import { serviceOf, type Service } from './service.ts'

export interface ReportOptions {
  readonly version: string
  /** The day of the report, `YYYY-MM-DD`. */
  readonly today: string
  /** The blueprint as pictures, where they can be drawn: of a long one several, in the order of time. */
  readonly pictures?: (service: Service) => readonly { readonly svg: string; readonly description: string }[]
}

/** The whole report, of one service or of several, over a result in plain words and the graphs that it came from. */
export function reportOf(result: Result, graphs: readonly Graph[], options: ReportOptions): ReportDocument {
  const services = graphs.map((graph) => serviceOf(graph, result))
  const [only, ...others] = services
  if (only === undefined || others.length > 0) return portfolioOf(services, result, options)
  return {
    title: only.graph.blueprint.title,
    subtitle: subtitleOf(only, options),
    firstPage: firstPageOf(only, result.rules.length),
    chapters: chaptersOf(only, result, options),
  }
}

export const subtitleOf = ({ graph }: Service, { today }: Pick<ReportOptions, 'today'>): string => {
  const { accountable, state } = graph.blueprint
  const whose = accountable ? `${accountable.name} answers for it` : 'nobody answers for it'
  return `${state === 'to-be' ? 'As it is to be' : 'As it is'}; ${whose}; judged on ${today}, ${count(graph.steps.length, 'step')}`
}

export function chaptersOf(service: Service, result: Result, options: ReportOptions): Chapter[] {
  const pictures = options.pictures?.(service) ?? []
  const causes = causeChapters(service)
  const owners = ownerChapters(service)
  return [
    ...some(changesChapter(service, result)),
    ...(pictures.length > 0
      ? [
          {
            id: 'picture',
            title: 'The service at a glance',
            blocks: pictures.map((picture) => ({ kind: 'picture' as const, ...picture })),
            onItsOwnPage: true,
          },
        ]
      : []),
    ...(causes.length > 0
      ? [{ id: 'causes', title: 'What is behind it', blocks: [], chapters: causes, onItsOwnPage: true }]
      : []),
    ...(owners.length > 0 ? [{ id: 'owners', title: 'Who can change what', blocks: [], chapters: owners }] : []),
    ...some(handoverChapter(service)),
    ...some(promiseChapter(service)),
    ...some(rewardChapter(service)),
    checkedChapter(service, result),
    ...some(questionChapter(service)),
    ...some(acceptedChapter(service)),
    appendix(result, options.version),
  ]
}

/** What is there, as a list to be spread. */
export const some = <T>(one: T | undefined): T[] => (one === undefined ? [] : [one])
