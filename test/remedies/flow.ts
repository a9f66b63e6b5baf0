import { flowAt } from './ownership.ts'
import type { Act, Acts, Remedies } from './remedy.ts'
import {
  addStep,
  doer,
  edges,
  end,
  type Flow,
  insertBefore,
  into,
  isStep,
  lead,
  reachable,
  type Service,
  startAt,
  starts,
  type Step,
  stepNamed,
} from './service.ts'
import { withoutSteps } from './without.ts'

const ended = (service: Service, id: string, outcome: string): void => {
  const step = stepNamed(service, id)
  delete step.next
  step.outcome = outcome
}

/** The first flow from one step to another that has no limit yet; and one for what happens after that. */
function limited(service: Service, from: string, to: string): boolean {
  const flow = edges(service).find((edge) => edge.from === from && edge.flow.to === to && edge.flow.limit === undefined)
  if (!flow) return false
  flow.flow.limit = 2
  // Where another flow leads on, that is what happens after that.
  if (edges(service).filter((edge) => edge.from === from).length === 1) lead(service, from, end(service))
  return true
}

const limit: Act = (service, _, { from, to }) => limited(service, from!, to ?? from!)

/** A step of the same kind as another, that does nothing yet. */
const like = (service: Service, id: string) => structuredClone(kindOf(stepNamed(service, id)))
const kindOf = ({ lane, owner }: Step) => ({ lane, ...(owner ? { owner } : {}) })

/** Flows that lead away from where a step can still be reached, out of steps from where it can. */
function leaving(service: Service, id: string) {
  const leads = (from: string): boolean => isStep(service, from) && reachable(service, [from]).has(id)
  const before = reachable(service, starts(service), ({ from }) => from !== id)
  return edges(service).filter(
    ({ from, flow, kind }) =>
      kind !== 'promise' &&
      from !== id &&
      before.has(from) &&
      isStep(service, flow.to) &&
      leads(from) &&
      !leads(flow.to),
  )
}

const branches: Acts = {
  'join: all': (service, _, { join }) => (stepNamed(service, join!).join = 'all'),
  'join: some': (service, _, { join }) => (stepNamed(service, join!).join = 'some'),
  'split: one': (service, { path }) => chosen(service, path),
}

const ledElsewhere: Acts = {
  'a good outcome': (service, { element }) => (flowAt(service, element).to = end(service)),
  'an explained no': (service, { element }) => (flowAt(service, element).to = end(service, 'declined')),
}

const leadingThere: Acts = {
  'a flow that leads there': (service, _, { root }) => {
    const from = [...reachable(service, starts(service))].find((id) => stepNamed(service, id).outcome === undefined)
    return from !== undefined && lead(service, from, root!)
  },
  'start:': (service, _, { root, first }) => startAt(service, first ? [first, root!] : [...starts(service), root!]),
  'take it out': (service, { steps }) => withoutSteps(service, steps),
}

