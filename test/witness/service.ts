import { all, backticked, type Check, keysOf } from './claims.ts'
import { leadToEachOther } from './flow.ts'
import { between, type Edge, isGood, isOwn, isWell, leadsTo, ownersOf, reachable, share, stepOf } from './plain.ts'
import { passesAlways } from './states.ts'
import { failureAt, isHidden } from './recovery.ts'

const able: Check = ({ element, steps, path, related }, { plain }) => {
  const [, id, , ability, position] = element.split('/') as [string, string, string, string, string]
  const required = (stepOf(plain, id)['requires'] as Record<string, unknown[]>)[ability]!
  const name = String(required[Number(position)])
  const has = (owner: string): boolean =>
    ((plain.owners.get(owner)![ability] as unknown[] | undefined) ?? []).map(String).includes(name)
  const without = ownersOf(plain, id).filter((owner) => !has(owner))
  const holders = [...plain.owners.keys()].filter(has)
  const there = [...plain.steps.keys()].filter((one) => ownersOf(plain, one).some(has))
  const isNear = leadsTo(plain, id, (one) => there.includes(one))
  const listed = (owner: string): string => `owners/${owner}/${ability}`
  const positionIn = (owner: string): number =>
    (plain.owners.get(owner)![ability] as unknown[]).map(String).indexOf(name)
  return {
    ends: isNear ? there : [id],
    marks: [
      element,
      ...without.map(listed),
      ...related.slice(without.length).map(() => holders.map((owner) => `${listed(owner)}/${positionIn(owner)}`)),
    ],
    onTheWay: {
      'the way passes there': path.includes(id) && steps[0] === id,
    },
    so: {
      'they lack it': without.length > 0 && required.length > 0,
      'who has it is shown': related.length === without.length + (holders.length > 0 ? 1 : 0),
      'from there it gets to who has it': isNear ? steps.length === 1 || there.includes(steps[1]!) : steps.length === 1,
    },
  }
}

