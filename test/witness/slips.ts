import { parseDocument } from 'yaml'
import type { Result } from '../../src/audit/result.ts'
import type { Confidence, Finding } from '../../src/finding.ts'
import type { Check, Claims, Judged } from './claims.ts'
import { flow } from './flow.ts'
import { incentives } from './incentives.ts'
import { information } from './information.ts'
import { opposed } from './opposed.ts'
import { ownership } from './ownership.ts'
import { type Places, placesIn } from './places.ts'
import { type Basis, between, nameOf, type Plain, plainOf, stepOf } from './plain.ts'
import { promises } from './promises.ts'
import { recovery } from './recovery.ts'
import { service } from './service.ts'

/** By rule, what its findings claim. Those about reading have no service to look it up in. */
export const checks: Readonly<Record<string, Check>> = {
  ...{ ...flow, ...ownership, ...incentives, ...opposed, ...promises, ...information, ...recovery, ...service },
}

export const today = '2026-11-22'

/** No more of a way is told. */
const longestPath = 100

const bases: readonly Basis[] = ['observed', 'reported', 'assumed']
const confidences: readonly Confidence[] = ['certain', 'likely', 'possible']

export interface Texts {
  /** By file; all are blueprints. */
  readonly blueprints: Readonly<Record<string, string>>
  readonly organization?: { readonly file: string; readonly text: string } | undefined
}

/** All that is wrong with what was found: each with its rule and what it says. */
export function slipsIn(
  { findings }: Result,
  { blueprints, organization }: Texts,
  seen: Map<string, number>,
): string[] {
  if (findings.length === 0) return []
  const texts = { ...blueprints, ...(organization ? { [organization.file]: organization.text } : {}) }
  const documents = new Map(Object.entries(texts).map(([file, text]) => [file, parseDocument(text)]))
  const valuesIn = (file: string): Record<string, unknown> => documents.get(file)!.toJS()
  const places = new Map(
    Object.entries(texts).map(([file, text]) => [file, placesIn(file, text, documents.get(file)!)]),
  )
  const shared = organization && valuesIn(organization.file)
  const services = new Map(Object.keys(blueprints).map((file) => [file, plainOf(valuesIn(file), shared)]))
  return findings.flatMap((finding) => {
    const check = checks[finding.rule]
    if (!check) return [`${finding.rule}: nobody checks it`]
    seen.set(finding.rule, (seen.get(finding.rule) ?? 0) + 1)
    const plain = services.get(finding.blueprint)!
    const others = new Map([...services].filter(([file]) => file !== finding.blueprint))
    const judged = { plain, others, today, findings: findings.filter((one) => one.blueprint === finding.blueprint) }
    const told = claimsOf(check, finding, judged)
    const slips =
      typeof told === 'string'
        ? [told]
        : [
            ...wrongClaims(finding, told),
            ...wrongPlaces(finding, told, places),
            ...wrongWay(finding, told, plain),
            ...tooSure(finding, told, plain),
          ]
    return slips.map((slip) => `${finding.rule} (${finding.element}), ${finding.message}: ${slip}`)
  })
}

function claimsOf(check: Check, finding: Finding, judged: Judged): Claims | string {
  try {
    return check(finding, judged)
  } catch (error) {
    return `what it is about is not there: ${(error as Error).stack}`
  }
}

const wrongClaims = ({ pathNames }: Finding, { so, onTheWay = {} }: Claims): string[] =>
  Object.entries({ ...so, ...(pathNames[0] === '…' ? {} : onTheWay) }).flatMap(([claim, holds]) =>
    holds === true ? [] : [`not so: ${claim}`],
  )

