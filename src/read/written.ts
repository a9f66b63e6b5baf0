// Made from schemas/*.schema.json by `npm run types`; change those instead.

export interface OwnerEntry {
  name?: string
  kind?: 'team' | 'role' | 'partner' | 'system'
  people?: number
  hours?: string
  authority?: string[]
  training?: string[]
  tools?: string[]
  note?: string
  basis?: 'observed' | 'reported' | 'assumed'
}

export interface MetricEntry {
  name?: string
  for?: 'customer' | 'business' | 'staff'
  owner?: string
  source?: string
  measures?: string
  target?: string
  improves?: string[]
  hurts?: string[]
  note?: string
  basis?: 'observed' | 'reported' | 'assumed'
}

export interface IncentiveEntry {
  owner: string
  rewards: string[]
  kind?: 'pay' | 'target' | 'ranking'
  share?: string | number
  shared?: string[]
  note?: string
  basis?: 'observed' | 'reported' | 'assumed'
}

export interface PolicyEntry {
  owner?: string
  prefer?: string
  over?: string
  says?: string
  note?: string
  basis?: 'observed' | 'reported' | 'assumed'
}

export interface PromiseEntry {
  says: string
  made?: string[]
  kept?: string
  within?: string
  owner?: string
  metric?: string
  late?: FlowEntry
  note?: string
  basis?: 'observed' | 'reported' | 'assumed'
}

export interface FlowEntry {
  to: string
  when?: string
  chance?: string | number
  via?: 'person' | 'phone' | 'chat' | 'ticket' | 'api' | 'system' | 'email' | 'post' | 'form' | 'verbal' | 'voicemail' | 'message' | 'spreadsheet' | 'batch' | 'queue'
  carries?: string[]
  confirmed?: boolean
  within?: string
  late?: FlowEntry
  limit?: number
  note?: string
  basis?: 'observed' | 'reported' | 'assumed'
}

export interface FailureEntry {
  what: string
  chance?: string | number
  noticed?: string
  recover?: FlowEntry
  cause?: string
  note?: string
  basis?: 'observed' | 'reported' | 'assumed'
}

export interface RequiresEntry {
  authority?: string[]
  training?: string[]
  tools?: string[]
}

export interface StepEntry {
  lane: 'customer' | 'touchpoint' | 'backstage' | 'support'
  name?: string
  phase?: string
  owner?: string[]
  accountable?: string
  patience?: string
  channel?: string
  evidence?: string[]
  emotion?: number
  takes?: string
  effort?: string
  next?: FlowEntry[]
  split?: 'one' | 'all' | 'some'
  join?: 'any' | 'all' | 'some'
  fails?: FailureEntry[]
  outcome?: 'served' | 'recovered' | 'declined' | 'lost'
  collects?: string[]
  produces?: string[]
  needs?: string[]
  requires?: RequiresEntry
  improves?: string[]
  hurts?: string[]
  claims?: string[]
  case?: 'open' | 'close' | 'none'
  keeps?: string[]
  workaround?: boolean
  note?: string
  basis?: 'observed' | 'reported' | 'assumed'
}

export interface AcceptanceEntry {
  rule: string
  at?: string
  because: string
  by: string
  until?: string
  note?: string
}

export interface DemandEntry {
  rate: string
  basis?: 'observed' | 'reported' | 'assumed'
  note?: string
}

export interface BlueprintDocument {
  blueprint: 1
  title: string
  state?: 'as-is' | 'to-be'
  scenario?: string
  note?: string
  accountable?: string
  start?: string[] | { [name: string]: string }
  demand?: DemandEntry
  phases?: string[]
  organization?: string
  owners?: { [name: string]: OwnerEntry }
  metrics?: { [name: string]: MetricEntry }
  incentives?: { [name: string]: IncentiveEntry }
  policies?: { [name: string]: PolicyEntry }
  promises?: { [name: string]: PromiseEntry }
  steps: { [name: string]: StepEntry }
  accepted?: AcceptanceEntry[]
}

export interface OrganizationDocument {
  organization: 1
  title: string
  note?: string
  owners?: { [name: string]: OwnerEntry }
  metrics?: { [name: string]: MetricEntry }
  incentives?: { [name: string]: IncentiveEntry }
  policies?: { [name: string]: PolicyEntry }
}
