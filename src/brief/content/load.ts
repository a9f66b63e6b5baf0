import { loadOn, workAWeek } from '../../graph/work.ts'
import type { Owner } from '../../read/blueprint.ts'
import { figure, listed } from '../../words.ts'
import type { Cell, Chapter } from '../document.ts'
import { counted, sentence, type Service } from './service.ts'

/** From this part of their time on, every peak makes a queue. */
const busy = 0.85

/** The work of all services together, for each who has a number of people; the busiest first. */
export function loadChapter(services: readonly Service[]): Chapter | undefined {
  const byThing = new Map<string, { owner: Owner; minutes: number; services: string[] }>()
  for (const { graph } of services)
    for (const [owner, minutes] of workAWeek(graph)) {
      const thing = [owner.at.document.file, ...owner.at.path].join('/')
      const known = byThing.get(thing) ?? { owner, minutes: 0, services: [] }
      byThing.set(thing, {
        owner,
        minutes: known.minutes + minutes,
        services: minutes > 0 ? [...known.services, graph.blueprint.title] : known.services,
      })
    }
  const loads = [...byThing.values()]
    .filter(({ minutes }) => minutes > 0)
    .map((one) => ({ ...one, load: loadOn(one.owner, one.minutes) }))
    .sort((a, b) => b.load - a.load)
  if (loads.length === 0) return undefined
  const rows = loads.map(({ owner, minutes, load, services: those }): Cell[] => {
    const trace = [counted('minutes', figure(minutes)), counted('load', figure(load))]
    return [
      sentence(owner.name, []),
      sentence(`${figure(minutes / 60)} hours`, trace),
      { ...sentence(`${Math.round(load * 100)}%`, trace), ...(load >= busy ? { mark: 'bad' as const } : {}) },
      sentence(listed(those), []),
    ]
  })
  return {
    id: 'load',
    title: 'Who has how much to do',
    blocks: [
      {
        kind: 'table',
        caption: 'Work in a week against the time that people have',
        head: ['Who', 'Work in a week', 'Of their time', 'In'],
        rows,
      },
    ],
  }
}
