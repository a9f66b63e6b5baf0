import { bpmnOf } from '../bpmn.mjs'

/** A blueprint with one fault for each of the ten rules in spectral-rules.mjs; YAML and, but for two values, the schema. */
const faults = `blueprint: 1
title: Ten faults
accountable: desk
owners:
  desk: { name: Desk }
  depot: { name: Depot }
metrics:
  sales: { for: business }
incentives:
  bonus: { owner: desk, rewards: [turnover] }
promises:
  soon: { says: It comes soon, made: hear, kept: bring }
steps:
  order: { lane: customers, next: hear }
  hear: { lane: touchpoint, owner: desk, next: [{ to: bring, via: email, chance: 120% }, sent] }
  bring: { lane: backstage, next: nowhere }
  sent: { lane: backstage, owner: depot }
  never: { lane: backstage, owner: depot, outcome: done }
`

/** A blueprint that is no proper YAML: a key stands twice, and a line ends in spaces. */
const broken = `blueprint: 1
title: Two faults
title: Two faults  
steps:
  order: { lane: customer, outcome: served }
`

/** A process model that ends without an end, in a task without a name. */
const model = bpmnOf(10)
  .replace(/<bpmn:endEvent.*/, '')
  .replace(/<bpmn:sequenceFlow [^>]*targetRef="end" \/>/, '')
  .replace(/<bpmn:outgoing>f\d+<\/bpmn:outgoing>(?=<\/bpmn:task>\n<\/?)/, '')
  .replace(/name="Packs goods and papers 0"/, '')

/** What each linter must find before it is measured: one that finds nothing is fast, and worth nothing. */
export const planted = { faults, broken, model }
