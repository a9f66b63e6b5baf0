import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { rules } from '../../src/rules/index.ts'
import { badExampleOf, slipsOf, type Told, toldIn } from './style.ts'
import { exampleWith, sentencesAreSound } from './sound.ts'

// What leaders read of how customers get through, and of who has their case.
const ids = rules.filter(({ theme }) => theme === 'flow' || theme === 'ownership').map(({ id }) => id)

/** Of each rule's bad example: what happens to customers, what to decide, and who can. */
const told: Record<string, readonly [lived: string, change: string, who: string]> = {
  'dead-end': [
    'After “file note” nothing more is planned. A customer whose case gets there can wait for ever, and nobody is asked to do anything about it.',
    'Decide what follows “file note” and who does that, or how the customer’s journey ends there.',
    'Contracts',
  ],
  trap: [
    'Nothing leads out of “search hall” and “search flights”, which lead only to each other. A customer whose case gets there can be kept waiting for ever, however much work is put into it.',
    'Let “search hall” or “search flights” lead on to an end for the customer, or decide how the journey ends there.',
    'Baggage hall, Airline desk',
  ],
  'lost-customer': [
    'When “answer” leads to “send away” (“ticket bought elsewhere”), the customer can only be lost from then on. Nothing that is done after that leads to a good end, or to a no that is explained to them.',
    'Give customers at “send away” a way to a good end, or to a no that is explained to them.',
    'Box office',
  ],
  'unreachable-step': [
    'No customer gets to “fetch from stacks” as the service is described: nothing leads there from where they come in. What is planned there never comes about for them.',
    'Let another step lead to “fetch from stacks”, let customers come in there, or take this step out of the service.',
    'Stacks',
  ],
  'stuck-join': [
    'At “decide” a customer’s case can lie waiting for ever. It has what comes from “check income” and also waits for “value house”, from where nothing more can come.',
    'See to it that everything that “decide” waits for comes for every customer, or decide what happens when it does not.',
    'Bank',
  ],
  'double-run': [
    'At “pay back” the same thing can be done twice for one customer, because things that run side by side before it are not brought together. What follows, “has money”, can then come about twice as well.',
    'Let “pay back” wait until everything that leads there has come, or begin only one of the ways that lead there.',
    'Airline',
  ],
  'endless-loop': [
    'From “fill in form” a customer can go round over “check form” and come back again and again. Nothing says how often, so nobody need notice who has been round many times.',
    'Decide how often “check form” may lead back to “fill in form” for the same customer, and what happens after that.',
    'Parking office',
  ],
  'ping-pong': [
    'Between Hotline and Billing a customer’s case can go back and forth without end. “check bill” can lead back to “take call” each time, and nothing says how often.',
    'Decide how often “check bill” may lead back to “take call”, and who keeps the case after that until it is done.',
    'Billing, Hotline',
  ],
  'channel-dead-end': [
    'Customers who begin at “take data” (“app”) cannot come to a good end there. They have to turn elsewhere themselves, for example to “check identity” (“store”), and some may give up instead.',
    'Let customers finish what they begin at “take data”, or turn to them from there instead of having them go to “check identity”.',
    'Retail team',
  ],
  'open-decision': [
    'After “take claim” nothing says in which case “visit house” or “pay at once” comes next. Customers in the same situation can be treated differently.',
    'Decide who goes which way after “take claim”, or let everything that can follow be done each time.',
    'Claims desk',
  ],
  'ownerless-handoff': [
    'After “take claim”, the work goes from Call centre to “sort claim”, and nobody is named to do it there, nor at “scan claim”. Until “decide” it is in nobody’s hands and can lie there unnoticed.',
    'Name a team for “sort claim” and “scan claim”, or leave these steps out.',
    'Claims',
  ],
  'ownerless-step': [
    'At “send card”, where the service begins, nobody is named to do the work. If it is left undone, nobody has to notice, and customers can wait for something that was never begun.',
    'Name a team for “send card”.',
    'Field service',
  ],
  'no-accountable-owner': [
    'Nobody is named to answer for “Parcel to a neighbour” from beginning to end. Where its parts do not fit together for a customer, it is nobody’s task to see it.',
    'Name one person or team inside the organization who answers for “Parcel to a neighbour” from beginning to end.',
    '',
  ],
  'unconfirmed-handoff': [
    'After “refer”, the work goes from Practice to Clinic by post, and nobody has to say that it has arrived. If it gets lost on the way, that can go unnoticed until the customer asks.',
    'Let Clinic confirm what comes from “refer” as soon as it is there, or move it to where nothing can get lost unseen, such as a ticket.',
    'Clinic, Practice',
  ],
  'shared-step': [
    'At “answer mail” the work belongs to Help desk and Sales alike, and nobody is named to answer for it. Each can believe that another has it, and a customer’s case can be left over.',
    'Name one of Help desk and Sales to answer for “answer mail”.',
    'Help desk, Sales',
  ],
  'untimed-handoff': [
    'Between “judge claim” and “pay neighbour” the work is handed from Lawyers to Claims desk, and nothing says how soon it must be taken up. The customer can wait behind everything that has a date.',
    'Agree how soon “pay neighbour” must be taken up by Claims desk, and who is told when that time has passed.',
    'Claims desk, Lawyers',
  ],
  'unwatched-deadline': [
    'After “print card”, “send card” must follow within 2 days. When it does not, nobody is told and nothing else happens, so that the first to notice can be the customer.',
    'Decide who is told when “send card” has not begun within 2 days, or which step takes over then.',
    'Card desk',
  ],
  'customer-courier': [
    'For “set wrist” the customer has to carry “diagnosis” from Practice to Clinic. What they leave behind or get wrong on the way, nobody else brings.',
    'Let Practice hand “diagnosis” on to Clinic directly, or keep it where both sides can see it.',
    'Practice, Clinic',
  ],
  'system-in-charge': [
    'At “score” everything is left to software (Scoring engine), and no person or team is named to answer for it. When it goes wrong for a customer there, nobody need notice it.',
    'Name a person or team who answers for what is done by Scoring engine at “score”.',
    'Lending',
  ],
  'outsourced-outcome': [
    'At “repair car” customers depend on Contract garage, and nobody inside the organization is named to answer for what is done there. When something goes wrong for a customer there, nobody inside need notice it.',
    'Name a person or team inside the organization who answers for what is done by Contract garage at “repair car”.',
    'Claims desk',
  ],
}

