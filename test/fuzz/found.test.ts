import { describe, expect, it } from 'vitest'
import { judge } from '../helpers/judge.ts'

/** What random blueprints brought up, each by its smallest example. */

const lending = (steps: string, more = '') =>
  `blueprint: 1\ntitle: Lending desk\naccountable: desk\nowners: { desk: {} }\n${more}steps:\n${steps}`

describe('names', () => {
  it('that are empty are as if absent', async () => {
    const text = lending('  lend-out: { lane: touchpoint, owner: desk, name: " " }\n').replace('{} }', '{ name: "" } }')
    const { findings } = await judge(text, { plain: true })
    expect(findings.map(({ rule, plain }) => [rule, plain?.who])).toEqual([['dead-end', ['desk']]])
    expect(findings[0]!.pathNames).toEqual(['lend out'])
  })
})

describe('a trade-off', () => {
  it('is about the same thing whatever stands first in the file', async () => {
    const steps = '  lend: { lane: customer, name: Lends it, outcome: served }\n'
    const promises = 'promises: { lend: { says: Soon, made: lend, kept: lend } }\n'
    const accepted = 'accepted: { rule: trap, at: lend, because: x, by: y }\n'
    const both = [lending(steps, promises), `${lending(steps)}${promises}`].map((text) => text + accepted)
    for (const text of both) {
      const { findings } = await judge(text, { plain: true })
      expect(findings.find(({ rule }) => rule === 'unused-acceptance')!.plain!.lived).toContain('at “Lends it”')
    }
  })
})

describe('what is no YAML', () => {
  it('is told, however many keys stand in one another', async () => {
    const { findings } = await judge(`${lending('  read: { lane: customer }\n')}x-a: {${'b c: '.repeat(5_000)}}\n`)
    expect(findings.map(({ rule }) => rule)).toEqual(['yaml-syntax'])
  })
})

describe('how sure a finding is', () => {
  const surest = async (steps: readonly string[], rule: string): Promise<string[]> =>
    Promise.all(
      [steps, [...steps].reverse()].map(async (ordered) => {
        const { findings } = await judge(lending(ordered.join(''), 'start: ask\n'))
        return findings.find((finding) => finding.rule === rule)!.confidence
      }),
    )

  it('does not depend on which of two ways in stands first, for work that is handed to nobody', async () => {
    const steps = [
      '  ask: { lane: customer, next: [ring, write] }\n',
      '  ring: { lane: touchpoint, owner: desk, next: sort }\n',
      '  write: { lane: touchpoint, owner: desk, basis: assumed, next: sort }\n',
      '  sort: { lane: backstage, next: read }\n',
      '  read: { lane: customer, outcome: served }\n',
    ]
    expect(await surest(steps, 'ownerless-handoff')).toEqual(['certain', 'certain'])
  })

  it('does not depend on which of two ways stands first, for what is told too early', async () => {
    const steps = [
      '  ask: { lane: customer, next: [ring, write] }\n',
      '  ring: { lane: touchpoint, owner: desk, next: tell }\n',
      '  write: { lane: touchpoint, owner: desk, basis: assumed, next: tell }\n',
      '  tell: { lane: touchpoint, owner: desk, claims: pay, next: pay }\n',
      '  pay: { lane: support, owner: desk, next: read }\n',
      '  read: { lane: customer, outcome: served }\n',
    ]
    expect(await surest(steps, 'premature-claim')).toEqual(['certain', 'certain'])
  })
})

