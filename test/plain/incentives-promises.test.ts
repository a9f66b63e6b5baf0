import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseDocument } from 'yaml'
import { graphOf } from '../../src/graph/graph.ts'
import { readBlueprint } from '../../src/read/read.ts'
import { ruleNamed, rules } from '../../src/rules/index.ts'
import type { Rule } from '../../src/rules/rule.ts'
import { judgeAll } from '../helpers/judge.ts'
import { runs } from '../helpers/random.ts'
import { badExampleOf, examplesOf, renamed, slipsIn, type Told, toldBy, toldIn, tryingNames } from './style.ts'

// What leaders read of what people are paid for, and of what customers are promised.
const ids = rules.filter(({ theme }) => theme === 'incentives' || theme === 'promises').map(({ id }) => id)

type Words = readonly [lived: string, change: string, who: string]

/** Of each rule's bad example: what it does to customers, what to decide, and who can. */
const ofTheExamples: Record<string, Words> = {
  'metric-conflict': [
    'By doing more of “take call”, Phone agents can earn more for “New contracts” (40% of their pay). That makes “Problems solved on the first call” worse for customers.',
    'Reward Phone agents for “Problems solved on the first call” instead, or change “take call” so that it no longer makes “Problems solved on the first call” worse.',
    'Head of sales',
  ],
  'unrewarded-duty': [
    '“move noisy guests” earns Reception no reward, though it makes “Nights without complaint” better for customers. “check in” counts towards their pay for “Upgrades sold”, so that may come first.',
    'Have “move noisy guests” done by somebody whose reward does not draw them away, or reward Reception for “Nights without complaint” too.',
    'Hotel manager',
  ],
  'punished-duty': [
    'At “look up case”, doing well for customers goes against the target of Hotline: it makes “Calls an hour” worse. Yet the step keeps the promise “You get a complete answer”.',
    'Reward Hotline for doing “look up case” well instead of for “Calls an hour”, or leave it out when that is counted.',
    'District head',
  ],
  'priority-over-promise': [
    'Customers who were promised “Ready for you this afternoon” can be made to wait: a standing rule puts “serve counter” before “fill order”, without which that promise cannot be kept.',
    'Let “fill order” come before “serve counter”, or exempt what was promised from the rule “counter first”.',
    'Pharmacist',
  ],
  'self-graded-metric': [
    '“Delivered on time” is measured at “sign off”, in the hands of Drivers, whose reward depends on the result. So the figure can look good while customers are not well served.',
    'Have “Delivered on time” measured by somebody who gains nothing by the result, or stop rewarding Drivers for it.',
    'Head of service',
  ],
  'gamed-metric': [
    'At “beg for stars”, Repairers can improve the figure “Stars on the map” with no gain in “Phones that stay mended”, which it stands for. Their reward can rise while customers are no better off.',
    'Reward Repairers for “Phones that stay mended” instead of “Stars on the map”, or give “beg for stars” to somebody who gains nothing by it.',
    'Head of the shop',
  ],
  'opposed-owners': [
    'The better “Parcels sorted an hour” gets for Sorters, the worse “Vans that leave on time” can get for Loaders. Between “sort” and “load van”, customers depend on both.',
    'Reward both for one figure that they can only improve together, or change “sort” so that it no longer makes “Vans that leave on time” worse.',
    'Head of the depot',
  ],
  'cost-elsewhere': [
    '“The address is wrong” can happen at “lay line”, when the reward of Sellers for “Orders entered” is already earned. Nothing they are rewarded for depends on how it then goes on for the customer.',
    'Reward Sellers also for something that “lay line” or a later step makes better, or let “Orders entered” count only when the customer has what they came for.',
    'Head of market',
  ],
  'no-lever': [
    '“Cars a day” counts for 5% of the pay of Clerks, and no step of theirs moves it. However hard they work for customers, it will not show in that figure.',
    'Reward Clerks for something that their own work moves, at “file order” for instance, or give them a step that moves “Cars a day”.',
    'Head of the workshop',
  ],
  'one-sided-pay': [
    'At “advise”, customers meet Advisers, whose every reward is for the business: “Frames sold” (30% of their pay). What is good for the customer alone earns them nothing.',
    'Reward Advisers also for something that customers feel, with a share that counts.',
    'Head of the shop',
  ],
  'unowned-policy': [
    'The rule “The trade comes first” puts “cut for trade” before “cut for home”, and it is nobody’s. Where it does not suit a customer, there is nobody who can change it.',
    'Name who decides on the rule “The trade comes first” and may change it, or drop the rule.',
    'Head of the yard',
  ],
  'unowned-metric': [
    '“Passengers picked up within the hour” is what customers feel, yet it is nobody’s, and nobody is rewarded for it. It can get worse and worse with nobody to answer for it.',
    'Name who answers for “Passengers picked up within the hour”, or reward somebody for it.',
    'Bus office',
  ],
  'idle-metric': [
    '“Forms filed” is a figure that nothing depends on: no reward, no promise and no other figure. However good it is, customers gain nothing by it.',
    'Decide what “Forms filed” is for, or stop counting it.',
    'Head of the counter',
  ],
  'impossible-promise': [
    '“Your key is ready tonight” cannot be kept: from “take order” on it takes at least 21 hours, and the promise leaves 10 hours. Customers who are told it there are let down, however hard everybody works.',
    'Promise 21 hours or more, or shorten “cut key”, which takes up 20 hours of that.',
    'Housing office',
  ],
  'unguaranteed-promise': [
    'Customers who were told “Your glasses tomorrow” can wait 1 day and 3 hours, although nothing goes wrong, and the promise leaves 1 day. “grind lenses” alone can take up 23 hours of that.',
    'Make “grind lenses” faster, or promise 1 day and 3 hours instead of 1 day.',
    'Optician',
  ],
  'skipped-promise': [
    'Customers who hear “We call you back” at “take complaint” can come to “sleeps” without “call back”, which keeps it. They then count as served, and have not had what they were promised.',
    'Let every way from “take complaint” to “sleeps” go through “call back”, or do not promise it at “take complaint”.',
    'Town hall',
  ],
  'untold-promise': [
    'Customers are told “The cake is ready by noon” at “take order”. Nothing makes sure that Bakery will know of it at “bake cake”, where it has to be kept.',
    'Pass “The cake is ready by noon” on with the work from “take order” to “bake cake”, or note it in a record that is open to both sides.',
    'Shop',
  ],
  'unwatched-promise': [
    'Should “Your sofa comes in eight weeks” not be kept within 56 days, nobody acts. It is left to the customer to notice, and to ask.',
    'Decide who is told, or what is done, when “Your sofa comes in eight weeks” is late.',
    'Showroom',
  ],
  'closed-when-due': [
    'A customer who is told “You are back in within a day” on Friday at 17:00 cannot get it in time. In the time that was promised, Account security will not be there, and “unlock” takes 1 hour at least.',
    'Promise a time that also holds on Friday at 17:00, or have “unlock” done by somebody who is there then.',
    'Head of service, Account security',
  ],
  'borrowed-promise': [
    '“Fitted in one day” is promised to customers at “sell kitchen” by Kitchen sellers, and the work to keep it is left to Fitters. Nobody is named to see it through.',
    'Name who sees “Fitted in one day” through for the customer, or give Kitchen sellers a part in keeping it.',
    'Head of the store',
  ],
  'unmeasured-promise': [
    '“We tell you when it runs” is promised to customers at “take call”, and no figure shows whether it is kept. It can be broken again and again without being seen in any report.',
    'Choose a figure that shows how often “We tell you when it runs” is kept, and have it counted.',
    'Caretaker',
  ],
  'clashing-promise': [
    '“Money back in a week” is due within 7 days in “Return by post”, and “Money back in three days”, which goes by the same name, within 3 days in “Return in the store”. A customer who hears of both cannot know which one holds.',
    'Agree on one time for both, or treat them as different promises with names of their own.',
    'Returns, Store',
  ],
}