function wrongPlaces(finding: Finding, { marks }: Claims, places: ReadonlyMap<string, Places>): string[] {
  const { element, related } = finding
  const at = places.get(finding.file)
  const options = marks.map((mark) => (typeof mark === 'string' ? [mark] : mark))
  return [
    ...(at?.isAt(element, finding) ? [] : [`${element} is not at ${finding.line}:${finding.column}`]),
    ...(options[0]!.includes(element) ? [] : [`it is at ${element}, not at ${options[0]!.join(' or ')}`]),
    ...(related.length === marks.length - 1
      ? []
      : [`it shows ${related.length} other places, not ${marks.length - 1}`]),
    ...related.flatMap((place, i) =>
      options[i + 1]?.some((path) => places.get(place.file)!.isAt(path, place))
        ? []
        : [`"${place.message}" at ${place.line}:${place.column} is not ${options[i + 1]?.join(' or ')}`],
    ),
  ]
}

function wrongWay({ path, pathNames, steps }: Finding, { begins, ends }: Claims, plain: Plain): string[] {
  const isCut = pathNames[0] === '…'
  const names = path.map((id) => shortened(nameOf(stepOf(plain, id) ?? {}, id)))
  if (isCut) names[0] = '…'
  const starts = begins ?? plain.starts
  // Nothing leads to a start that a rule names but from where customers come in.
  const first = begins && !begins.includes(path[0]!) ? plain.starts : starts
  return [
    ...steps.filter((id) => !plain.steps.has(id)).map((id) => `there is no step ${id}`),
    ...path.filter((id) => !plain.steps.has(id)).map((id) => `there is no step ${id} on the way`),
    ...(JSON.stringify(names) === JSON.stringify(pathNames) ? [] : [`its names are ${pathNames.join(', ')}`]),
    ...path
      .slice(1)
      .flatMap((id, i) => (between(plain, path[i], id).length > 0 ? [] : [`nothing leads from ${path[i]} to ${id}`])),
    ...(path.length <= longestPath && (!isCut || path.length === longestPath) ? [] : [`${path.length} steps are told`]),
    ...(ends === 'none' ? path.map((id) => `it has a way over ${id}`) : []),
    ...(ends !== 'none' && path.length === 0 ? ['it has no way'] : []),
    ...(ends !== 'none' && !isCut && !first.includes(path[0]!) ? [`its way begins at ${path[0]}`] : []),
    ...(ends !== 'none' && !ends.includes(path.at(-1)!) ? [`its way ends at ${path.at(-1)}`] : []),
  ]
}

const shortened = (name: string): string =>
  name.length <= 500 ? name : `${[...name].slice(0, 499).join('').trimEnd()}…`

/** A finding is only as sure as the weakest of what it stands on: of two flows between the same steps, the surer counts. */
function tooSure(finding: Finding, { marks, standsOn = [], merelyShown = [] }: Claims, plain: Plain): string[] {
  const { confidence, steps, path } = finding
  const doubtAt = (place: string): number => bases.indexOf(thingAt(plain, place))
  const least = (some: readonly number[]): number => (some.length === 0 ? 0 : Math.min(...some))
  const doubts: [string, number][] = [
    ...[...steps, ...path].map((id): [string, number] => [`the step ${id}`, doubtAt(`steps/${id}`)]),
    ...path
      .slice(1)
      .map((id, i): [string, number] => [
        `the flow from ${path[i]} to ${id}`,
        least(between(plain, path[i], id).map((edge) => Math.max(...edge.bases.map((basis) => bases.indexOf(basis))))),
      ]),
    ...marks.map((mark): [string, number] => {
      const options = (typeof mark === 'string' ? [mark] : mark).filter((place) => !merelyShown.includes(place))
      return [String(mark), least(options.map(doubtAt))]
    }),
    ...standsOn.map((place): [string, number] => [place!, doubtAt(place!)]),
  ]
  return doubts.flatMap(([what, doubt]) =>
    confidences.indexOf(confidence) >= doubt ? [] : [`it is ${confidence}, and ${what} is ${bases[doubt]}`],
  )
}

/** How sure the nearest thing around a place is that may say so. */
function thingAt({ bases: known }: Plain, place: string): Basis {
  const keys = place.split('/')
  for (let length = keys.length; length > 0; length -= 1) {
    const basis = known.get(keys.slice(0, length).join('/'))
    if (basis !== undefined && length !== 1) return basis
  }
  return 'observed'
}
