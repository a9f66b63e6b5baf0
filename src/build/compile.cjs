// Judges blueprints that ship, and keeps what V8 compiled for it beside dist/'s code: the next start takes it from there.
// Those without faults, and one with a plain one. More is not worth while: what only one rule needs to tell of a fault
// takes as long to fetch as to compile, and a start without that fault would fetch it in vain. Measured: what all
// findings need to be told takes a fortieth off a run that has some, and adds nothing to one that has none.
const { mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } = require('node:fs')
const { tmpdir } = require('node:os')
const { join } = require('node:path')
const { load, scripts } = require('../../bin/faultline.js')

const folder = join(__dirname, '../../blueprints')
const sound = readdirSync(folder).filter((file) => file.endsWith('-to-be.blueprint.yaml'))
const faulty = mkdtempSync(join(tmpdir(), 'faultline-'))
const deadEnd =
  'blueprint: 1\ntitle: Waiting\nsteps:\n  ask: { lane: customer, next: wait }\n  wait: { lane: customer }\n'

async function judge() {
  await expectCode(0, 'check', ...sound.map((file) => join(folder, file)))
  writeFileSync(join(faulty, 'a.blueprint.yaml'), deadEnd)
  await expectCode(1, 'check', faulty)
  for (const [file, script] of scripts) {
    const part = `${file}.${process.pid}.part`
    writeFileSync(part, script.createCachedData())
    renameSync(part, file)
  }
}

async function expectCode(expected, command, ...words) {
  const code = await load('faultline.js').main([command, ...words])
  if (code !== expected) throw new Error(`${command}: expected exit code ${expected}, got ${code}`)
}

judge().finally(() => rmSync(faulty, { recursive: true }))
