import { expect, it } from 'vitest'
import { folderWith, run } from './helpers/run.ts'

const desk = `blueprint: 1
title: Blood donation
accountable: lead
demand: { rate: 300/week, basis: reported }
owners:
  lead: { name: Session lead }
  nurses: { name: Nurses, people: 1, hours: tue 14:00-20:00 }
metrics:
  bags: { name: Bags, for: business, owner: lead }
incentives:
  bonus: { owner: nurses, rewards: bags }
steps:
  come: { lane: customer, next: draw }
  draw: { lane: touchpoint, owner: nurses, takes: 15m, improves: bags, next: go-home }
  go-home: { lane: customer, outcome: served }
`

it('a place is as sure as what is said of it first', async () => {
  const { out } = await run(folderWith({ 'a.blueprint.yaml': desk }), ['report'])
  const chapter = /### 1\.1 Nurses\n[^#]*/.exec(out)![0]
  // The demand is hearsay; that they are paid for bags alone was seen.
  expect(chapter).toContain('> Nurses must find room for 75 hours')
  expect(chapter).toContain(
    '**How sure**: Likely: it rests on what was reported, and nobody has checked it. 2 of the findings are surer.',
  )
  const seen = await run(folderWith({ 'a.blueprint.yaml': desk.replace(', basis: reported', '') }), ['report'])
  expect(/### 1\.1 Nurses\n[^#]*/.exec(seen.out)![0]).toContain(
    '**How sure**: Certain: it follows from what was seen.\n',
  )
})
