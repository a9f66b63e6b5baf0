/**
 * The first blueprint that somebody sees: it teaches the language from top to bottom, and has four faults, each of
 * another theme, with the answers at its end. The schema that its first line names is written by `init` as well.
 */
export const example = `# yaml-language-server: $schema=../.faultline/blueprint.schema.json
#
# A service to learn from: a housing association, a winter evening, a heating that stays cold.
# It has four faults, on purpose. \`faultline check\` shows them; mend one after another, and check again.
# The answers stand at the end of this file. Then write down a service of your own, and delete this one.
#
# What follows a # is for people. Two blanks further in means "belongs to the line above".

blueprint: 1                     # marks the file and its format
title: A heating that stays cold
scenario: A tenant's heating fails in winter, and they want it warm again.
accountable: housing-office      # who answers for the whole service

# OWNERS do the work: teams, roles, partners, systems. The name before the colon is yours to choose; it is the name
# that the rest of the file calls them by.
owners:
  hotline: { name: Hotline }
  housing-office: { name: Housing office }
  caretaker: { name: Caretaker, kind: role }

# METRICS are what is counted; INCENTIVES what people are paid or ranked for. Good people follow them.
# \`basis\` is how you know: observed (where nothing is said), reported (somebody told you), assumed (you think so).
metrics:
  calls-an-hour: { name: Calls an hour, for: business }
  satisfaction: { name: Tenants' satisfaction, for: customer }
  one-visit: { name: Repaired in one visit, for: customer, owner: housing-office }

incentives:
  call-bonus: { owner: hotline, rewards: [calls-an-hour, satisfaction], share: 15%, basis: reported }

# PROMISES are what the customer is told: the step where it is made, the step that keeps it, how soon, and who acts
# when it is late.
promises:
  warm-in-two-days:
    says: Your flat is warm again within two days
    made: take-call
    kept: repair-heating
    within: 2d                   # m minutes, h hours, d days, w weeks
    late: housing-office

# STEPS are what happens, in the order of the story. \`next\` says what follows, \`outcome\` how the journey ends (served,
# recovered, declined or lost), and \`lane\` where the step takes place:
#
#   customer      what the customer does
#   touchpoint    where the customer meets you
#   backstage     what you do for them, out of their sight
#   support       what others do so that you can
steps:
  feel-cold:
    lane: customer
    name: Finds the heating cold
    next: call-hotline

  call-hotline: { lane: customer, name: Calls the hotline, next: take-call }      # the same, in one line

  take-call:
    lane: touchpoint
    owner: hotline
    name: Takes the call
    improves: [calls-an-hour, satisfaction]      # the metrics that get better when this is done well
    next: ask-what-is-wrong

  ask-what-is-wrong:
    lane: touchpoint
    owner: hotline
    name: Asks what exactly the heating does
    takes: 10m
    improves: [one-visit]
    hurts: [calls-an-hour]
    next: { to: plan-visit, via: email, carries: all }      # on what way it gets there, and what is told with it

  plan-visit:
    lane: backstage
    owner: housing-office
    name: Plans the visit
    takes: 1h..1d                # shortest..longest, waiting included
    next: { to: repair-heating, via: ticket }

  repair-heating:
    lane: touchpoint
    owner: caretaker
    name: Repairs the heating
    takes: 2h..2d
    improves: [one-visit, satisfaction]
    next: be-warm
    fails:                       # what can go wrong here, and who notices it
      - what: A part is missing
        noticed: caretaker

  be-warm: { lane: customer, name: Has it warm again, outcome: served }

# THE ANSWERS. \`faultline explain unconfirmed-handoff\`, or any other name in the brackets, tells more about each.
#
# 1 unconfirmed-handoff   An email can stay unread, and nobody would know. In \`ask-what-is-wrong\`, say \`via: ticket\`,
#                         or add \`confirmed: true\` if the office answers "I have it".
# 2 punished-duty         Who asks well takes fewer calls, and loses money. Let \`call-bonus\` reward
#                         \`[one-visit, satisfaction]\`. Nothing is done with \`calls-an-hour\` then, and a note will say
#                         so: take it out of \`metrics\`, \`improves\` and \`hurts\`.
# 3 unguaranteed-promise  Two days are promised, and it can take three. Promise \`within: 4d\`, or let the visit be
#                         planned and made sooner.
# 4 no-recovery           When a part is missing, nothing is planned. Under \`noticed: caretaker\` add the line
#                         \`recover: lend-heater\`, as far in as \`noticed\`, and under \`steps\` this one:
#
#   lend-heater: { lane: touchpoint, owner: caretaker, name: Lends a heater until the part is there, next: be-warm }
#
# \`faultline check --verbose\` also lists what could not be judged yet, and whom to ask: your interview list.
`
