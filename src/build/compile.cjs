// Judges the blueprints that ship, and keeps what V8 compiled for it beside dist/'s code: the next start takes it from there.
const { renameSync, writeFileSync } = require('node:fs')
const { join } = require('node:path')
const { load, scripts } = require('../../bin/faultline.js')

const blueprints = join(__dirname, '../../blueprints')
load('faultline.js')
  .main(['check', blueprints])
  .then((code) => {
    // They have faults to learn from.
    if (code !== 1) throw new Error(`check: expected exit code 1, got ${code}`)
    for (const [file, script] of scripts) {
      const part = `${file}.${process.pid}.part`
      writeFileSync(part, script.createCachedData())
      renameSync(part, file)
    }
  })
