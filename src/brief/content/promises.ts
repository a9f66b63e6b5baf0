import { longestTime } from '../../graph/longest-time.ts'
import { isLonger, type PromisedTime, promisedTimes, shortestTime, stretchOf } from '../../graph/time.ts'
import type { Graph } from '../../graph/graph.ts'
import { called, doersOf, inPlainTime, people } from '../../plain.ts'
import type { Promised } from '../../read/blueprint.ts'
import type { Bar, Block, Cell, Chapter } from '../document.ts'
import { counted, sentence, type Service } from './service.ts'

/** Each promise: by whom it is made and kept, and the time it needs against the time that was promised. */
export function promiseChapter({ graph, open }: Service): Chapter | undefined {
  const promises = [...graph.blueprint.promises.values()]
  if (promises.length === 0) return undefined
  const bars = promises.flatMap((promise) => barsOf(graph, promise))
  const rows = promises.map((promise): Cell[] => {
    const about = open.filter(({ element }) => element.startsWith(`promises/${promise.id}`))
    return [
      sentence(called({ name: promise.says }), []),
      sentence(people(doersOf(...promise.made)) || 'not said', []),
      sentence(promise.kept ? people(doersOf(promise.kept)) || 'nobody' : 'not said', []),
      sentence(promise.within === undefined ? 'not said' : inPlainTime(promise.within), []),
      { ...sentence(promise.owner?.name ?? 'nobody', []), ...(promise.owner ? {} : { mark: 'bad' as const }) },
      about.length === 0
        ? { ...sentence('nothing found', []), mark: 'good' as const }
        : { ...sentence(about.length === 1 ? 'one finding' : `${about.length} findings`, about), mark: 'bad' as const },
    ]
  })
  const blocks: Block[] = [
    {
      kind: 'table',
      caption: 'What customers are promised',
      head: ['Promise', 'Made by', 'Kept by', 'Within', 'Whose it is', 'Can it be kept?'],
      rows,
    },
    ...(bars.length > 0
      ? [
          {
            kind: 'bars' as const,
            bars,
            description:
              'For each promise, the time it takes when all goes well, from shortest to longest, against the time that was promised.',
          },
        ]
      : []),
  ]
  return { id: 'promises', title: 'What is promised, and what it takes', onItsOwnPage: true, blocks }
}

function barsOf(graph: Graph, promise: Promised): Bar[] {
  const times = promisedTimes(graph).get(promise) ?? []
  return times.slice(0, 1).map((time) => barOf(graph, time))
}

function barOf(graph: Graph, time: PromisedTime): Bar {
  const { promise, within } = time
  const stretch = stretchOf(graph, time)
  const shortest = shortestTime(graph, stretch)
  const longest = longestTime(graph, stretch)
  const most = 'ring' in longest ? undefined : longest.taken.minutes
  const known = most === undefined || most > 0
  return {
    label: promise.says,
    promised: within,
    shortest: shortest?.minutes,
    longest: known ? most : undefined,
    verdict: sentence(verdict(within, shortest?.minutes, most), [
      counted('promised', within),
      counted('shortest', shortest?.minutes ?? 'unknown'),
      counted('longest', most ?? 'unbounded'),
    ]),
  }
}

/** Minutes; the longest is undefined where nothing bounds it. */
function verdict(within: number, shortest: number | undefined, longest: number | undefined): string {
  if (shortest !== undefined && isLonger(shortest, within))
    return `Cannot be kept: it takes ${inPlainTime(shortest)} at best.`
  if (longest === undefined) return 'Nothing bounds how long it can take.'
  if (longest === 0) return 'Nobody has said how long it takes.'
  if (isLonger(longest, within)) return `Can be missed: it can take ${inPlainTime(longest)}.`
  return `Holds: it takes ${inPlainTime(longest)} at most, as far as times are said.`
}
