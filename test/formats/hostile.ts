import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { parse } from 'yaml'
import type { Result } from '../../src/audit/result.ts'
import { summaryOf } from '../../src/audit/result.ts'
import type { Finding } from '../../src/finding.ts'
import { rules } from '../../src/rules/index.ts'
import { judgeAll } from '../helpers/judge.ts'

/** What somebody could write into a blueprint who wants more of its readers than to be read. */
export const hostileTexts = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '</details></summary>',
  '<!-- ',
  ']]>',
  '<?xml version="1.1"?>',
  '&amp;&#60;b&#62;',
  '![seen](https://evil.example/pixel.png)',
  '[click](javascript:alert(1))',
  '[one](1)',
  '<https://evil.example>',
  'https://evil.example/a?b=c',
  'www.evil.example',
  'mailto:a@evil.example',
  'a.b@evil.example',
  '@somebody',
  '@group/team',
  '#123',
  'owner/repo#12',
  'GH-12',
  '!1 %2 ~label &3 $4 ^5',
  '$x^2$ and $`y`$ and $$z$$',
  '`',
  '``code`` ```',
  'a `name` that ends with a `',
  '| a | b |',
  '# heading',
  '- list',
  '1. one',
  '> [!WARNING]',
  '***bold*** __bold__ _it_ ~~gone~~',
  '[^1] [ ] [x]',
  ':smile: :+1: :100:',
  '::error::owned',
  'a ::error file=x::owned',
  'a\n::add-mask::x',
  'a\r\n::stop-commands::x',
  'a\u2028::warning::owned',
  'a\u00a0::warning::owned',
  '##[error]owned ###[group]x',
  '##vso[task.setvariable variable=x]y',
  '##teamcity[buildStop]',
  '%0A::error::owned%0D%25',
  '/close',
  '[issue:12] [vulnerability:3] *iteration:4 [feature_flag:x]',
  '\u001b[31mred\u001b]8;;https://evil.example\u0007',
  '\u0000\u0007\u0008\u007f\u009b',
  '\u202eevil\u202c \u2066x\u2069 \u200b\ufeff',
  '\ufffe\uffff',
  '\\',
  '\\u{41}',
  '"',
  "'",
  '{0} {{1}} #{y} %{z}',
  '🧑‍🤝‍🧑 é ﷽',
  '',
  ' ',
]

/** Random text that has such things in it. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...hostileTexts) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
      {
        weight: 2,
        arbitrary: fc.string({ unit: fc.constantFrom(...'`|[]()<>*_~#@$:!&\\-+=.1a \n"\''), maxLength: 12 }),
      },
    ),
    { maxLength: 4 },
  )
  .chain((parts) => fc.constantFrom('', ' ', '\n').map((between) => parts.join(between)))

const freeTexts = new Set(['title', 'name', 'says', 'what', 'evidence', 'note', 'when', 'because', 'by'])

/** A service that ships, with hostile text wherever a text can stand, in a file that is called so too. */
export async function hostileResult(): Promise<Result> {
  const url = new URL('../../blueprints/double-charge.blueprint.yaml', import.meta.url)
  const service = parse(readFileSync(url, 'utf8'))
  const found = await judgeAll({ 'a.blueprint.yaml': JSON.stringify(service) })
  const accepted = found.findings
    .filter(({ steps }) => steps.length > 0)
    .slice(0, 2)
    .map(({ rule, steps }) => ({ rule, at: steps[0], because: 'x', by: 'x', until: '2027-01-01' }))
  let next = 0
  const text = (): string =>
    `${hostileTexts[next++ % hostileTexts.length]} ${hostileTexts[(next * 7) % hostileTexts.length]}`
  const replaced = JSON.stringify({ ...service, note: 'x', accepted }, (key, value: unknown) =>
    freeTexts.has(key) && typeof value === 'string' ? `x${text()}` : value,
  )
  return judgeAll({ '`x` <b>|@a::error::$y$\n#1,%0A:.blueprint.yaml': replaced })
}

