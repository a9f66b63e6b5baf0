#!/usr/bin/env node
const { existsSync, readFileSync } = require('node:fs')
const Module = require('node:module')
const { join } = require('node:path')
const { Script } = require('node:vm')

const dist = join(__dirname, '../dist')

/** What has been loaded here, by the file that its compiled code belongs into: for the build, which is not the main program. */
const scripts = new Map()
module.exports = { load, scripts }

if (require.main === module)
  start().then(
    (code) => {
      process.exitCode = code
    },
    (error) => {
      // What keeps it from starting must not look like a judgement: Node alone would end with 1.
      process.stderr.write(`faultline: Cannot start: ${why(error)}\n`)
      process.exitCode = 2
    },
  )

async function start() {
  const { main } = await program()
  return main(process.argv.slice(2))
}

/** In a clone it is built where nobody has: `npm ci --ignore-scripts` leaves that out. A package is built. */
async function program() {
  try {
    return load('faultline.js')
  } catch (error) {
    const build = join(__dirname, '../src/build/bundle.mjs')
    if (!isMissing(error) || !existsSync(build)) throw error
    process.stderr.write('faultline: This clone is not built yet; that is done now, once\n')
    await import(require('node:url').pathToFileURL(build).href)
    return load('faultline.js')
  }
}

/**
 * Node's `require` for the two files that nearly every run loads. In a clone, what V8 made of them when they were built
 * is kept beside them, and taken where this V8 is the same: compiling is a third of a run over one blueprint. Each of
 * the two ends with the hash of what it says, by which its compiled code is found: so it can be no other's.
 */
function load(name) {
  const filename = join(dist, name)
  const known = require.cache[filename]
  if (known) return known.exports
  const source = readFileSync(filename, 'latin1')
  const compiled = join(dist, `${source.slice(-33, -1)}-${process.arch}-${process.versions.v8}.compiled`)
  const cachedData = contentOf(compiled)
  if (!cachedData && require.main === module) return require(filename)
  const script = new Script(source, { filename, cachedData })
  scripts.set(compiled, script)
  const loaded = new Module(filename, module)
  loaded.filename = filename
  require.cache[filename] = loaded
  const requireThere = Module.createRequire(filename)
  const requireOurs = (id) => (/^\.\/(faultline|everyday)\.js$/.test(id) ? load(id.slice(2)) : requireThere(id))
  script.runInThisContext()(loaded.exports, requireOurs, loaded, filename)
  return loaded.exports
}

function contentOf(file) {
  try {
    return readFileSync(file)
  } catch {
    return undefined
  }
}

function isMissing({ code }) {
  return code === 'MODULE_NOT_FOUND' || code === 'ENOENT'
}

function why(error) {
  if (error.code === 'EMFILE' || error.code === 'ENFILE')
    return 'too many files are open; allow more of them (`ulimit -n 1024`), or close some programs'
  if (isMissing(error) || error.code === 'ERR_MODULE_NOT_FOUND')
    return `parts of it are missing. Install it again; in a clone, \`npm ci\` first (${error.message.split('\n', 1)})`
  return error.message
}
