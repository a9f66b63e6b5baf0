import { dutyOf, rewards, stepsOfOwner } from '../../graph/pull.ts'
import { allCalled } from '../../plain.ts'
import { listed } from '../../words.ts'
import type { Cell, Chapter } from '../document.ts'
import { counted, sentence, type Service } from './service.ts'

/** What people are rewarded for, beside what customers need of them. */
export function rewardChapter({ graph, open }: Service): Chapter | undefined {
  const pairs = [...rewards(graph)]
  if (pairs.length === 0) return undefined
  const rows = pairs.map(({ incentive, owner }): Cell[] => {
    const duties = stepsOfOwner(graph, owner).filter((step) => dutyOf(graph)(step) !== undefined)
    const theirs = new Set(stepsOfOwner(graph, owner).map(({ id }) => id))
    const against = open.filter(
      ({ element, theme, steps }) =>
        theme === 'incentives' &&
        (element.startsWith(`incentives/${incentive.id}/`) || steps.some((id) => theirs.has(id))),
    )
    const share = incentive.share === undefined ? '' : ` (${Math.round(incentive.share * 100)}% of the pay)`
    return [
      sentence(owner.name, []),
      sentence(`${listed(incentive.rewards.map(({ name }) => name))}${share}`, []),
      sentence(duties.length > 0 ? allCalled(duties, 4) : 'none', [counted('duties', duties.length)]),
      against.length === 0
        ? { ...sentence('nothing found', []), mark: 'good' }
        : {
            ...sentence(
              [...new Set(against.map(({ plain, message }) => plain?.lived ?? `${message}.`))].slice(0, 2).join(' '),
              against,
            ),
            mark: 'bad',
          },
    ]
  })
  return {
    id: 'rewards',
    title: 'What people are rewarded for, and what customers need of them',
    blocks: [
      {
        kind: 'table',
        caption: 'Rewards against duties to customers',
        head: ['Who', 'Rewarded for', 'Duties to customers', 'Where the two pull apart'],
        rows,
      },
    ],
  }
}
