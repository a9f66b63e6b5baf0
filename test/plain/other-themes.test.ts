import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Finding } from '../../src/finding.ts'
import type { HouseRuleEntry } from '../../src/house/entry.ts'
import { houseRuleOf } from '../../src/house/house-rule.ts'
import { shape } from '../../src/read/read.ts'
import { schemas } from '../../src/read/schemas.ts'
import { rules } from '../../src/rules/index.ts'
import { judgeAll } from '../helpers/judge.ts'
import { runs } from '../helpers/random.ts'
import { badExampleOf, renamed, slipsIn, type Told, toldIn, tryingNames } from './style.ts'
import { exampleWith, sentencesAreSound } from './sound.ts'

// What leaders read of information, customers, ability, what goes wrong, load, and the audit itself.
const themes: ReadonlySet<string> = new Set(['information', 'customer', 'ability', 'recovery', 'load', 'audit'])
const ids = rules.filter(({ theme }) => themes.has(theme)).map(({ id }) => id)

/** Of each rule's bad example: what happens to customers, what to decide, and who can. */
const told: Record<string, readonly [lived: string, change: string, who: string]> = {
  'missing-information': [
    '“prescription” can be missing at “grind lenses”, since on the way there it gets no further than “measure eyes”. Workshop can then only guess, ask around or leave it.',
    'Pass “prescription” on from “measure eyes” to “grind lenses”, or let it be asked for there.',
    'Shop, Workshop',
  ],
  'asked-again': [
    'At “order card” customers can be asked for “card number” again, after they have given it at “block card”. They tell Bank what they have already told Hotline.',
    'Hand “card number” on from “block card” to “order card”, and take the second question out.',
    'Bank, Hotline',
  ],
  'unused-information': [
    'At “sign up” customers are asked for “profession”, which nothing in the service needs from then on. The question costs them time and brings them nothing.',
    'Stop asking for “profession” at “sign up”, or let somebody make use of the answer.',
    'Gym',
  ],
  'premature-claim': [
    'At “send ready note” customers can be told that “put on shelf” has happened when it has not. Whoever acts on that may come, or wait, for nothing.',
    'Let “send ready note” come only after “put on shelf”, or stop saying there that it has happened.',
    'Shop',
  ],
  'customer-finds-out': [
    '“The order is not run” can happen at “run order”, and the customer is the first to notice. What is planned for it, “pay by hand”, cannot begin before they do.',
    'Set up a check that notices “The order is not run” at “run order” before the customer does, and name who acts on it.',
    'Payments',
  ],
  'silent-wait': [
    'After “take sample” customers may hear nothing for 2 days and 4 hours. The longest step out of their sight is “read sample”, with up to 2 days.',
    'Tell customers something within 1 day after “take sample”, or shorten what goes on out of their sight.',
    'Clinic',
  ],
  'missing-authority': [
    '“waive lock fee” needs a decision, “waive fee”, that Reception may not take. From there the customer’s matter can get to Campsite manager, who may take it, at “order lock” at the earliest.',
    'Give Reception the authority for “waive fee”, within a limit if need be, or let “waive lock fee” be done by Campsite manager.',
    'Campsite manager',
  ],
  'missing-tool': [
    '“look up finds” takes “finds register”, which is not at hand for Ticket desk. From there the customer’s matter can get to Station master, who can use it, at “fetch bag” at the earliest.',
    'Give Ticket desk access to “finds register”, or let “look up finds” be done by Station master.',
    'Station master, Ticket desk',
  ],
  'missing-training': [
    '“calm child” takes training in “teaching children”, which nobody has given Lifeguards. What customers get there can depend on what each of them has picked up alone.',
    'Train Lifeguards in “teaching children”.',
    'Lifeguards',
  ],
  'no-recovery': [
    '“The connection is missed” can happen at “run train”, and nothing is planned for it. What becomes of the customer is left to whoever is there.',
    'Decide what happens after “The connection is missed” at “run train”, and who does it.',
    'Railway',
  ],
  'caseless-recovery': [
    'Between “take complaint” and “correct bill” the matter passes to Billing, and it is not certain that a case is open. The customer may have to tell them everything from the beginning.',
    'Open a case at “take complaint” at the latest, and keep it open until all is well again.',
    'Hotline, Billing',
  ],
  'unlearned-failure': [
    '“The meal is salted” at “bring meal” comes from the work or the rules of Kitchen, and nothing in the repair tells them. The next customer can meet it just the same.',
    'Let Kitchen hear of it each time that “The meal is salted” has to be put right at “bring meal”.',
    'Nurses, Kitchen',
  ],
  'unconfirmed-closure': [
    'At “close report” the case can be closed without anybody having met the customer since it was opened at “note report”. It then counts as settled, and nobody has heard from the customer whether it is.',
    'Ask customers whether all is well before their case is closed at “close report”.',
    'Council',
  ],
  'workaround-only': [
    'Customers who begin at “has pain” get what they need only if somebody bends the rules at “use other login”. On a day when nobody does, none of them gets it.',
    'Make “use other login” the official way, or open an official way beside it.',
    'Ward lead, Night nurses',
  ],
  'circular-recovery': [
    'After “The value cannot be right” at “measure sample”, “clean machine” takes over and leads to a good end only by way of the same step again, with nobody else, nothing new and no limit. A customer can be kept waiting for as long as it goes wrong.',
    'Let somebody else take over after “The value cannot be right” at “measure sample”, or decide how often to try and what happens then.',
    'Laboratory',
  ],
  overload: [
    'Clerks must find room for 50 hours of work each week in the 40 hours that they have. What does not fit has to wait, and customers wait longer every week.',
    'Give Clerks 3 people in place of 2, or let less work come to them.',
    'Clerks',
  ],
  'failure-demand': [
    'Of all contacts with customers, 29% come after something has gone wrong. What most often has to be put right is “Nobody is at home” at “deliver”.',
    'See to it first that “Nobody is at home” happens less often at “deliver”.',
    'Depot',
  ],
  'single-point-of-failure': [
    'When Sworn translator cannot be there, no customer can be helped in the ordinary way. It hangs on 1 person alone, at “translate”.',
    'Let somebody else be able to do “translate” as well, or open a way around it.',
    'Agency, Sworn translator',
  ],
  'expired-acceptance': [
    'What “board” decided to live with at “test line” until 31 March 2026 is still there. The reason was “new contract in spring”, and the day has passed.',
    'Mend what was to be lived with at “test line” until 31 March 2026, or decide on a new last day.',
    'Network',
  ],
  'unused-acceptance': [
    'Nothing is found of what “board” decided to live with at “test line”, for the reason “new contract in spring”. Either it is mended, or the decision names the wrong place and settles nothing.',
    'Take what “board” decided at “test line” off the list of what is lived with, or correct what it is about.',
    'Network',
  ],
  'unused-name': [
    'Nothing in this service has to do with Night team. Their part in what customers live through is missing from the picture, or they have none.',
    'Add to the picture what is done by Night team, or take them out of it.',
    'Workshop',
  ],
}