/** What the rules find in a case, or in a story: one, or some, of those that say it otherwise than the examples. */
const elsewhere: Record<string, Words> = {
  'metric-conflict in double-charge': [
    '“Personal sales” counts for 20% of the pay of Floor staff. The better it gets, the worse “Errors put right” gets for customers.',
    'Reward Floor staff for “Errors put right” instead.',
    '',
  ],
  'metric-conflict in metric-conflict/airline-both-signs': [
    'By doing more of “close doors early”, Gate staff can earn more for “On-time departure”. That makes “Trust of passengers” worse for customers, while the same reward pulls it up in another way.',
    'Reward Gate staff for “Trust of passengers” instead, or change “close doors early” so that it no longer makes “Trust of passengers” worse.',
    'Station lead',
  ],
  'metric-conflict in metric-conflict/insurance-walk-of-three': [
    '“Files closed a day” counts as a target of Claims handlers. The better it gets, the worse “Trust of those who claim” gets for customers, by way of “Care taken with each file”.',
    'Reward Claims handlers for “Trust of those who claim” instead.',
    'Claims lead',
  ],
  'metric-conflict in metric-conflict/library-second-metric': [
    'By doing more of “fill display”, Shelvers can earn more for “Loans a month”. That makes “Books in their right place” worse, while the same reward pulls it up in another way, and they are rewarded for that too.',
    'Stop rewarding Shelvers for “Loans a month”, or change “fill display” so that it no longer makes “Books in their right place” worse.',
    'Head of the library',
  ],
  'metric-conflict in metric-conflict/energy-owned-metric': [
    'By doing more of “send sharp letter”, Collections can earn more for “Debt collected”. That makes “Calls about the same letter” worse, and it is theirs to look after.',
    'Reward Collections for “Calls about the same letter” instead, or change “send sharp letter” so that it no longer makes “Calls about the same letter” worse.',
    'Credit lead, Collections',
  ],
  'metric-conflict in metric-conflict/school-promise-metric': [
    'By doing more of “fill registers”, School office can rise in the ranking for “Registers complete”. That makes “Days until the answer” worse, and it shows whether “You have an answer in a week” is kept.',
    'Reward School office for “Days until the answer” instead, or change “fill registers” so that it no longer makes “Days until the answer” worse.',
    'Head teacher',
  ],
  'metric-conflict in idle-metric/insurance-counted-for-nothing': [
    '“Claims closed” counts for 5% of the pay of Claims handlers. Part of what is done for it makes it better, and part makes it worse again.',
    'Reward Claims handlers for something that their own work for it cannot pull down again.',
    'Claims lead',
  ],
  'unrewarded-duty in phone-offer': [
    '“Sets the two phones aside” and 4 other steps earn Store staff no reward, though each is a duty to customers. “Sells phones out of the store” counts towards their pay for “Sales made in the store”, so that may come first.',
    'Have “Sets the two phones aside” and 4 other steps done by somebody whose reward does not draw them away, or reward Store staff for “Orders ready when promised” too.',
    '',
  ],
  'unrewarded-duty in cost-elsewhere/bank-fails-at-home': [
    '“turn away” earns Advisers no reward, though it puts right what went wrong. “sell card” counts towards their pay for “Cards sold”, so that may come first.',
    'Have “turn away” done by somebody whose reward does not draw them away, or reward Advisers also for doing it well.',
    'Card lead',
  ],
  'unrewarded-duty in metric-conflict/school-promise-metric': [
    '“answer parent” earns School office no reward, though it keeps the promise “You have an answer in a week”. “fill registers” counts towards their ranking for “Registers complete”, so that may come first.',
    'Have “answer parent” done by somebody whose reward does not draw them away, or reward School office also for doing it well.',
    'Head teacher',
  ],
  'punished-duty in double-charge': [
    'At “Goes through the refund procedure again”, doing well for customers goes against the pay of Floor staff: it makes “Personal sales” worse. Yet the step puts right what went wrong.',
    'Reward Floor staff for doing “Goes through the refund procedure again” well instead of for “Personal sales”, or leave it out when that is counted.',
    '',
  ],
  'priority-over-promise in double-charge': [
    'Customers for whom something went wrong can be made to wait: a standing rule puts “Goes through the refund procedure again” before “Tries to make up for the trouble”, which puts it right.',
    'Give up the rule “Staff keep to the scripted procedure, whatever the case in front of them”, since neither “Goes through the refund procedure again” nor “Tries to make up for the trouble” can wait.',
    'Head office',
  ],
  'priority-over-promise in phone-offer': [
    'Customers who were promised “Both phones are ready at the store of your choice within three hours of the order” can be made to wait: a standing rule puts “Sells phones out of the store” before “Sets the two phones aside”, which keeps that promise. Following it also serves the pay of Store staff.',
    'Let “Sets the two phones aside” come before “Sells phones out of the store”, or exempt what was promised from the rule “Phones go first to customers who are standing in the store”.',
    'Store manager',
  ],
  'no-lever in idle-metric/hospital-measured-but-not-moved': [
    '“Rooms in use” counts as a target of Therapists, and no step of theirs moves it. However hard they work for customers, it will not show in that figure.',
    'Reward Therapists for something that their own work moves, at “greet” for instance, or give them a step that moves “Rooms in use”.',
    'Head of therapy',
  ],
  'opposed-owners in opposed-owners/council-only-over-recover': [
    'The better “Permits stamped” gets for Permit desk, the worse “Roads without obstacles” can get for Road works. Between “stamp” and “clear street”, customers depend on both.',
    'Reward both for one figure that they can only improve together.',
    'Head of streets',
  ],
  'one-sided-pay in double-charge': [
    'At “Advises on the products”, customers meet Floor staff, whose every reward is for the business: “Personal sales” (20% of their pay). What is good for the customer alone earns them nothing.',
    'Reward Floor staff also for something that customers feel, such as “Errors put right”, with a share that counts.',
    '',
  ],
  'one-sided-pay in one-sided-pay/bank-two-bonuses': [
    'At “advise”, customers meet Advisers, whose every reward is for the business: “Volume lent” and “Insurance sold with it”. What is good for the customer alone earns them nothing.',
    'Reward Advisers also for something that customers feel, with a share that counts.',
    'Head of mortgages',
  ],
  'self-graded-metric in car-service': [
    '“Score in the customer survey” is measured at “Gives the car back and asks for a good report in the survey”, in the hands of The colleague at the service desk, whose reward depends on the result. So the figure can look good while customers are not well served.',
    'Have “Score in the customer survey” measured by somebody who gains nothing by the result, or stop rewarding The colleague at the service desk for it.',
    '',
  ],
  'gamed-metric in car-service': [
    'At “Asks for top marks and tells of the bonus”, Service desk can improve the figure “Score in the customer survey” with no gain in “Satisfaction with the service”, which it stands for. Their reward can rise while customers are no better off.',
    'Reward Service desk for “Satisfaction with the service” instead of “Score in the customer survey”, or give “Asks for top marks and tells of the bonus” to somebody who gains nothing by it.',
    '',
  ],
  'idle-metric in idle-metric/library-measures-a-promise': [
    '“Reservations in time” is a figure that no step and no other figure moves. Whatever is done for customers, it does not show there.',
    'Find out which step makes “Reservations in time” better or worse, or stop counting it.',
    'Head librarian',
  ],
  'unowned-policy in empty-box': [
    'The rule “What the procedure lays down comes before the single case” puts “Goes by the procedure” before “Helps although the rules say otherwise”, and it is nobody’s. Where it does not suit a customer, there is nobody who can change it.',
    'Name who decides on the rule “What the procedure lays down comes before the single case” and may change it, or drop the rule.',
    '',
  ],
  'unguaranteed-promise in double-charge': [
    'Customers who were told “The second charge is refunded within ten days” can wait without end: from “Goes through the refund procedure again” it can go back to “Waits for the refund” any number of times. The promise leaves 10 days.',
    'Decide how often at most it may go back from “Goes through the refund procedure again” to “Waits for the refund”, and what happens then.',
    'Floor staff',
  ],
  'unguaranteed-promise in car-service': [
    'Customers who were told “The car will be ready to pick up by four” can wait 9 hours and 30 minutes or more, although nothing goes wrong, and the promise leaves 8 hours. “Does the routine service” alone can take up 4 hours of that.',
    'Make “Does the routine service” faster, or promise more than 9 hours and 30 minutes instead of 8 hours.',
    'Service desk, Workshop',
  ],
  'skipped-promise in lost-customer/airline-promise-late-rescues': [
    'Customers who hear “You fly today” at “promise seat” cannot get it: nothing leads from there to “board next flight”, which keeps it.',
    'Let “promise seat” lead on to “board next flight”, or decide which later step keeps the promise instead.',
    'Hub manager, Transfer desk',
  ],
  'closed-when-due in closed-when-due/school-two-steps-of-one-office': [
    'A customer who is told “Your certificate within a day” on Monday at 00:00 cannot get it in time. In the time that was promised, School office will be there for 3 hours only, and “find file” and “send certificate” take 4 hours at least.',
    'Promise a time that also holds on Monday at 00:00, or have “find file” and “send certificate” done by somebody who is there then.',
    'Principal, School office',
  ],
  'untold-promise in untold-promise/theatre-both-promise-both-forgotten': [
    'Customers are told “We sing for you” at “sell box”. Nothing makes sure that Bar will know of it at “bring cake”, where it has to be kept.',
    'Pass “We sing for you” on with the work from “sell box” to “set table”, or note it in a record that is open to both sides.',
    'Box office, Bar',
  ],
  'borrowed-promise in borrowed-promise/energy-before-and-after': [
    '“On your roof in six weeks” is promised to customers at “sign” by Sellers, and the work to keep it is left to Planners and Roofers. Nobody is named to see it through.',
    'Name who sees “On your roof in six weeks” through for the customer, or give Sellers a part in keeping it.',
    'Head of solar',
  ],
  'skipped-promise in skipped-promise/theatre-promised-at-the-end': [
    'Customers who hear “We write to you” at “note hat” can have it end there without “write letter”, which keeps it. They then count as served, and have not had what they were promised.',
    'Let “note hat” lead on to “write letter”, or do not promise it there, where the journey ends.',
    'Lost property lead, Lost property desk',
  ],
  'borrowed-promise in borrowed-promise/theatre-work-of-nobody': [
    '“Signed by the whole cast” is promised to customers at “sell poster” by Box office, and the work to keep it is nobody’s. Nobody is named to see it through.',
    'Name who sees “Signed by the whole cast” through for the customer, or give Box office a part in keeping it.',
    'House manager',
  ],
  'metric-conflict in metric-conflict/theatre-whose-figure-it-is': [
    '“Programmes sold” counts in the pay of Ushers. The better it gets, the worse “Guests who sit when it begins” can get, and it shows whether “You sit when it begins” is kept.',
    'Reward Ushers for “Guests who sit when it begins” instead, or change “chat” so that it no longer makes “Guests who sit when it begins” worse.',
    'House manager',
  ],
  'metric-conflict in metric-conflict/theatre-whose-figure-it-is #2': [
    '“Drinks sold” counts as a target of Bar. The better it gets, the worse “Short queues” gets, and it shows whether “A glass in five minutes” is kept.',
    'Reward Bar for “Short queues” instead.',
    'House manager',
  ],
  'metric-conflict in metric-conflict/theatre-whose-figure-it-is #3': [
    'By doing more of “sell ticket”, Box office can earn more for “Tickets sold” (10% of their pay). That makes “Calls that are answered” worse, and they are rewarded for that too.',
    'Stop rewarding Box office for “Tickets sold”, or change “sell ticket” so that it no longer makes “Calls that are answered” worse.',
    'House manager',
  ],
  'metric-conflict in metric-conflict/theatre-whose-figure-it-is #4': [
    '“Coats an hour” counts in the pay of Cloakroom. The better it gets, the worse “Guests who leave without haste” can get for customers.',
    'Reward Cloakroom for “Guests who leave without haste” instead.',
    'House manager, Cloakroom',
  ],
  'unrewarded-duty in unrewarded-duty/theatre-two-of-long-names #4': [
    '“find glove” and “say bye” earn Desk no reward, though each is a duty to customers. “sell next” counts towards their pay for “Tickets sold”, so that may come first.',
    'Have “find glove” and “say bye” done by somebody whose reward does not draw them away, or reward Desk for “Guests who come home safely” too.',
    'House manager, Stage',
  ],
  'unrewarded-duty in unrewarded-duty/theatre-two-of-long-names': [
    '“Holds the doors open for everybody who walks slowly” and 1 other step earn Ushers no reward, though each is a duty to customers. “sell last programmes” counts towards their pay for “Programmes sold”, so that may come first.',
    'Have “Holds the doors open for everybody who walks slowly” and 1 other step done by somebody whose reward does not draw them away, or reward Ushers for “Guests who come home safely” too.',
    'House manager, Stage',
  ],
  'unrewarded-duty in unrewarded-duty/theatre-two-of-long-names #2': [
    '“give water” and 2 other steps earn Bar no reward, though each is a duty to customers. “pour” counts towards their pay for “Drinks sold”, so that may come first.',
    'Have “give water” and 2 other steps done by somebody whose reward does not draw them away, or reward Bar for “Guests who come home safely” too.',
    'House manager, Stage',
  ],
  'unrewarded-duty in unrewarded-duty/theatre-two-of-long-names #3': [
    '“light the way” and 5 other steps earn Stage no reward, though each is a duty to customers. “sell props” counts towards their pay for “Props sold”, so that may come first.',
    'Have “light the way” and 5 other steps done by somebody whose reward does not draw them away, or reward Stage for “Guests who come home safely” too.',
    'House manager, Stage',
  ],
  'one-sided-pay in one-sided-pay/theatre-same-figure-twice': [
    'At “sell ticket”, customers meet Box office, whose every reward is for the business: “Tickets sold”. What is good for the customer alone earns them nothing.',
    'Reward Box office also for something that customers feel, with a share that counts.',
    'House manager',
  ],
  'one-sided-pay in one-sided-pay/theatre-same-figure-twice #2': [
    'At “pour”, customers meet Bar, whose every reward is for the business: “Drinks sold” and “Cakes sold”. What is good for the customer alone earns them nothing.',
    'Reward Bar also for something that customers feel, with a share that counts.',
    'House manager',
  ],
  'one-sided-pay in one-sided-pay/theatre-same-figure-twice #3': [
    'At “sell programme”, customers meet Ushers, whose every reward is for the business: “Programmes sold” (30% of their pay). What is good for the customer alone earns them nothing.',
    'Reward Ushers also for something that customers feel, with a share that counts.',
    'House manager',
  ],
  'self-graded-metric in self-graded-metric/theatre-somebody-elses-figure': [
    '“Stars that guests give” is measured at “ask for stars”, in the hands of Ushers, whose reward depends on the result. So the figure can look good while customers are not well served.',
    'Have “Stars that guests give” measured by somebody who gains nothing by the result, or stop rewarding Ushers for it.',
    'The trust, House manager',
  ],
  'unowned-policy in unowned-policy/theatre-half-a-rule': [
    'The rule “Friends of the house come first” is nobody’s. Where it does not suit a customer, there is nobody who can change it.',
    'Name who decides on the rule “Friends of the house come first” and may change it, or drop the rule.',
    'House manager',
  ],
  'no-lever in no-lever/theatre-told-by-the-surest': [
    '“Tickets sold” counts as a target of Ushers, and no step of theirs moves it. However hard they work for customers, it will not show in that figure.',
    'Reward Ushers for something that their own work moves, at “show seat” for instance, or give them a step that moves “Tickets sold”.',
    'House manager',
  ],
  'no-lever in no-lever/theatre-told-by-the-surest #2': [
    '“Tickets sold” counts in the pay of Bar, and no step of theirs moves it. However hard they work for customers, it will not show in that figure.',
    'Reward Bar for something that their own work moves, at “pour” for instance, or give them a step that moves “Tickets sold”.',
    'House manager',
  ],
  'no-lever in no-lever/theatre-told-by-the-surest #3': [
    '“Good reviews” counts in the pay of Bar, and no step of theirs moves it. However hard they work for customers, it will not show in that figure.',
    'Reward Bar for something that their own work moves, at “pour” for instance, or give them a step that moves “Good reviews”.',
    'House manager',
  ],
  'idle-metric in idle-metric/insurance-counted-for-nothing': [
    '“Pages scanned” is a figure that nothing depends on: no reward, no promise and no other figure. However good it is, customers gain nothing by it.',
    'Decide what “Pages scanned” is for, or stop counting it.',
    'Claims handlers',
  ],
}

