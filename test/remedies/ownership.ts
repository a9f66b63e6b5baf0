import { allNames, type Remedies } from './remedy.ts'
import { addStep, at, doer, type Flow, lead, type Service, somebody, stepNamed } from './service.ts'

const owned = (service: Service, _: unknown, { steps }: Record<string, string>): void => {
  for (const id of allNames(steps)) {
    const step = stepNamed(service, id)
    step.owner = [somebody(service)]
  }
}

const answered = (service: Service, { steps: [id] }: { steps: readonly string[] }): void => {
  stepNamed(service, id!).accountable = somebody(service)
}

/** A step that acts when it is late, and leads on to where the work was to go. */
export function acting(service: Service, by: string, to: string): Flow {
  return { to: addStep(service, 'acts-when-late', { lane: 'backstage', owner: [by], next: [{ to }] }) }
}

export const ownership: Record<string, Remedies> = {
  'ownerless-handoff': { helps: { 'Add `owner:` to {steps*}': { owner: owned } } },
  'ownerless-step': { helps: { 'Add `owner:` to {steps*}': { owner: owned } } },
  'no-accountable-owner': {
    helps: {
      'Add `accountable:` at the top, with the owner who does': {
        accountable: (service) => (service.blueprint.accountable = somebody(service)),
      },
      'Name an owner inside the organization in `accountable:`; {now} can still do its steps': {
        'an owner inside': (service, _, { now }) => (service.blueprint.accountable = somebody(service, [now!])),
      },
    },
  },
  'unconfirmed-handoff': {
    helps: {
      'Add `confirmed: true` when the receiver acknowledges, or hand it over through a ticket': {
        'confirmed: true': (service, { element }) => (flowAt(service, element)['confirmed'] = true),
        'a ticket': (service, { element }) => (flowAt(service, element)['via'] = 'ticket'),
      },
    },
  },
  'shared-step': {
    helps: {
      'Add `accountable:` with one of them, or keep one owner': {
        'accountable:': (service, { steps: [id] }) => {
          const step = stepNamed(service, id!)
          step.accountable = step.owner![0]!
        },
        'one owner': (service, { steps: [id] }) => {
          const step = stepNamed(service, id!)
          step.owner = step.owner!.slice(0, 1)
        },
      },
    },
  },
  'untimed-handoff': {
    helps: {
      'Add `within:` with how soon <receiver> must take it up, and `late:` with who acts when they do not': {
        within: (service, { element, steps: [, to] }) => {
          const flow = flowAt(service, element)
          flow['within'] = '1d'
          flow.late = { to: doer(service, to!) }
        },
      },
    },
  },
  'unwatched-deadline': {
    helps: {
      'Add `late:` with the step that gets the work then, or the owner who is told': {
        'the owner who is told': (service, { element, steps: [from] }) =>
          (flowAt(service, element).late = { to: doer(service, from!) }),
        'the step that gets the work': (service, { element, steps: [from, to] }) =>
          (flowAt(service, element).late = acting(service, doer(service, from!), to!)),
      },
    },
  },
  'customer-courier': {
    brings: {
      rules: ['double-run'],
      because:
        'one more flow out of a step that takes all of its flows is one more branch, to be joined as its finding says',
    },
    again: 'the first of those who learn it is named',
    helps: {
      'Hand {fact} on from {source} to {step} directly, or keep it in a case from there on (`case: open`)': {
        directly: (service, _, { fact, source, step }) =>
          lead(service, source!, step!, { via: 'ticket', carries: [fact!] }),
        'in a case': (service, { path }, { source, step: to }) => {
          const step = stepNamed(service, source!)
          step.case = 'open'
          delete step['keeps']
          for (const id of path)
            if (id !== to && stepNamed(service, id).case === 'close') delete stepNamed(service, id).case
        },
      },
    },
  },
  'system-in-charge': {
    helps: Object.fromEntries(
      ['Add', 'Change'].map((act) => [
        `${act} \`accountable:\` to the team or role that answers for what the system does here`,
        { accountable: answered },
      ]),
    ),
  },
  'outsourced-outcome': {
    helps: Object.fromEntries(
      ['Add', 'Change'].map((act) => [
        `${act} \`accountable:\` to the owner inside who answers for what the partner does here`,
        { accountable: answered },
      ]),
    ),
  },
}

/** The flow that a place is in or is; for the late of a promise too. */
export function flowAt(service: Service, element: string): Flow {
  const keys = element.split('/')
  const last = keys.findLastIndex((key) => /^\d+$/.test(key) || key === 'recover' || key === 'late')
  return at<Flow>(service, keys.slice(0, last + 1).join('/'))
}
