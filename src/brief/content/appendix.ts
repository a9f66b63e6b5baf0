import type { Result } from '../../audit/result.ts'
import type { Cell, Chapter } from '../document.ts'
import { counted, sentence } from './service.ts'

/** How it was done, by which rules, and where these come from. The only place that names rules. */
export function appendix({ findings, rules }: Pick<Result, 'findings' | 'rules'>, version: string): Chapter {
  const found = rules.filter(({ id }) => findings.some(({ rule }) => rule === id))
  const rows = found.map(({ id, summary, source }): Cell[] => {
    const those = findings.filter(({ rule }) => rule === id)
    return [
      sentence(id, those),
      sentence(`${summary}.`, []),
      sentence(String(those.length), [counted('findings', those.length)]),
      sentence(source, []),
    ]
  })
  return {
    id: 'appendix',
    title: 'Appendix: method and sources',
    onItsOwnPage: true,
    blocks: [
      {
        kind: 'paragraph',
        sentences: [
          sentence(
            'The service was written down as a blueprint: the steps of customers and of those who work for them, what is handed over and how, what is promised, measured and rewarded.',
            [],
          ),
          sentence(
            `Each finding follows from what is written there by a rule with a definition, ${rules.length} rules in all, and can be checked by hand.`,
            [counted('rules', rules.length)],
          ),
          sentence(`The same blueprint gives the same report. Rules and report: faultline ${version}.`, []),
          sentence(
            'Causes are ordered by how grave their findings are and how sure: an error counts 5, a warning 2, a note 1; what was reported counts four fifths, what was assumed three fifths.',
            [],
          ),
        ],
      },
      ...(rows.length > 0
        ? [
            {
              kind: 'table' as const,
              caption: 'Rules that found something',
              head: ['Rule', 'What it finds', 'Findings', 'Where it comes from'],
              rows,
            },
          ]
        : []),
    ],
  }
}
