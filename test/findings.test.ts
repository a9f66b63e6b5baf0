import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { Result } from '../src/audit/result.ts'
import type { Finding } from '../src/finding.ts'
import { rules } from '../src/rules/index.ts'
import { type Rule, themes } from '../src/rules/rule.ts'
import { judgeAll } from './helpers/judge.ts'
import { supposing } from './helpers/supposing.ts'

// What each rule says of its bad example and of its cases, in full: every word, place, step and way of a finding, what it
// stands on, and the fingerprint that a baseline knows it by. They are kept to be read: after a change that is meant,
// UPDATE_FINDINGS=1 npx vitest run test/findings.test.ts writes them anew, and a review sees what became of them.
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const isUpdated = process.env['UPDATE_FINDINGS'] !== undefined

describe.each(Object.keys(themes).filter((theme) => rules.some((rule) => rule.theme === theme)))('%s', (theme) => {
  const file = here(`findings/${theme}.txt`)
  const kept = isUpdated ? new Map() : bySection(readFileSync(file, 'utf8'))
  const ofTheme = rules.filter((rule) => rule.theme === theme)

  it.skipIf(!isUpdated)('is written anew', async () => {
    const sections = await Promise.all(ofTheme.map(inFull))
    writeFileSync(file, sections.join('\n'))
  })

  it.skipIf(isUpdated).each(ofTheme)('$id says what was read', async (rule) => {
    expect((await inFull(rule)).split('\n')).toEqual(kept.get(rule.id)?.split('\n'))
  })
})

const bySection = (text: string): Map<string, string> =>
  new Map(text.split(/^(?=== )/m).map((section) => [/^== (\S+)/.exec(section)![1]!, section.replace(/\n\n$/, '\n')]))

/** The findings of a rule, in the examples and cases that are its own. */
async function inFull(rule: Rule): Promise<string> {
  const { id, bad, beside } = rule
  const texts: [name: string, text: string, beside?: string | undefined][] = [
    ['its bad example', bad, beside],
    ...casesOf(id).map((file): [string, string] => [
      file.replace('.blueprint.yaml', ''),
      readFileSync(here(`cases/${id}/${file}`), 'utf8'),
    ]),
  ]
  const told: string[] = []
  let examined = 0
  for (const [name, text, beside] of texts) {
    const result = await judgeAll(filesOf(text, beside))
    if (result.faults[0]) throw result.faults[0].error
    const found = result.findings.filter((finding) => finding.rule === id)
    const open = openIn(result, id)
    if (found.length + open.length === 0) continue
    // What a finding stands on is looked at in the bad example and in one case: that takes a judgement for each thing.
    const isExamined = rule.theme !== 'reading' && found.length > 0 && examined++ < 2
    const grounds = isExamined ? await groundsOf(id, text, beside) : new Map<string, string[]>()
    told.push('', `-- ${name}`, ...found.flatMap((one) => linesOf(one, result, grounds.get(one.fingerprint))), ...open)
  }
  return `== ${id}\n${told.map((line) => `${line}\n`).join('')}`
}

const casesOf = (id: string): string[] =>
  readdirSync(here('cases')).includes(id) ? readdirSync(here(`cases/${id}`)).sort() : []

const filesOf = (text: string, beside?: string): Record<string, string> => ({
  ...(beside ? { 'beside.blueprint.yaml': beside } : {}),
  'a.blueprint.yaml': text,
})

const openIn = ({ notAssessable }: Result, id: string): string[] =>
  notAssessable
    .filter(({ rule }) => rule === id)
    .flatMap(({ because, ask, whom }) => [`not assessable: ${because}`, `  ask ${whom.join(', ') || 'nobody'}: ${ask}`])

function linesOf(finding: Finding, { findings }: Result, grounds?: readonly string[]): string[] {
  const { line, column, endLine, endColumn, severity, confidence, message, help, label, element, steps, path } = finding
  const source = findings.find(({ fingerprint }) => fingerprint === finding.causedBy)
  return [
    `${line} ${severity}, ${confidence}: ${message}`,
    `  help: ${help}`,
    `  ${line}:${column}-${endLine}:${endColumn} (${element}) ${label}`,
    ...finding.related.map((at) => `  ${at.line}:${at.column}-${at.endLine}:${at.endColumn} ${at.message}`),
    ...(steps.length > 0 ? [`  steps: ${steps.join(', ')}`] : []),
    ...(path.length > 0 ? [`  way: ${path.join(' → ')}`] : []),
    ...finding.why.map((why) => `  why: ${why}`),
    ...(grounds ? [`  stands on: ${grounds.join(' ') || 'what is not there'}`] : []),
    ...(source ? [`  echo of: ${source.rule} in line ${source.line}`] : []),
    ...(finding.accepted ? [`  accepted: ${JSON.stringify(finding.accepted)}`] : []),
    `  ${finding.fingerprint}`,
  ]
}

/** What each finding stands on: the things of which each alone makes it less sure where it is only assumed. */
async function groundsOf(id: string, text: string, beside?: string): Promise<Map<string, string[]>> {
  const judged = async (text: string) =>
    (await judgeAll(filesOf(text, beside), { asks: (rule) => rule.id === id || !rule.check })).findings
  const sure = await judged(text)
  const grounds = new Map<string, string[]>(sure.map(({ fingerprint }) => [fingerprint, []]))
  for (const [name, supposed] of supposing(text))
    for (const { fingerprint, confidence } of await judged(supposed)) {
      const before = sure.find((finding) => finding.fingerprint === fingerprint)
      if (before && before.confidence !== confidence) grounds.get(fingerprint)!.push(name)
    }
  return grounds
}
