import { people, said } from '../../plain.ts'
import { code } from '../../words.ts'
import type { Rule } from '../rule.ts'

export const noAccountableOwner: Rule = {
  id: 'no-accountable-owner',
  theme: 'ownership',
  severity: 'warning',
  summary:
    'Nobody in the organization answers for the service from start to outcome: `accountable` is missing, or names a partner or a system',
  why: 'Each department does its part and reports its part as green. Where the parts do not meet, there is nobody whose task it is to see it.',
  fix: 'Name one owner inside the organization under `accountable:`.',
  source: 'Bitner, Ostrom and Morgan (2008); Parasuraman, Zeithaml and Berry (1985)',
  bad: `blueprint: 1
title: Parcel to a neighbour # <- no-accountable-owner
owners:
  depot: { name: Depot }
steps:
  await-parcel: { lane: customer, next: deliver }
  deliver: { lane: touchpoint, owner: depot, next: has-parcel }
  has-parcel: { lane: customer, outcome: served }
`,
  good: `blueprint: 1
title: Parcel to a neighbour
accountable: depot
owners:
  depot: { name: Depot }
steps:
  await-parcel: { lane: customer, next: deliver }
  deliver: { lane: touchpoint, owner: depot, next: has-parcel }
  has-parcel: { lane: customer, outcome: served }
`,
  *check({ blueprint: { document, accountable, title } }) {
    const change = `Name one person or team inside the organization who answers for ${said(title)} from beginning to end.`
    const at = (...path: string[]) => ({ document, path })
    if (accountable === undefined) {
      yield {
        message: 'Nobody answers for this service from start to outcome',
        help: 'Add `accountable:` at the top, with the owner who does',
        plain: () => ({
          lived: `Nobody is named to answer for ${said(title)} from beginning to end. Where its parts do not fit together for a customer, it is nobody’s task to see it.`,
          change,
          who: [],
        }),
        marks: [{ at: at('title'), says: 'no `accountable`' }],
      }
      return
    }
    const { kind, name } = accountable
    if (kind !== 'partner' && kind !== 'system') return
    yield {
      message: `The owner accountable for this service is ${kind === 'partner' ? 'outside the organization' : 'software'}: ${name}`,
      help: `Name an owner inside the organization in \`accountable:\`; ${code(accountable.id)} can still do its steps`,
      plain: () => ({
        lived: `Nobody inside is named to answer for ${said(title)} from beginning to end, only ${kind === 'partner' ? 'a partner outside' : 'software'} (${people([accountable])}). Where its parts do not fit together for a customer, it is nobody’s task inside to see it.`,
        change,
        who: [],
      }),
      marks: [
        { at: at('accountable'), says: kind === 'partner' ? 'a partner' : 'a system' },
        { at: { ...accountable.at, path: [...accountable.at.path, 'kind'] }, says: 'said here' },
      ],
      names: [accountable.id],
      standsOn: [accountable],
    }
  },
}
