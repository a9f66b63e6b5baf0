import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Repository } from './helpers/git.ts'
import { folderWith, run } from './helpers/run.ts'
import { expectSound } from './office/opened.ts'

// A report on several services that share a file, of which one is only to be.

const club = `organization: 1
title: Wedding house
owners:
  sales: { name: Sales desk, people: 1, hours: mon-fri 09:00-17:00 }
`

const booking = `blueprint: 1
title: Booking the wedding
organization: club.yaml
accountable: sales
demand: 12/week
steps:
  ask: { lane: customer, name: Asks, next: sign }
  sign: { lane: touchpoint, owner: sales, name: Signs, takes: 2h, next: wed }
  wed: { lane: customer, name: Is married, outcome: served }
accepted:
  - { rule: single-point-of-failure, because: Nobody else may sign, by: the house }
`

const feast = `blueprint: 1
title: The feast
state: to-be
organization: club.yaml
accountable: sales
demand: 12/week
steps:
  wish: { lane: customer, name: Tells the wishes, next: hear }
  hear: { lane: touchpoint, owner: sales, name: Hears the wishes, takes: 3h, next: happy }
  happy: { lane: customer, name: Is happy, outcome: served }
`

const files = { 'club.yaml': club, 'booking.blueprint.yaml': booking, 'feast.blueprint.yaml': feast }

describe('a report on several services', () => {
  it('does not say that nothing was found where none could be read', async () => {
    const unread = Object.fromEntries(Object.entries(files).map(([name, text]) => [name, `${text}nonsense: 1\n`]))
    const { out } = await run(folderWith(unread), ['report'])
    expect(out).toMatch(/^# Nothing could be judged\n/)
    expect(out).toMatch(/^> Whether customers are let down is not known yet\.$/m)
    expect(out).not.toContain('Nothing was found')
  })

  it('does not add what is to be to what is', async () => {
    const { out } = await run(folderWith(files), ['report'])
    expect(out).toContain('| Sales desk | 24 hours | 60% | Booking the wedding |')
    expect(out).toContain('| Sales desk, as it is to be | 36 hours | ⚠️ 90% | The feast |')
  })

  it('adds up the work of those that are all to be', async () => {
    const both = { ...files, 'booking.blueprint.yaml': booking.replace('organization', 'state: to-be\norganization') }
    const { out } = await run(folderWith(both), ['report'])
    expect(out).toMatch(/\| Sales desk \| 60 hours \| ⚠️ 150% \|/)
  })

  it('names the service whose customers depend on one person', async () => {
    const { out } = await run(folderWith(files), ['report'])
    expect(out).toContain('no customer of “The feast” can be helped in the ordinary way')
  })

  it('tells of each service what was decided to be lived with', async () => {
    const { out } = await run(folderWith(files), ['report'])
    expect(out).toContain('What was decided to be lived with')
    expect(out).toMatch(/no customer of “Booking the wedding”.*\| Nobody else may sign \| the house \| no date \|/)
  })

  it('tells of each service what has changed', async () => {
    const repository = new Repository(files)
    repository.write({ 'feast.blueprint.yaml': feast.replace('takes: 3h', 'takes: 1h') })
    const { out } = await run(repository.folder, ['report', '--since', 'HEAD'])
    expect(out).toContain('1 finding is mended, none is new, and 1 has stayed.')
  })

  it('has them on slides as on its first page, those with most behind them first', async () => {
    const worse = feast.replace('next: hear', 'next: hope').replace('steps:', 'steps:\n  hope: { lane: customer }')
    const folder = folderWith({ ...files, 'feast.blueprint.yaml': worse })
    await run(folder, ['report', '-f', 'pptx', '-o', 'slides.pptx'])
    const parts = await expectSound(readFileSync(join(folder, 'slides.pptx')))
    const textsOn = (slide: number): string[] =>
      [...parts.get(`ppt/slides/slide${slide}.xml`)!.matchAll(/<a:t>([^<]*)/g)].map(([, text]) => text!)
    const verdict = textsOn(2)
    expect(verdict).toContain('Customers can be let down in 1 service, in 3 ways, and nothing was found in one.')
    expect(verdict.slice(1, 7)).toEqual(['Service', 'Findings', 'Causes', 'The heaviest', 'The feast', '3'])
    expect(verdict).toContain('Booking the wedding')
    expect(textsOn(3)).toContain('Who can decide most of it')
    expect(textsOn(4)[0]).toBe('The feast: The service at a glance')
  })
})
