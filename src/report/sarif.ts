import type { Result } from '../audit/result.ts'
import type { Finding, Location } from '../finding.ts'
import { positionOf } from '../read/document.ts'
import { ruleNamed } from '../rules/index.ts'
import { doubtOf } from './doubt.ts'
import { printable } from './json.ts'
import { ruleDescriptor, sentence, unknownRule, unlinked } from './sarif-rules.ts'
import { clean } from './text.ts'

/** More than these are not led to from the text of a finding. */
const mostLinks = 6
/** Ways of customers hold so many places in all: what shows SARIF drops the rest, and a log has to fit into one text. */
const mostStops = 100_000

/**
 * SARIF 2.1.0, for code scanning. Everything is in it that was found: what is accepted or in the baseline is
 * suppressed, and where the run was measured against an earlier state, each result says whether it is new.
 */
export function sarif(result: Result, version: string): string {
  const fixed = result.before?.fixed ?? []
  const named = [...result.findings, ...fixed, ...result.notAssessable, ...result.faults].map(({ rule }) => rule)
  const ids = [...new Set(named)].sort()
  const stops = Math.floor(mostStops / (result.findings.length + fixed.length))
  const describe = (id: string) => {
    const rule = result.rules.find((one) => one.id === id) ?? ruleNamed(id)
    return rule ? ruleDescriptor(rule) : unknownRule(id)
  }
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: { name: 'faultline', version, semanticVersion: version, language: 'en', rules: ids.map(describe) },
        },
        invocations: [invocation(result, ids)],
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { [root]: { description: { text: 'The folder in which faultline ran.' } } },
        results: [
          ...result.findings.map((finding) => resultOf(finding, result, ids, stops, stateOf(finding, result))),
          ...fixed.map((finding) => resultOf(finding, result, ids, stops, 'absent')),
        ],
      },
    ],
  }
  return printable(JSON.stringify(log, null, 2))
}

/** Whether it is new; nothing where nothing was compared. */
function stateOf({ known }: Finding, { before, baseline }: Result): string | undefined {
  if (!before && !baseline) return undefined
  return known ? 'unchanged' : 'new'
}

function resultOf(
  finding: Finding,
  result: Result,
  ids: readonly string[],
  stops: number,
  baselineState: string | undefined,
) {
  const { rule, severity, confidence, help, why, element, related, blueprint, causedBy, fingerprint } = finding
  return {
    ruleId: clean(rule),
    ruleIndex: ids.indexOf(rule),
    level: severity,
    message: { text: textOf(finding) },
    locations: [
      {
        physicalLocation: physical(finding),
        ...(element === '' ? {} : { logicalLocations: [{ fullyQualifiedName: clean(element) }] }),
      },
    ],
    relatedLocations: related.map((place, i) => ({
      id: i + 1,
      physicalLocation: physical(place),
      message: { text: sentence(place.message || 'See also') },
    })),
    ...codeFlows(finding, result, stops),
    // GitHub makes a print of its own out of the line, and warns of every other that stands in its place.
    partialFingerprints: { 'faultline/v1': fingerprint },
    suppressions: baselineState === 'absent' ? [] : suppressions(finding, result),
    ...(baselineState === undefined ? {} : { baselineState }),
    properties: {
      confidence,
      help: clean(help),
      why: why.map(clean),
      blueprint: clean(blueprint),
      ...(causedBy === null ? {} : { causedBy }),
    },
  }
}

/** All that a reader needs, since many show nothing else; with links to the other places, by their numbers. */
function textOf(finding: Finding): string {
  const { message, why, help, related } = finding
  const links = related
    .slice(0, mostLinks)
    .map(({ message }, i) => `[${clean(message || 'see also').replaceAll(/[[\]\\]/g, ' ')}](${i + 1})`)
  return [
    sentence(message),
    ...(why.length > 0 ? [`Why: ${sentence(why.join('; '))}`] : []),
    ...doubtOf(finding).map((line) => `Sure: ${clean(line)}.`),
    `Help: ${sentence(help)}`,
    ...(links.length > 0 ? [`See: ${links.join(', ')}.`] : []),
  ].join(' ')
}