describe('what a finding is known by', () => {
  const printsOf = (texts: readonly string[], rule: string): Promise<string[]> =>
    Promise.all(
      texts.map(async (text) => {
        const { findings } = await judge(text)
        return findings
          .filter((finding) => finding.rule === rule)
          .map(({ fingerprint }) => fingerprint)
          .join()
      }),
    )

  it('does not depend on which of two equally near steps could do what this one may not', async () => {
    const text = (next: string): string =>
      lending(
        [
          `  answer: { lane: touchpoint, owner: desk, requires: { authority: refund }, next: ${next} }\n`,
          '  drive: { lane: support, owner: van, outcome: served }\n',
          '  plead: { lane: support, owner: law, outcome: served }\n',
        ].join(''),
      ).replace('{ desk: {} }', '{ desk: { authority: [] }, van: { authority: refund }, law: { authority: refund } }')
    const [one, other] = await printsOf([text('[drive, plead]'), text('[plead, drive]')], 'missing-authority')
    expect(one).toMatch(/^[0-9a-f]+$/)
    expect(other).toBe(one)
  })

  it('does not depend on which of two rewards for the same thing stands first', async () => {
    const rewards = ['  pay: { owner: desk, rewards: sales }\n', '  praise: { owner: desk, rewards: sales }\n']
    const text = (incentives: readonly string[]): string =>
      lending(
        '  answer: { lane: touchpoint, owner: desk, outcome: served }\n',
        `metrics: { sales: { for: business } }\nincentives:\n${incentives.join('')}`,
      )
    const [one, other] = await printsOf([text(rewards), text([...rewards].reverse())], 'no-lever')
    expect(one).toMatch(/^[0-9a-f]+$/)
    expect(other).toBe(one)
  })
})

describe('what failed has not been done, also where its repair is late', () => {
  /** Something is done; where that fails and the repair is late, somebody else acts. */
  const found = async (rule: string, done: string, instead: string): Promise<string[]> => {
    const text = lending(
      [
        '  ask: { lane: customer, next: look }\n',
        `  look: { lane: touchpoint, owner: desk, ${done}, next: read, fails: { what: It is not there, recover: { to: fetch, late: guess } } }\n`,
        `  fetch: { lane: touchpoint, owner: desk, ${done}, next: read }\n`,
        `  guess: { lane: backstage, owner: desk, ${instead}, next: mend }\n`,
        '  mend: { lane: backstage, owner: van, next: read }\n',
        '  read: { lane: customer, outcome: served }\n',
      ].join(''),
    ).replace('{ desk: {} }', '{ desk: {}, van: {} }')
    const { findings } = await judge(text)
    return findings.filter((finding) => finding.rule === rule).map(({ path }) => path.join(' > '))
  }

  it('nobody has learned anything', async () => {
    expect(await found('missing-information', 'produces: place', 'needs: place')).toEqual(['ask > look > guess'])
  })

  it('nothing has happened', async () => {
    expect(await found('premature-claim', 'takes: 1h', 'claims: look')).toEqual(['ask > look > guess'])
  })

  it('nothing was asked', async () => {
    expect(await found('asked-again', 'collects: name', 'collects: name')).toEqual([])
  })

  it('no case was opened', async () => {
    expect(await found('caseless-recovery', 'case: open', 'takes: 1h')).toEqual(['ask > look > guess > mend'])
    expect(await found('unconfirmed-closure', 'case: open', 'case: close')).toEqual([])
  })
})

describe('a join that waits for all', () => {
  it('does not wait for what acts when a promise is late', async () => {
    const steps = [
      '  ask: { lane: customer, next: [{ to: sort, when: it is simple }, { to: bend, when: it is not }] }\n',
      '  sort: { lane: touchpoint, owner: desk, next: close }\n',
      '  bend: { lane: touchpoint, owner: desk, workaround: true, next: read }\n',
      '  close: { lane: touchpoint, owner: desk, join: all, next: read }\n',
      '  read: { lane: customer, outcome: served }\n',
    ]
    const promise = 'promises: { soon: { says: Soon, made: bend, kept: read, owner: desk, late: close } }\n'
    const { findings } = await judge(lending(steps.join(''), promise))
    // The way from `ask` over `sort` bends nothing.
    expect(findings.map(({ rule }) => rule)).not.toContain('workaround-only')
  })
})

describe('a promise that is made while a case is open', () => {
  const told = async (record: string): Promise<string[]> => {
    const steps = [
      '  ask: { lane: customer, next: note }\n',
      `  note: { lane: touchpoint, owner: desk, ${record}, next: tell }\n`,
      '  tell: { lane: touchpoint, owner: desk, next: { to: pay, via: email, confirmed: true, carries: [] } }\n',
      '  pay: { lane: support, owner: bank, next: read }\n',
      '  read: { lane: customer, outcome: served }\n',
    ]
    const promise = 'promises: { soon: { says: Soon, made: tell, kept: pay, owner: desk } }\n'
    const { findings } = await judge(lending(steps.join(''), promise).replace('{ desk: {} }', '{ desk: {}, bank: {} }'))
    return findings.filter(({ rule }) => rule === 'untold-promise').map(({ path }) => path.join(' > '))
  }

  it('is known wherever the case is, though it was opened before', async () => {
    expect(await told('case: open')).toEqual([])
  })

  it('is not where no case is open, or one that keeps other things', async () => {
    for (const record of ['case: none', 'case: close', 'case: open, keeps: []'])
      expect(await told(record)).toEqual(['ask > note > tell > pay'])
  })
})

