import { expect, it } from 'vitest'
import { folderWith, run } from './helpers/run.ts'

// Each row of the table of rewards tells of those in whose row it stands.

const bus = `blueprint: 1
title: School bus
accountable: office
owners:
  office: { name: Office }
  firm: { name: Firm }
  driver: { name: Drivers }
metrics:
  minutes: { name: Minutes saved, for: business, owner: office, source: list-stop }
  in-time: { name: Children in time, for: customer, owner: office }
incentives:
  short-routes: { owner: firm, rewards: minutes, shared: driver }
steps:
  ask: { lane: customer, next: list-stop }
  list-stop: { lane: touchpoint, owner: firm, name: Lists the stop, improves: minutes, next: stop }
  stop:
    lane: touchpoint
    owner: driver
    name: Stops at the corner
    improves: in-time
    hurts: minutes
    next: ride
    fails:
      - { what: The driver goes past, noticed: driver, recover: bring-by-car }
  bring-by-car: { lane: touchpoint, owner: firm, name: Brings the child by car, next: ride }
  ride: { lane: customer, outcome: served }
`

async function rowOf(who: string): Promise<string> {
  const { out } = await run(folderWith({ 'bus.blueprint.yaml': bus }), ['report'])
  const chapter = out.slice(out.indexOf('**Rewards against duties to customers**'))
  return chapter.split('\n').find((line) => line.startsWith(`| ${who} |`))!
}

it('those who share a reward are not told what it keeps others from', async () => {
  expect(await rowOf('Drivers')).toContain(
    'At “Stops at the corner”, doing well for customers goes against the pay of Drivers',
  )
  expect(await rowOf('Drivers')).not.toContain('earns Firm no reward')
})

it('what draws away from a duty is told before what is measured by those who gain', async () => {
  expect(await rowOf('Firm')).toMatch(/“Brings the child by car” earns Firm no reward.*“Minutes saved” is measured at/)
})