function suppressions({ accepted, known }: Finding, { baseline }: Result) {
  const inSource = accepted && {
    kind: 'inSource',
    status: 'accepted',
    justification: clean(
      `${accepted.because} (accepted by ${accepted.by}${accepted.until ? `, until ${accepted.until}` : ''})`,
    ),
  }
  const external = known === 'baseline' && {
    kind: 'external',
    status: 'accepted',
    justification: clean(`It was there before: it is in the baseline${baseline ? ` ${baseline.file}` : ''}`),
  }
  return [inSource, external].filter((one) => one !== null && one !== false)
}

/** The way that a customer takes there, where every step of it can be shown; so many stops at the end of it. */
function codeFlows({ path, pathNames, blueprint }: Finding, { sources }: Result, stops: number) {
  const source = sources.get(blueprint)
  if (Math.min(path.length, stops) < 2 || !source || !path.every((id) => source.steps.has(id))) return {}
  const first = Math.max(path.length - stops, 0)
  const locations = path.slice(first).map((id, i) => {
    const span = source.steps.get(id)!
    const [from, to] = [positionOf(source, span.start), positionOf(source, span.end)]
    const place = { line: from.line, column: from.column, endLine: to.line, endColumn: to.column }
    return {
      location: {
        physicalLocation: physical({ file: blueprint, ...place }),
        message: { text: sentence(pathNames[first + i] || id) },
      },
    }
  })
  return { codeFlows: [{ threadFlows: [{ locations }] }] }
}

const physical = ({ file, line, column, endLine, endColumn }: Location) => ({
  artifactLocation: artifact(file),
  region: { startLine: line, startColumn: column, endLine, endColumn },
})

const root = '%SRCROOT%'

/** A file by its place below the folder of the run; one that lies elsewhere has no base that it could be found by. */
function artifact(file: string) {
  const parts = file.split('/')
  const isBelow = !file.startsWith('/') && !parts.includes('..')
  const uri = parts.map((part) => encodeURIComponent(part.replaceAll(/\p{Cs}/gu, '\ufffd'))).join('/')
  return isBelow ? { uri, uriBaseId: root } : { uri }
}

function invocation({ faults, notAssessable, unread, baseline }: Result, ids: readonly string[]) {
  const about = (rule: string) => ({ id: clean(rule), index: ids.indexOf(rule) })
  const at = (file: string) => [{ physicalLocation: { artifactLocation: artifact(file) } }]
  return {
    executionSuccessful: faults.length === 0,
    toolExecutionNotifications: [
      ...faults.map(({ rule, file, error }) => ({
        level: 'error',
        message: { text: sentence(`A fault in faultline: the rule ${rule} broke on ${file}: ${reasonOf(error)}`) },
        associatedRule: about(rule),
      })),
      ...unread.map((file) => ({
        level: 'warning',
        message: { text: sentence(`${file} could not be read, and so was not judged`) },
        locations: at(file),
      })),
      ...notAssessable.map(({ rule, file, because, ask, whom }) => ({
        level: 'note',
        message: {
          text: `Not assessable: ${sentence(because)} Ask ${unlinked(whom.join(', ') || 'whoever knows the service')}: ${unlinked(ask)}`,
        },
        locations: at(file),
        associatedRule: about(rule),
      })),
    ],
    toolConfigurationNotifications: (baseline?.gone ?? []).map(({ rule, message, file }) => ({
      level: 'error',
      message: {
        text: sentence(`In ${baseline!.file}, but no longer found: ${rule} in ${file}: ${message}`),
      },
      locations: at(baseline!.file),
    })),
  }
}

/** Without the stack, which names places of the machine. */
const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