describe('the bad example of each rule, in plain words', () => {
  it('is told here', () => expect(Object.keys(told).sort()).toEqual([...ids].sort()))

  it.each(Object.entries(told))('%s', async (id, [lived, change, who]) => {
    expect(await badExampleOf(id)).toEqual([{ lived, change, who: who.split(', ') }])
  })
})

/** A rule meets more than its bad example shows: the case, what leaders read there, and behind the arrow what to decide. */
const turns: readonly (readonly [rule: string, file: string, read: readonly string[]])[] = [
  [
    'missing-information',
    'missing-information/bank-only-one-branch',
    [
      '“house value” can be missing at “score request”, since the work can get there before anybody has found it out. Risk desk can then only guess, ask around or leave it. → Let “house value” be asked for or found out before “score request” begins.',
    ],
  ],
  [
    'missing-information',
    'missing-information/council-nobody-makes-it',
    [
      '“site report” can be missing at “visit site”, since the work can get there before anybody has found it out. Planners can then only guess, ask around or leave it. → Let “site report” be asked for or found out before “visit site” begins.',
      '“neighbour consent” is needed at “decide request”, and at no step of the service is it asked for or found out. Planning committee can only guess, ask around or leave it. → Let “neighbour consent” be asked for or found out before “decide request” begins.',
    ],
  ],
  [
    'asked-again',
    'unused-information/hospital-second-asking',
    [
      'At “send home” customers can be asked for “weight” again, after they have given it at “weigh patient”. They have to say the same thing twice. → Stop asking for “weight” at “send home”: the answer is there already.',
    ],
  ],
  [
    'asked-again',
    'asked-again/airline-some-path',
    [
      'At “check at gate” customers can be asked for “booking code” again, after they have given it at “queue at transfer desk”. They tell Gate staff what they have already told Transfer desk. → Hand “booking code” on from “queue at transfer desk” to “check at gate”, and ask there only those who have not been asked before.',
    ],
  ],
  [
    'customer-finds-out',
    'customer-finds-out/airline-several-failures',
    [
      '“The health paper is for another dog” can happen at “weigh crate”, and the customer is the first to notice. Nobody can try again before they do. → Set up a check that notices “The health paper is for another dog” at “weigh crate” before the customer does, and name who acts on it.',
      '“The heating is off” can happen at “load crate”, and nobody notices, not even the customer. So nobody can put it right. → Set up a check that notices “The heating is off” at “load crate”, and name who acts on it.',
      '“The van goes to the wrong hall” can happen at “drive by van”, and the customer is the first to notice. Nobody can try again before they do. → Set up a check that notices “The van goes to the wrong hall” at “drive by van” before the customer does, and name who acts on it.',
    ],
  ],
  [
    'customer-finds-out',
    'caseless-recovery/bank-customer-carries-the-complaint',
    [
      '“The notes get stuck” can happen at “pay out”, and the customer is the first to notice. It is left to them to see that it is put right. → Set up a check that notices “The notes get stuck” at “pay out” before the customer does, and name who acts on it.',
    ],
  ],
  [
    'silent-wait',
    'silent-wait/council-desk-to-desk',
    [
      'After “take request” there is no limit to how long customers may hear nothing. Out of their sight “read request” and “ask law” can follow on each other again and again, and nothing says how often. → Tell customers something within 1 day after “take request”, or shorten what goes on out of their sight.',
    ],
  ],
  [
    'silent-wait',
    'impossible-promise/council-known-part-is-too-long',
    [
      'After “take form” customers may hear nothing for 31 days or longer. The longest step out of their sight is “check form”, with up to 21 days. → Tell customers something within 1 day after “take form”, or shorten what goes on out of their sight.',
    ],
  ],
  [
    'silent-wait',
    'silent-wait/bank-fifteen-minutes',
    [
      'After “is refused at till” customers may hear nothing for 40 minutes, and they have patience for 15 minutes. All of it goes by out of their sight, at “check transaction”. → Tell customers something within 15 minutes after “is refused at till”, or shorten what goes on out of their sight.',
    ],
  ],
  [
    'missing-authority',
    'missing-authority/insurance-several-owners',
    [
      '“pay advance” needs a decision, “pay 5000”, that Night team may not take. Of those who do it, only Day team may take it. → Give Night team the authority for “pay 5000”, within a limit if need be, or leave “pay advance” to Day team.',
    ],
  ],
  [
    'missing-authority',
    'missing-authority/library-explicit-nothing',
    [
      '“waive fine” needs a decision, “waive fine”, that Pages at the desk may not take. Nobody in this service may take it, so there is nobody whom the customer could turn to. → Give Pages at the desk the authority for “waive fine”, within a limit if need be.',
    ],
  ],
  [
    'missing-authority',
    'unused-name/bank-named-somewhere',
    [
      '“open account” needs a decision, “grant overdraft”, that Branch may not take. It is for Credit lead to take, and from there the customer’s matter never gets to them. → Give Branch the authority for “grant overdraft”, within a limit if need be, or let “open account” be done by Credit lead.',
    ],
  ],
  [
    'missing-tool',
    'missing-tool/hospital-portable-scanner',
    [
      '“scan at bed” takes “portable scanner”, which is not at hand for Ward nurses. From there the customer’s matter can get to Radiology, who can use it, at “read images” at the earliest. → Give Ward nurses access to “portable scanner”, or let “scan at bed” be done by Radiology.',
      '“scan at bed” takes “image archive”, which is not at hand for Ward nurses. From there the customer’s matter can get to Radiology, who can use it, at “read images” at the earliest. → Give Ward nurses access to “image archive”, or let “scan at bed” be done by Radiology.',
      '“bring to theatre” takes “lift key”, which is not at hand for Porters. Nobody in this service has it, so customers get what can be done without. → Give Porters access to “lift key”.',
    ],
  ],
  [
    'missing-tool',
    'missing-tool/bank-system-and-partner',
    [
      '“verify customer” takes “key device”, which is not at hand for Night call centre. It is at hand for Help desk, and from there the customer’s matter never gets to them. → Give Night call centre access to “key device”, or let “verify customer” be done by Help desk.',
    ],
  ],
  [
    'missing-training',
    'missing-training/airline-failure-path',
    [
      '“put out fire” takes training in “fire fighting”, which nobody has given Cabin crew. What customers get there can depend on what each of them has picked up alone. → Train Cabin crew in “fire fighting”, or let “put out fire” be done by Safety lead.',
    ],
  ],
  [
    'no-recovery',
    'dead-end/insurance-recover-into-nothing',
    [
      '“Photographs cannot be opened” can happen at “assess damage”, and “file away”, which then takes over, leads to no good end. The customer is neither helped nor given a clear no. → Let “file away” lead on to something that helps the customer, or to a no that is explained to them.',
      '“The file is thrown away after a year” can happen at “file away”, and “gives up”, which then takes over, leads to no good end. The customer is neither helped nor given a clear no. → Let “gives up” lead on to something that helps the customer, or to a no that is explained to them.',
    ],
  ],
  [
    'caseless-recovery',
    'caseless-recovery/bank-customer-carries-the-complaint',
    [
      'Between “listen to customer” and “take complaint” it is the customer who takes the matter on to Hotline, and it is not certain that a case is open. The customer may have to tell them everything from the beginning. → Open a case at “listen to customer” at the latest, and keep it open until all is well again.',
    ],
  ],
  [
    'caseless-recovery',
    'caseless-recovery/bank-closing-hands-on',
    [
      'Between “close matter” and “write letter” the matter passes to Letter office, and it is not certain that a case is open. The customer may have to tell them everything from the beginning. → Do not close the case at “close matter” yet, and keep it open until all is well again.',
    ],
  ],
  [
    'single-point-of-failure',
    'single-point-of-failure/energy-one-machine',
    [
      'When Grid switch cannot work, no customer can be helped in the ordinary way. It hangs on 1 system alone, at “check line”, “test line”, “open line” and 2 more. → Let somebody else be able to do “check line”, “test line”, “open line” and 2 more as well, or open a way around them.',
    ],
  ],
  [
    'circular-recovery',
    'circular-recovery/bank-machine-reads-again',
    [
      'After “The chip is dirty” at “read card”, all that is planned is to try again, with nobody else, nothing new and no limit. A customer can be kept waiting for as long as it goes wrong. → Let somebody else take over after “The chip is dirty” at “read card”, or decide how often to try and what happens then.',
    ],
  ],
  [
    'workaround-only',
    'workaround-only/hospital-borrowed-login',
    [
      'Customers who begin at “has pain” get what they need only if somebody bends the rules at “order with other login”. On a day when nobody does, none of them gets it. → Make “order with other login” the official way, or open an official way beside it.',
    ],
  ],
  [
    'workaround-only',
    'workaround-only/insurance-two-bends',
    [
      'Customers who begin at “buys a car” get what they need only if somebody bends the rules at “backdate form” or “sign for colleague”. On a day when nobody does, none of them gets it. → Make “backdate form” the official way, or open an official way beside it.',
    ],
  ],
  [
    'workaround-only',
    'workaround-only/library-one-of-two-starts',
    [
      'Customers who begin at “stands at desk” get what they need only if somebody bends the rules at “use test account”. On a day when nobody does, none of them gets it. → Make “use test account” the official way, or open an official way beside it.',
    ],
  ],
  [
    'overload',
    'overload/bank-branch-exactly-full',
    [
      'Counter must find room for 20 hours of work each week in the 20 hours that they have. That leaves nothing to spare, so any busy hour makes customers wait. → Give Counter 2 people in place of 1, or let less work come to them.',
      'Adviser must find room for 34 hours of work each week in the 40 hours that they have. That leaves little to spare, so any busy hour makes customers wait. → Give Adviser 2 people in place of 1, or let less work come to them.',
    ],
  ],
  [
    'asked-again',
    'asked-again/theatre-by-nobody-or-the-same',
    [
      'At “ask name” customers can be asked for “name” again, after they have given it at “form”. They have to say the same thing twice. → Stop asking for “name” at “ask name”: the answer is there already.',
      'At “form again” customers can be asked for “seat” again, after they have given it at “ask name”. They have to say the same thing twice. → Stop asking for “seat” at “form again”: the answer is there already.',
      'At “ask hat again” customers can be asked for “hat” again, after they have given it at “ask hat”. They have to say the same thing twice. → Stop asking for “hat” at “ask hat again”: the answer is there already.',
    ],
  ],
  [
    'missing-information',
    'missing-information/theatre-at-nobodys-step',
    [
      '“seat” is needed at “put up lamp”, and at no step of the service is it asked for or found out. Whoever does it can only guess, ask around or leave it. → Let “seat” be asked for or found out before “put up lamp” begins.',
    ],
  ],
  [
    'silent-wait',
    'silent-wait/energy-rings-of-one-and-five',
    [
      'After “take doubt” there is no limit to how long customers may hear nothing. Out of their sight “read meter again” can be done again and again, and nothing says how often. → Tell customers something within 1 day after “take doubt”, or shorten what goes on out of their sight.',
      'After “take doubt” there is no limit to how long customers may hear nothing. Out of their sight “look at bill”, “check law”, “ask sales” and 2 more can follow on each other again and again, and nothing says how often. → Tell customers something within 1 day after “take doubt”, or shorten what goes on out of their sight.',
    ],
  ],
  [
    'overload',
    'overload/theatre-one-hour',
    [
      'Guides must find room for 1 hour of work each week in the 1 hour that they have. That leaves nothing to spare, so any busy hour makes customers wait. → Give Guides 2 people in place of 1, or let less work come to them.',
    ],
  ],
  [
    'failure-demand',
    'failure-demand/airline-try-again',
    [
      'Of all contacts with customers, one in four come after something has gone wrong. What most often has to be put right is “The passport is not read” at “use kiosk”. → See to it first that “The passport is not read” happens less often at “use kiosk”.',
    ],
  ],
  [
    'single-point-of-failure',
    'overload/library-two-starts',
    [
      'When Stack robot cannot work, no customer can be helped in the ordinary way. It hangs on 1 system alone, at “fetch book”. → Let somebody else be able to do “fetch book” as well, or open a way around it.',
    ],
  ],
  [
    'single-point-of-failure',
    'single-point-of-failure/airline-one-of-two-starts',
    [
      'When Duty manager cannot be there, no customer who begins at “rings up” can be helped in the ordinary way. It hangs on 1 person alone, at “release seat”. → Let somebody else be able to do “release seat” as well, or open a way around it.',
    ],
  ],
  [
    'unused-name',
    'unowned-policy/bank-only-words',
    [
      'The rule “We do not call back, whatever was agreed” puts nothing in this service before anything else. What it does to customers is missing from the picture, or it does nothing. → Say what the rule “We do not call back, whatever was agreed” puts before what, or give it up.',
      'The rule “New cards go by post” puts nothing in this service before anything else. What it does to customers is missing from the picture, or it does nothing. → Say what the rule “New cards go by post” puts before what, or give it up.',
    ],
  ],
  [
    'unused-name',
    'unused-name/council-empty-rules',
    [
      'The rule “Everybody is to be friendly” puts nothing in this service before anything else. What it does to customers is missing from the picture, or it does nothing. → Say what the rule “Everybody is to be friendly” puts before what, or give it up.',
      'The promise “There is a place near you” is neither made nor kept anywhere in this service. Customers are told of it somewhere that is missing from the picture, or not at all. → Say where the promise “There is a place near you” is made and where it is kept, or give it up.',
    ],
  ],
  [
    'expired-acceptance',
    'expired-acceptance/hospital-everywhere-and-incentive',
    [
      'What “Ward lead” decided to live with until 31 October 2026 is still there. The reason was “No staff to look after them at home”, and the day has passed. → Mend what was to be lived with until 31 October 2026, or decide on a new last day.',
      'What “Ward lead” decided to live with at “noon bonus” until 31 March 2026 is still there. The reason was “Beds are short this winter”, and the day has passed. → Mend what was to be lived with at “noon bonus” until 31 March 2026, or decide on a new last day.',
    ],
  ],
  [
    'unused-acceptance',
    'unused-acceptance/library-nothing-there',
    [
      'Nothing is found of what “Library lead” decided to live with, for the reason “Old decision”. Either it is mended, or the decision names the wrong place and settles nothing. → Take what “Library lead” decided off the list of what is lived with, or correct what it is about.',
    ],
  ],
]