const wordsOf = ({ lived, change, who }: { lived: string; change: string; who: readonly string[] }): Words => [
  lived,
  change,
  who.join(', '),
]

describe('what leaders read of the bad example of each rule', () => {
  it('is told here', () => expect(Object.keys(ofTheExamples).sort()).toEqual([...ids].sort()))

  it.each(Object.entries(ofTheExamples))('%s', async (id, words) => {
    expect((await badExampleOf(id)).map(wordsOf)).toEqual([words])
  })
})

describe('what leaders read where it comes otherwise', () => {
  it.each(Object.entries(elsewhere))('%s', async (where, words) => {
    const [id, file] = where.replace(/ #\d$/, '').split(' in ') as [string, string]
    const told = await toldIn([textOf(file)], [id])
    expect(told.map(({ finding }) => wordsOf(finding.plain!))).toContainEqual(words)
  })
})

const textOf = (file: string): string =>
  readFileSync(
    new URL(`${file.includes('/') ? '../cases' : '../../blueprints'}/${file}.blueprint.yaml`, import.meta.url),
    'utf8',
  )

describe('sentences for leaders', async () => {
  const told = await toldBy(ids)

  it('are as they should be, in all examples, stories and cases', () => {
    expect(told.flatMap(slips)).toEqual([])
    expect(new Set(told.map(({ finding }) => finding.rule))).toEqual(new Set(ids))
  })

  it('differ where findings do', () => {
    const sentences = told.map(({ where, finding }) => `${where}: ${finding.rule}: ${finding.plain!.lived}`)
    expect(sentences.filter((sentence, i) => sentences.indexOf(sentence) < i)).toEqual([])
  })

  it.each(tryingNames)('stay whole where everything is called %s', async (name) => {
    for (const id of ids) {
      const told = await toldIn(allRenamed(id, name), [id])
      expect(told.length).toBeGreaterThan(0)
      expect(told.flatMap(slips).filter(isNotLength)).toEqual([])
    }
  })

  it('stay whole whatever things are called', async () => {
    const names = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }).filter((name) => name.trim() === name)
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...ids), names, async (id, name) => {
        const told = await toldIn(allRenamed(id, name), [id])
        for (const { finding } of told) {
          const { lived, change } = finding.plain!
          for (const text of [lived, change]) expect(text).toMatch(/^[\p{Lu}“].*[a-z”)]\.$/su)
        }
        expect(told.length).toBeGreaterThan(0)
      }),
      runs(300),
    )
  })
})