describe('the bad example of each rule, in plain words', () => {
  it('is told here', () => expect(Object.keys(told).sort()).toEqual([...ids].sort()))

  it.each(Object.entries(told))('%s', async (id, [lived, change, who]) => {
    expect(await badExampleOf(id)).toEqual([{ lived, change, who: who === '' ? [] : who.split(', ') }])
  })
})

/**
 * A rule meets more than its bad example shows. By rule and case: what leaders read of each of its findings there, and
 * what there is to decide behind the arrow.
 */
const turns: Readonly<Record<string, readonly string[]>> = {
  'dead-end in dead-end/school-two-branches': [
    'After “Reads the leaflet at home” nothing more is planned for the customer. They are left there, and nobody is asked to do anything about it. → Decide what follows “Reads the leaflet at home” and who does that, or how the customer’s journey ends there.',
    'After “order bus pass” nothing more is planned. A customer whose case gets there can wait for ever, and nobody is asked to do anything about it. → Decide what follows “order bus pass” and who does that, or how the customer’s journey ends there.',
  ],
  'dead-end in dead-end/insurance-recover-into-nothing': [
    'After “file away” nothing more is planned when it goes well. A customer whose case gets there can wait for ever, and nobody is asked to do anything about it. → Decide what follows “file away” and who does that, or how the customer’s journey ends there.',
  ],
  'trap in trap/bank-identity-self-loop': [
    'Nothing leads out of “match photo”, which leads only back to itself. A customer whose case gets there can be kept waiting for ever, however much work is put into it. → Let “match photo” lead on to an end for the customer, or decide how the journey ends there.',
  ],
  'trap in trap/hospital-recover-into-ring': [
    'Nothing leads out of “rebook”, “offer date”, “cancels date” and 1 more, which lead only to each other. A customer whose case gets there can be kept waiting for ever, however much work is put into it. → Let one of these steps lead on to an end for the customer, or decide how the journey ends there.',
  ],
  'lost-customer in lost-customer/insurance-form-too-long': [
    'When “fills form” leads to “closes tab” (“a question cannot be answered”), the customer is lost. Until then they could still be kept, or be given a no that is explained to them. → Offer customers a good end, or a no that is explained to them, before it comes to “closes tab”.',
  ],
  'lost-customer in lost-customer/bank-recover-to-lost': [
    'When something goes wrong at “score” and “ask to come back” follows, the customer can only be lost from then on. Nothing that is done after that leads to a good end, or to a no that is explained to them. → Give customers at “ask to come back” a way to a good end, or to a no that is explained to them.',
  ],
  'lost-customer in lost-customer/energy-late-to-lost': [
    'When “cancel old contract” has not begun in time after “check contract” and “cooling off letter” follows, the customer can only be lost from then on. Nothing that is done after that leads to a good end, or to a no that is explained to them. → Give customers at “cooling off letter” a way to a good end, or to a no that is explained to them.',
    'When “release meter” has not begun in time after “cancel old contract” and “cooling off letter” follows, the customer can only be lost from then on. Nothing that is done after that leads to a good end, or to a no that is explained to them. → Give customers at “cooling off letter” a way to a good end, or to a no that is explained to them.',
  ],
  'unreachable-step in unreachable-step/energy-group-over-failure-edges': [
    'No customer gets to “radio patrol”, “wake engineer” or “ring box” as the service is described: nothing leads there from where they come in. What is planned there never comes about for them. → Let another step lead to “radio patrol”, let customers come in there, or take these steps out of the service.',
  ],
  'stuck-join in stuck-join/bank-recover-into-the-join': [
    'At “decide” a customer’s case can lie waiting for ever. It waits for “check income” both to go well and to go wrong. → Let “decide” go on after “check income” whether that went well or wrong.',
  ],
  'stuck-join in stuck-join/bank-branch-that-ends': [
    'At “open account” a customer’s case can lie waiting for ever. It waits for everything that can come from “take statutes”, and not all of that comes. → See to it that everything that “open account” waits for comes for every customer, or decide what happens when it does not.',
    'At “change signature” a customer’s case can lie waiting for ever. It has what comes from “scan passport” and also waits for “check minutes”, from where nothing more can come. → See to it that everything that “change signature” waits for comes for every customer, or decide what happens when it does not.',
  ],
  'stuck-join in stuck-join/energy-some-into-all': [
    'At “write contract” a customer’s case can lie waiting for ever. It has what comes from “offer panels” and also waits for “offer battery” and “offer charger”, from where nothing more can come. → See to it that everything that “write contract” waits for comes for every customer, or decide what happens when it does not.',
  ],
  'double-run in double-run/bank-back-before-the-split': [
    'At “take data” the same thing can be done twice for one customer, because things that run side by side before it are not brought together. What follows, “open account”, can then come about twice as well. → Bring together what runs side by side before “test knowledge” leads back to “take data”.',
  ],
  'double-run in double-run/library-rings-itself': [
    'At “ring reader” the same thing can be done twice for one customer, because things that run side by side before it are not brought together. What follows, “charge account”, can then come about twice as well. → Bring together what runs side by side before “ring reader” leads back to itself.',
  ],
  'trap in trap/council-planning-ring': [
    'Nothing leads out of “study plan”, “ask legal” and “give opinion”, which lead only to each other. A customer whose case gets there can be kept waiting for ever, however much work is put into it. → Let “study plan”, “ask legal” or “give opinion” lead on to an end for the customer, or decide how the journey ends there.',
  ],
  'double-run in double-run/council-two-letters': [
    'At “is registered” the journey of one customer can end twice, because things that run side by side before it are not brought together. What they get or are told there can come to them twice. → Let “is registered” wait until everything that leads there has come, or begin only one of the ways that lead there.',
  ],
  'endless-loop in endless-loop/bank-chat-robot': [
    '“understand request” can lead back to itself again and again. Nothing says how often, so nobody need notice who has been round many times. → Decide how often “understand request” may lead back to itself for the same customer, and what happens after that.',
  ],
  'endless-loop in endless-loop/hospital-nobody-checks-the-room': [
    'From “waits in hall” a customer can go round over “call patient” and “check room” and come back again and again. Nothing says how often, so nobody need notice who has been round many times. → Decide how often “check room” may lead back to “waits in hall” for the same customer, and what happens after that.',
  ],
  'ping-pong in shared-step/school-start-desk': [
    'Between Teachers and School office a customer’s case can go back and forth without end. “look after pupil” can lead back to itself each time, and nothing says how often. → Decide how often “look after pupil” may lead back to itself, and who keeps the case after that until it is done.',
  ],
  'ping-pong in ping-pong/energy-three-desks': [
    'Between Hotline, Tariff desk and Billing a customer’s case can go back and forth without end. “write customer” can lead back to “rings hotline” each time, and nothing says how often. → Decide how often “write customer” may lead back to “rings hotline”, and who keeps the case after that until it is done.',
  ],
  'open-decision in open-decision/bank-more-than-everything': [
    'After “score” the shares written down for what comes next add up to 105%. At least one of them is wrong, so nobody can tell from them how many customers go which way. → Count how many customers really go which way after “score”, and correct the shares.',
    'After “offer loan” the shares written down for what comes next add up to 120%. At least one of them is wrong, so nobody can tell from them how many customers go which way. → Count how many customers really go which way after “offer loan”, and correct the shares.',
  ],
  'open-decision in open-decision/energy-not-everything': [
    'After “give advice” the shares written down for what comes next add up to 99%. Nobody has said what happens to the other 1% of customers. → Count how many customers really go which way after “give advice”, and correct the shares or add the way that is missing.',
    'After “enter contract” the shares written down for what comes next add up to 95%. Nobody has said what happens to the other 5% of customers. → Count how many customers really go which way after “enter contract”, and correct the shares or add the way that is missing.',
  ],
  'open-decision in open-decision/library-two-flows-to-one-step': [
    'After “gets reminder” nothing says in which case “take cash” or “take card” comes next. Nobody can tell how many customers to expect on which way. → Find out when customers go which way after “gets reminder”, and write it down.',
    'From “take cash” there are 2 ways to “book payment”, and nothing says which one is for whom. Customers in the same situation can be treated differently. → Decide who goes which way after “take cash”, or let everything that can follow be done each time.',
  ],
  'ownerless-handoff in ownerless-handoff/airline-recover-and-late': [
    'When “bring chair” has not begun in time after “order chair”, the work goes from Check-in to “find spare chair”, and nobody is named to do it there. Until “board” it is in nobody’s hands and can lie there unnoticed. → Name a team for “find spare chair”, or leave this step out.',
    'When something goes wrong at “bring chair”, the work goes from Porter firm to “open side door”, and nobody is named to do it there. Until “board” it is in nobody’s hands and can lie there unnoticed. → Name a team for “open side door”, or leave this step out.',
  ],
  'ownerless-handoff in ownerless-handoff/insurance-three-step-stretch': [
    'After “note claim”, the work goes from Property handlers to “wait for expert”, and nobody is named to do it there, nor at “visit greenhouse” or “write opinion”. Until “pay out” it is in nobody’s hands and can lie there unnoticed. → Name a team for “wait for expert”, “visit greenhouse” and “write opinion”, or leave these steps out.',
  ],
  'ownerless-handoff in ownerless-step/bank-entered-after-all': [
    'After “brings coins”, the customer comes to “swallow coins”, and nobody is named to do it there. Until “count coins” it is in nobody’s hands and can lie there unnoticed. → Name a team for “swallow coins”, or leave this step out.',
    'After “weigh sacks”, the work goes from Counting team to “seal sacks”, and nobody is named to do it there. If it is left undone, the first to notice can be the customer. → Name a team for “seal sacks”, or leave this step out.',
  ],
  'ownerless-step in ownerless-step/hospital-unreached-audit': [
    'At “audit devices” nobody is named to do the work, and nobody hands any on to there. Customers cannot count on it. → Name a team for “audit devices”.',
  ],
  'no-accountable-owner in no-accountable-owner/bank-system': [
    'Nobody inside is named to answer for “Standing order by app” from beginning to end, only software (Core banking). Where its parts do not fit together for a customer, it is nobody’s task inside to see it. → Name one person or team inside the organization who answers for “Standing order by app” from beginning to end.',
  ],
  'no-accountable-owner in no-accountable-owner/energy-partner': [
    'Nobody inside is named to answer for “Heat pump installation” from beginning to end, only a partner outside (Installation firm). Where its parts do not fit together for a customer, it is nobody’s task inside to see it. → Name one person or team inside the organization who answers for “Heat pump installation” from beginning to end.',
  ],
  'outsourced-outcome in outsourced-outcome/library-second-start': [
    'At “print extract” customers depend on Print shop, and nobody inside the organization is named to answer for what is done there. When something goes wrong for a customer there, nobody inside need notice it. → Name a person or team inside the organization who answers for what is done by Print shop at “print extract”.',
    'At “ride to door” customers depend on Bike courier, and nobody inside the organization is named to answer for what is done there. Every planned way from “orders from home” to a good end leads through this step. → Name a person or team inside the organization who answers for what is done by Bike courier at “ride to door”.',
  ],
  'unconfirmed-handoff in unconfirmed-handoff/council-from-customer': [
    'After “writes letter”, what the customer sends goes to Tax office by post, and nobody has to say that it has arrived. If it gets lost on the way, that can go unnoticed until the customer asks. → Let Tax office confirm what comes from “writes letter” as soon as it is there, or move it to where nothing can get lost unseen, such as a ticket.',
    'After “fills web form”, what the customer sends goes to Tax office on a form, and nobody has to say that it has arrived. If it gets lost on the way, that can go unnoticed until the customer asks. → Let Tax office confirm what comes from “fills web form” as soon as it is there, or move it to where nothing can get lost unseen, such as a ticket.',
  ],
  'unconfirmed-handoff in unconfirmed-handoff/energy-recover-and-late': [
    'When “make final bill” has not begun in time after “note reading”, the work goes from Service desk to Complaints as a posted message, and nobody has to say that it has arrived. If it gets lost on the way, that can go unnoticed until the customer asks. → Let Complaints confirm what comes from “note reading” as soon as it is there, or move it to where nothing can get lost unseen, such as a ticket.',
    'When something goes wrong at “check bill”, the work goes from Bill run team to Service desk by voicemail, and nobody has to say that it has arrived. If it gets lost on the way, that can go unnoticed until the customer asks. → Let Service desk confirm what comes from “check bill” as soon as it is there, or move it to where nothing can get lost unseen, such as a ticket.',
  ],
  'unwatched-deadline in unwatched-deadline/bank-three-deadlines': [
    'After “block card”, “note loss” must follow within 15 minutes. When it does not, nobody is told and nothing else happens, so that the first to notice can be the customer. → Decide who is told when “note loss” has not begun within 15 minutes, or which step takes over then.',
    'After “print card”, “activates card” must follow within 7 days. When it does not, nobody is told and nothing else happens, so that a customer can drop out unseen. → Decide who is told when “activates card” has not begun within 7 days, or which step takes over then.',
  ],
  'unwatched-deadline in unwatched-deadline/hospital-recover-with-deadline': [
    'When something goes wrong at “prepare patient”, “fetch doctor” must follow within 2 hours. When it does not, nobody is told and nothing else happens, so that the first to notice can be the customer. → Decide who is told when “fetch doctor” has not begun within 2 hours, or which step takes over then.',
    'After “do catheter”, “prepare patient” must follow within 3 days. When it does not, nobody is told and nothing else happens, so that the first to notice can be the customer. → Decide who is told when “prepare patient” has not begun within 3 days, or which step takes over then.',
  ],
  'shared-step in shared-step/bank-three-owners': [
    'At “take alarm” the work belongs to Hotline and Branch alike, and nobody is named to answer for it. Each can believe that another has it, and a customer’s case can be left over. → Name one of Hotline and Branch to answer for “take alarm”.',
    'At “stop all” the work belongs to Hotline, Branch and Analysts alike, and nobody is named to answer for it. Each can believe that another has it, and a customer’s case can be left over. → Name one of Hotline, Branch and Analysts to answer for “stop all”.',
  ],
}