it('a promise is not untold on a way on which nobody made it', async () => {
  const steps = [
    '  ask: { lane: customer, next: [{ to: note, when: it is new }, { to: tell, when: it is not }] }\n',
    '  note: { lane: touchpoint, owner: desk, case: close, next: wait }\n',
    '  wait: { lane: customer, next: sort }\n',
    '  sort: { lane: touchpoint, owner: law, next: { to: pay, via: email, carries: [] } }\n',
    '  tell: { lane: touchpoint, owner: desk, next: { to: pay, via: email, carries: [soon] } }\n',
    '  pay: { lane: backstage, owner: bank, next: read }\n',
    '  read: { lane: customer, outcome: served }\n',
  ]
  const promise = 'promises: { soon: { says: Soon, made: tell, kept: pay, owner: desk } }\n'
  const text = lending(steps.join(''), promise).replace('{ desk: {} }', '{ desk: {}, law: {}, bank: {} }')
  const found = async (blueprint: string): Promise<string[]> =>
    (await judge(blueprint)).findings
      .filter(({ rule }) => rule === 'untold-promise')
      .map(({ path }) => path.join(' > '))
  expect(await found(text)).toEqual([])
  // On the same way it can be: where it was made there.
  expect(await found(text.replace('made: tell', 'made: [tell, note]'))).toEqual(['ask > note > wait > sort > pay'])
})

it('what the customer carries comes from those who had it, not from whom they met in between', async () => {
  const steps = (by: string): string =>
    [
      '  ask: { lane: customer, next: note }\n',
      '  note: { lane: touchpoint, owner: desk, produces: number, next: { to: wait, carries: number } }\n',
      '  wait: { lane: customer, next: sort }\n',
      '  sort: { lane: touchpoint, owner: bank, next: hold }\n',
      '  hold: { lane: customer, next: plead }\n',
      `  plead: { lane: touchpoint, owner: ${by}, needs: number, next: read }\n`,
      '  read: { lane: customer, outcome: served }\n',
    ].join('')
  const found = async (by: string): Promise<string[]> => {
    const { findings } = await judge(lending(steps(by)).replace('{ desk: {} }', '{ desk: {}, bank: {}, law: {} }'))
    return findings.filter(({ rule }) => rule === 'customer-courier').map(({ message }) => message)
  }
  expect(await found('law')).toEqual(['The customer carries `number` from desk to law, where `plead` needs it'])
  // To those who had it themselves: between two owners nothing is carried.
  expect(await found('desk')).toEqual([])
})

it('a case that goes back and forth is shown in the hands of two owners, though each round is in those of one', async () => {
  const steps = [
    '  ask: { lane: customer, next: [ring, write, give-up] }\n',
    '  ring: { lane: touchpoint, owner: desk, next: [ask, read] }\n',
    '  write: { lane: touchpoint, owner: bank, next: [ask, read] }\n',
    '  read: { lane: customer, outcome: served }\n',
    '  give-up: { lane: customer, outcome: lost }\n',
  ]
  const { findings } = await judge(lending(steps.join('')).replace('{ desk: {} }', '{ desk: {}, bank: {} }'))
  const { path, why } = findings.find(({ rule }) => rule === 'ping-pong')!
  expect(path).toEqual(['ask', 'ring', 'ask', 'write', 'ask'])
  expect(why).toEqual(['`ask` → `ring` (desk) → `ask` → `write` (bank) → `ask`'])
  // A round in which nobody has it shows nothing.
  const waiting = lending(steps.join('').replace('next: [ring', 'next: [ask, ring'))
  const after = await judge(waiting.replace('{ desk: {} }', '{ desk: {}, bank: {} }'))
  expect(after.findings.find(({ rule }) => rule === 'ping-pong')!.path).toEqual(path)
})
