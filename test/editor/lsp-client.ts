import { type ChildProcess, spawn } from 'node:child_process'
import { pathToFileURL } from 'node:url'
import {
  type Diagnostic,
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExitNotification,
  type InitializeParams,
  InitializedNotification,
  InitializeRequest,
  LogMessageNotification,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  type PublishDiagnosticsParams,
  RegistrationRequest,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  type TextDocumentContentChangeEvent,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver/node'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { program } from '../helpers/run.ts'

/** An editor: the protocol library's own client, at the other end of the program's standard streams. */
export class Editor {
  readonly connection: ProtocolConnection
  /** What the server has said last, by URI. */
  readonly published = new Map<string, PublishDiagnosticsParams>()
  /** Everything that it has said, in order. */
  readonly history: PublishDiagnosticsParams[] = []
  readonly registered: string[] = []
  readonly ended: Promise<number | null>
  readonly errors: string[] = []
  #waiting: (() => void)[] = []

  private constructor(private readonly server: ChildProcess) {
    this.connection = createProtocolConnection(
      new StreamMessageReader(server.stdout!),
      new StreamMessageWriter(server.stdin!),
    )
    this.ended = new Promise((resolve) => server.on('exit', resolve))
    void this.ended.then(() => this.connection.dispose()) // so that nobody waits for an answer
    server.stderr!.on('data', (data: Buffer) => this.errors.push(data.toString()))
    this.connection.onNotification(PublishDiagnosticsNotification.type, (params) => {
      this.published.set(params.uri, params)
      this.history.push(params)
      for (const wake of this.#waiting.splice(0)) wake()
    })
    this.connection.onNotification(LogMessageNotification.type, ({ message }) => {
      this.errors.push(message)
    })
    this.connection.onRequest(RegistrationRequest.type, ({ registrations }) => {
      this.registered.push(...registrations.map(({ method }) => method))
    })
    this.connection.listen()
  }

  static async start(folders: readonly string[], more: Partial<InitializeParams> = {}): Promise<Editor> {
    const server = spawn(process.execPath, [program, 'lsp', '--stdio'], { cwd: folders[0] })
    const editor = new Editor(server)
    await editor.connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      rootUri: null,
      workspaceFolders: folders.map((folder) => ({ uri: pathToFileURL(folder).href, name: 'folder' })),
      capabilities: {
        textDocument: { publishDiagnostics: { relatedInformation: true, versionSupport: true } },
        workspace: { workspaceFolders: true, didChangeWatchedFiles: { dynamicRegistration: true } },
      },
      ...more,
    })
    await editor.connection.sendNotification(InitializedNotification.type, {})
    return editor
  }

  open(uri: string, text: string, version = 1): Promise<void> {
    const textDocument = { uri, languageId: 'yaml', version, text }
    return this.connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument })
  }

  change(uri: string, version: number, ...contentChanges: TextDocumentContentChangeEvent[]): Promise<void> {
    const textDocument = { uri, version }
    return this.connection.sendNotification(DidChangeTextDocumentNotification.type, { textDocument, contentChanges })
  }

  close(uri: string): Promise<void> {
    return this.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } })
  }

  /** 1 made, 2 changed, 3 taken away. */
  onDisk(uri: string, type: 1 | 2 | 3): Promise<void> {
    return this.connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes: [{ uri, type }] })
  }

  /** Waits until what is shown for a file is as wanted; vitest's limit ends it where that never comes. */
  async until(uri: string, isWanted: (shown: PublishDiagnosticsParams) => boolean): Promise<Diagnostic[]> {
    for (;;) {
      const shown = this.published.get(uri)
      if (shown && isWanted(shown)) return shown.diagnostics
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
    }
  }

  version(uri: string, version: number): Promise<Diagnostic[]> {
    return this.until(uri, (shown) => shown.version === version)
  }

  async stop(): Promise<number | null> {
    await this.connection.sendRequest(ShutdownRequest.type)
    await this.connection.sendNotification(ExitNotification.type)
    return this.ended
  }

  /** Hangs up without a word. */
  hangUp(): Promise<number | null> {
    this.server.stdin!.end()
    return this.ended
  }
}

/** Carries out the edits of one file as editors do. */
export function applied(text: string, edits: readonly TextEdit[]): string {
  return TextDocument.applyEdits(TextDocument.create('file:///a', 'yaml', 0, text), [...edits])
}

export const editsOf = ({ changes, documentChanges }: WorkspaceEdit, uri: string): TextEdit[] =>
  changes?.[uri] ??
  (documentChanges ?? []).flatMap((change) =>
    'edits' in change && change.textDocument.uri === uri ? (change.edits as TextEdit[]) : [],
  )
