import { loadOn, workAWeek } from '../../graph/work.ts'
import type { Owner } from '../../read/blueprint.ts'
import { figure, listed } from '../../words.ts'
import type { Cell, Chapter } from '../document.ts'
import { counted, sentence, type Service } from './service.ts'

/** From this part of their time on, every peak makes a queue. */
const busy = 0.85

/**
 * The work of all services together, for each who has a number of people; the busiest first. What is and what is to be
 * are never there in the same week, so neither adds to the other.
 */
export function loadChapter(services: readonly Service[]): Chapter | undefined {
  const byThing = new Map<string, { owner: Owner; state: string; minutes: number; services: string[] }>()
  for (const { graph } of services)
    for (const [owner, minutes] of workAWeek(graph)) {
      const { state } = graph.blueprint
      const thing = [owner.at.document.file, ...owner.at.path, state].join('/')
      const known = byThing.get(thing) ?? { owner, state, minutes: 0, services: [] }
      byThing.set(thing, {
        owner,
        state,
        minutes: known.minutes + minutes,
        services: minutes > 0 ? [...known.services, graph.blueprint.title] : known.services,
      })
    }
  const loads = [...byThing.values()]
    .filter(({ minutes }) => minutes > 0)
    .map((one) => ({ ...one, load: loadOn(one.owner, one.minutes) }))
    .sort((a, b) => b.load - a.load)
  if (loads.length === 0) return undefined
  const isMixed = new Set(services.map(({ graph }) => graph.blueprint.state)).size > 1
  const rows = loads.map(({ owner, state, minutes, load, services: those }): Cell[] => {
    const trace = [counted('minutes', figure(minutes)), counted('load', figure(load))]
    return [
      sentence(isMixed && state === 'to-be' ? `${owner.name}, as it is to be` : owner.name, []),
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