/** Who can decide what is found in a case, the first of them first. */
const deciding: readonly (readonly [rule: string, file: string, who: readonly string[]])[] = [
  ['lost-customer', 'lost-customer/council-declined-counts', ['Tribunal', 'Fines lead']],
  ['lost-customer', 'lost-customer/insurance-form-too-long', ['Product owner']],
  ['lost-customer', 'lost-customer/theatre-gone-at-once', ['House manager']],
  ['no-accountable-owner', 'no-accountable-owner/bank-system', []],
  ['failure-demand', 'failure-demand/theatre-most-comes-last', ['Printers', 'Desk']],
  ['missing-authority', 'missing-authority/insurance-several-owners', ['Day team', 'Claims lead']],
  ['missing-authority', 'missing-authority/library-explicit-nothing', ['Library lead']],
  ['missing-authority', 'missing-authority/theatre-nobody-at-all', ['Bar']],
  ['unused-name', 'unused-name/theatre-somebodys-rule', ['The trust']],
]

describe('who can decide it', () => {
  it.each(deciding)('%s in %s', async (rule, file, who) => {
    const text = readFileSync(new URL(`../cases/${file}.blueprint.yaml`, import.meta.url), 'utf8')
    const [one] = await toldIn([text], [rule])
    expect(one!.finding.plain!.who).toEqual(who)
  })
})