describe('what else a rule meets', () => {
  it.each(Object.entries(turns))('%s', async (turn, read) => {
    const [rule, file] = turn.split(' in ') as [string, string]
    const text = readFileSync(new URL(`../cases/${file}.blueprint.yaml`, import.meta.url), 'utf8')
    expect(sentences(await toldIn([text], [rule]))).toEqual(read)
  })

  it('names the promise that hangs on a handoff', async () => {
    const text = exampleWith(
      'unconfirmed-handoff',
      'steps:',
      'promises:\n  soon: { says: You hear from the clinic within a week., made: refer, kept: plan-visit }\nsteps:',
    )
    expect(sentences(await toldIn([text], ['unconfirmed-handoff']))).toEqual([
      'After “refer”, the work goes from Practice to Clinic by post, and nobody has to say that it has arrived. If it gets lost on the way, that can go unnoticed until the customer asks for what was promised: “You hear from the clinic within a week”. → Let Clinic confirm what comes from “refer” as soon as it is there, or move it to where nothing can get lost unseen, such as a ticket.',
    ])
  })

  it('says when something is lost or stuck that only comes about too late', async () => {
    const late = `blueprint: 1
title: Key for a flat
accountable: desk
owners:
  desk: { name: Desk }
promises:
  soon: { says: Your key is here by noon, made: take-order, late: gives-up }
steps:
  wants-key: { lane: customer, next: take-order }
  take-order: { lane: touchpoint, owner: desk, next: { to: hand-over, within: 1h, late: { to: hand-over } } }
  hand-over: { lane: touchpoint, owner: desk, join: all, next: moves-in }
  moves-in: { lane: customer, outcome: served }
  gives-up: { lane: customer, outcome: lost }
`
    expect(sentences(await toldIn([late], ['stuck-join', 'lost-customer']))).toEqual([
      'When what is promised at “take order” is not kept in time and “gives up” follows, the customer is lost. Until then they could still be kept, or be given a no that is explained to them. → Offer customers a good end, or a no that is explained to them, before it comes to “gives up”.',
      'At “hand over” a customer’s case can lie waiting for ever. It waits for “take order” both in time and too late. → Let “hand over” go on after “take order” whether that went on in time or too late.',
    ])
  })

  it('leaves a decision to those inside where a partner or software does the work', async () => {
    const partner = exampleWith('untimed-handoff', 'Lawyers }', 'Lawyers, kind: partner }').replace(
      'Claims desk }',
      'Claims desk, kind: system }',
    )
    const [one] = await toldIn(
      [partner.replace('accountable: claims\nowners:', 'accountable: head\nowners:\n  head: { name: Head of claims }')],
      ['untimed-handoff'],
    )
    expect(one!.finding.plain!.who).toEqual(['Lawyers', 'Head of claims'])
  })
})

