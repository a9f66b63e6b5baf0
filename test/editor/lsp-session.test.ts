import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { audit } from '../../src/audit/audit.ts'
import type { Result } from '../../src/audit/result.ts'
import { defaults } from '../../src/audit/settings.ts'
import { Session, type Terms } from '../../src/editor/session.ts'
import { runs } from '../helpers/random.ts'

// After any edits, a session says what an audit of the same texts says.

const folder = new URL('../../blueprints/', import.meta.url)
const stories = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), 'utf8'))

const owners = `owners:
  depot: { name: Depot }
  office: { name: Office }
`
const organizations = [
  `organization: 1\ntitle: City\n${owners}`,
  `organization: 1\ntitle: City\n${owners}  night-team: { name: Night team }\nmetrics:\n  calm: { for: customer }\n`,
  `organization: 1\ntitle: City\nowners:\n  depot: { kind: squad }\n  depot: {}\n`,
  `organization: 1\ntitle: City\nowner:\n  depot: {}\n  nobody: {}\n`,
  'organization: [1\n',
]

const using = (organization: string, within: string, accepted = '') => `blueprint: 1
title: A parcel comes
organization: ${organization}
accountable: depot
promises:
  soon: { says: It comes soon, made: hear, kept: bring, within: ${within} }
steps:
  order: { lane: customer, next: hear }
  hear: { lane: touchpoint, owner: office, next: { to: bring, via: email } }
  bring: { lane: touchpoint, owner: depot, next: has-parcel }
  has-parcel: { lane: customer, outcome: served }
${accepted}`

const clash = (by: string) =>
  `accepted:\n  - { rule: clashing-promise, at: soon, because: Both are told, by: ${by}, until: 2026-11-23 }\n`

const texts = [
  ...stories,
  ...['city.yaml', 'town.yaml', 'none.yaml', 'a.blueprint.yaml'].flatMap((name) => [
    using(name, '2d'),
    using(name, '3d'),
    using(name, '3d', clash('Depot')),
  ]),
  'blueprint: 1\ntitle: [',
  '',
  'steps: {}',
]

const names = ['a.blueprint.yaml', 'b.blueprint.yaml', 'c.blueprint.yaml', 'd/e.blueprint.yaml']
const shared = ['city.yaml', 'town.yaml']

type Edit =
  | { readonly put: string; readonly text: string }
  | { readonly remove: string }
  | { readonly share: string; readonly text: string | undefined }
  | { readonly day: string }
  | { readonly off: string | undefined }
  | { readonly ask: true }

const edits: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ put: fc.constantFrom(...names), text: fc.constantFrom(...texts) }) },
  { weight: 1, arbitrary: fc.record({ remove: fc.constantFrom(...names) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      share: fc.constantFrom(...shared),
      text: fc.option(fc.constantFrom(...organizations), { nil: undefined }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ day: fc.constantFrom('2026-11-22', '2026-11-24') }) },
  { weight: 1, arbitrary: fc.record({ off: fc.constantFrom('unconfirmed-handoff', 'unused-name', undefined) }) },
  { weight: 3, arbitrary: fc.constant<Edit>({ ask: true }) },
)

const told = ({ blueprints, findings, notAssessable, summary, unread, faults, sources }: Result) => ({
  blueprints,
  findings,
  notAssessable,
  summary,
  unread,
  faults,
  sources: new Map([...sources].map(([file, { text }]) => [file, text])),
})

it('says the same as an audit of the same texts, whatever was edited before', async () => {
  let compared = 0
  await fc.assert(
    fc.asyncProperty(fc.array(edits, { minLength: 2, maxLength: 14 }), async (sequence) => {
      const onDisk = new Map<string, string>()
      const open = new Map<string, string>()
      const organization: Terms['organization'] = (file) => {
        const text = open.get(file) ?? onDisk.get(file)
        return text === undefined ? { unavailable: 'is not there', help: 'Correct the path' } : { file, text }
      }
      let terms: Terms = { organization, today: '2026-11-22', settings: () => defaults }
      const session = new Session(terms)
      const compare = async (): Promise<void> => {
        const sources = [...open].map(([file, text]) => ({ file, text })).sort((a, b) => (a.file < b.file ? -1 : 1))
        expect(told(await session.result())).toEqual(told(await audit(sources, terms)))
        compared += 1
      }
      for (const edit of sequence) {
        if ('put' in edit) {
          open.set(edit.put, edit.text)
          session.put({ file: edit.put, text: edit.text })
        } else if ('remove' in edit) {
          open.delete(edit.remove)
          session.remove(edit.remove)
        } else if ('share' in edit) {
          if (edit.text === undefined) onDisk.delete(edit.share)
          else onDisk.set(edit.share, edit.text)
          session.organizationChanged(edit.share)
        } else if ('day' in edit) session.renew((terms = { ...terms, today: edit.day }))
        else if ('off' in edit) {
          const levelOf = (rule: string) => (rule === edit.off ? 'off' : undefined)
          session.renew((terms = { ...terms, settings: () => ({ ...defaults, levelOf }) }))
        } else await compare()
      }
      await compare()
    }),
    runs(300),
  )
  expect(compared).toBeGreaterThan(500)
})

