import type { Connection, InitializeParams } from 'vscode-languageserver/node'
import type { Diagnostic } from '../../editor/diagnostics.ts'
import { fixesFor } from '../../editor/fixes.ts'
import { findingsAt, hoverAt } from '../../editor/hover.ts'
import { definitionsOf, nameAt, type PlaceOnPage, sectionsOf, usesOf } from '../../editor/names.ts'
import { type Page, pageOf } from '../../editor/page.ts'
import { offsetOf, type Position, type Range, rangeOf, top } from '../../editor/positions.ts'
import { renamed } from '../../editor/rename.ts'
import { richText } from '../../editor/rich-text.ts'
import { outline } from '../../editor/symbols.ts'
import type { Change } from '../../editor/write-yaml.ts'
import type { Source } from '../../read/document.ts'
import type { EditorFolder } from './folder.ts'

/** What the server knows of its editor. Paths are absolute. */
export interface Desk {
  readonly capabilities: () => InitializeParams['capabilities']
  readonly uriOf: (path: string) => string
  /** Of an open text; null for one that is not. */
  readonly versionOf: (path: string) => number | null
  readonly shown: (path: string) => readonly Diagnostic[]
}

/** Why a request cannot be met, to be shown to whoever asked. */
export class Refusal extends Error {
  override name = 'Refusal'
}

/** A file that a request is about, with what it refers to. */
export interface View {
  readonly folder: EditorFolder
  readonly file: string
  readonly source: Source
  /** Undefined while the text is not YAML. */
  readonly page: Page | undefined
  /** The organization's file that a blueprint uses. */
  readonly shared: Page | undefined
}

/** Answers a request about a file (a URI): with `otherwise` where there is no such text, or the program breaks on it. */
export type About = <Answer, Otherwise>(
  uri: string,
  otherwise: Otherwise,
  answer: (view: View) => Answer | Promise<Answer>,
) => Promise<Answer | Otherwise>

export function answerRequests(connection: Connection, desk: Desk, about: About): void {
  connection.onHover(({ textDocument, position }) =>
    about(textDocument.uri, null, (view) => hover(desk, view, position)),
  )
  connection.onDefinition(({ textDocument, position }) =>
    about(textDocument.uri, null, (view) => definition(desk, view, position)),
  )
  connection.onReferences(({ textDocument, position, context }) =>
    about(textDocument.uri, null, (view) => references(desk, view, position, context.includeDeclaration)),
  )
  connection.onDocumentSymbol(({ textDocument }) => about(textDocument.uri, null, (view) => symbols(view)))
  connection.onCodeAction(({ textDocument, range, context }) => {
    const { only = [] } = context
    const isWanted = only.length === 0 || only.some((kind) => kind === '' || kind === 'quickfix')
    return isWanted ? about(textDocument.uri, [], (view) => fixes(desk, view, range)) : []
  })
  connection.onPrepareRename(({ textDocument, position }) =>
    about(textDocument.uri, null, (view) => canRename(view, position)),
  )
  connection.onRenameRequest(({ textDocument, position, newName }) =>
    about(textDocument.uri, null, (view) => rename(desk, view, position, newName)),
  )
}

export async function viewOf(folder: EditorFolder, path: string): Promise<View | undefined> {
  const file = folder.fileOf(path)
  const source = folder.textOf(path)
  if (!source) return undefined
  const organization = folder.session.organizationOf(file)
  const shared = organization === undefined ? undefined : await pageIn(folder, organization)
  return { folder, file, source, page: await pageOf(source), shared }
}

/** The folder with blueprints that use an organization's file from outside of it. */
export const usingFolder = (folders: Iterable<EditorFolder>, path: string): EditorFolder | undefined =>
  [...folders].find((folder) => folder.session.usersOf(folder.fileOf(path)).length > 0)

async function pageIn(folder: EditorFolder, file: string): Promise<Page | undefined> {
  const source = folder.textOf(folder.pathOf(file))
  return source && pageOf(source)
}

/** All blueprints that see the same organization's file, other than the one that is asked about. */
async function users({ folder, file, page, shared }: View): Promise<Page[]> {
  const organization = page?.kind === 'organization' ? file : shared?.document.file
  if (organization === undefined) return []
  const others = folder.session.usersOf(organization).filter((user) => user !== file)
  const pages = await Promise.all(others.map((user) => pageIn(folder, user)))
  return pages.filter((page) => page !== undefined)
}

/** Where the names on a page may come from, beside the page. */
const origins = async (view: View): Promise<Page[]> =>
  view.page?.kind === 'organization' ? users(view) : view.shared ? [view.shared] : []