const slips = (told: Told): string[] => slipsIn(told).map((slip) => `${told.where}: ${slip}`)

/** Names of a length that nobody gives are the author's own doing. */
const isNotLength = (slip: string): boolean => !/\d+ characters \|/.test(slip)

/** The bad example with all its things under one name. A policy goes by what it says. */
const allRenamed = (id: string, name: string): string[] =>
  examplesOf(ruleNamed(id) as Rule)['bad']!.map((text) => {
    const document = parseDocument(renamed(text, name))
    const { policies = {} } = document.toJS() as { policies?: Record<string, object> }
    for (const policy of Object.keys(policies)) document.deleteIn(['policies', policy, 'name'])
    return document.toString()
  })

describe('times that a sentence holds against each other', () => {
  it.each([
    ['1h', '61m', 'at least 1 hour and 1 minute, and the promise leaves 1 hour'],
    ['2d', '48h1m', 'at least 2 days and 1 minute, and the promise leaves 2 days'],
    ['2d3h', '51h1m', 'at least 3061 minutes, and the promise leaves 3060 minutes'],
  ])('%s are promised, and it takes %s', async (within, takes, says) => {
    const [text] = examplesOf(ruleNamed('impossible-promise') as Rule)['bad']!
    const other = text!.replace('within: 10h', `within: ${within}`).replace('takes: 20h', `takes: ${takes}`)
    const [told] = await toldIn([other.replace(', takes: 1h,', ', takes: 0m,')], ['impossible-promise'])
    expect(told!.finding.plain!.lived).toContain(says)
  })

  it('what is to be promised instead is long enough', async () => {
    const [text] = examplesOf(ruleNamed('impossible-promise') as Rule)['bad']!
    const [told] = await toldIn([text!.replace('takes: 20h', 'takes: 2d9h5m')], ['impossible-promise'])
    expect(told!.finding.plain!.change).toMatch(/^Promise 2 days and 11 hours or more/)
  })
})

