import type { Document, Place } from './document.ts'
import type { Range } from './quantities.ts'
import type { AcceptanceEntry, BlueprintDocument, FlowEntry, StepEntry } from './written.ts'

/** How sure the author is. A finding is only as sure as the weakest basis that it stands on. */
export type Basis = 'observed' | 'reported' | 'assumed'

/** Anything that can be pointed at and doubted. */
export interface Stated {
  readonly at: Place
  readonly basis: Basis
}

/** What has a name of its own, unique in its section. */
export interface Named extends Stated {
  readonly id: string
  /** As people say it. */
  readonly name: string
}

export interface Owner extends Named {
  readonly kind: 'team' | 'role' | 'partner' | 'system'
  readonly people?: number | undefined
  readonly hours?: string | undefined
  readonly authority?: readonly string[] | undefined
  readonly training?: readonly string[] | undefined
  readonly tools?: readonly string[] | undefined
}

export interface Metric extends Named {
  readonly for?: 'customer' | 'business' | 'staff'
  readonly owner?: Owner
  /** The step where it is measured, by its name: an organization's metric may name one that another blueprint has. */
  readonly source?: string
  readonly measures?: Metric
  readonly improves: readonly Metric[]
  readonly hurts: readonly Metric[]
}

export interface Incentive extends Named {
  readonly owner: Owner
  readonly rewards: readonly Metric[]
  readonly kind: 'pay' | 'target' | 'ranking'
  /** Part of the pay, from 0 to 1. */
  readonly share?: number
  readonly shared: readonly Owner[]
}

export interface Policy extends Named {
  readonly owner?: Owner
  readonly prefer?: Step
  readonly over?: Step
  readonly says?: string
}

export interface Promised extends Named {
  readonly says: string
  readonly made: readonly Step[]
  readonly kept?: Step
  /** Minutes. */
  readonly within?: number
  readonly owner?: Owner
  readonly metric?: Metric
  readonly late?: Late
}

export interface Step extends Named {
  /** Position in the file, from 0. */
  readonly index: number
  readonly lane: StepEntry['lane']
  readonly owners: readonly Owner[]
  readonly accountable?: Owner | undefined
  readonly next: readonly Flow[]
  readonly fails: readonly Failure[]
  readonly split: 'one' | 'all' | 'some'
  readonly join: 'any' | 'all' | 'some'
  readonly outcome?: 'served' | 'recovered' | 'declined' | 'lost' | undefined
  readonly phase?: string | undefined
  readonly channel?: string | undefined
  readonly evidence: readonly string[]
  readonly emotion?: number | undefined
  /** Minutes. */
  readonly patience?: number | undefined
  /** Minutes. */
  readonly takes?: Range | undefined
  /** Minutes. */
  readonly effort?: Range | undefined
  readonly improves: readonly Metric[]
  readonly hurts: readonly Metric[]
  readonly claims: readonly Step[]
  readonly written: StepEntry
}

/** One entry of `next`, a `recover` or a `late`. */
export interface Flow extends Stated {
  readonly from: Step
  readonly to: Step
  readonly when?: string | undefined
  /** From 0 to 1. */
  readonly chance?: number | undefined
  readonly via?: FlowEntry['via'] | undefined
  readonly carries?: readonly string[] | undefined
  readonly confirmed?: boolean | undefined
  /** Minutes. */
  readonly within?: number | undefined
  readonly late?: Late | undefined
  readonly limit?: number | undefined
}

/** What happens when the time has passed: a step gets the work, or an owner is told. */
export type Late = { readonly flow: Flow } | { readonly told: Owner }

export interface Failure extends Stated {
  readonly step: Step
  readonly what: string
  readonly chance?: number | undefined
  /** An owner's name, `system`, `customer` or `nobody`. */
  readonly noticed?: string | undefined
  readonly recover?: Flow | undefined
  readonly cause?: Owner | undefined
}

export interface Acceptance extends AcceptanceEntry {
  readonly place: Place
}

export interface Blueprint {
  readonly document: Document
  /** What the organization's file says by itself: a blueprint without steps. */
  readonly organization?: Blueprint
  readonly title: string
  readonly state: 'as-is' | 'to-be'
  readonly accountable?: Owner
  readonly starts: readonly Step[]
  /** Customers a week by starting step, where `start` says rates. */
  readonly rates?: ReadonlyMap<Step, number>
  /** Customers a week. */
  readonly demand?: number
  readonly phases: readonly string[]
  readonly owners: ReadonlyMap<string, Owner>
  readonly metrics: ReadonlyMap<string, Metric>
  readonly incentives: ReadonlyMap<string, Incentive>
  readonly policies: ReadonlyMap<string, Policy>
  readonly promises: ReadonlyMap<string, Promised>
  readonly steps: ReadonlyMap<string, Step>
  readonly accepted: readonly Acceptance[]
  readonly written: BlueprintDocument
}

export const isCustomers = (step: Step): boolean => step.lane === 'customer'

/** A step that is not the customer's. */
export const isOwn = (step: Step): boolean => step.lane !== 'customer'

/** Those who do the step or answer for it: for everything about metrics and duties it counts for each of them. */
export const answering = (step: Step): Owner[] =>
  step.accountable && !step.owners.includes(step.accountable) ? [...step.owners, step.accountable] : [...step.owners]

/** Everybody to whom an incentive pays: its owner, and those who share it. */
export const rewarded = ({ owner, shared }: Incentive): Owner[] =>
  shared.length === 0 ? [owner] : [...new Set([owner, ...shared])]
