import { story } from '../../graph/run-story.ts'
import { tokenGame, wayAlong } from '../../graph/tokens.ts'
import { inside } from '../../read/document.ts'
import { code, listed } from '../../words.ts'
import type { Rule } from '../rule.ts'

export const stuckJoin: Rule = {
  id: 'stuck-join',
  theme: 'flow',
  severity: 'error',
  summary: 'A step that waits for several flows can have got some of them and never get the others',
  why: 'Everybody has done their part, and the case lies there: the last part that it waits for will never come. Nobody is late, so nobody notices.',
  fix: 'Let it wait only for what always comes (`join: some` or `any`), or see that every branch comes back to it, failures too.',
  source:
    'van der Aalst (1998): soundness, proper completion; Fahland et al. (2011), persistent sets after Valmari and Godefroid',
  bad: `blueprint: 1
title: Mortgage
accountable: bank
owners:
  bank: { name: Bank }
steps:
  ask-for-loan: { lane: customer, next: take-papers }
  take-papers:
    lane: touchpoint
    owner: bank
    next: [{ to: check-income, when: first loan }, { to: value-house, when: known customer }]
  check-income: { lane: backstage, owner: bank, next: decide }
  value-house: { lane: backstage, owner: bank, next: decide }
  decide: { lane: backstage, owner: bank, join: all, next: has-loan } # <- stuck-join
  has-loan: { lane: customer, outcome: served }
`,
  good: `blueprint: 1
title: Mortgage
accountable: bank
owners:
  bank: { name: Bank }
steps:
  ask-for-loan: { lane: customer, next: take-papers }
  take-papers: { lane: touchpoint, owner: bank, split: all, next: [check-income, value-house] }
  check-income: { lane: backstage, owner: bank, next: decide }
  value-house: { lane: backstage, owner: bank, next: decide }
  decide: { lane: backstage, owner: bank, join: all, next: has-loan }
  has-loan: { lane: customer, outcome: served }
`,
  // Where something is found the rest need not be decided: the first proof is reason enough to mend it and ask again.
  *check(graph) {
    const { stuck, twice, isDecided } = tokenGame(graph)
    for (const { step, holds, lacks, run } of stuck) {
      const failing = holds.find(({ kind }) => kind === 'recover')
      const missing = listed(lacks.map(({ from }) => code(from.id)))
      yield {
        message: `${code(step.id)} can wait for ever: it has what comes from ${listed(holds.map(({ from }) => code(from.id)))}, and ${missing} can no longer come`,
        help: failing
          ? `Bring the failure of ${code(failing.from.id)} and what it would have done to a step of their own before ${code(step.id)}`
          : `Lead every branch back to ${code(step.id)}, or let it wait only for what was really begun (\`join: some\`)`,
        marks: [
          { at: inside(step.at, 'join'), says: 'waits for all of these' },
          ...lacks.slice(0, 3).map(({ flow }) => ({ at: flow.at, says: 'may never come' })),
        ],
        steps: [step, ...new Set(lacks.map(({ from }) => from))].filter((one, i, all) => all.indexOf(one) === i),
        way: wayAlong(run, holds[0]!),
        why: story(run),
      }
    }
    if (!isDecided && stuck.length + twice.length === 0)
      yield {
        because: 'there are too many parallel combinations to look at all of them',
        ask: 'Which of the parallel branches really run at the same time, and where do they come together again?',
      }
  },
}