describe('what two blueprints share', () => {
  const organization = `organization: 1
title: City parcels
owners:
  depot: { name: Depot }
  office: { name: Office }
metrics:
  on-time: { name: Parcels on time, for: customer }
  stamps: { name: Stamps a day, for: business }
incentives:
  office-pay: { owner: office, rewards: stamps, share: 12.5% }
`
  const shared = (title: string, accountable: string): string => `blueprint: 1
title: ${title}
organization: city.yaml
accountable: ${accountable}
owners:
  ${accountable}: { name: ${title} head, kind: role }
promises:
  soon: { says: An answer soon, made: hear, kept: hear, within: 1h }
steps:
  come: { lane: customer, next: hear }
  hear: { lane: touchpoint, owner: office, next: has-answer }
  has-answer: { lane: customer, outcome: served }
`
  const texts = {
    'a.blueprint.yaml': shared('Parcels', 'parcels-head'),
    'b.blueprint.yaml': shared('Letters', 'letters-head'),
  }
  const city = { file: 'city.yaml', text: organization }
  const sharing = ['no-lever', 'idle-metric', 'one-sided-pay', 'unowned-metric']

  it('is decided by those who answer for either', async () => {
    const { findings } = await judgeAll(texts, { plain: true, organization: () => city })
    const told = findings.filter(({ rule }) => sharing.includes(rule))
    expect(new Set(told.map(({ rule }) => rule))).toEqual(new Set(sharing))
    for (const { plain } of told) expect(plain!.who).toEqual(['Parcels head', 'Letters head'])
    expect(told.find(({ rule }) => rule === 'one-sided-pay')!.plain!.lived).toBe(
      'At “hear”, customers meet Office, whose every reward is for the business: “Stamps a day” (12.5% of their pay). What is good for the customer alone earns them nothing.',
    )
  })

  it('is told by the blueprint that can say it', async () => {
    const idle = (text: string): string => text.replace('owner: office,', 'owner: depot,')
    const thanking = (text: string): string =>
      text.replace('promises:', 'metrics:\n  thanks: { name: Thanks, for: customer, owner: office }\npromises:')
    const first = idle(texts['a.blueprint.yaml'])
    const second = thanking(texts['b.blueprint.yaml']).replace(
      'owner: office, next',
      'owner: office, improves: thanks, next',
    )
    const { findings } = await judgeAll(
      { 'a.blueprint.yaml': first, 'b.blueprint.yaml': second },
      { plain: true, organization: () => city },
    )
    const change = (rule: string) => findings.find((finding) => finding.rule === rule)!.plain!.change
    expect(change('no-lever')).toContain('at “hear” for instance')
    expect(change('one-sided-pay')).toContain('such as “Thanks”')
  })

  it('keeps nothing of a blueprint until the end of the run', async () => {
    const read = await readBlueprint(
      { file: 'a.blueprint.yaml', text: texts['a.blueprint.yaml'] },
      { rules: new Set(ids), organization: () => city },
      new Map(),
    )
    if ('obstacles' in read) throw new Error('cannot be read')
    const graph = graphOf(read.value)
    for (const id of [...sharing, 'clashing-promise']) {
      const part = ruleNamed(id)!.across!.of(graph, {})
      expect(part).toBeDefined()
      expect(within(part)).not.toContain(read.value.document)
    }
  })
})

/** Everything that can be got to from a value. */
function within(value: unknown): Set<unknown> {
  const all = new Set<unknown>([value])
  for (const one of all) {
    if (typeof one !== 'object' || one === null) continue
    const inner = one instanceof Map ? [...one.values()] : one instanceof Set ? [...one] : Object.values(one)
    for (const other of inner) all.add(other)
  }
  return all
}
