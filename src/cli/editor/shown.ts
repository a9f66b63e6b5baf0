import type { PublishDiagnosticsParams } from 'vscode-languageserver/node'
import type { Diagnostic } from '../../editor/diagnostics.ts'
import type { EditorFolder } from './folder.ts'

/** What the editor shows of each file (absolute path): two folders may have something to say of one that they share. */
export class Shown {
  readonly #byPath = new Map<string, Map<EditorFolder, readonly Diagnostic[]>>()
  /** The version of each open text that was answered last. */
  readonly #answered = new Map<string, number>()

  constructor(
    private readonly uriOf: (path: string) => string,
    /** Of an open text. */
    private readonly versionOf: (path: string) => number | undefined,
    private readonly send: (params: PublishDiagnosticsParams) => void,
  ) {}

  at(path: string): Diagnostic[] {
    return [...(this.#byPath.get(path)?.values() ?? [])].flat()
  }

  isAnswered(path: string, version: number): boolean {
    return this.#answered.get(path) === version
  }

  closed(path: string): void {
    this.#answered.delete(path)
  }

  /** The same, for another version of the text. */
  again(folder: EditorFolder, path: string): void {
    this.show(folder, path, this.#byPath.get(path)?.get(folder) ?? [])
  }

  /** Texts cannot change between the judging and this, so the version that is open is the one that was judged. */
  show(folder: EditorFolder, path: string, diagnostics: readonly Diagnostic[]): void {
    const byFolder = this.#byPath.get(path) ?? new Map<EditorFolder, readonly Diagnostic[]>()
    this.#byPath.set(path, byFolder)
    if (diagnostics.length > 0) byFolder.set(folder, diagnostics)
    else byFolder.delete(folder)
    if (byFolder.size === 0) this.#byPath.delete(path)
    const version = this.versionOf(path)
    if (version !== undefined) this.#answered.set(path, version)
    const told = [...byFolder].flatMap(([from, those]) =>
      those.map(({ related, ...one }) => ({
        ...one,
        relatedInformation: related.map(({ file, range, message }) => ({
          location: { uri: this.uriOf(from.pathOf(file)), range },
          message,
        })),
      })),
    )
    // What both say is said once.
    const together = new Map(told.map((one) => [JSON.stringify({ ...one, data: '' }), one]))
    this.send({
      uri: this.uriOf(path),
      ...(version === undefined ? {} : { version }),
      diagnostics: [...together.values()],
    })
  }
}
