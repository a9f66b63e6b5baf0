import type { Result } from '../audit/result.ts'
import { type Finding, isOpen } from '../finding.ts'
import { addTo } from '../multimap.ts'
import { clean } from './text.ts'

interface Case {
  readonly classname: string
  readonly name: string
  /** What is said of a case that did not pass. */
  readonly told?: {
    readonly as: 'failure' | 'error' | 'skipped'
    readonly message: string
    readonly type?: string
    readonly lines?: readonly string[]
  }
}

interface Suite {
  readonly name: string
  readonly cases: readonly Case[]
}

/**
 * JUnit's XML, as test reports read it: a suite for each blueprint, in which each open finding is a test that failed
 * and each accepted one a test that was skipped; a blueprint where nothing stands open has one that passed.
 */
export function junit(result: Result): string {
  const files = [...result.blueprints.map(({ file }) => file), ...result.unread].sort()
  const byBlueprint = new Map<string, Finding[]>()
  for (const finding of result.findings) addTo(byBlueprint, finding.blueprint, finding)
  const unread = new Set(result.unread)
  const known = new Set(files)
  const suites = [...known].map((file) => suiteOf(file, byBlueprint.get(file) ?? [], unread.has(file)))
  const elsewhere = result.findings.filter(({ blueprint }) => !known.has(blueprint))
  if (elsewhere.length > 0) suites.push({ name: 'over all blueprints', cases: elsewhere.flatMap(caseOf) })
  suites.push(...goneOf(result), ...faultsOf(result))
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="faultline" ${totals(suites.flatMap(({ cases }) => cases))}>`,
    ...suites.flatMap(written),
    '</testsuites>',
    '',
  ].join('\n')
}

function suiteOf(file: string, here: readonly Finding[], isUnread: boolean): Suite {
  const passes = !here.some(isOpen) && !isUnread
  return {
    name: file,
    cases: [...(passes ? [{ classname: file, name: 'nothing stands open' }] : []), ...here.flatMap(caseOf)],
  }
}

function caseOf(finding: Finding): Case[] {
  const { rule, file, line, column, severity, message, why, help, accepted } = finding
  const known = { classname: file, name: `${rule}: ${message}` }
  if (accepted) {
    const until = accepted.until ? ` until ${accepted.until}` : ''
    return [{ ...known, told: { as: 'skipped', message: `accepted by ${accepted.by}${until}: ${accepted.because}` } }]
  }
  if (!isOpen(finding)) return []
  const lines = [`${file}:${line}:${column}`, ...why, `Help: ${help}`]
  return [{ ...known, told: { as: 'failure', message, type: severity, lines } }]
}

function goneOf({ baseline }: Result): Suite[] {
  if (!baseline || baseline.gone.length === 0) return []
  const message = 'It is in the baseline, but no longer found: remove it, or run with --update-baseline'
  const cases = baseline.gone.map(
    (entry): Case => ({
      classname: baseline.file,
      name: `${entry.rule}: ${entry.message} (${entry.file})`,
      told: { as: 'failure', message, type: 'error' },
    }),
  )
  return [{ name: baseline.file, cases }]
}

function faultsOf({ faults }: Result): Suite[] {
  if (faults.length === 0) return []
  const message = 'A fault in faultline itself: the rule broke, and what it would have found is missing here'
  const cases = faults.map(
    ({ rule, file }): Case => ({ classname: file, name: rule, told: { as: 'error', message, type: 'fault' } }),
  )
  return [{ name: 'faultline', cases }]
}

function written({ name, cases }: Suite): string[] {
  return [
    `  <testsuite name="${xml(name)}" ${totals(cases)}>`,
    ...cases.flatMap(({ classname, name, told }) => {
      const head = `    <testcase classname="${xml(classname)}" name="${xml(name)}" time="0"`
      return told ? [`${head}>`, outcome(told), '    </testcase>'] : [`${head}/>`]
    }),
    '  </testsuite>',
  ]
}

function outcome({ as, message, type, lines = [] }: NonNullable<Case['told']>): string {
  const head = `      <${as} message="${xml(message)}"${type === undefined ? '' : ` type="${xml(type)}"`}`
  return lines.length > 0 ? `${head}>${lines.map(xml).join('\n')}</${as}>` : `${head}/>`
}

function totals(cases: readonly Case[]): string {
  const number = (kind: string): number => cases.filter(({ told }) => told?.as === kind).length
  return `tests="${cases.length}" failures="${number('failure')}" errors="${number('error')}" skipped="${number('skipped')}" time="0"`
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }

/** Safe in text and in attributes. Two signs have no place in XML at all, not even as a reference. */
const xml = (text: string): string =>
  clean(text)
    .replaceAll(/[\ufffe\uffff]/g, (sign) => `\\u{${sign.charCodeAt(0).toString(16)}}`)
    .replaceAll(/[&<>"']/g, (sign) => entities[sign]!)
