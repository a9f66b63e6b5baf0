import { type ChildProcess, spawn } from 'node:child_process'
import {
  type CompletionItem,
  type CompletionList,
  createProtocolConnection,
  type Diagnostic,
  type Hover,
  type MarkupContent,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node'

/** Where the cursor stands in a text given to `completions` and `hover`. */
export const cursor = '▮'

/**
 * An editor as far as language servers can tell: it starts one over standard input and output, answers what it asks,
 * and remembers what it publishes. Texts are handed over whole; nothing needs to be on disk.
 */
export interface Editor {
  /** Opens a text, or replaces what was opened as this file, and waits for what is wrong with it. */
  diagnostics(uri: string, text: string): Promise<Diagnostic[]>
  /** What is offered where the text has the cursor. */
  completions(uri: string, text: string): Promise<CompletionItem[]>
  /** What is told of the word in which the text has the cursor; empty where nothing is. */
  hover(uri: string, text: string): Promise<string>
  /** Asks the server to end, and waits until it has. */
  close(): Promise<void>
}

/** Starts a server; `settings` are what it gets when it asks for its configuration, by section. */
export async function editor(
  command: readonly [string, ...string[]],
  { folder, settings = {} }: { folder: string; settings?: Record<string, unknown> },
): Promise<Editor> {
  const [program, ...words] = command
  const server = spawn(program, words, { cwd: folder, stdio: ['pipe', 'pipe', 'inherit'] })
  const connection = createProtocolConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  )
  const published = publications(connection)
  connection.onRequest('workspace/configuration', ({ items }: { items: { section?: string }[] }) =>
    items.map(({ section = '' }) => settings[section] ?? null),
  )
  connection.onRequest('client/registerCapability', () => null)
  connection.listen()
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: null,
    workspaceFolders: null,
    capabilities: {
      workspace: { configuration: true, didChangeConfiguration: { dynamicRegistration: true } },
      textDocument: {
        synchronization: {},
        publishDiagnostics: { relatedInformation: true },
        completion: { completionItem: { snippetSupport: true, documentationFormat: ['markdown', 'plaintext'] } },
        hover: { contentFormat: ['markdown', 'plaintext'] },
      },
    },
  })
  await connection.sendNotification('initialized', {})

  const versions = new Map<string, number>()
  const show = async (uri: string, text: string): Promise<void> => {
    const version = (versions.get(uri) ?? 0) + 1
    versions.set(uri, version)
    if (version === 1)
      await connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri, languageId: 'yaml', version, text },
      })
    else
      await connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: [{ text }],
      })
  }
  const ask = async <Answer>(method: string, uri: string, marked: string): Promise<Answer> => {
    const before = marked.slice(0, marked.indexOf(cursor))
    const lines = before.split('\n')
    await show(uri, before + marked.slice(before.length + cursor.length))
    return connection.sendRequest(method, {
      textDocument: { uri },
      position: { line: lines.length - 1, character: lines.at(-1)!.length },
    })
  }

  return {
    async diagnostics(uri, text) {
      const answer = published.next(uri)
      await show(uri, text)
      return answer
    },
    async completions(uri, text) {
      const answer = await ask<CompletionList | CompletionItem[] | null>('textDocument/completion', uri, text)
      return Array.isArray(answer) ? answer : (answer?.items ?? [])
    },
    async hover(uri, text) {
      const answer = await ask<Hover | null>('textDocument/hover', uri, text)
      const contents = answer?.contents as MarkupContent | string | undefined
      return typeof contents === 'string' ? contents : (contents?.value ?? '')
    },
    async close() {
      await connection.sendRequest('shutdown')
      await connection.sendNotification('exit')
      await ended(server)
      connection.dispose()
    },
  }
}

/** The next publication for a file, whoever asks first. */
function publications(connection: ProtocolConnection): { next(uri: string): Promise<Diagnostic[]> } {
  const waiting = new Map<string, (diagnostics: Diagnostic[]) => void>()
  connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }: PublishDiagnosticsParams) => {
    waiting.get(uri)?.(diagnostics)
    waiting.delete(uri)
  })
  return { next: (uri) => new Promise((resolve) => waiting.set(uri, resolve)) }
}

const ended = (server: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (server.exitCode !== null) resolve()
    else server.once('exit', () => resolve())
  })
