import type { Remedies } from './remedy.ts'
import { type Accepted, at, doer, entry, put, reachable, type Service, somebody, starts } from './service.ts'
import { withoutName } from './without.ts'

const acceptedAt = (service: Service, element: string): Accepted =>
  at(service, element.split('/').slice(0, 2).join('/'))

export const audit: Record<string, Remedies> = {
  'expired-acceptance': {
    helps: {
      'Mend it; or decide again, and write the new day into `until`': {
        // To mend it is to do what the help of the finding says that was accepted: each is tried for itself.
        'decide again': (service, { element }) => (acceptedAt(service, element).until = '2099-12-31'),
      },
    },
  },
  'unused-acceptance': {
    helps: {
      'Take it out, or correct `rule` and `at`': {
        'take it out': (service, { element }) => {
          const one = acceptedAt(service, element)
          service.blueprint.accepted = service.blueprint.accepted!.filter((other) => other !== one)
        },
        correct: (service, { element }) => {
          const one = acceptedAt(service, element)
          const reached = reachable(service, starts(service))
          const found = Object.entries(service.blueprint.steps).find(
            ([id, { lane, owner, accountable }]) =>
              reached.has(id) && lane !== 'customer' && owner?.length === 1 && !accountable,
          )
          if (!found) return false
          // Something to correct it to: a step that two share.
          const [id, step] = found
          step.owner = [doer(service, id), somebody(service, [doer(service, id)])]
          one.rule = 'shared-step'
          one.at = id
        },
      },
    },
  },
  'unused-name': {
    helps: {
      'Name `owner: <owner>` where they have a step, or take them out of `owners`': {
        'name them': (service, { element }, { owner }) => {
          const step = Object.values(service.blueprint.steps).find(({ lane }) => lane !== 'customer')
          return element !== '' && step !== undefined && put(step, 'owner', owner!)
        },
        'take them out': (service, { element }) => withoutName(service, 'owners', element.split('/')[1]!),
      },
      'Add `prefer` and `over` with the steps that it is about, or take it out': {
        add: (service, { element }) => {
          const policy = entry(service, 'policies', element.split('/')[1]!)
          const ids = Object.keys(service.blueprint.steps)
          policy['prefer'] = ids.at(-1)!
          policy['over'] = ids[0]!
        },
        'take it out': (service, { element }) => withoutName(service, 'policies', element.split('/')[1]!),
      },
      'Add `made` and `kept` with the steps where that happens, or take it out': {
        add: (service, { element }) => {
          const promise = entry(service, 'promises', element.split('/')[1]!)
          const ids = Object.keys(service.blueprint.steps)
          promise.made = [ids[0]!]
          promise.kept = ids.at(-1)!
        },
        'take it out': (service, { element }) => withoutName(service, 'promises', element.split('/')[1]!),
      },
    },
  },
}
