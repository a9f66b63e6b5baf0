// Judges blueprints that ship, and keeps what V8 compiled for it beside dist/'s code: the next start takes it from there.
// Those without faults: measured, what is needed only to tell of a fault takes as long to fetch as to compile, and a
// start without any would fetch it in vain (a twentieth of its time).
const { readdirSync, renameSync, writeFileSync } = require('node:fs')
const { join } = require('node:path')
const { load, scripts } = require('../../bin/faultline.js')

const folder = join(__dirname, '../../blueprints')
const sound = readdirSync(folder).filter((file) => file.endsWith('-to-be.blueprint.yaml'))
load('faultline.js')
  .main(['check', ...sound.map((file) => join(folder, file))])
  .then((code) => {
    if (code !== 0) throw new Error(`check: expected exit code 0, got ${code}`)
    for (const [file, script] of scripts) {
      const part = `${file}.${process.pid}.part`
      writeFileSync(part, script.createCachedData())
      renameSync(part, file)
    }
  })