/** Results in which every text that could come from a file does. */
export function hostileResults(text: fc.Arbitrary<string> = hostileText): fc.Arbitrary<Result> {
  const severity = fc.constantFrom('error' as const, 'warning' as const, 'note' as const)
  const rule = fc.constantFrom(...rules.map(({ id }) => id))
  const file = text.map((name) => `${name}.blueprint.yaml`)
  const print = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 16, maxLength: 16 })
  const place = (files: fc.Arbitrary<string>) =>
    fc
      .record({ file: files, line: fc.nat(99), column: fc.nat(99), lines: fc.nat(2), width: fc.nat(20) })
      .map(({ file, line, column, lines, width }) => ({
        file,
        line: line + 1,
        column: column + 1,
        endLine: line + 1 + lines,
        endColumn: column + 1 + width,
      }))
  const findingIn = (files: fc.Arbitrary<string>): fc.Arbitrary<Finding> =>
    fc
      .record({
        place: place(files),
        rule,
        theme: fc.constant('flow'),
        severity,
        confidence: fc.constantFrom('certain' as const, 'likely' as const, 'possible' as const),
        message: text,
        help: text,
        why: fc.array(text, { maxLength: 3 }),
        label: text,
        plain: fc.constant(null),
        element: text,
        steps: fc.array(text, { maxLength: 2 }),
        path: fc.array(text, { maxLength: 8 }),
        related: fc.array(
          fc.tuple(place(files), text).map(([at, message]) => ({ ...at, message })),
          { maxLength: 2 },
        ),
        blueprint: files,
        fingerprint: print,
        likeness: print,
        known: fc.constantFrom(null, null, 'before' as const, 'baseline' as const),
        accepted: fc.oneof(
          { weight: 3, arbitrary: fc.constant(null) },
          { weight: 1, arbitrary: fc.record({ because: text, by: text, until: fc.constantFrom(null, '2027-01-01') }) },
        ),
      })
      .map(({ place, ...rest }) => ({ ...rest, ...place, pathNames: rest.path, causedBy: null }))
  return fc
    .uniqueArray(file, { minLength: 1, maxLength: 3 })
    .chain((files) => {
      const oneOf = fc.constantFrom(...files)
      return fc.record({
        files: fc.constant(files),
        titles: fc.array(text, { minLength: files.length, maxLength: files.length }),
        findings: fc.uniqueArray(findingIn(oneOf), { maxLength: 30, selector: ({ fingerprint }) => fingerprint }),
        fixed: fc.array(findingIn(oneOf), { maxLength: 3 }),
        isCompared: fc.boolean(),
        called: text,
        gone: fc.array(
          fc.record({
            rule,
            severity: fc.constantFrom('error' as const, 'warning' as const, 'note' as const),
            file: text,
            blueprint: text,
            element: text,
            message: text,
            likeness: print,
          }),
          { maxLength: 3 },
        ),
        notAssessable: fc.array(
          fc.record({ file: oneOf, rule, because: text, ask: text, whom: fc.array(text, { maxLength: 2 }) }),
          { maxLength: 4 },
        ),
        faults: fc.array(fc.record({ rule, file: oneOf, error: text.map((message) => new Error(message)) }), {
          maxLength: 1,
        }),
      })
    })
    .map(({ files, titles, findings, fixed, isCompared, called, gone, notAssessable, faults }) => {
      const outcomes = { served: 1, recovered: 0, declined: 0, lost: 0 }
      const numbers = { steps: 1, handoffs: 0, courierHandoffs: 0, touchpoints: 0, decisions: 0, owners: 0, outcomes }
      const blueprints = files.slice(1).map((file, i) => ({ file, title: titles[i]!, ...numbers }))
      const told = isCompared ? findings : findings.map((finding) => ({ ...finding, known: null }))
      const summary = summaryOf({ findings: told, blueprints, notAssessable })
      return {
        blueprints,
        findings: told,
        notAssessable,
        summary,
        before: isCompared ? { called, blueprints, summary, fixed } : null,
        baseline: isCompared ? { file: called, gone } : null,
        unread: files.slice(0, 1),
        faults,
        sources: new Map(),
        rules: [],
        timing: new Map(),
      }
    })
}
