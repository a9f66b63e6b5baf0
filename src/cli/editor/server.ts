import { basename, dirname } from 'node:path'
import {
  CodeActionKind,
  type Connection,
  createConnection,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type InitializeResult,
  LSPErrorCodes,
  ProposedFeatures,
  ResponseError,
  TextDocuments,
  TextDocumentSyncKind,
} from 'vscode-languageserver/node'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { type Source, withLineFeeds } from '../../read/document.ts'
import { clean } from '../../report/text.ts'
import { EditorFolder, isBlueprint } from './folder.ts'
import { houseAt } from './house.ts'
import { type About, answerRequests, type Desk, Refusal, usingFolder, viewOf } from './answers.ts'
import { Shown } from './shown.ts'
import { isBelow } from '../names.ts'
import { Problem } from '../problem.ts'
import type { ScopeOptions } from '../scope.ts'
import { pathOf, uriOf } from './uris.ts'
import { version } from '../version.ts'

/** The words of the command line, as `check` has them; `today` where it is not the day that it is. */
export type ServeOptions = Partial<Pick<ScopeOptions, 'config' | 'rulesFrom' | 'rule' | 'skip' | 'today'>>

/** Serves an editor over standard input and output, in the language server protocol, until it says exit or hangs up. */
export function serve(options: ServeOptions = {}): Promise<number> {
  const connection = createConnection(ProposedFeatures.all, process.stdin, process.stdout)
  new Server(connection, options)
  connection.listen()
  // The library ends the process: with 0 after `shutdown`, else with 1.
  return new Promise(() => undefined)
}

class Server {
  readonly #documents = new TextDocuments(TextDocument)
  readonly #sources = new WeakMap<TextDocument, { version: number; file: string; source: Source }>()
  readonly #byPath = new Map<string, TextDocument>()
  readonly #folders = new Map<string, EditorFolder>()
  readonly #shown: Shown
  #client: InitializeParams['capabilities'] = {}
  #refreshing: Promise<void> | undefined
  #told = ''

  constructor(
    private readonly connection: Connection,
    private readonly options: ServeOptions,
  ) {
    this.#shown = new Shown(
      (path) => this.#uriOf(path),
      (path) => this.#byPath.get(path)?.version,
      (params) => {
        connection.sendDiagnostics(params).catch(() => undefined) // the editor has hung up
      },
    )
    connection.onInitialize((params) => this.#initialize(params))
    connection.onInitialized(() => this.#initialized())
    connection.onDidChangeWatchedFiles(({ changes }) => {
      for (const { uri, type } of changes) this.#changedOnDisk(pathOf(uri), type !== 2)
      this.#refresh()
    })
    const documents = this.#documents
    documents.onDidOpen(({ document }) => this.#opened(document))
    documents.onDidChangeContent(({ document }) => this.#edited(document))
    // For editors that do not tell of files on disk.
    documents.onDidSave(({ document }) => {
      this.#changedOnDisk(pathOf(document.uri), false)
      this.#refresh()
    })
    documents.onDidClose(({ document }) => this.#closed(document))
    this.#answer()
    documents.listen(connection)
  }

  #initialize({ capabilities, workspaceFolders, rootUri }: InitializeParams): InitializeResult {
    this.#client = capabilities
    const uris = workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : [])
    for (const uri of uris) this.#addFolder(uri)
    return {
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        hoverProvider: true,
        definitionProvider: true,
        referencesProvider: true,
        documentSymbolProvider: true,
        renameProvider: { prepareProvider: true },
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
      serverInfo: { name: 'faultline', version },
    }
  }

  #initialized(): void {
    if (this.#client.workspace?.didChangeWatchedFiles?.dynamicRegistration)
      this.connection.client
        .register(DidChangeWatchedFilesNotification.type, {
          watchers: [{ globPattern: '**/*.{yaml,yml}' }, { globPattern: '**/.gitignore' }],
        })
        .catch((error: unknown) => this.#complain(error))
    if (this.#client.workspace?.workspaceFolders)
      this.connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        for (const { uri } of removed) this.#removeFolder(pathOf(uri))
        for (const { uri } of added) this.#addFolder(uri)
        this.#refresh()
      })
    this.#refresh()
  }

  #addFolder(uri: string): void {
    const path = pathOf(uri)
    if (path === undefined) return
    this.#folders.set(path, this.#newFolder(path, true))
    this.#findAgain()
  }

  /** What lies in one folder of the workspace and in another below it is judged in the inner one. */
  #findAgain(): void {
    for (const folder of this.#folders.values()) if (folder.isWhole) folder.find()
  }

  #newFolder(path: string, isWhole: boolean): EditorFolder {
    return new EditorFolder(path, {
      houseOf: houseAt({ rule: [], skip: [], stdinFile: '', ...this.options }),
      today: () => this.options.today ?? new Date().toISOString().slice(0, 10),
      open: (path, file) => this.#openText(path, file),
      openPaths: () => this.#byPath.keys(),
      isWhole,
      isHome: (file) => this.#folderOf(file)?.path === path,
      complain: (error) => this.#complain(error),
    })
  }

  #removeFolder(path: string | undefined): void {
    const folder = path === undefined ? undefined : this.#folders.get(path)
    if (!folder) return
    this.#folders.delete(folder.path)
    for (const file of folder.shown) this.#shown.show(folder, file, [])
    for (const open of this.#byPath.keys())
      if (isBlueprint(open) && isBelow(open, folder.path)) this.#homeOf(open).changed(open)
    this.#findAgain()
  }

