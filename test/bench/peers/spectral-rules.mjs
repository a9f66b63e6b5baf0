// Ten rules for Spectral that find in a blueprint what faultline also finds: seven that ask about one place, as Spectral's
// own rulesets do, and three that ask about the whole. Spectral loads this file from beside its packages.
import { enumeration, pattern, truthy, xor } from '@stoplight/spectral-functions'

const lanes = ['customer', 'touchpoint', 'backstage', 'support']
const outcomes = ['served', 'recovered', 'declined', 'lost']
const canBeLost = `@ && @.to && (${['email', 'post', 'form', 'voicemail'].map((via) => `@.via === '${via}'`).join(' || ')})`

export default {
  rules: {
    'lane-known': error('$.steps[*].lane', { function: enumeration, functionOptions: { values: lanes } }),
    'step-owned': error("$.steps[?(@ && @.lane && @.lane !== 'customer')]", { field: 'owner', function: truthy }),
    'outcome-known': error('$.steps[*].outcome', { function: enumeration, functionOptions: { values: outcomes } }),
    'goes-on-or-ends': error('$.steps[*]', { function: xor, functionOptions: { properties: ['next', 'outcome'] } }),
    'handoff-confirmed': error(
      [`$.steps[*].next[?(${canBeLost})]`, `$.steps[*][?(@property === 'next' && ${canBeLost})]`],
      { field: 'confirmed', function: truthy },
    ),
    'chance-shape': error(['$.steps[*].next[*].chance', '$.steps[*].fails[*].chance'], {
      function: pattern,
      functionOptions: { match: '^(100|[0-9]{1,2})([.][0-9]+)?%$' },
    }),
    'promise-owned': error('$.promises[*]', { field: 'owner', function: truthy }),
    'reference-known': error('$', { function: referenceKnown }),
    'metric-known': error('$', { function: metricKnown }),
    'step-reached': error('$', { function: stepReached }),
  },
}

function error(given, rule) {
  // biome-ignore lint/suspicious/noThenProperty: that is what Spectral calls it
  return { given, severity: 'error', then: rule }
}

function referenceKnown({ steps }) {
  return Object.entries(steps).flatMap(([id, step]) =>
    targets(step)
      .filter((to) => !Object.hasOwn(steps, to))
      .map((to) => ({ message: `There is no step ${to}`, path: ['steps', id] })),
  )
}

function metricKnown({ metrics = {}, incentives = {}, steps }) {
  const known = (names) => list(names).every((name) => Object.hasOwn(metrics, name))
  return [
    ...Object.entries(incentives)
      .filter(([, { rewards }]) => !known(rewards))
      .map(([id]) => ({ message: 'It rewards no metric', path: ['incentives', id] })),
    ...Object.entries(steps)
      .filter(([, { improves, hurts }]) => !known(improves) || !known(hurts))
      .map(([id]) => ({ message: 'It moves no metric', path: ['steps', id] })),
  ]
}

function stepReached({ steps, start = Object.keys(steps)[0] }) {
  const reached = new Set(list(start))
  for (const id of reached) for (const to of targets(steps[id] ?? {})) reached.add(to)
  return Object.keys(steps)
    .filter((id) => !reached.has(id))
    .map((id) => ({ message: 'No way leads here', path: ['steps', id] }))
}

const targets = ({ next, fails }) =>
  [...list(next), ...list(fails).flatMap(({ recover }) => list(recover))].map((flow) => flow.to ?? flow)

function list(value) {
  return value === undefined ? [] : Array.isArray(value) ? value : [value]
}