describe('what else a rule meets', () => {
  it.each(turns)('%s in %s', async (rule, file, read) => {
    const text = readFileSync(new URL(`../cases/${file}.blueprint.yaml`, import.meta.url), 'utf8')
    expect(sentences(await toldIn([text], [rule]))).toEqual(read)
  })

  it('a step of the customer that needs to know something', async () => {
    const text = `blueprint: 1
title: A parcel
accountable: depot
owners:
  depot: { name: Depot }
steps:
  orders: { lane: customer, next: send }
  send: { lane: backstage, owner: depot, produces: place, next: fetches }
  fetches: { lane: customer, needs: place, outcome: served }
`
    expect(sentences(await toldIn([text], ['missing-information']))).toEqual([
      '“place” can be missing at “fetches”, since on the way there it gets no further than “send”. Customers can then only guess, ask around or leave it. → Pass “place” on from “send” to “fetches”, or let it be asked for there.',
    ])
  })

  it('a failure of which nobody inside knows, and that is only tried again', async () => {
    const failing = (recover: string) =>
      exampleWith('customer-finds-out', 'recover: pay-by-hand', recover).replace(/ {2}pay-by-hand: .*\n/, '')
    expect(sentences(await toldIn([failing('recover: run-order')], ['customer-finds-out']))[0]).toContain(
      'the customer is the first to notice. Nobody can try again before they do. →',
    )
    expect(sentences(await toldIn([failing('chance: 1%')], ['customer-finds-out']))[0]).toContain(
      'the customer is the first to notice. Until then nobody else knows of it. →',
    )
  })

  it('a software that has too much to do', async () => {
    const text = exampleWith('overload', '{ name: Clerks,', '{ name: Form reader, kind: system,')
    const [one] = await toldIn([text], ['overload'])
    expect(one!.finding.plain).toMatchObject({
      change: 'Set up 3 of Form reader in place of 2, or let less work come to it.',
      who: ['Head of the office'],
    })
  })

  it('a decision that was made by somebody who is no owner, on a service for which nobody answers', async () => {
    const text = exampleWith('unused-acceptance', 'accountable: network\n', '')
    const [one] = await toldIn([text], ['unused-acceptance'])
    expect(one!.finding.plain!.who).toEqual([])
  })
})

