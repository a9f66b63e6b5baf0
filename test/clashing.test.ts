import { describe, expect, it } from 'vitest'
import { judgeAll } from './helpers/judge.ts'

// Promises of one name that are due at different times in several blueprints of a run: which of them clash.
interface Shop {
  readonly within?: string
  readonly more?: string
  readonly says?: string
}

const shop = ({ within = '', more = '', says = 'Your money is back' }: Shop) => `blueprint: 1
title: A shop
accountable: desk
${more}owners: { clerks: {}${more.includes('organization') ? '' : ', desk: {}'} }
promises:
  money-back: { says: ${says}, made: take-back, kept: pay-back${within === '' ? '' : `, within: ${within}`} }
steps:
  brings-coat: { lane: customer, next: take-back }
  take-back: { lane: touchpoint, owner: clerks, next: pay-back }
  pay-back: { lane: touchpoint, owner: clerks, next: has-money }
  has-money: { lane: customer, outcome: recovered }
`

type Shops = Record<string, Shop>

async function clashing(shops: Shops, rules: readonly string[] = ['clashing-promise']) {
  const texts = Object.entries(shops).map(([name, how]) => [`${name}.blueprint.yaml`, shop(how)])
  const text = 'organization: 1\ntitle: Shops\nowners: { desk: {} }\n'
  const { findings, unread, faults } = await judgeAll(Object.fromEntries(texts), {
    organization: (file) => ({ file, text }),
    plain: true,
  })
  expect({ unread, faults }).toEqual({ unread: [], faults: [] })
  return findings.filter(({ rule }) => rules.includes(rule))
}

const clashes = async (shops: Shops) => (await clashing(shops)).map(({ file, message }) => `${file}: ${message}`)

describe('a promise that is due sooner here than there', () => {
  it('clashes, and is told once in the first blueprint that differs, with three others at most', async () => {
    const shops = {
      a: { within: '3d' },
      b: { within: '3d' },
      c: { within: '1w' },
      d: { within: '5d' },
      e: { within: '6d' },
    }
    expect(await clashes(shops)).toEqual([
      'c.blueprint.yaml: The promise `money-back` is to be kept within 1w (7d) here, and within 3d in a.blueprint.yaml, 3d in b.blueprint.yaml, 5d in d.blueprint.yaml and others',
    ])
  })

  it('is told with all the others where they are three, in words for leaders too, each place with its time', async () => {
    const four = { a: { within: '3d' }, b: { within: '3d' }, c: { within: '1w' }, d: { within: '5d' } }
    for (const [shops, elsewhere] of [
      [four, 'within 3d in a.blueprint.yaml, 3d in b.blueprint.yaml and 5d in d.blueprint.yaml'],
      [
        { ...four, e: { within: '6d' } },
        'within 3d in a.blueprint.yaml, 3d in b.blueprint.yaml, 5d in d.blueprint.yaml and others',
      ],
    ] as const) {
      const [told] = await clashing(shops)
      expect(told!.message).toMatch(new RegExp(`here, and ${elsewhere}$`))
      expect(told!.related.map(({ file, message }) => `${file[0]} ${message}`)).toEqual(['a 3d', 'b 3d', 'd 5d'])
      expect(told!.plain!.lived).toContain('within 3 days in “A shop”, and in yet another time elsewhere.')
      expect(told!.why.map((line) => line[0])).toEqual(['c', 'a', 'b', 'd'])
      expect(told!.plain!.change).toContain('“Your money is back” in all services')
    }
    const [alone] = await clashing({ a: { within: '3d' }, b: { within: '5d' } })
    expect(alone!.plain!.lived).toContain('within 3 days in “A shop”. A customer')
  })

  it('is told in words for two, and for more', async () => {
    const told = async (shops: Shops) => {
      const [{ help, plain } = { help: '', plain: null }] = await clashing(shops)
      return [help.split(',')[0], plain!.lived.split('. ')[0]!.split('and the same promise ')[1]]
    }
    const [a, b] = [{ within: '3d' }, { within: '5d' }]
    expect(await told({ a, b })).toEqual(['Agree on one `within` for both', 'within 3 days in “A shop”'])
    expect(await told({ a, b, c: a })).toEqual([
      'Agree on one `within` for all',
      'within 3 days in “A shop” and elsewhere',
    ])
    expect(await told({ a, b, c: { within: '7d' } })).toEqual([
      'Agree on one `within` for all',
      'within 3 days in “A shop”, and in yet another time elsewhere',
    ])
  })

  it('is told to leaders by both names where it goes by two, and what to agree on', async () => {
    const [a, b] = [{ within: '3d' }, { within: '5d', says: 'You get it back' }]
    const told = async (shops: Shops) => (await clashing(shops))[0]!.plain!
    expect((await told({ a, b })).lived).toMatch(
      /^“You get it back” is due .*, and “Your money is back”, which goes by/,
    )
    expect((await told({ a, b })).change).toMatch(/^Agree on one time for both, or /)
    expect((await told({ a, b, c: a })).change).toMatch(/^Agree on one time for all, or /)
  })

  it('does not clash with one that has no time, or the same in other words', async () => {
    expect(await clashes({ a: { within: '7d' }, b: {}, c: { within: '1w' } })).toEqual([])
    expect(await clashes({ a: {}, b: {} })).toEqual([])
  })

  it('may be lived with elsewhere: whether that covers nothing only shows in the largest run', async () => {
    const living = (rule: string) => ({
      within: '5d',
      more: `accepted: [{ rule: ${rule}, at: clerks, because: so it is, by: the desk }]\n`,
    })
    const rules = ['clashing-promise', 'unused-acceptance']
    const told = async (rule: string) =>
      (await clashing({ a: { within: '3d' }, b: living(rule) }, rules)).map((finding) => finding.rule)
    expect(await told('dead-end')).toEqual(['unused-acceptance', 'clashing-promise'])
    expect(await told('clashing-promise')).toEqual(['clashing-promise'])
  })

  it('does not clash with the service as it is to be', async () => {
    expect(await clashes({ a: { within: '3d' }, b: { within: '5d', more: 'state: to-be\n' } })).toEqual([])
  })

  it('clashes within an organization, and not with what stands outside it', async () => {
    const inside = { more: 'organization: shops.yaml\n' }
    const elsewhere = { more: 'organization: others.yaml\n' }
    expect(await clashes({ a: { within: '3d', ...inside }, b: { within: '5d', ...inside } })).toHaveLength(1)
    expect(await clashes({ a: { within: '3d', ...inside }, b: { within: '5d', ...elsewhere } })).toEqual([])
    expect(await clashes({ a: { within: '3d', ...inside }, b: { within: '5d' }, c: { within: '6d' } })).toEqual([])
    // Whether or not what stands inside promises anything itself.
    expect(await clashes({ a: inside, b: { within: '5d' }, c: { within: '6d' } })).toEqual([])
    expect(
      await clashes({ a: { within: '5d' }, b: { within: '3d', ...inside }, c: { within: '6d', ...inside } }),
    ).toEqual([
      'c.blueprint.yaml: The promise `money-back` is to be kept within 6d here, and within 3d in b.blueprint.yaml',
    ])
  })
})
