/**
 * Blueprints of any size for measuring how the work grows: a flow of a real shape, and the shapes that are worst for
 * those who count ways, follow branches or go round loops. Terse, because at most 16 million characters are read, and
 * 100,000 steps must fit: the services of generate.mjs, with names and in block style, would not.
 * Always the same for the same numbers. `steps` is a multiple of 10; each has an outcome more.
 */
export const shapes = {
  'a real shape': real,
  'one chain': chain,
  'one huge loop': loop,
  'parallel branches': branches,
  'choices in a row': choices,
  'a ladder of joins': ladder,
}

/** The same block again and again: a choice, a parallel pair with its join, a failure with recovery, a repetition. */
function real(steps) {
  return blueprint(
    `s${steps / 10 - 1}-9`,
    every(steps / 10, (b) => {
      const [ask, take, simple, part, fetch, write, pack, give, late, right] = every(10, (n) => `s${b}-${n}`)
      const following = b + 1 < steps / 10 ? `s${b + 1}-0` : 'served'
      return [
        `${ask}: { lane: customer, next: { to: ${take}, via: phone } }`,
        `${take}: { lane: touchpoint, channel: phone, owner: desk, takes: 10m..20m, collects: [q${b}], produces: [c${b}], improves: [handled], next: [{ to: ${simple}, chance: 60%, via: system, within: 4h, late: desk }, { to: ${part}, chance: 40%, via: ticket, within: 1d, late: desk }] }`,
        `${simple}: { lane: backstage, owner: office, takes: 15m..4h, effort: 15m, needs: [q${b}], next: { to: ${give}, via: system, within: 1h, late: desk } }`,
        `${part}: { lane: backstage, owner: office, takes: 30m, split: all, next: [{ to: ${fetch}, via: system, within: 1d, late: desk }, ${write}] }`,
        `${fetch}: { lane: support, owner: depot, takes: 2h..6h, effort: 20m, next: { to: ${pack}, via: system, within: 4h, late: desk }, fails: [{ what: None left, chance: 5%, noticed: depot, recover: { to: ${late}, via: ticket, carries: all } }] }`,
        `${write}: { lane: backstage, owner: office, takes: 20m..1h, next: ${pack} }`,
        `${pack}: { lane: backstage, owner: office, join: all, takes: 10m, next: { to: ${give}, via: system, within: 2h, late: desk } }`,
        `${give}: { lane: touchpoint, channel: store, owner: desk, takes: 5m, improves: [handled, solved], next: ${right} }`,
        `${late}: { lane: touchpoint, channel: phone, owner: desk, takes: 10m, improves: [handled], next: { to: ${fetch}, via: system, limit: 2, within: 1d, late: desk } }`,
        `${right}: { lane: touchpoint, channel: store, owner: desk, takes: 5m, improves: [handled], next: ${following} }`,
      ]
    }).flat(),
  )
}

function chain(steps) {
  return blueprint(
    `s${steps - 1}`,
    every(steps, (i) => step(i, flow(i + 1 < steps ? `s${i + 1}` : 'served'))),
  )
}

/** From the last step back to the first, or out. */
function loop(steps) {
  const last = `[{ to: s0, chance: 10%, via: system, within: 1d, late: a }, { to: served, chance: 90% }]`
  return blueprint(
    `s${steps - 1}`,
    every(steps, (i) => step(i, i + 1 < steps ? flow(`s${i + 1}`) : last)),
  )
}

/** One step parts the work into a tenth as many branches as there are steps, and one brings them together. */
function branches(steps) {
  const all = every(steps / 10, (b) => `s${b * 10}`)
  const within = every(steps, (i) => step(i, flow(i % 10 < 9 ? `s${i + 1}` : 'joined')))
  return blueprint('joined', [
    `parted: { lane: backstage, owner: a, takes: 5m, produces: [order], split: all, next: [${all}] }`,
    ...within,
    'joined: { lane: backstage, owner: a, takes: 5m, join: all, next: served }',
  ])
}

/** A tenth as many choices as there are steps, one after the other: 2 to the power of that many ways through. */
function choices(steps) {
  return blueprint(
    `s${steps - 1}`,
    every(steps, (i) => {
      const block = i - (i % 10)
      const following = block + 10 < steps ? `s${block + 10}` : `s${steps - 1}`
      if (i === steps - 1) return step(i, 'served')
      if (i === block) return step(i, `[${flow(`s${i + 1}`, 'chance: 30%')}, ${flow(`s${i + 5}`, 'chance: 70%')}]`)
      const isLastOfItsWay = i === block + 4 || i === block + 9 || i + 1 === steps - 1
      return step(i, flow(isLastOfItsWay ? following : `s${i + 1}`))
    }),
  )
}

/** Two rails of half as many steps; each step of the left one also feeds the step beside it, which waits for both. */
function ladder(steps) {
  const half = steps / 2
  return blueprint(`r${half - 1}`, [
    ...every(half, (i) => {
      const down = i + 1 < half ? `, ${flow(`l${i + 1}`)}` : ''
      return `l${i}: { lane: backstage, owner: ${i % 2 ? 'a' : 'b'}, takes: 5m..1h, split: all, next: [${flow(`r${i}`)}${down}] }`
    }),
    ...every(half, (i) => {
      const joins = i > 0 ? 'join: all, ' : ''
      return `r${i}: { lane: backstage, owner: depot, takes: 5m..1h, ${joins}next: ${flow(i + 1 < half ? `r${i + 1}` : 'served')} }`
    }),
  ])
}

/** Two owners in turn, so that every flow is a handoff; what one step in ten brings about, another needs. */
function step(i, next) {
  const facts = i % 10 === 1 ? `produces: [f${i}], ` : i % 10 === 4 ? `needs: [f${i - 3}], ` : ''
  return `s${i}: { lane: backstage, owner: ${i % 2 ? 'a' : 'b'}, takes: 5m..1h, ${facts}next: ${next} }`
}

const flow = (to, more = '') =>
  to === 'served'
    ? to
    : `{ to: ${to}, via: system, within: 1d, late: ${to === 's0' ? 'a' : 'b'}${more && `, ${more}`} }`

const every = (count, make) => Array.from({ length: count }, (_, i) => make(i))

/** A promise is made at the first step and kept at one near the end. */
function blueprint(kept, steps) {
  const [first] = steps[0].split(':')
  // As many people for each step, and too short a promise, in all sizes: what is found in large ones alone would be other
  // work, not more of the same.
  const people = (number) => Math.ceil((number * steps.length) / 1_000)
  return [
    'blueprint: 1',
    'title: A service to measure',
    'accountable: head',
    `start: ${first}`,
    'demand: { rate: 40/week, basis: reported }',
    'owners:',
    '  head: { kind: role, people: 1, authority: [refund] }',
    `  desk: { people: ${people(60)}, hours: "mon-fri 08:00-18:00, sat 09:00-13:00", tools: [case-system] }`,
    `  office: { people: ${people(80)}, authority: [small-refund] }`,
    `  depot: { people: ${people(50)} }`,
    `  a: { people: ${people(70)} }`,
    `  b: { people: ${people(70)} }`,
    'metrics:',
    '  handled: { for: business, owner: head }',
    '  solved: { for: customer, owner: head }',
    'incentives:',
    '  bonus: { owner: desk, rewards: [handled], share: 10%, basis: reported }',
    'promises:',
    `  soon: { says: Within the hour, made: ${first}, kept: ${kept}, within: 1h, owner: head, late: head }`,
    'steps:',
    ...steps.map((one) => `  ${one}`),
    '  served: { lane: customer, outcome: served }',
    '',
  ].join('\n')
}