describe('what several blueprints share', () => {
  const organization = `organization: 1
title: The city
owners:
  board: { name: Board }
  clerks: { name: Clerks, people: 2, hours: "mon-fri 08:00-12:00" }
  night-team: { name: Night team }
policies:
  cash-first: { says: Cash comes first, owner: board }
`
  const passport = (title: string) => `blueprint: 1
title: ${title}
organization: city.yaml
accountable: board
demand: 50/week
steps:
  needs-passport: { lane: customer, next: take-form }
  take-form: { lane: touchpoint, owner: clerks, effort: 30m, next: has-passport }
  has-passport: { lane: customer, outcome: served }
`

  it('is told once, with those who can decide it', async () => {
    const texts = { '1.blueprint.yaml': passport('A passport'), '2.blueprint.yaml': passport('A visa') }
    const { findings } = await judgeAll(texts, {
      plain: true,
      organization: () => ({ file: 'city.yaml', text: organization }),
    })
    const those = findings.filter(({ rule }) => ['overload', 'unused-name'].includes(rule))
    expect(those.map(({ plain }) => [plain!.lived, plain!.who.join(', ')])).toEqual([
      [
        'Clerks must find room for 50 hours of work each week in the 40 hours that they have. What does not fit has to wait, and customers wait longer every week.',
        'Clerks',
      ],
      [
        'Nothing in the services that were looked at has to do with Night team. Their part in what customers live through is missing from the picture, or they have none.',
        'Board',
      ],
      [
        'The rule “Cash comes first” puts nothing in the services that were looked at before anything else. What it does to customers is missing from the picture, or it does nothing.',
        'Board',
      ],
    ])
    const [first] = those
    expect(slipsIn({ where: 'here', finding: first!, texts: [organization, ...Object.values(texts)] })).toEqual([])
  })
})

