// Refuses whatever could start a program, reach a network, or make code of a text; and says on standard error that
// somebody has asked. To be loaded before the program.
import fs from 'node:fs'
import { createRequire, syncBuiltinESMExports } from 'node:module'

const load = createRequire(import.meta.url)
const write = fs.writeSync

const refusal = (what) =>
  function refused() {
    write(2, `refused: ${what}\n`)
    throw new Error(`refused: ${what}`)
  }

/** All that can be called in these; of others, what reaches out (their streams are those of standard output, too). */
const whole = [
  'child_process',
  'cluster',
  'dgram',
  'dns',
  'dns/promises',
  'http',
  'http2',
  'https',
  'inspector',
  'repl',
]
const parts = {
  net: ['connect', 'createConnection', 'createServer'],
  tls: ['connect', 'createServer', 'TLSSocket'],
  vm: ['Script', 'compileFunction', 'createContext', 'runInContext', 'runInNewContext', 'runInThisContext'],
  worker_threads: ['Worker'],
}
for (const name of whole) parts[name] = Object.keys(load(`node:${name}`))
for (const [name, keys] of Object.entries(parts))
  for (const key of keys) {
    const module = load(`node:${name}`)
    const { value, configurable } = Object.getOwnPropertyDescriptor(module, key)
    // What is behind a getter is one of the globals below.
    if (typeof value === 'function' && configurable) module[key] = refusal(`${name}.${key}`)
  }

const { Socket, Server } = load('node:net')
Socket.prototype.connect = refusal('a connection')
Server.prototype.listen = refusal('a server')
for (const name of ['fetch', 'WebSocket', 'EventSource', 'Function', 'eval'])
  Object.defineProperty(globalThis, name, { value: refusal(name), writable: true, configurable: true })
for (const name of ['binding', 'dlopen', '_linkedBinding']) process[name] = refusal(`process.${name}`)
syncBuiltinESMExports()
