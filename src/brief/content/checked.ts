import type { Result } from '../../audit/result.ts'
import { type Theme, themes } from '../../rules/rule.ts'
import { count } from '../../words.ts'
import type { Cell, Chapter } from '../document.ts'
import { counted, inNames, lived, sentence, type Service } from './service.ts'

/** By question: how many checks were made, and how many found nothing. */
export function checkedChapter({ open, questions }: Service, { rules }: Pick<Result, 'rules'>): Chapter {
  const found = new Set(open.map(({ rule }) => rule))
  const unsure = new Set(questions.map(({ rule }) => rule))
  const rows = (Object.keys(themes) as Theme[]).flatMap((theme): Cell[][] => {
    const asked = rules.filter((rule) => rule.theme === theme)
    if (asked.length === 0 || theme === 'reading') return []
    const sound = asked.filter(({ id }) => !found.has(id) && !unsure.has(id)).length
    const open = asked.filter(({ id }) => !found.has(id) && unsure.has(id)).length
    const bad = asked.length - sound - open
    const cell = (name: string, value: number, mark?: Cell['mark']): Cell => ({
      ...sentence(String(value), [counted(name, value)]),
      ...(mark ? { mark } : {}),
    })
    return [
      [
        sentence(themes[theme], []),
        cell('checks', asked.length),
        cell('sound', sound, sound === asked.length ? 'good' : undefined),
        cell('found', bad, bad > 0 ? 'bad' : 'quiet'),
        cell('open', open),
      ],
    ]
  })
  return {
    id: 'checked',
    title: 'What was checked, and what was found sound',
    blocks: [
      {
        kind: 'table',
        caption: 'Checks by question',
        head: ['Question', 'Checks', 'Sound', 'Found something', 'Cannot be told yet'],
        rows,
      },
    ],
  }
}

/** What could not be judged, and whom to ask what. */
export function questionChapter({ graph, questions }: Service): Chapter | undefined {
  if (questions.length === 0) return undefined
  const byWhom = new Map<string, Set<string>>()
  for (const { whom, ask } of questions) {
    const name = whom.join(', ') || 'Whoever knows the service'
    byWhom.set(name, (byWhom.get(name) ?? new Set()).add(inNames(graph, ask)))
  }
  const rows = [...byWhom].flatMap(([whom, asks]) =>
    [...asks].map((ask, i): Cell[] => [sentence(i === 0 ? whom : '', []), sentence(ask, [])]),
  )
  return {
    id: 'open-questions',
    title: 'What could not be judged, and whom to ask',
    blocks: [
      {
        kind: 'lead',
        sentences: [
          sentence(`${count(rows.length, 'question', 'questions')} should be asked before the rest can be judged.`, [
            counted('questions', rows.length),
          ]),
        ],
      },
      { kind: 'table', caption: 'Interview list', head: ['Ask', 'Question'], rows },
    ],
  }
}

/** What somebody decided to live with. */
export function acceptedChapter({ graph, accepted }: Service): Chapter | undefined {
  if (accepted.length === 0) return undefined
  const rows = accepted.map((finding): Cell[] => {
    const { because, by, until } = finding.accepted!
    return [
      sentence(lived(graph, finding), [finding]),
      sentence(because, [finding]),
      sentence(by, [finding]),
      sentence(until ?? 'no date', [finding]),
    ]
  })
  return {
    id: 'accepted',
    title: 'What was decided to be lived with',
    blocks: [
      {
        kind: 'table',
        caption: 'Accepted trade-offs',
        head: ['What customers live with', 'Because', 'Decided by', 'Until'],
        rows,
      },
    ],
  }
}

/** What has changed since an earlier state. */
export function changesChapter({ graph, open }: Service, { before }: Pick<Result, 'before'>): Chapter | undefined {
  if (!before) return undefined
  const { file } = graph.blueprint.document
  const mended = before.fixed.filter(({ blueprint }) => blueprint === file)
  const added = open.filter(({ known }) => known === null)
  const kept = open.length - added.length
  return {
    id: 'changes',
    title: `What has changed since ${before.called}`,
    blocks: [
      {
        kind: 'lead',
        sentences: [
          sentence(
            `${count(mended.length, 'finding is', 'findings are')} mended, ${added.length === 0 ? 'none is' : count(added.length, 'is', 'are')} new, and ${kept === 0 ? 'none has' : count(kept, 'has', 'have')} stayed.`,
            [counted('mended', mended.length), counted('new', added.length), counted('kept', kept)],
          ),
        ],
      },
      ...(mended.length > 0
        ? [
            {
              kind: 'table' as const,
              caption: 'Mended',
              head: ['What customers no longer live through'],
              rows: mended.map((finding) => [{ ...sentence(lived(graph, finding), [finding]), mark: 'good' as const }]),
            },
          ]
        : []),
      ...(added.length > 0
        ? [
            {
              kind: 'table' as const,
              caption: 'New',
              head: ['What customers live through since then'],
              rows: added.map((finding) => [{ ...sentence(lived(graph, finding), [finding]), mark: 'bad' as const }]),
            },
          ]
        : []),
    ],
  }
}
