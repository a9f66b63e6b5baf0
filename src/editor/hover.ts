import type { Finding } from '../finding.ts'
import type { Source, Span } from '../read/document.ts'
import { doubtOf } from '../report/doubt.ts'
import type { HouseRule } from '../rules/rule.ts'
import { describe, describeKey } from './describe.ts'
import { definitionsOf, nameAt, sectionsOf } from './names.ts'
import { keyOf, type Page, pathAt } from './page.ts'
import { spanOfLocation, touch } from './positions.ts'
import type { Paragraph } from './rich-text.ts'

export interface Hover {
  readonly paragraphs: readonly Paragraph[]
  readonly span: Span
}

/** The findings of a file at a place, those that mark the least first. */
export function findingsAt(findings: readonly Finding[], source: Source, place: Span): Finding[] {
  const spans = new Map(findings.filter(({ file }) => file === source.file).map((f) => [f, spanOfLocation(source, f)]))
  const size = (finding: Finding): number => spans.get(finding)!.end - spans.get(finding)!.start
  return [...spans]
    .filter(([, span]) => touch(span, place))
    .map(([finding]) => finding)
    .sort((a, b) => size(a) - size(b))
}

/** What is found at a place, with its explanation; then what stands there. `page` is missing while the text has slips. */
export function hoverAt(
  offset: number,
  source: Source,
  findings: readonly Finding[],
  page: Page | undefined,
  others: readonly Page[],
  rules: readonly HouseRule[],
): Hover | undefined {
  const here = findingsAt(findings, source, { start: offset, end: offset })
  const told = here.flatMap((finding, i) => explained(finding, rules, here.slice(0, i)))
  const thing = page && (aboutName(page, others, offset) ?? aboutKey(page, offset))
  if (here.length === 0) return thing
  const paragraphs = thing ? [...told, ...thing.paragraphs.map(divided)] : told
  return { paragraphs, span: spanOfLocation(source, here[0]!) }
}

const divided = (paragraph: Paragraph, position: number): Paragraph =>
  position > 0 ? paragraph : { ...paragraph, style: 'divided' }

/** The finding as the terminal tells it, and what its rule means: once, where several findings are of one rule. */
function explained(finding: Finding, rules: readonly HouseRule[], before: readonly Finding[]): Paragraph[] {
  const { severity, rule, message, help, why, path, pathNames, accepted } = finding
  const meaning = before.some((other) => other.rule === rule) ? undefined : rules.find(({ id }) => id === rule)
  const item = (lead: string, text: string): Paragraph => ({ style: 'item', lead, text })
  const until = accepted?.until ? `, until ${accepted.until}` : ''
  return [
    { style: 'heading', lead: `${accepted ? 'accepted' : severity}:`, text: rule },
    { text: message },
    ...(accepted ? [item('accepted', `by ${accepted.by}${until}: ${accepted.because}`)] : []),
    ...(path.length > 1 ? [item('path', pathNames.join(' → '))] : []),
    ...why.map((line) => item('why', line)),
    ...doubtOf(finding).map((line) => item('sure', line)),
    item('help', help),
    ...(meaning
      ? [
          { lead: 'What it is:', text: `${meaning.summary}.` },
          { lead: 'Why it hurts:', text: meaning.why },
          { lead: 'What to do:', text: meaning.fix },
        ]
      : []),
  ]
}

function aboutName(page: Page, others: readonly Page[], offset: number): Hover | undefined {
  const use = nameAt(page, offset)
  if (!use) return undefined
  const pages = [page, ...others]
  const [section] = sectionsOf(use, pages)
  if (section === undefined) return undefined
  const [defined] = definitionsOf({ ...use, sections: [section] }, page, others)
  const paragraphs = describe(section, use.name, defined?.page.data ?? page.data, pages)
  return paragraphs.length > 0 ? { paragraphs, span: use.span } : undefined
}

function aboutKey({ document, kind }: Page, offset: number): Hover | undefined {
  const { path, entry, onKey } = pathAt(document, offset)
  if (!entry) return undefined
  const { value } = entry
  const paragraphs = describeKey(kind, path, value.kind === 'scalar' ? value.text : undefined)
  return paragraphs.length > 0 ? { paragraphs, span: onKey ? keyOf(entry) : value } : undefined
}