export const flow: Record<string, Remedies> = {
  'dead-end': {
    helps: {
      'Add `next:` with the step that follows; or, where the journey ends, `outcome:` with `served`, `recovered`, `declined` or `lost`':
        {
          next: (service, { steps: [id] }) => lead(service, id!, end(service)),
          ...Object.fromEntries(
            ['served', 'recovered', 'declined', 'lost'].map((outcome) => [
              outcome,
              (service: Service, { steps: [id] }) => ended(service, id!, outcome),
            ]),
          ),
        },
    },
  },
  trap: {
    brings: {
      rules: ['double-run'],
      because: 'what went round in it for ever gets out now, with all that runs beside it',
    },
    helps: Object.fromEntries(
      ['it', 'one of them'].map((which) => [
        `Give ${which} a flow that leads out, or an \`outcome\``,
        {
          'a flow that leads out': (service, { steps }) => lead(service, steps.at(-1)!, end(service)),
          'an outcome': (service, { steps }) => ended(service, steps[0]!, 'served'),
        },
      ]),
    ),
  },
  'lost-customer': {
    helps: {
      ...Object.fromEntries(
        ['Lead {from}', 'Let `recover` lead', 'Let `late` lead'].map((lead) => [
          `${lead} to a good outcome instead of {to}, or to an explained no (\`outcome: declined\`)`,
          ledElsewhere,
        ]),
      ),
      'Give {step} a way to a good outcome, or to an explained no (`outcome: declined`)': {
        'a good outcome': (service, _, { step }) => lead(service, step!, end(service)),
        'an explained no': (service, _, { step }) => lead(service, step!, end(service, 'declined')),
      },
    },
  },
  'unreachable-step': {
    brings: {
      rules: ['dead-end', 'trap', 'stuck-join', 'double-run', 'ownerless-handoff'],
      because: 'what nobody came to is judged only now',
    },
    again: 'of several ways into what is not reached, one is named',
    helps: Object.fromEntries(
      ['it', 'them'].flatMap((what) =>
        [
          'name it under `start:` if customers come in there',
          'name it and {first} under `start:` if customers come in there too',
        ].map((start) => [`Add a flow that leads to {root}, ${start}, or take ${what} out`, leadingThere]),
      ),
    ),
  },
  'stuck-join': {
    brings: {
      rules: ['double-run'],
      because: 'two that wait for each other hand work to each other: without waiting, it is done again for each',
    },
    again: 'each time one run is told in which it waits for ever',
    tangled: 'rings within rings',
    helps: {
      'Lead both, the failure of {from} and what follows when it goes well, to a step of their own before {join}, and that one to {join2}':
        { both: (service, _, { from, join }) => detour(service, from!, join!, 'recover') },
      'Lead both, what {from} hands on in time and what it hands on late, to a step of their own before {join}, and that one to {join2}':
        { both: (service, _, { from, join }) => detour(service, from!, join!, 'late') },
      'Let a step of its own before {join} wait for the branches, so that {back} leads back to {join2} without waiting again':
        {
          'a step of its own': (service, _, { join, back }) => {
            const waiting = stepNamed(service, join!)
            insertBefore(service, join!, { ...like(service, join!), join: waiting.join! }, ({ from }) => from !== back)
            waiting.join = 'any'
          },
        },
      'Say `join: any` at {join}, or at the step that waits for it in turn': {
        here: (service, _, { join }) => (stepNamed(service, join!).join = 'any'),
        'at the other': (service, _, { join }) => {
          const after = reachable(service, [join!])
          const other = [...after].find(
            (id) => id !== join && stepNamed(service, id).join === 'some' && reachable(service, [id]).has(join!),
          )
          return other !== undefined && (stepNamed(service, other).join = 'any')
        },
      },
      'Say `join: any` at {join}: only one of its flows comes, never all together': {
        any: (service, _, { join }) => (stepNamed(service, join!).join = 'any'),
      },
      'Lead every branch back to {join}, or let it wait only for what was really begun (`join: some`)': {
        back: (service, _, { join }) => {
          const flows = leaving(service, join!)
          for (const { from, flow } of flows) {
            const step = stepNamed(service, from)
            const onward = (step.next ?? []).find((one) => one !== flow && reachable(service, [one.to]).has(join!))
            if (!onward) flow.to = join!
            else if (onward.to !== join) flow.to = onward.to
            else if (step.next!.includes(flow)) step.next = step.next!.filter((one) => one !== flow)
            else flow.to = from // It is tried again.
          }
          return flows.length > 0
        },
        some: (service, _, { join }) => (stepNamed(service, join!).join = 'some'),
      },
    },
  },
  'double-run': {
    brings: {
      rules: ['stuck-join', 'trap'],
      because:
        'the help says that it is `some` where not every branch always comes; and what never ended goes round in fewer steps',
    },
    again: 'each time one run is told in which it happens twice',
    tangled: 'rings within rings',
    helps: {
      'Say `join: all` at {join} if the journey ends once (`some` where not every branch always comes), or take only one of the branches (`split: one`)':
        branches,
      'Let the branches wait for each other before (`join: all` at {join}, or `some` where not every one always comes), or take only one of them (`split: one`)':
        branches,
      'Let {from} take only one of its flows at a time (`split: one`)': {
        'split: one': (service, _, { from }) => (stepNamed(service, from!).split = 'one'),
      },
      'Join the branches before {back} leads back to {to}, or lead it back to a step of its own branch, behind {from}':
        {
          join: (service, { path }, { back, to }) => {
            const meeting = stepNamed(service, path.at(-1)!)
            const step = stepNamed(service, back!)
            if (!step.next?.some((flow) => flow.to === to)) return false
            step.next = step.next.filter((flow) => flow.to !== to)
            if (step.next.length === 0) step.next = [{ to: path.at(-1)! }]
            meeting.join = 'some'
            lead(service, path.at(-1)!, to!)
          },
          'its own branch': (service, { path }, { back, to, from }) => {
            const behind = path[path.indexOf(from!) + 1]
            for (const { flow } of edges(service).filter((edge) => edge.from === back && edge.flow.to === to))
              flow.to = behind ?? back!
          },
        },
    },
  },
  'endless-loop': {
    again: 'one ring of several is named',
    helps: {
      'Add `limit:` to the flow from {from} back to {to}, and a flow for what happens after that': { limit },
      'Add `limit:` to the flow from {from} back to itself, and a flow for what happens after that': { limit },
    },
  },
  'ping-pong': {
    again: 'one ring of several is named',
    helps: { 'Add `limit:` to the flow from {from} to {to}, and let one owner keep the case after that': { limit } },
  },
  'channel-dead-end': {
    helps: {
      'Add a way from {first} to a good outcome that stays in `channel: <channel>`, or one on which you turn to the customer yourself':
        {
          'in the channel': (service, _, { first, channel }) => {
            const more = { lane: 'touchpoint', channel: channel!, owner: [doer(service, first!)] }
            lead(service, first!, addStep(service, 'more', { ...more, next: [{ to: end(service) }] }))
          },
          'turn to the customer': (service, _, { first }) => {
            const more = { lane: 'touchpoint', channel: 'by bicycle', owner: [doer(service, first!)] }
            lead(service, first!, addStep(service, 'more', { ...more, next: [{ to: end(service) }] }))
          },
        },
    },
  },
  'open-decision': {
    again: 'a choice may lack its conditions, and its chances not add up either',
    helps: {
      'Add `when:` to each way, or `split: all` to the step where all of them are taken': {
        'when:': (service, { steps: [id] }) => {
          for (const [i, flow] of stepNamed(service, id!).next!.entries()) flow.when ??= `in case ${i}`
        },
        'split: all': (service, { steps: [id] }) => (stepNamed(service, id!).split = 'all'),
      },
      'Lower `chance:` until ways and failures together make 100%': {
        lower: (service, { steps: [id] }) => {
          const { next = [], fails = [] } = stepNamed(service, id!)
          const stated = [...next, ...fails].filter(({ chance }) => chance !== undefined)
          for (const one of stated) one.chance = 1 / stated.length
        },
      },
      'Raise `chance:`, or add the way that the other <rest> take': {
        raise: (service, { steps: [id] }, { rest }) => {
          const [first] = stepNamed(service, id!).next as [Flow]
          first.chance = part(first.chance!) + part(rest!)
        },
        'another way': (service, { steps: [id] }, { rest }) => lead(service, id!, end(service), { chance: rest! }),
      },
    },
  },
}