  /** The innermost folder that a file lies in. */
  #folderOf(path: string): EditorFolder | undefined {
    let innermost: EditorFolder | undefined
    for (const folder of this.#folders.values())
      if (isBelow(path, folder.path) && folder.path.length > (innermost?.path.length ?? -1)) innermost = folder
    return innermost
  }

  /** Where a file is judged; one outside of the workspace with those beside it that are open. */
  #homeOf(path: string): EditorFolder {
    const known = this.#folderOf(path)
    if (known) return known
    const folder = this.#newFolder(dirname(path), false)
    this.#folders.set(folder.path, folder)
    return folder
  }

  #openText(path: string, file: string): Source | undefined {
    const document = this.#byPath.get(path)
    if (!document) return undefined
    const known = this.#sources.get(document)
    if (known && known.version === document.version && known.file === file) return known.source
    const source = { file, text: withLineFeeds(document.getText()) }
    this.#sources.set(document, { version: document.version, file, source })
    return source
  }

  #opened(document: TextDocument): void {
    const path = pathOf(document.uri)
    if (path === undefined) return
    this.#byPath.set(path, document)
    if (isBlueprint(path)) this.#homeOf(path)
  }

  #edited(document: TextDocument): void {
    const path = pathOf(document.uri)
    if (path !== undefined) this.#changed(path)
  }

  #closed(document: TextDocument): void {
    const path = pathOf(document.uri)
    if (path === undefined) return
    this.#byPath.delete(path)
    this.#shown.closed(path)
    this.#changed(path)
    // A folder that was only there for what was open in it.
    const home = this.#folderOf(path)
    if (home && !home.isWhole && ![...this.#byPath.keys()].some((open) => this.#folderOf(open) === home))
      this.#removeFolder(home.path)
  }

  #changed(path: string): void {
    const home = this.#folderOf(path)
    home?.changed(path)
    for (const folder of this.#folders.values())
      if (folder !== home) folder.session.organizationChanged(folder.fileOf(path))
    this.#refresh()
  }

  #changedOnDisk(path: string | undefined, cameOrWent: boolean): void {
    if (path === undefined) return
    const name = basename(path)
    const isConfig = name.includes('faultline')
    const isOther = isConfig || name === '.gitignore' || (cameOrWent && (isBlueprint(path) || !/\.ya?ml$/.test(name)))
    for (const folder of this.#folders.values()) {
      if (isOther) folder.find(isConfig)
      if (this.#folderOf(path) === folder) folder.changed(path)
      else folder.session.organizationChanged(folder.fileOf(path))
    }
  }

  /** Judges until everything is settled; whoever asks in the meantime waits for the same. */
  #refresh(): Promise<void> {
    this.#refreshing ??= this.#judge().finally(() => {
      this.#refreshing = undefined
    })
    return this.#refreshing
  }

  async #judge(): Promise<void> {
    for (;;) {
      // What arrives together is judged together.
      await new Promise((resolve) => setImmediate(resolve))
      const unsettled = [...this.#folders.values()].filter((folder) => !folder.isSettled)
      if (unsettled.length === 0) {
        this.#answerTheRest()
        return
      }
      for (const folder of unsettled) await this.#refreshFolder(folder)
    }
  }

  async #refreshFolder(folder: EditorFolder): Promise<void> {
    try {
      const news = await folder.refresh()
      if (this.#folders.get(folder.path) !== folder) return
      for (const [path, diagnostics] of news) this.#shown.show(folder, path, diagnostics)
      for (const { rule, file, error } of folder.result.faults) this.#complain(error, `${rule} broke on ${file}`)
    } catch (error) {
      this.#complain(error)
    }
  }

  /** What is open gets an answer for each version, also where the text says the same, or nothing is found in it. */
  #answerTheRest(): void {
    for (const [path, { version }] of this.#byPath) {
      const folder = this.#folderOf(path) ?? usingFolder(this.#folders.values(), path)
      if (!folder || this.#shown.isAnswered(path, version)) continue
      if (isBlueprint(path) || folder.session.usersOf(folder.fileOf(path)).length > 0) this.#shown.again(folder, path)
    }
  }

  #uriOf(path: string): string {
    return this.#byPath.get(path)?.uri ?? uriOf(path)
  }

  #complain(error: unknown, lead = 'faultline'): void {
    const said = clean(`${lead}: ${error instanceof Error ? error.message : String(error)}`)
    if (this.#told === said) return // not once more with every key
    this.#told = said
    if (error instanceof Problem) this.connection.window.showErrorMessage(said)
    else this.connection.console.error(`${said}\n${error instanceof Error ? (error.stack ?? '') : ''}`)
  }

  #answer(): void {
    const { connection } = this
    const desk: Desk = {
      capabilities: () => this.#client,
      uriOf: (path) => this.#uriOf(path),
      versionOf: (path) => this.#byPath.get(path)?.version ?? null,
      shown: (path) => this.#shown.at(path),
    }
    // A fault on one text is told, and must not end the session.
    const about: About = async (uri, otherwise, answer) => {
      try {
        await this.#refresh()
        const path = pathOf(uri)
        const folder =
          path === undefined ? undefined : (this.#folderOf(path) ?? usingFolder(this.#folders.values(), path))
        const view = path === undefined || !folder ? undefined : await viewOf(folder, path)
        return view ? await answer(view) : otherwise
      } catch (error) {
        if (error instanceof Refusal) throw new ResponseError(LSPErrorCodes.RequestFailed, clean(error.message))
        this.#complain(error)
        return otherwise
      }
    }
    answerRequests(connection, desk, about)
  }
}