export const service: Record<string, Check> = {
  'customer-finds-out': ({ element, steps: [id], severity }, { plain }) => {
    const { at, failure } = failureAt(plain, element)
    const noticed = failure['noticed']
    return {
      ends: [id!],
      marks: [`${at}/noticed`, `steps/${id}`],
      so: { 'nobody else notices': noticed === (severity === 'error' ? 'nobody' : 'customer') },
    }
  },

  // The sum is done again in arithmetic.test.ts.
  'silent-wait': ({ steps, path, message }, { plain }) => {
    const endless = /without bound/.test(message)
    const hidden = steps.slice(0, -1)
    const last = steps.at(-1)!
    const begins = path.findLastIndex((id, i) => id === last && path[i + 1] === steps[0])
    const wait = path.slice(begins + 1, endless ? undefined : -1)
    const isFree = (edge: Edge): boolean => isWell(edge) && !edge.isLimited
    const rings = hidden.filter(
      (id) =>
        leadToEachOther(plain, [id], isFree) ||
        reachable(
          plain.edges,
          plain.edges.filter((edge) => edge.from === id && isFree(edge)).map(({ to }) => to),
          (edge) => isFree(edge) && isHidden(plain, edge.from) && isHidden(plain, edge.to),
        ).has(id),
    )
    return {
      ends: endless ? rings : [...plain.steps.keys()].filter((id) => !isHidden(plain, id)),
      marks: [`steps/${steps[0]}`, `steps/${last}`],
      so: {
        'it begins after what the customer sees':
          begins >= 0 && !isHidden(plain, last) && between(plain, last, steps[0]).some(isWell),
        'nothing is seen on the way':
          all(wait, (id) => isHidden(plain, id)) && all(hidden, (id) => isHidden(plain, id)),
        'nothing goes wrong on the way': path
          .slice(begins + 2)
          .every((id, i) => between(plain, path[begins + 1 + i], id).some(isWell)),
        'it can go round without limit': !endless || rings.length > 0,
        'something is seen in the end': leadsTo(plain, steps[0]!, (id) => !isHidden(plain, id), isWell),
      },
    }
  },

  'missing-authority': able,
  'missing-tool': able,
  'missing-training': able,

  // How often and how much is done again in arithmetic.test.ts.
  overload: (finding, { plain }) => {
    const [, owner] = keysOf(finding) as [string, string]
    return {
      ends: 'none',
      marks: [`owners/${owner}`],
      standsOn: finding.steps.map((id) => `steps/${id}`),
      so: {
        'it is their work': finding.steps.every((id) => ownersOf(plain, id).includes(owner) && plain.reached.has(id)),
        'they say how many they are': plain.owners.get(owner)!['people'] !== undefined,
      },
    }
  },

  'failure-demand': ({ steps, related }, { plain }) => {
    const failing = plain.edges.filter(({ kind, from }) => kind === 'recover' && plain.reached.has(from))
    const after = reachable(
      plain.edges,
      failing.map(({ to }) => to),
    )
    return {
      ends: 'none',
      marks: [
        'title',
        ...related.map(() =>
          [...plain.steps].flatMap(([id, { fails = [] }]) => fails.map((_, i) => `steps/${id}/fails/${i}`)),
        ),
      ],
      so: {
        'customers meet it after a failure': all(
          steps,
          (id) => stepOf(plain, id).lane === 'touchpoint' && after.has(id),
        ),
      },
    }
  },

  'single-point-of-failure': ({ steps, element, why, message, path }, { plain }) => {
    const [, owner] = element.split('/') as [string, string]
    const own = [...plain.steps.keys()].filter(
      (id) =>
        isOwn(plain, id) &&
        plain.reached.has(id) &&
        ownersOf(plain, id).length === 1 &&
        ownersOf(plain, id)[0] === owner,
    )
    const isEnd = (id: string): boolean => isGood(plain, id)
    const [told] = message.split(' to a good outcome')
    const starts = /^Every way from /.test(told!) ? backticked(told!) : plain.starts
    const isNeeded = (start: string): boolean => passesAlways(plain, [start], own, isEnd, isWell)
    return {
      ends: [steps[0]!],
      marks: [`owners/${owner}/people`, ...own.slice(0, 3).map((id) => `steps/${id}`)],
      standsOn: [`owners/${owner}`],
      so: {
        'it is one alone': plain.owners.get(owner)!['people'] === 1,
        'nobody else does these': all(steps, (id) => own.includes(id)) && steps.length === own.length,
        'every way leads through them': all(starts, isNeeded),
        'and from no other start': plain.starts.every((start) => starts.includes(start) || !isNeeded(start)),
        'it says from where': starts.includes(backticked(why[0]!).at(-1)!) && path.length > 0,
      },
    }
  },

  'expired-acceptance': ({ element }, { plain, findings, today }) => {
    const acceptance = plain.blueprint.accepted![Number(element.split('/')[1])]!
    return {
      ends: 'none',
      marks: [`accepted/${element.split('/')[1]}/until`],
      so: {
        'its day has passed': acceptance.until !== undefined && acceptance.until < today,
        'what it covers is there': findings.some((one) => isCovered(acceptance, one)),
      },
    }
  },

  'unused-acceptance': ({ element }, { plain, findings }) => {
    const acceptance = plain.blueprint.accepted![Number(element.split('/')[1])]!
    return {
      ends: 'none',
      marks: [`accepted/${element.split('/')[1]}/rule`],
      so: { 'it covers nothing': !findings.some((one) => isCovered(acceptance, one) && !/acceptance/.test(one.rule)) },
    }
  },

  'unused-name': (finding, { plain }) => {
    const [section, id] = keysOf(finding) as [string, string]
    const { steps, policies, promises, edges } = plain
    const promise = promises.get(id)
    const wordsOf = (thing: unknown, key: string): string[] =>
      ((thing as Record<string, unknown[] | undefined> | undefined)?.[key] ?? []).map(String)
    const holds = ['authority', 'training', 'tools'].some((key) =>
      [...steps.values()].some(({ requires }) => share(wordsOf(requires, key), wordsOf(plain.owners.get(id), key))),
    )
    const isNamed =
      plain.blueprint.accountable === id ||
      [...steps.values()].some(
        (step) =>
          step.owner?.includes(id) ||
          step.accountable === id ||
          (step.fails ?? []).some((failure) => failure['noticed'] === id || failure['cause'] === id),
      ) ||
      [...plain.metrics.values(), ...policies.values(), ...promises.values(), ...plain.incentives.values()].some(
        (entry) => entry.owner === id || entry.shared?.includes(id) || entry.late?.to === id,
      ) ||
      edges.some(({ flow }) => flow.late?.to === id)
    return {
      ends: 'none',
      marks: [`${section}/${id}`],
      so: {
        'nothing names it':
          section === 'owners'
            ? !isNamed && !holds
            : section === 'policies'
              ? ![policies.get(id)!['prefer'], policies.get(id)!['over']].some(
                  (step) => step !== undefined && steps.has(String(step)),
                )
              : section === 'promises' && (promise!.made ?? []).length === 0 && promise!.kept === undefined,
      },
    }
  },
}

const isCovered = (
  { rule, at }: { rule: string; at?: string },
  finding: { rule: string; steps: readonly string[]; element: string },
): boolean =>
  finding.rule === rule && (at === undefined || [...finding.steps, ...finding.element.split('/')].includes(at))
