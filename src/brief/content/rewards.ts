import type { Finding } from '../../finding.ts'
import type { Graph } from '../../graph/graph.ts'
import { dutyOf, rewards, stepsOfOwner } from '../../graph/pull.ts'
import { allCalled } from '../../plain.ts'
import type { Incentive, Owner } from '../../read/blueprint.ts'
import { listed } from '../../words.ts'
import type { Cell, Chapter } from '../document.ts'
import { weightOf } from './causes.ts'
import { counted, lived, sentence, type Service } from './service.ts'

/** What people are rewarded for, beside what customers need of them. */
export function rewardChapter({ graph, open }: Service): Chapter | undefined {
  const pairs = [...rewards(graph)]
  if (pairs.length === 0) return undefined
  const rows = pairs.map(({ incentive, owner }): Cell[] => {
    const duties = stepsOfOwner(graph, owner).filter((step) => dutyOf(graph)(step) !== undefined)
    const against = findingsOn({ graph, open }, incentive, owner)
    const share = incentive.share === undefined ? '' : ` (${Math.round(incentive.share * 100)}% of the pay)`
    return [
      sentence(owner.name, []),
      sentence(`${listed(incentive.rewards.map(({ name }) => name))}${share}`, []),
      sentence(duties.length > 0 ? allCalled(duties, 4) : 'none', [counted('duties', duties.length)]),
      against.length === 0
        ? { ...sentence('nothing found', []), mark: 'good' }
        : { ...sentence(told(graph, against), against), mark: 'bad' },
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

/** Rules that say just that: a reward draws one way, and what customers need the other. */
const pullingApart: ReadonlySet<string> = new Set(['metric-conflict', 'punished-duty', 'unrewarded-duty'])

/** What is found about a reward of somebody, or at their steps; first where it draws them away, and the heaviest. */
function findingsOn({ graph, open }: Pick<Service, 'graph' | 'open'>, { id }: Incentive, owner: Owner): Finding[] {
  const theirs = new Set(stepsOfOwner(graph, owner).map((step) => step.id))
  // A reward that others share can go against what is theirs alone: the step at fault tells whose it is.
  const isTheirs = ({ steps: [fault], element }: Finding): boolean =>
    fault === undefined ? element.startsWith(`incentives/${id}/`) : theirs.has(fault)
  const pulls = ({ rule }: Finding): number => Number(pullingApart.has(rule))
  return open
    .filter((finding) => finding.theme === 'incentives' && isTheirs(finding))
    .sort((a, b) => pulls(b) - pulls(a) || weightOf(b) - weightOf(a))
}

/** So many are told in a cell; the others are in chapters of their own. */
const mostTold = 2

function told(graph: Graph, findings: readonly Finding[]): string {
  const texts = [...new Set(findings.map((finding) => lived(graph, finding)))]
  const rest = texts.length - mostTold
  return [...texts.slice(0, mostTold), ...(rest > 0 ? [`And ${rest} more.`] : [])].join(' ')
}
