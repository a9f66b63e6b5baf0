import { connectedGroups } from '../../graph/components.ts'
import { edgesInto, type Graph } from '../../graph/graph.ts'
import { reached } from '../../graph/reach.ts'
import { allCalled, called, decidedBy, doersOf } from '../../plain.ts'
import { code, fewCodes } from '../../words.ts'
import type { Rule } from '../rule.ts'

export const unreachableStep: Rule = {
  id: 'unreachable-step',
  theme: 'flow',
  severity: 'warning',
  summary: 'A step that no way from a start leads to; neighbours are one finding',
  why: 'Work that is planned, staffed or paid for and never comes about; or, more often, a way that everybody believes in and that does not exist.',
  fix: 'Add the flow that leads there, name it under `start:` if customers come in there, or take it out.',
  source: 'van der Aalst (1998): soundness, no dead parts',
  bad: `blueprint: 1
title: Library loan
accountable: desk
owners:
  desk: { name: Lending desk }
  stacks: { name: Stacks }
steps:
  ask-for-book: { lane: customer, next: look-up }
  look-up: { lane: touchpoint, owner: desk, next: lend }
  lend: { lane: touchpoint, owner: desk, next: has-book }
  fetch-from-stacks: { lane: backstage, owner: stacks, next: { to: lend, via: person } } # <- unreachable-step
  has-book: { lane: customer, outcome: served }
`,
  good: `blueprint: 1
title: Library loan
accountable: desk
owners:
  desk: { name: Lending desk }
  stacks: { name: Stacks }
steps:
  ask-for-book: { lane: customer, next: look-up }
  look-up:
    lane: touchpoint
    owner: desk
    next:
      - { to: lend, when: on the shelf }
      - { to: fetch-from-stacks, when: in the stacks, via: person }
  lend: { lane: touchpoint, owner: desk, next: has-book }
  fetch-from-stacks: { lane: backstage, owner: stacks, next: { to: lend, via: person } }
  has-book: { lane: customer, outcome: served }
`,
  *check(graph) {
    const { has, inOrder } = reached(graph)
    if (inOrder.length === graph.steps.length) return
    for (const group of connectedGroups(graph, (step) => !has(step))) {
      const [first] = group as [(typeof group)[0] & object]
      const roots = group.filter((step) => edgesInto(graph, step).length === 0)
      const root = roots[0] ?? first
      yield {
        message: `No way from the start leads to ${fewCodes(group)}`,
        help: `Add a flow that leads to ${code(root.id)}, ${startingThere(graph)} if customers come in there${graph.blueprint.written.start ? '' : ' too'}, or take ${group.length === 1 ? 'it' : 'them'} out`,
        plain: () => ({
          lived: `No customer gets to ${allCalled(group, 3, 'or')} as the service is described: nothing leads there from where they come in. What is planned there never comes about for them.`,
          change: `Let another step lead to ${called(root)}, let customers come in there, or take ${group.length === 1 ? 'this step' : 'these steps'} out of the service.`,
          who: decidedBy(graph.blueprint, ...doersOf(root, ...group)),
        }),
        marks: [
          { at: { ...first.at, part: 'key' }, says: 'never reached' },
          ...group.slice(1, 5).map((step) => ({ at: { ...step.at, part: 'key' } as const, says: 'nor this' })),
        ],
        identity: 'steps',
        steps: group,
      }
    }
  },
}

/** Where nothing says so, customers come in at the first step; once `start` names another, they do not any more. */
const startingThere = ({ blueprint: { written, starts } }: Graph): string =>
  written.start ? 'name it under `start:`' : `name it and ${code(starts[0]!.id)} under \`start:\``