const part = (chance: string | number): number =>
  typeof chance === 'number' ? chance : chance.endsWith('%') ? Number(chance.slice(0, -1)) / 100 : Number(chance)

/** The last branching of a way takes only one of its flows. */
function chosen(service: Service, path: readonly string[]): boolean {
  const id = path.findLast((one) => ['all', 'some'].includes(stepNamed(service, one).split ?? 'one'))
  if (id === undefined) return false
  stepNamed(service, id).split = 'one'
  return true
}

/** A step before a join, where what goes well and what does not come together first. */
function detour(service: Service, from: string, join: string, kind: 'recover' | 'late'): void {
  const before = into(service, join).filter((edge) => edge.kind !== 'promise')
  const own = before.filter((edge) => edge.from === from && edge.kind === kind)
  const well = reachable(
    service,
    edges(service)
      .filter(
        (edge) => edge.from === from && edge.kind === 'next' && isStep(service, edge.flow.to) && edge.flow.to !== join,
      )
      .map(({ flow }) => flow.to),
    (edge) => edge.from !== join,
  )
  const others = before.filter((edge) => {
    if (kind === 'late') return edge.from === from && own.some(({ flow }) => edge.flow.late === flow)
    return !own.includes(edge) && (edge.from === from || well.has(edge.from))
  })
  const name = addStep(service, `before-${join}`, like(service, join))
  for (const { flow } of [...own, ...others]) flow.to = name
  lead(service, name, join)
}
