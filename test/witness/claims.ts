import type { Finding } from '../../src/finding.ts'
import type { Basis, Plain } from './plain.ts'

/** What a finding of some rule claims, looked up in the plain service. */
export interface Claims {
  /** What must be so, each by its words. */
  readonly so: Readonly<Record<string, boolean | undefined>>
  /** What its whole way must show; not looked at where only the end of the way is told. */
  readonly onTheWay?: Readonly<Record<string, boolean | undefined>>
  /** The key paths of the places that it marks, its own first; one of several where any of them will do. */
  readonly marks: readonly (string | readonly string[])[]
  /** Where its way begins: at a start where nothing is said. */
  readonly begins?: readonly string[]
  /** Where it ends; none: it tells of no way. */
  readonly ends: readonly string[] | 'none'
  /** Key paths of what it stands on beside its steps, its way and what it marks. */
  readonly standsOn?: readonly (string | undefined)[]
  /** Key paths that it marks and does not stand on. */
  readonly merelyShown?: readonly string[]
  /** How sure it is at most, for another reason. */
  readonly atMost?: Basis
}

export interface Judged {
  readonly plain: Plain
  /** All that was found with it. */
  readonly findings: readonly Finding[]
  /** The day of the run. */
  readonly today: string
  /** The other blueprints of the run, by file. */
  readonly others: ReadonlyMap<string, Plain>
}

export type Check = (finding: Finding, judged: Judged) => Claims

/** The key path in which the place of a finding lies. */
export const keysOf = ({ element }: Finding): string[] => element.split('/')

export const backticked = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, name]) => name!)

export const all = <T>(things: readonly T[], is: (thing: T, position: number) => boolean): boolean =>
  things.length > 0 && things.every(is)
