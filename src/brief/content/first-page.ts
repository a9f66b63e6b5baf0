import { count, listed } from '../../words.ts'
import type { Block, Sentence, TableBlock } from '../document.ts'
import { type Cause, fewBehindMost, weightOf } from './causes.ts'
import { figuresOf } from './figures.ts'
import { change, counted, deciders, lived, sentence, type Service } from './service.ts'

/** What whoever reads one page has to know: what customers live through, the numbers, what to decide, and by whom. */
export function firstPageOf(service: Service, checks: number): Block[] {
  const { causes, open, questions, judged } = service
  if (open.length === 0)
    return [verdictOfNone(service, checks), { kind: 'figures', figures: figuresOf(service) }, ...unknownOf(service)]
  const few = fewBehindMost(causes)
  return [
    { kind: 'lead', sentences: verdict(service, few) },
    {
      kind: 'list',
      ordered: true,
      items: few.map(({ findings: [head], id }) => [sentence(lived(service.graph, head), [head], id)]),
    },
    { kind: 'figures', figures: figuresOf(service) },
    decisionTable(service, few),
    ...(questions.length > 0 || judged.steps === 0 ? unknownOf(service) : []),
  ]
}

function verdict({ causes, open }: Service, few: readonly Cause[]): Sentence[] {
  const sure = open.filter(({ confidence }) => confidence === 'certain').length
  const behind = few.flatMap(({ findings }) => findings)
  const all = open.reduce((sum, finding) => sum + weightOf(finding), 0)
  const share = behind.reduce((sum, finding) => sum + weightOf(finding), 0) / all
  const places = `Customers can be let down in ${count(open.length, 'way')}${sure === open.length ? '' : sure === 0 ? ', none of them certain yet' : `, ${sure} of them certain`}.`
  const most =
    few.length === causes.length
      ? causes.length === 1
        ? 'One cause stands behind all of it.'
        : `${count(causes.length, 'cause')} stand behind it.`
      : `Of ${count(causes.length, 'cause')}, ${few.length === 1 ? 'the first stands' : `the first ${few.length} stand`} behind ${Math.round(share * 100)}% of the harm.`
  return [sentence(places, open), sentence(most, [counted('causes', causes.length), ...behind])]
}

const verdictOfNone = ({ graph }: Service, checks: number): Block => ({
  kind: 'lead',
  sentences: [
    sentence(
      `Nothing was found that lets customers down: ${count(checks, 'check')} were made of ${count(graph.steps.length, 'step')}.`,
      [counted('checks', checks), counted('steps', graph.steps.length)],
    ),
  ],
})

/** One row a decision, the heaviest cause first; who decides the same several times finds it said once. */
export function decisionTable({ graph }: Service, causes: readonly Cause[]): TableBlock {
  const rows = causes.map(({ findings, id }) => {
    const [head] = findings
    const ends = findings.length === 1 ? 'one finding' : `${findings.length} findings`
    return [
      sentence(change(graph, head), [head], id),
      sentence(whoText(deciders(graph, head)), [head]),
      sentence(ends, findings),
    ]
  })
  return { kind: 'table', caption: 'What to decide, by whom', head: ['Decision', 'Who', 'Answers'], rows }
}

export const whoText = (names: readonly string[]): string =>
  names.length === 0 ? 'Somebody has to be named first' : listed(names)

function unknownOf({ questions }: Service): Block[] {
  if (questions.length === 0) return []
  const asked = new Set(questions.map(({ ask }) => ask)).size
  return [
    {
      kind: 'paragraph',
      sentences: [
        sentence(
          `${asked === 1 ? 'One question is' : `${asked} questions are`} open, and the answers may bring up more.`,
          [counted('questions', asked)],
          'open-questions',
        ),
      ],
    },
  ]
}
