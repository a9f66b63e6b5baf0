import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { environment, faultline } from './measure.mjs'

/** Somebody who types in an editor, sign by sign, and waits after each until the server has answered. */
export class Typist {
  #server
  #connection
  #document
  #answered
  #ended

  /** Opens a blueprint in a folder, and waits for the first findings; `opening` is how long that took, in ms. */
  static async sitDown(folder, path) {
    const typist = new Typist()
    const start = performance.now()
    await typist.#open(folder, path)
    typist.opening = performance.now() - start
    return typist
  }

  /**
   * Types at the end of the middle one of the lines of a kind, takes all back when it is done, and so again, until so
   * many keystrokes are measured; what is taken back is not. Milliseconds: of each, and of the server's processor for
   * all (not a number but on Linux).
   */
  async types({ line, text }, count) {
    const lines = [...this.#document.getText().matchAll(new RegExp(line, 'gm'))]
    const { index, 0: found } = lines[lines.length >> 1]
    const begin = index + found.length
    const times = []
    let processor = 0
    while (times.length < count) {
      const signs = [...text].slice(0, count - times.length)
      const before = this.#processorTime()
      for (const [i, sign] of signs.entries()) times.push(await this.#replace(begin + i, begin + i, sign))
      processor += this.#processorTime() - before
      await this.#replace(begin, begin + signs.length, '')
    }
    return { times, processor }
  }

  async leave() {
    await this.#connection.sendRequest('shutdown')
    await this.#connection.sendNotification('exit')
    await this.#ended
    this.#connection.dispose()
  }

  async #open(folder, path) {
    const uri = pathToFileURL(path).href
    const [first, ...rest] = faultline('lsp', '--stdio')
    this.#server = spawn(first, rest, { cwd: folder, env: environment, stdio: ['pipe', 'pipe', 'inherit'] })
    this.#ended = new Promise((resolve) => this.#server.once('exit', resolve))
    this.#connection = createProtocolConnection(
      new StreamMessageReader(this.#server.stdout),
      new StreamMessageWriter(this.#server.stdin),
    )
    this.#connection.onNotification('textDocument/publishDiagnostics', (published) => {
      if (published.uri === uri && published.version === this.#document.version) this.#answered()
    })
    this.#connection.onRequest('client/registerCapability', () => null)
    this.#connection.listen()
    await this.#connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: null,
      workspaceFolders: [{ uri: pathToFileURL(folder).href, name: 'folder' }],
      capabilities: {
        textDocument: { publishDiagnostics: { relatedInformation: true, versionSupport: true } },
        workspace: { workspaceFolders: true, didChangeWatchedFiles: { dynamicRegistration: true } },
      },
    })
    await this.#connection.sendNotification('initialized', {})
    this.#document = TextDocument.create(uri, 'yaml', 1, readFileSync(path, 'utf8'))
    const textDocument = { uri, languageId: 'yaml', version: 1, text: this.#document.getText() }
    await this.#told('textDocument/didOpen', { textDocument })
  }

  /** Milliseconds until the findings in the changed text are there. */
  async #replace(from, to, text) {
    const document = this.#document
    const range = { start: document.positionAt(from), end: document.positionAt(to) }
    const version = document.version + 1
    TextDocument.update(document, [{ range, text }], version)
    const start = performance.now()
    const textDocument = { uri: document.uri, version }
    await this.#told('textDocument/didChange', { textDocument, contentChanges: [{ range, text }] })
    return performance.now() - start
  }

  async #told(method, params) {
    const answer = new Promise((resolve) => {
      this.#answered = resolve
    })
    await this.#connection.sendNotification(method, params)
    await Promise.race([answer, this.#ended])
    if (this.#server.exitCode !== null) throw new Error('The language server has ended')
  }

  /** Of all its threads so far, in ms; the kernel counts in hundredths of a second. */
  #processorTime() {
    try {
      const fields = readFileSync(`/proc/${this.#server.pid}/stat`, 'utf8').split(') ').at(-1).split(' ')
      return (Number(fields[11]) + Number(fields[12])) * 10
    } catch {
      return Number.NaN
    }
  }
}