function hover({ capabilities }: Desk, { folder, source, page, shared }: View, position: Position) {
  const { findings, rules } = folder.result
  const found = hoverAt(offsetOf(source, position), source, findings, page, shared ? [shared] : [], rules)
  if (!found) return null
  const formats = capabilities().textDocument?.hover?.contentFormat ?? ['markdown']
  const kind = formats.includes('markdown') ? 'markdown' : 'plaintext'
  return { contents: { kind, value: richText(found.paragraphs, kind) }, range: rangeOf(source, found.span) } as const
}

async function definition(desk: Desk, view: View, position: Position) {
  const { folder, page, shared, source } = view
  if (!page) return null
  const offset = offsetOf(source, position)
  const use = nameAt(page, offset)
  if (use) return locations(desk, folder, definitionsOf(use, page, await origins(view)))
  const file = page.document.root.entries.get('organization')?.value
  if (shared && file && file.start <= offset && offset <= file.end)
    return [{ uri: desk.uriOf(folder.pathOf(shared.document.file)), range: top }]
  return null
}

async function references(desk: Desk, view: View, position: Position, withDefinition: boolean) {
  const { folder, page, shared, source } = view
  const use = page && nameAt(page, offsetOf(source, position))
  if (!page || !use) return null
  const others = await origins(view)
  const [section] = sectionsOf(use, [page, ...others])
  if (section === undefined) return null
  const definitions = definitionsOf({ ...use, sections: [section] }, page, others)
  const isShared = definitions.some((place) => place.page.kind === 'organization')
  const pages = isShared ? [page, ...(shared ? [shared] : []), ...(await users(view))] : [page]
  const isDefinition = (place: PlaceOnPage): boolean =>
    definitions.some(({ page, span }) => page === place.page && span.start === place.span.start)
  const uses = usesOf(use.name, [section], [...new Set(pages)])
  return locations(desk, folder, withDefinition ? uses : uses.filter((place) => !isDefinition(place)))
}

const locations = ({ uriOf }: Desk, folder: EditorFolder, places: readonly PlaceOnPage[]) =>
  places.map(({ page: { document }, span }) => ({
    uri: uriOf(folder.pathOf(document.file)),
    range: rangeOf(document, span),
  }))

const symbols = ({ page }: View) => (page ? outline(page) : null)

function canRename({ page, source }: View, position: Position) {
  const use = page && nameAt(page, offsetOf(source, position))
  return use ? { range: rangeOf(source, use.span), placeholder: use.name } : null
}

async function rename(desk: Desk, view: View, position: Position, to: string) {
  const { folder, page, shared, source } = view
  const use = page && nameAt(page, offsetOf(source, position))
  if (!page || !use) return null
  const outcome = renamed(use, to, page, shared, await users(view))
  if ('refused' in outcome) throw new Refusal(outcome.refused)
  const { places, text } = outcome
  return edit(
    desk,
    folder,
    places.map(({ page, span }) => ({ page, changes: [{ ...span, text }] })),
  )
}

async function fixes(desk: Desk, { folder, source }: View, { start, end }: Range) {
  const { result, session, today } = folder
  const place = { start: offsetOf(source, start), end: offsetOf(source, end) }
  const around = {
    page: (file: string) => pageIn(folder, file),
    organizationOf: (blueprint: string) => session.organizationOf(blueprint),
    findings: result.findings,
    today,
  }
  const shown = desk.shown(folder.pathOf(source.file))
  const actions = []
  for (const finding of findingsAt(result.findings, source, place)) {
    const diagnostics = shown
      .filter(({ data }) => data === finding.fingerprint)
      .map(({ related: _, ...diagnostic }) => diagnostic)
    for (const { title, file, changes, isPreferred } of await fixesFor(finding, around)) {
      const page = await around.page(file)
      if (!page) continue
      const preferred = isPreferred ? { isPreferred } : {}
      actions.push({
        title,
        kind: 'quickfix',
        ...preferred,
        diagnostics,
        edit: edit(desk, folder, [{ page, changes }]),
      })
    }
  }
  return actions
}

/** With versions where the editor knows them, so that an edit to another text than this is refused. */
function edit(
  { capabilities, uriOf, versionOf }: Desk,
  folder: EditorFolder,
  parts: readonly { readonly page: Page; readonly changes: readonly Change[] }[],
) {
  const byPath = new Map<string, { range: Range; newText: string }[]>()
  for (const { page, changes } of parts) {
    const path = folder.pathOf(page.document.file)
    const edits = byPath.get(path) ?? []
    byPath.set(path, edits)
    for (const { text, ...span } of changes) edits.push({ range: rangeOf(page.document, span), newText: text })
  }
  if (!capabilities().workspace?.workspaceEdit?.documentChanges)
    return { changes: Object.fromEntries([...byPath].map(([path, edits]) => [uriOf(path), edits])) }
  const documentChanges = [...byPath].map(([path, edits]) => ({
    textDocument: { uri: uriOf(path), version: versionOf(path) },
    edits,
  }))
  return { documentChanges }
}
