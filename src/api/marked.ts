import type { Result } from '../audit/result.ts'

/** What the lines of a blueprint say is found on them: `# <- rule-id, rule-id(warning)`. */
export const expectedIn = (text: string): string[] =>
  text
    .split('\n')
    .flatMap((line, i) =>
      (/# <- (.+)$/.exec(line)?.[1] ?? '').split(',').map((mark) => ({ mark: mark.trim(), line: i + 1 })),
    )
    .filter(({ mark }) => mark !== '')
    .map(({ mark, line }) => `${line} ${mark}`)
    .sort()

/** What was found, in the same form: the severity is said where it is not the rule's own. */
export const foundIn = (
  { findings, rules }: Pick<Result, 'findings' | 'rules'>,
  asked: (rule: string) => boolean = () => true,
): string[] =>
  findings
    .filter(({ rule, accepted }) => !accepted && asked(rule))
    .map(
      ({ line, rule, severity }) =>
        `${line} ${rule}${severity === rules.find(({ id }) => id === rule)?.severity ? '' : `(${severity})`}`,
    )
    .sort()
