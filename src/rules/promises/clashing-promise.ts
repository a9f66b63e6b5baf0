import { addTo } from '../../multimap.ts'
import type { Mark } from '../../finding.ts'
import type { Graph } from '../../graph/graph.ts'
import { termText } from '../../graph/sums.ts'
import type { Owner, Stated } from '../../read/blueprint.ts'
import { inside, spanOf, withoutPlaces } from '../../read/document.ts'
import { called, justNamed, promiseDecidedBy, twoPlainTimes } from '../../plain.ts'
import { code, listed, quoted } from '../../words.ts'
import { across, type Rule } from '../rule.ts'

const inTheStore = `blueprint: 1
title: Return in the store
accountable: store
owners:
  store: { name: Store }
promises:
  money-back: { says: Money back in three days, made: take-back, kept: pay-back, within: 3d, owner: store, late: store }
steps:
  bring-back: { lane: customer, next: take-back }
  take-back: { lane: touchpoint, owner: store, next: pay-back }
  pay-back: { lane: backstage, owner: store, next: has-money }
  has-money: { lane: customer, outcome: served }
`

export const clashingPromise: Rule = {
  id: 'clashing-promise',
  theme: 'promises',
  severity: 'warning',
  summary: 'The same promise has another time in another blueprint of the run',
  why: 'Customers compare. Who was told three days at the counter and a week on the phone was lied to by one of the two.',
  fix: 'Agree on one time, or give the promises names of their own.',
  source: 'Parasuraman, Zeithaml and Berry (1985): gap 4, communication across departments',
  bad: `blueprint: 1
title: Return by post
accountable: returns
owners:
  returns: { name: Returns }
promises:
  money-back: { says: Money back in a week, made: take-parcel, kept: pay-back, within: 1w, owner: returns, late: returns } # <- clashing-promise
steps:
  send-back: { lane: customer, next: take-parcel }
  take-parcel: { lane: touchpoint, owner: returns, next: pay-back }
  pay-back: { lane: backstage, owner: returns, next: has-money }
  has-money: { lane: customer, outcome: served }
`,
  good: inTheStore,
  beside: inTheStore,
  // Promises of a service as it is and as it is to be may differ: that is what the second is drawn for. One finding a
  // name, in the first blueprint of the run that differs from one before it.
  across: across(partOf, function* (parts) {
    const organized = parts.some(({ organization }) => organization !== undefined)
    const names = new Map<string, Said[]>()
    for (const { organization, state, said } of parts) {
      if (organized && organization === undefined) continue
      for (const one of said) {
        const key = JSON.stringify([organization, state, one.id])
        addTo(names, key, one)
      }
    }
    for (const said of names.values()) {
      const first = said[0]!
      const other = said.find(({ within }) => within !== first.within)
      if (!other) continue
      const different = said.filter(({ within }) => within !== other.within)
      const elsewhere = different.slice(0, 3).map(({ term, file }) => `${term} in ${file}`)
      if (different.length > 3) elsewhere.push('others')
      yield {
        message: `The promise ${code(other.id)} is to be kept within ${other.term} here, and within ${listed(elsewhere)}`,
        help: `Agree on one \`within\` for ${different.length > 1 ? 'all' : 'both'}, or give one of the promises another name`,
        marks: [
          { at: other.mark, says: other.term },
          ...different.slice(0, 3).map(({ mark, term }) => ({ at: mark, says: term })),
        ],
        why: [other, ...different.slice(0, 3)].map(({ says, file }) => `${file} says ${quoted(says)}`),
        plain: () => {
          const [here, there] = twoPlainTimes(other.within, first.within)
          const isSame = different.every(({ within }) => within === first.within)
          const elsewhereToo =
            different.length === 1 ? '' : isSame ? ' and elsewhere' : ', and in yet another time elsewhere'
          return {
            lived: `${called({ name: other.says })} is due within ${here} in ${called(other.service)}, and ${first.says === other.says ? 'the same promise' : `${called({ name: first.says })}, which goes by the same name,`} within ${there} in ${called(first.service)}${elsewhereToo}. A customer who hears of both cannot know which one holds.`,
            change: `Agree on one time for ${first.says === other.says ? `${called({ name: other.says })} in all services` : different.length > 1 ? 'all' : 'both'}, or treat them as different promises with names of their own.`,
            who: [...other.deciding, ...different.flatMap(({ deciding }) => deciding)],
          }
        },
        standsOn: [other.stated, first.stated],
        names: [other.id],
        blueprint: other.file,
      }
    }
  }),
}

interface Said {
  readonly id: string
  readonly says: string
  /** Minutes. */
  readonly within: number
  readonly term: string
  readonly file: string
  readonly service: { readonly name: string }
  /** Who can change it. */
  readonly deciding: readonly Owner[]
  readonly mark: Mark['at']
  readonly stated: Stated
}

function partOf({ blueprint }: Graph) {
  const { document, organization, state, written } = blueprint
  const { file, text } = document
  // The text is kept until the end of the run, for it may have to be quoted; what was read from it is not.
  const source = { file, text }
  const bare = withoutPlaces(source)
  const said: Said[] = []
  for (const promise of blueprint.promises.values()) {
    const { id, says, within, basis, at } = promise
    if (within === undefined) continue
    const place = inside(at, 'within')
    const nowhere = { document: bare, path: place.path }
    said.push({
      id,
      says,
      within,
      term: termText(written.promises?.[id]?.within, within),
      file,
      service: { name: blueprint.title },
      deciding: promiseDecidedBy(blueprint, promise).map((owner) => justNamed(owner, nowhere)),
      mark: { source, span: spanOf(place), element: place.path.join('/') },
      stated: { at: nowhere, basis },
    })
  }
  return said.length > 0 || organization ? { organization: organization?.document.file, state, said } : undefined
}
