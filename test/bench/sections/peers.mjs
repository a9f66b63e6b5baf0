import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bpmnOf } from '../bpmn.mjs'
import { blueprintOf } from '../generate.mjs'
import { faultline, inTurn, node, ratio, said } from '../measure.mjs'
import { peers } from '../peers/peers.mjs'
import { planted } from '../peers/planted.mjs'
import { told } from '../told.mjs'

export const title = '4. Beside other linters, on the same work'

const targets = { Spectral: { atLeast: 15 }, yamllint: { atLeast: 15 }, bpmnlint: { atLeast: 1 } }

export function run({ rounds, top }) {
  const one = filesOf(1, top)
  const hundred = filesOf(100, top)
  const { ready, missing } = prepared(one, top)
  const alone = measured(one, ready, rounds)
  const many = measured(hundred, ready, rounds)
  return {
    targets: ready.map(({ name }) => {
      // A modelling tool judges one model; the others, what a repository holds.
      const [what, of] = name === 'bpmnlint' ? ['one of 40 tasks', alone] : ['100 of 40 steps', many]
      return { what: `${name} / faultline, ${what}`, unit: '×', ...targets[name], ...ratio(of[name], of.faultline) }
    }),
    tables: [
      {
        head: ['processor time', 'one file', '/ faultline', '100 files', '/ faultline'],
        rows: ['node -e 0', 'faultline', ...ready.map(({ name }) => name)].map((name) => [
          name,
          ...[alone, many].flatMap((times) => [
            told(ratio(times[name], { wall: [1], processor: [1] }).processor, 'ms'),
            told(ratio(times[name], times.faultline).processor, '×'),
          ]),
        ]),
      },
      {
        head: ['what it does here', '', ''],
        rows: ready.map(({ name, version, does, lacks }) => [`${name} ${version}`, does, `lacks ${lacks}`]),
      },
    ],
    notes: [
      `${ready.length} of ${peers.length} could be had.`,
      ...missing.map(({ name, why }) => `Not measured: ${name}. ${why}`),
    ],
    alone,
    many,
  }
}

/** The same services as blueprints and as process models, in a folder each. */
function filesOf(count, top) {
  const write = (kind, text) => {
    const folder = join(top, `${kind}-${count}`)
    mkdirSync(folder)
    for (let i = 0; i < count; i += 1) writeFileSync(join(folder, `${i}.${kind}`), text(i))
    return folder
  }
  return {
    blueprints: write('blueprint.yaml', (i) => blueprintOf(40, i)),
    models: write('bpmn', () => bpmnOf(40)),
  }
}

/** Those that are there, find nothing in what is measured, and do find what is planted; and why the others are not. */
function prepared(files, top) {
  const plants = Object.fromEntries(
    Object.entries(planted).map(([name, text]) => {
      const folder = join(top, `planted-${name}`)
      mkdirSync(folder)
      writeFileSync(join(folder, name === 'model' ? 'a.bpmn' : 'a.blueprint.yaml'), text)
      return [name, folder]
    }),
  )
  const ready = []
  const missing = []
  for (const peer of peers)
    try {
      const { version, of, ...expected } = peer.ready()
      said(of(files[peer.reads]), [0])
      for (const [plant, finds] of Object.entries(expected.finds)) {
        const { out, err } = said(of(plants[plant]), [0, 1, 2])
        const silent = finds.filter((one) => !`${out}${err}`.includes(one))
        if (silent.length > 0) throw new Error(`It does not find what is planted: ${silent.join(', ')}`)
      }
      ready.push({ ...peer, version, of })
    } catch (error) {
      missing.push({ name: peer.name, why: error.message })
    }
  return { ready, missing }
}

function measured(files, ready, rounds) {
  const commands = {
    'node -e 0': node('-e', '0'),
    faultline: faultline('check', files.blueprints),
    ...Object.fromEntries(ready.map(({ name, reads, of }) => [name, of(files[reads])])),
  }
  const times = inTurn(Object.values(commands), rounds)
  return Object.fromEntries(Object.keys(commands).map((name, i) => [name, times[i]]))
}