sentencesAreSound(ids)

describe('the look at sentences', () => {
  const names = { owners: ['Accounts', 'Desk'], said: ['Pays back', 'see `next`; no?'] }
  it.each([
    ['After “Pays back” the work goes from Desk to Accounts, and nobody need notice.', ''],
    ['At “see `next`; no?” nothing more is planned.', ''],
    ['Nothing tells Accounts that it is there', 'does not end with a full stop'],
    ['nothing tells Accounts that it is there.', 'does not begin with a capital letter'],
    ['Accounts has the case, and nobody asks.', 'the number of an owner'],
    ['It stays where Accounts and Desk are asked.', 'the number of an owner'],
    ['The handoff to Accounts can get lost.', 'a word of the trade'],
    ['Nobody sets `next` there.', 'a sign that has no place here'],
    ['It can wait for 1 days.', 'more than one, of one'],
    ['It can come back 2 time.', 'one, of several'],
    ['It can take three days.', 'a number in letters'],
    ['What the desk forgets is lost.', 'blame'],
    ['The step “Pays out is done.', 'quotes that do not close'],
    ['It goes to  undefined.', 'a gap'],
  ])('%s', (sentence, slip) => {
    const [first = ''] = slipsOf(sentence, names, { most: 260, sentences: [1, 2] }).filter((found) =>
      found.startsWith(slip),
    )
    expect(first.startsWith(slip) && (first !== '') === (slip !== '')).toBe(true)
  })
})

const sentences = (told: readonly Told[]): string[] =>
  told.map(({ finding: { plain } }) => `${plain!.lived} → ${plain!.change}`)
