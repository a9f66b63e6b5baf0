#!/usr/bin/env node
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
    return require('../dist/faultline.js')
  } catch (error) {
    const build = require('node:path').join(__dirname, '../src/build/bundle.mjs')
    if (error.code !== 'MODULE_NOT_FOUND' || !require('node:fs').existsSync(build)) throw error
    process.stderr.write('faultline: This clone is not built yet; that is done now, once\n')
    await import(require('node:url').pathToFileURL(build).href)
    return require('../dist/faultline.js')
  }
}

function why({ code, message }) {
  if (code === 'EMFILE' || code === 'ENFILE')
    return 'too many files are open; allow more of them (`ulimit -n 1024`), or close some programs'
  if (/MODULE_NOT_FOUND$/.test(code))
    return `parts of it are missing. Install it again; in a clone, \`npm ci\` first (${message.split('\n', 1)})`
  return message
}