it('reads again only what changed', async () => {
  const read: string[] = []
  const session = new Session({
    today: '2026-11-22',
    organization: (file, by) => {
      read.push(by.file)
      return { file, text: organizations[0]! }
    },
  })
  for (const file of names) session.put({ file, text: using('city.yaml', '2d') })
  await session.result()
  expect(read.sort()).toEqual(names)
  read.length = 0
  session.put({ file: 'b.blueprint.yaml', text: using('city.yaml', '3d') })
  session.put({ file: 'c.blueprint.yaml', text: using('city.yaml', '2d') }) // the same text
  await session.result()
  expect(read).toEqual(['b.blueprint.yaml'])
})

it('notices by itself that the file of an organization is another, when any of its users is judged', async () => {
  let text = organizations[0]!
  const session = new Session({ today: '2026-11-22', organization: (file) => ({ file, text }) })
  session.put({ file: 'a.blueprint.yaml', text: using('city.yaml', '2d') })
  session.put({ file: 'b.blueprint.yaml', text: using('city.yaml', '2d') })
  const lacking = (result: Result) => result.findings.filter(({ rule }) => rule === 'unknown-reference').length
  expect(lacking(await session.result())).toBe(0)
  text = 'organization: 1\ntitle: City\nowners: { depot: {} }\n'
  session.put({ file: 'b.blueprint.yaml', text: using('city.yaml', '3d') })
  expect(lacking(await session.result())).toBe(2)
})

it('takes a text that comes while it is judging', async () => {
  const session = new Session({
    today: '2026-11-22',
    organization: () => ({ unavailable: 'is not there', help: '' }),
  })
  session.put({ file: 'a.blueprint.yaml', text: stories[0]! })
  session.put({ file: 'b.blueprint.yaml', text: stories[1]! })
  let edited = false
  const result = await session.result(undefined, async () => {
    if (!edited) session.put({ file: 'a.blueprint.yaml', text: stories[2]! })
    edited = true
  })
  const inOrder = [
    { file: 'a.blueprint.yaml', text: stories[2]! },
    { file: 'b.blueprint.yaml', text: stories[1]! },
  ]
  const organization = () => ({ unavailable: 'is not there', help: '' })
  expect(told(result)).toEqual(told(await audit(inOrder, { today: '2026-11-22', organization })))
})

it('begins with what those say by themselves that somebody looks at', async () => {
  const organization = (file: string) => ({ file, text: organizations[0]! })
  const session = new Session({ today: '2026-11-22', organization })
  const sources = [
    { file: 'a.blueprint.yaml', text: using('city.yaml', '2d') },
    // An accepted clash is not used as long as nobody has looked at the others.
    { file: 'b.blueprint.yaml', text: using('city.yaml', '3d', clash('Depot')) },
    { file: 'c.blueprint.yaml', text: stories[0]! },
  ]
  for (const source of sources) session.put(source)
  const open = () => ['b.blueprint.yaml']
  const [, b] = sources
  const first = await session.result(open)
  expect(session.isSettled).toBe(false)
  expect(first.blueprints.map(({ file }) => file)).toEqual(['b.blueprint.yaml'])
  const alone = await audit([{ ...b!, text: using('city.yaml', '3d') }], { today: '2026-11-22', organization })
  expect(told(first).findings).toEqual(told(alone).findings)
  const all = await audit(sources, { today: '2026-11-22', organization })
  expect(all.findings.map(({ rule }) => rule)).toContain('clashing-promise')
  expect(told(await session.result(open))).toEqual(told(all))
  expect(session.isSettled).toBe(true)
})
