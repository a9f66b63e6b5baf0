import type { Result } from '../../src/audit/result.ts'
import type { Finding } from '../../src/finding.ts'
import { judgeAll } from '../helpers/judge.ts'
import { abilities, customer, load } from './people.ts'
import { audit } from './audit.ts'
import { flow } from './flow.ts'
import { incentives } from './incentives.ts'
import { information } from './information.ts'
import { ownership } from './ownership.ts'
import { promises } from './promises.ts'
import { recovery } from './recovery.ts'
import { type Acts, type Names, namesIn, type Remedies } from './remedy.ts'
import type { Service } from './service.ts'

/** What can be done about the findings of each rule, by what their help says. */
export const remedies: Readonly<Record<string, Remedies>> = {
  ...{ ...flow, ...ownership, ...incentives, ...promises, ...information },
  ...{ ...customer, ...abilities, ...recovery, ...load, ...audit },
}

/** What came of one alternative of a help. */
export interface Trial {
  readonly finding: Finding
  readonly way: string
  /** The alternative among those of all rules. */
  readonly key: string
  /** The main alternative. */
  readonly isFirst: boolean
  /** `gone`; `no room`, where this service does not let it be done; or else what is wrong. */
  readonly came: string
  /** What is found now that was not before. */
  readonly brought: readonly Finding[]
}

/** Every alternative of every help. */
export const waysOf = (all: Readonly<Record<string, Remedies>>): string[] =>
  Object.entries(all).flatMap(([rule, { helps }]) =>
    Object.entries(helps).flatMap(([template, acts]) => Object.keys(acts).map((way) => keyOf(rule, template, way))),
  )

const keyOf = (rule: string, template: string, way: string): string => `${rule}, ${way}: ${template}`

const file = 'a.blueprint.yaml'

export const judged = ({ blueprint, organization, others }: Service): Promise<Result> =>
  judgeAll(
    Object.fromEntries(
      [...Object.entries(others), [file, blueprint]].map(([name, data]) => [name, JSON.stringify(data, null, 1)]),
    ),
    {
      organization: (name) =>
        organization
          ? { file: name, text: JSON.stringify(organization, null, 1) }
          : { unavailable: 'is not there', help: '' },
    },
  )

/** The same rule about the same thing, however many such things there are. */
const about = ({ rule, blueprint, likeness }: Finding): string => `${rule} ${blueprint} ${likeness}`

const often = (findings: readonly Finding[], thing: string): number =>
  findings.filter((finding) => about(finding) === thing).length

/** Tries the alternatives of the help of every finding in a service, those that are asked for, and tells what came of each. */
export async function* trials(
  service: Service,
  isAsked: (finding: Finding, key: string) => boolean = () => true,
): AsyncIterable<Trial> {
  const before = await judged(service)
  for (const finding of before.findings) {
    if (finding.theme === 'reading') throw new Error(`Cannot be read: ${finding.message}`)
    if (finding.blueprint !== file) continue
    const advice = adviceOf(finding)
    if (!advice) {
      yield { finding, way: '', key: '', isFirst: true, came: `no remedy stands for: ${finding.help}`, brought: [] }
      continue
    }
    for (const [i, way] of Object.keys(advice.acts).entries()) {
      const key = keyOf(finding.rule, advice.template, way)
      if (isAsked(finding, key))
        yield { way, key, isFirst: i === 0, ...(await tried(service, before, finding, advice, way)) }
    }
  }
}

interface Advice {
  readonly template: string
  readonly acts: Acts
  readonly names: Names
}

function adviceOf({ rule, help }: Finding): Advice | undefined {
  for (const [template, acts] of Object.entries(remedies[rule]?.helps ?? {})) {
    const names = namesIn(help, template)
    if (names) return { template, acts, names }
  }
  return undefined
}

/** No advice need be taken oftener than this in blueprints as small as these. */
const mostTimes = 25

async function tried(
  service: Service,
  before: Result,
  finding: Finding,
  advice: Advice,
  way: string,
): Promise<Pick<Trial, 'finding' | 'came' | 'brought'>> {
  const { rule } = finding
  const changed = structuredClone(service)
  let here = finding
  let { acts, names } = advice
  let after = before
  const result = (came: string) => {
    const known = new Set(before.findings.map(about))
    const brought = after.findings.filter((one) => !known.has(about(one)))
    return { finding, came, brought }
  }
  const most = remedies[rule]!.again ? mostTimes : 1
  for (let times = 1; times <= most; times += 1) {
    // The same alternative each time; another where the next proof leaves no room for it.
    const wished = acts[way] ? [acts[way]] : []
    let isRefused = true
    const done = [...wished, ...(times > 1 ? Object.values(acts) : [])].some((act) => {
      const was = structuredClone(changed)
      isRefused = act(changed, here, names) === false
      const isDone = !isRefused && JSON.stringify(changed) !== JSON.stringify(was)
      if (!isDone) Object.assign(changed, was)
      return isDone
    })
    if (!done && times === 1) return result(isRefused ? 'no room' : 'it is so already')
    if (!done) return result(`no advice can be taken: ${here.help}`)
    after = await judged(changed)
    const unreadable = after.findings.find(({ theme }) => theme === 'reading')
    if (unreadable) return result(`cannot be read any more: ${unreadable.message}`)
    if (after.faults[0]) throw after.faults[0].error
    const left = leftOf(finding, before, after)
    if (!left) return result('gone')
    here = left
    const next = adviceOf(here)
    if (!next) return result(`no remedy stands for: ${here.help}`)
    acts = next.acts
    names = next.names
  }
  return result(`stays: ${here.help}`)
}

/** The same finding; or the same rule, in other words, at the same place. */
function leftOf(finding: Finding, before: Result, after: Result): Finding | undefined {
  const thing = about(finding)
  if (often(after.findings, thing) >= often(before.findings, thing))
    return after.findings.find((one) => about(one) === thing)
  const known = new Set(before.findings.map(about))
  const { rule, element } = finding
  return after.findings.find((one) => !known.has(about(one)) && one.rule === rule && one.element === element)
}