sentencesAreSound(ids)

describe('rules of a house', () => {
  const service = `blueprint: 1
title: A refund
accountable: manager
owners:
  desk: { name: Desk }
  manager: { name: Store manager }
  courier: { name: Courier, kind: partner }
metrics:
  sales: { name: Personal sales }
promises:
  money-back: { says: Your money is back in a week., made: take-call, kept: pay }
steps:
  calls: { lane: customer, next: take-call }
  take-call:
    lane: touchpoint
    channel: phone
    owner: desk
    name: Takes the call
    takes: 1h
    collects: [card-number]
    next: [{ to: approve, via: email }, pay]
  approve: { lane: backstage, owner: manager, improves: sales, next: { to: pay, via: ticket, within: 3d } }
  pay: { lane: support, owner: courier, name: Pays the money back, next: [refunded, gives-up] }
  refunded: { lane: customer, outcome: recovered }
  gives-up: { lane: customer, name: Gives up, outcome: lost }
`
  const here = 'and here it is otherwise.'

  it.each<[rule: string, lived: string, change: string, who: string]>([
    [
      '{ flows: { to: approve }, must: [{ via: [ticket, system] }, { confirmed: true }] }',
      `What goes from “Takes the call” to “approve” must travel by ticket or through a system, or be acknowledged by whoever gets it. The house has decided so, ${here}`,
      'Change what goes from “Takes the call” to “approve” so that it travels by ticket or through a system, or is acknowledged by whoever gets it, or agree that the rule does not hold there.',
      'Desk, Store manager',
    ],
    [
      '{ steps: pay, must: { alwaysAfter: { owner: manager } }, why: "Our service standard, section 3.2" }',
      `“Pays the money back” must come only after a step done by Store manager. The house has decided so for the reason “Our service standard, section 3.2”, ${here}`,
      'Change “Pays the money back” so that it comes only after a step done by Store manager, or agree that the rule does not hold there.',
      'Courier, Store manager',
    ],
    [
      '{ steps: { channel: phone }, mustNot: { leadsTo: { outcome: lost } } }',
      `“Takes the call” must not lead on to a step that ends with the customer lost. The house has decided so, ${here}`,
      'Change “Takes the call” so that it does not lead on to a step that ends with the customer lost, or agree that the rule does not hold there.',
      'Desk',
    ],
    [
      '{ steps: take-call, must: { takesAtMost: 10m, needs: card-number } }',
      `“Takes the call” must take 10 minutes at most. The house has decided so, ${here}`,
      'Change “Takes the call” so that it takes 10 minutes at most, or agree that the rule does not hold there.',
      'Desk',
    ],
    [
      '{ steps: { improves: sales }, mustNot: { owner: manager } }',
      `“approve” must not be done by Store manager. The house has decided so, ${here}`,
      'Change “approve” so that it is not done by Store manager, or agree that the rule does not hold there.',
      'Store manager',
    ],
    [
      '{ steps: { outcome: lost }, atMost: 0 }',
      'This service has 1 step that ends with the customer lost, and may have none. The house has decided so.',
      'Do without “Gives up”, or agree on a higher number.',
      'Store manager',
    ],
    [
      '{ flows: { handoff: true }, atMost: 1 }',
      'This service has 3 ways from one step to the next that move from some hands into others, and may have 1 at most. The house has decided so.',
      'Do without what goes from “Takes the call” to “Pays the money back” and 1 other, or agree on a higher number.',
      'Store manager',
    ],
    [
      '{ steps: { ownerKind: system }, atLeast: 1 }',
      'This service has no step done by a system, and must have at least 1. The house has decided so.',
      'Add a step done by a system, or show which one it is.',
      'Store manager',
    ],
    [
      '{ steps: pay, must: { alwaysAfter: approve }, message: "`{step}` pays money out, and nobody need have approved it", help: "ask {owner} first!", why: "{step.name} went wrong in spring" }',
      '“Pays the money back” pays money out, and nobody need have approved it. The reason given is “Pays the money back went wrong in spring”.',
      'Ask Courier first.',
      'Courier, Store manager',
    ],
    [
      '{ flows: { to: approve }, must: { via: ticket }, message: "{from.owner} hands over by {via} to {to.owner}" }',
      'Desk hands over by email to Store manager.',
      'Change what goes from “Takes the call” to “approve” so that it travels by ticket, or agree that the rule does not hold there.',
      'Desk, Store manager',
    ],
  ])('%s', async (rule, lived, change, who) => {
    const findings = await foundByHouse(rule, service)
    expect(findings.map(({ plain }) => plain)).toEqual([{ lived, change, who: who.split(', ') }])
  })

  it('speak in whole and plain sentences, whatever they ask for', async () => {
    const asked = [...keysWithValues('houseStep', 'steps'), ...keysWithValues('houseFlow', 'flows')]
    const findings = await Promise.all(
      asked.flatMap(({ about, condition }) => {
        const all = about === 'steps' ? '"*"' : '{ kind: [next, recover, late] }'
        return ['must', 'mustNot'].map((demand) =>
          foundByHouse(`{ ${about}: ${all}, ${demand}: { ${condition} } }`, service),
        )
      }),
    )
    const told = findings.flat().map((finding): Told => ({ where: 'house', finding, texts: [service, values] }))
    expect(told.length).toBeGreaterThan(asked.length)
    expect(told.flatMap(slipsIn)).toEqual([])
  })

  it('and of what there may be', async () => {
    const asked = [...keysWithValues('houseStep', 'steps'), ...keysWithValues('houseFlow', 'flows')]
    const findings = await Promise.all(
      asked.flatMap(({ about, condition }) =>
        ['atMost: 0', 'atLeast: 40'].map((limit) => foundByHouse(`{ ${about}: { ${condition} }, ${limit} }`, service)),
      ),
    )
    const told = findings.flat().map((finding): Told => ({ where: 'house', finding, texts: [service, values] }))
    expect(told.length).toBeGreaterThan(asked.length)
    expect(told.flatMap(slipsIn)).toEqual([])
  })

  it('fall back on a short sentence where a condition is a long one', async () => {
    const long = '{ alwaysAfter: { leadsTo: { alwaysAfter: { lane: backstage, owner: manager, outcome: served } } } }'
    const [one] = await foundByHouse(`{ steps: pay, must: [${long}, { alwaysLeadsTo: ${long} }] }`, service)
    expect(one!.plain).toMatchObject({
      lived: `“Pays the money back” is not as a rule of the house asks. The house has decided so, ${here}`,
      change:
        'Change “Pays the money back” so that it keeps the rule of the house, or agree that the rule does not hold there.',
    })
  })

  it.each(tryingNames)('leave names whole: %s', async (name) => {
    const text = renamed(service, name)
    const house = [
      '{ steps: pay, must: { alwaysAfter: { owner: manager } } }',
      '{ flows: { to: approve }, must: { via: ticket } }',
    ]
    const findings = (await Promise.all(house.map((rule) => foundByHouse(rule, text)))).flat()
    expect(findings).toHaveLength(2)
    expect(findings.flatMap((finding) => slipsIn({ where: 'house', finding, texts: [text] }))).toEqual([])
  })

  it('make a sentence of whatever somebody wrote as a message', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 400 }), async (message) => {
        const rule = `{ steps: pay, must: { alwaysAfter: approve }, message: ${JSON.stringify(message)}, why: ${JSON.stringify(message)} }`
        // What is no message, such as braces around a name, is told when the config is read.
        for (const { plain } of await foundByHouse(rule, service, false)) {
          expect(plain!.lived).toMatch(/^[^`]*[^.`]\.$/s)
          expect([...plain!.lived].length).toBeLessThan(450)
          expect(plain!.lived.slice(0, 1)).toBe(plain!.lived.slice(0, 1).toUpperCase())
        }
      }),
      runs(200),
    )
  })
})

