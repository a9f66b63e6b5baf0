import type { Result } from '../../src/audit/result.ts'

/** What the lines of a blueprint say is found on them: `# <- rule-id, rule-id`. */
export const expectedIn = (text: string): string[] =>
  text
    .split('\n')
    .flatMap((line, i) => (/# <- (.+)$/.exec(line)?.[1] ?? '').split(',').map((rule) => ({ rule: rule.trim(), line: i + 1 })))
    .filter(({ rule }) => rule !== '')
    .map(({ rule, line }) => `${line} ${rule}`)
    .sort()

/** What was found, in the same form. */
export const foundIn = ({ findings }: Result): string[] => findings.map(({ line, rule }) => `${line} ${rule}`).sort()