/** What one rule of a house finds, in plain words too. */
async function foundByHouse(entry: string, blueprint: string, mustBeRead = true): Promise<readonly Finding[]> {
  const shaped = await shape<{ houseRules: Record<string, HouseRuleEntry> }>(
    { file: 'faultline.config.yaml', text: `houseRules:\n  a-rule: ${entry}\n` },
    'config',
  )
  if ('obstacles' in shaped) {
    if (mustBeRead) throw new Error(`${entry}: ${shaped.obstacles.map(({ draft }) => draft.message).join('; ')}`)
    return []
  }
  const { document, data } = shaped.value
  const rule = houseRuleOf('a-rule', data.houseRules['a-rule']!, { document, path: ['houseRules', 'a-rule'] })
  if ('slips' in rule) return [] // such as a customer's step that must have an owner
  const settings = {
    levelOf: (id: string) => (id === rule.id ? undefined : ('off' as const)),
    optionsOf: () => ({}),
    houseRules: [rule],
  }
  const { findings, faults } = await judgeAll(
    { 'a.blueprint.yaml': blueprint },
    { plain: true, settings: () => settings },
  )
  expect(faults).toEqual([])
  return findings
}

/** Each key of a condition with each value that the schema of a config lists; free names are in `values`. */
function keysWithValues(definition: string, about: 'steps' | 'flows'): { about: typeof about; condition: string }[] {
  const { definitions } = schemas.config as unknown as { definitions: Record<string, Described> }
  return Object.entries(definitions[definition]!.properties!).flatMap(([key, described]) => {
    if (/^(?:after|alwaysAfter|leadsTo|alwaysLeadsTo|from|to)$/.test(key))
      return [
        { about, condition: `${key}: { lane: touchpoint }` },
        { about, condition: `${key}: gives-*` },
      ]
    const listed = enumsIn(described, definitions)
    const free = { takesAtMost: '30m', within: '1d', emotion: '-1' }[key] ?? 'what-not'
    const booleans = /^(?:start|failurePath|workaround|confirmed|handoff)$/.test(key)
    return (booleans ? ['true', 'false'] : listed.length > 0 ? listed : [free]).map((value) => ({
      about,
      condition: `${key}: ${value}`,
    }))
  })
}

interface Described {
  readonly $ref?: string
  readonly enum?: readonly string[]
  readonly properties?: Readonly<Record<string, Described>>
}

/** All listed values below a definition, wherever it refers to. */
function enumsIn(described: Described, definitions: Record<string, Described>): string[] {
  if (described.$ref) return enumsIn(definitions[described.$ref.split('/').at(-1)!]!, definitions)
  const below = Object.values(described).filter((one): one is Described => typeof one === 'object' && one !== null)
  const own = (described.enum ?? []).filter((value) => typeof value === 'string')
  return [...new Set([...own, ...below.flatMap((one) => (Array.isArray(one) ? [] : enumsIn(one, definitions)))])]
}

const values = 'names: [what not, what-not, gives]'

const sentences = (told: readonly Told[]): string[] =>
  told.map(({ finding: { plain } }) => `${plain!.lived} → ${plain!.change}`)
