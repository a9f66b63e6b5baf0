import { readdirSync, readFileSync, writeFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import {
  CodeActionRequest,
  DefinitionRequest,
  type Diagnostic,
  DocumentSymbolRequest,
  HoverRequest,
  type Location,
  PrepareRenameRequest,
  ReferencesRequest,
  RenameRequest,
} from 'vscode-languageserver/node'
import { afterEach, describe, expect, it } from 'vitest'
import { folderWith, run } from '../helpers/run.ts'
import { applied, Editor, editsOf } from './lsp-client.ts'

// A real client over the program's standard streams. What the editor shows is held against what `check` prints.

const stories = new URL('../../blueprints/', import.meta.url)
const story = (name: string): string => readFileSync(new URL(`${name}.blueprint.yaml`, stories), 'utf8')

const editors: Editor[] = []
afterEach(async () => {
  for (const editor of editors.splice(0)) {
    await editor.stop()
    expect(editor.errors).toEqual([])
  }
})

async function editing(
  files: Record<string, string>,
): Promise<{ editor: Editor; folder: string; uri: (name: string) => string }> {
  const folder = folderWith(files)
  const editor = await Editor.start([folder])
  editors.push(editor)
  return { editor, folder, uri: (name) => pathToFileURL(join(folder, name)).href }
}

interface Found {
  readonly rule: string
  readonly file: string
  readonly line: number
  readonly column: number
  readonly endLine: number
  readonly endColumn: number
  readonly severity: string
  readonly message: string
  readonly help: string
  readonly fingerprint: string
  readonly accepted: unknown
  readonly related: readonly unknown[]
}

async function checked(folder: string, ...words: string[]): Promise<Found[]> {
  const { out } = await run(folder, ['check', '--format', 'json', ...words])
  return JSON.parse(out).findings
}

const severities = ['', 'error', 'warning', 'note']

/** The findings of `check` for a file, in the form of diagnostics. */
const asShown = (found: readonly Found[], name: string) =>
  found
    .filter(({ file, accepted }) => file === name && accepted === null)
    .map(({ rule, line, column, endLine, endColumn, severity, message, help, fingerprint }) => ({
      code: rule,
      severity,
      message: `${message}\n${help}`,
      data: fingerprint,
      range: { start: { line: line - 1, character: column - 1 }, end: { line: endLine - 1, character: endColumn - 1 } },
    }))

const asFound = (diagnostics: readonly Diagnostic[]) =>
  diagnostics.map(({ code, severity, message, data, range }) => ({
    code,
    severity: severities[severity!],
    message,
    data,
    range,
  }))

const placeOf = (text: string, words: string, within = words) => {
  const offset = text.indexOf(words) + words.indexOf(within)
  expect(offset).toBeGreaterThanOrEqual(0)
  const before = text.slice(0, offset).split('\n')
  return { line: before.length - 1, character: before.at(-1)!.length }
}

const textAt = (text: string, { range }: Pick<Location, 'range'>): string => {
  const lines = text.split('\n')
  expect(range.start.line).toBe(range.end.line)
  return lines[range.start.line]!.slice(range.start.character, range.end.character)
}

const parcel = `blueprint: 1
title: A parcel comes
organization: city.yaml
accountable: depot
promises:
  soon: { says: It comes soon, made: hear, kept: bring, within: 2d, metric: on-time }
steps:
  order: { lane: customer, next: hear }
  hear: { lane: touchpoint, owner: office, next: { to: bring, via: email, carries: [address, soon] }, collects: address }
  bring: { lane: touchpoint, owner: depot, needs: address, improves: on-time, next: has-parcel }
  has-parcel: { lane: customer, outcome: served }
`
const complaint = `blueprint: 1
title: A complaint is heard
organization: city.yaml
accountable: depot
promises:
  soon: { says: It comes soon, made: ask, kept: has-answer, within: 3d }
steps:
  miss: { lane: customer, next: ask }
  ask: { lane: touchpoint, owner: office, next: has-answer }
  has-answer: { lane: customer, outcome: served }
`
const city = `organization: 1
title: City parcels
owners:
  depot: { name: Depot }
  office: { name: Office }
  night-team: { name: Night team }
metrics:
  on-time: { name: On time, for: customer, owner: depot }
`

describe('what is shown', () => {
  it('is what check says, for every story and for what only shows across blueprints', async () => {
    const names = readdirSync(stories).filter((name) => name.endsWith('.blueprint.yaml'))
    const files = {
      ...Object.fromEntries(names.map((name) => [name, readFileSync(new URL(name, stories), 'utf8')])),
      'deep/a.blueprint.yaml': parcel,
      'deep/b.blueprint.yaml': complaint,
      'deep/city.yaml': city,
      'broken.blueprint.yaml': 'blueprint: 1\ntitle: [\n',
      'left-out.blueprint.yaml': 'blueprint: 1\ntitle: [\n',
      '.gitignore': 'left-out*\n',
    }
    const { editor, folder, uri } = await editing(files)
    const found = await checked(folder)
    expect(new Set(found.map(({ rule }) => rule)).size).toBeGreaterThan(20)
    for (const name of Object.keys(files)) {
      const wanted = asShown(found, name)
      if (wanted.length > 0) await editor.until(uri(name), () => true)
      expect(asFound(editor.published.get(uri(name))?.diagnostics ?? []), name).toEqual(wanted)
    }
    expect(found.map(({ rule }) => rule)).toContain('clashing-promise')
    expect(found.map(({ file }) => file)).toContain('deep/city.yaml')
    expect(editor.published.has(uri('left-out.blueprint.yaml'))).toBe(false)
  })

  it('follows each keystroke, with the version that it is about', async () => {
    const text = story('double-charge')
    const { editor, folder, uri } = await editing({ 'a.blueprint.yaml': text })
    const a = uri('a.blueprint.yaml')
    await editor.open(a, text)
    const before = await editor.version(a, 1)
    // A name is typed, letter by letter, in the middle of the file: every state on the way is judged.
    const at = placeOf(text, 'owner: accounts', 'accounts')
    let version = 1
    for (const letter of 'all-') {
      version += 1
      const place = { line: at.line, character: at.character + version - 2 }
      await editor.change(a, version, { range: { start: place, end: place }, text: letter })
    }
    const after = text.replace('owner: accounts', 'owner: all-accounts')
    const shown = await editor.version(a, version)
    writeFileSync(join(folder, 'a.blueprint.yaml'), after)
    expect(asFound(shown)).toEqual(asShown(await checked(folder), 'a.blueprint.yaml'))
    expect(shown.map(({ code }) => code)).toEqual(['unknown-reference'])
    const versions = editor.history.filter((params) => params.uri === a).map((params) => params.version ?? 0)
    expect(versions).toEqual([...versions].sort((x, y) => x - y))
    await editor.change(a, version + 1, { text })
    expect(await editor.version(a, version + 1)).toEqual(before)
  })

  it('is nothing at all for a text in which nothing is found, which is said too', async () => {
    const text = story('double-charge-to-be')
    const { editor, uri } = await editing({})
    await editor.open(uri('new.blueprint.yaml'), text, 5)
    expect(await editor.version(uri('new.blueprint.yaml'), 5)).toEqual([])
    await editor.change(uri('new.blueprint.yaml'), 6, { text: `${text}# done\n` })
    expect(await editor.version(uri('new.blueprint.yaml'), 6)).toEqual([])
    await editor.change(uri('new.blueprint.yaml'), 7, { text: `${text}# done\n` })
    expect(await editor.version(uri('new.blueprint.yaml'), 7)).toEqual([])
  })

  it('is what is open, not what is saved; and what is saved again when it is closed', async () => {
    const { editor, uri } = await editing({ 'a.blueprint.yaml': parcel, 'city.yaml': city })
    const a = uri('a.blueprint.yaml')
    const rules = (diagnostics: readonly Diagnostic[]) => diagnostics.map(({ code }) => code)
    const saved = rules(await editor.until(a, () => true))
    expect(saved).toContain('unconfirmed-handoff')
    await editor.open(a, parcel.replace('via: email', 'via: ticket'))
    expect(rules(await editor.version(a, 1))).not.toContain('unconfirmed-handoff')
    await editor.close(a)
    expect(rules(await editor.until(a, ({ version }) => version === undefined))).toEqual(saved)
  })

  it('goes away with the last finding, and with the file', async () => {
    const { editor, folder, uri } = await editing({ 'a.blueprint.yaml': 'steps: {}\n', 'b.blueprint.yaml': 'x: 1\n' })
    const [a, b] = [uri('a.blueprint.yaml'), uri('b.blueprint.yaml')]
    await editor.until(a, ({ diagnostics }) => diagnostics.length > 0)
    await editor.open(a, 'steps: {}\n')
    await editor.change(a, 2, {
      text: `blueprint: 1\ntitle: Tea\naccountable: me\nowners: { me: {} }\nsteps:\n  ask: { lane: customer, next: pour }\n  pour: { lane: touchpoint, owner: me, next: drink }\n  drink: { lane: customer, outcome: served }\n`,
    })
    expect(await editor.version(a, 2)).toEqual([])
    rmSync(join(folder, 'b.blueprint.yaml'))
    await editor.onDisk(b, 3)
    expect(await editor.until(b, ({ diagnostics }) => diagnostics.length === 0)).toEqual([])
  })

  it('sees files that come, go and change on disk, and asks the editor to tell', async () => {
    const { editor, folder, uri } = await editing({ 'a.blueprint.yaml': parcel, 'city.yaml': city })
    const [a, b, organization] = [uri('a.blueprint.yaml'), uri('b.blueprint.yaml'), uri('city.yaml')]
    await editor.until(a, () => true)
    expect(editor.registered).toContain('workspace/didChangeWatchedFiles')
    writeFileSync(join(folder, 'b.blueprint.yaml'), complaint)
    await editor.onDisk(b, 1)
    expect((await editor.until(b, () => true)).map(({ code }) => code)).toContain('clashing-promise')
    writeFileSync(join(folder, 'city.yaml'), city.replace('  office: { name: Office }\n', ''))
    await editor.onDisk(organization, 2)
    const lacking = await editor.until(a, ({ diagnostics }) => diagnostics[0]?.code === 'unknown-reference')
    expect(lacking[0]!.message).toContain('office')
    rmSync(join(folder, 'city.yaml'))
    await editor.onDisk(organization, 3)
    await editor.until(a, ({ diagnostics }) => String(diagnostics[0]?.message).includes('is not there'))
    writeFileSync(join(folder, 'city.yaml'), city)
    await editor.onDisk(organization, 1)
    await editor.until(a, ({ diagnostics }) => diagnostics.some(({ code }) => code === 'unconfirmed-handoff'))
    writeFileSync(join(folder, '.git'), '')
    writeFileSync(join(folder, '.gitignore'), 'b.*\n')
    await editor.onDisk(uri('.gitignore'), 1)
    await editor.until(b, ({ diagnostics }) => diagnostics.length === 0)
  })

  it('is what the config of the house says, and what is wrong in that', async () => {
    const config = 'rules:\n  unconfirmed-handoff: note\n  unused-name: off\nignore: [drafts/**]\n'
    const { editor, folder, uri } = await editing({
      'a.blueprint.yaml': parcel,
      'drafts/b.blueprint.yaml': 'blueprint: 1\n',
      'city.yaml': city,
      'faultline.config.yaml': config,
      '.git': '',
    })
    const [a, house] = [uri('a.blueprint.yaml'), uri('faultline.config.yaml')]
    const shown = await editor.until(a, () => true)
    expect(asFound(shown)).toEqual(asShown(await checked(folder), 'a.blueprint.yaml'))
    expect(shown.map(({ code, severity }) => [code, severity])).toContainEqual(['unconfirmed-handoff', 3])
    expect(editor.published.has(uri('drafts/b.blueprint.yaml'))).toBe(false)
    writeFileSync(join(folder, 'faultline.config.yaml'), config.replace('note', 'notice'))
    await editor.onDisk(house, 2)
    const [slip] = await editor.until(house, ({ diagnostics }) => diagnostics.length > 0)
    expect(String(slip!.message)).toContain('`notice`')
    expect(slip!.range.start.line).toBe(1)
    writeFileSync(join(folder, 'faultline.config.yaml'), 'rules:\n  unused-name: off\n')
    await editor.onDisk(house, 2)
    expect(await editor.until(house, ({ diagnostics }) => diagnostics.length === 0)).toEqual([])
    await editor.until(a, ({ diagnostics }) =>
      diagnostics.some(({ code, severity }) => code === 'unconfirmed-handoff' && severity === 1),
    )
    await editor.until(uri('drafts/b.blueprint.yaml'), () => true)
    // A blueprint that comes later is under the same config.
    writeFileSync(join(folder, 'c.blueprint.yaml'), complaint.replace('owner: office', 'owner: depot'))
    await editor.onDisk(uri('c.blueprint.yaml'), 1)
    await editor.until(uri('c.blueprint.yaml'), () => true)
    const found = await checked(folder)
    for (const name of ['a.blueprint.yaml', 'c.blueprint.yaml'])
      expect(asFound(editor.published.get(uri(name))!.diagnostics)).toEqual(asShown(found, name))
  })

  it('stands in the file of the organization where that is what is wrong, as it is open', async () => {
    const { editor, uri } = await editing({ 'a.blueprint.yaml': parcel, 'city.yaml': city })
    const organization = uri('city.yaml')
    expect((await editor.until(organization, () => true)).map(({ code }) => code)).toEqual(['unused-name'])
    await editor.open(organization, city)
    const used = city.replace('owner: depot', 'owner: night-team')
    await editor.change(organization, 2, { text: used })
    expect(await editor.until(organization, ({ diagnostics }) => diagnostics.length === 0)).toEqual([])
    await editor.change(organization, 3, { text: 'organization: 1\nowners: [' })
    expect((await editor.version(organization, 3)).map(({ code }) => code)).toEqual(['yaml-syntax'])
  })

  it('is not what somebody decided to live with; that is told at the place', async () => {
    const accepted = `accepted:\n  - { rule: unconfirmed-handoff, because: "It is [fine](http://x)", by: Head, until: 2099-12-31 }\n`
    const { editor, uri } = await editing({ 'a.blueprint.yaml': parcel + accepted, 'city.yaml': city })
    const a = uri('a.blueprint.yaml')
    await editor.open(a, parcel + accepted)
    expect((await editor.version(a, 1)).map(({ code }) => code)).not.toContain('unconfirmed-handoff')
    const position = placeOf(parcel, 'via: email', 'email')
    const hover = await editor.connection.sendRequest(HoverRequest.type, { textDocument: { uri: a }, position })
    const { value } = hover!.contents as { value: string }
    expect(value).toContain('accepted: unconfirmed-handoff')
    expect(value).toContain('by Head, until 2099-12-31')
    expect(value).not.toContain('[fine](http')
  })
})

describe('several folders', () => {
  it('are judged each by itself, and what lies in two of them in the inner one', async () => {
    const folder = folderWith({
      'a.blueprint.yaml': parcel,
      'city.yaml': city,
      'inner/b.blueprint.yaml': complaint.replace('city.yaml', '../city.yaml'),
      '.git': '',
    })
    const editor = await Editor.start([folder, join(folder, 'inner')])
    editors.push(editor)
    const uri = (name: string): string => pathToFileURL(join(folder, name)).href
    const codes = (name: string) => editor.published.get(uri(name))!.diagnostics.map(({ code }) => code)
    await editor.until(uri('a.blueprint.yaml'), () => true)
    await editor.until(uri('inner/b.blueprint.yaml'), () => true)
    expect(asFound(editor.published.get(uri('inner/b.blueprint.yaml'))!.diagnostics)).toEqual(
      asShown(await checked(join(folder, 'inner')), 'b.blueprint.yaml'),
    )
    // Both say it of the file that they share; it is shown once.
    expect(codes('city.yaml').filter((code) => code === 'unused-name')).toHaveLength(1)
    expect(codes('a.blueprint.yaml')).not.toContain('clashing-promise')
    const inner = { uri: uri('inner'), name: 'inner' }
    await editor.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
      event: { added: [], removed: [inner] },
    })
    await editor.until(uri('inner/b.blueprint.yaml'), ({ diagnostics }) =>
      diagnostics.some(({ code }) => code === 'clashing-promise'),
    )
  })
})

describe('a file of no folder', () => {
  it('is judged alone, saved or not', async () => {
    const folder = folderWith({ 'a.blueprint.yaml': parcel, 'city.yaml': city })
    const editor = await Editor.start([], { rootUri: null, workspaceFolders: null })
    editors.push(editor)
    const a = pathToFileURL(join(folder, 'a.blueprint.yaml')).href
    await editor.open(a, parcel)
    expect(asFound(await editor.version(a, 1))).toEqual(asShown(await checked(folder), 'a.blueprint.yaml'))
    await editor.open('untitled:new.blueprint.yaml', 'blueprint: 1')
    expect((await editor.version('untitled:new.blueprint.yaml', 1)).map(({ code }) => code)).toEqual([
      'wrong-shape',
      'wrong-shape',
    ])
    await editor.open('git:/a/old.blueprint.yaml?ref', 'blueprint: 1')
    await editor.close(a)
    expect(await editor.until(a, ({ version }) => version === undefined)).toEqual([])
    expect(editor.published.has('git:/a/old.blueprint.yaml?ref')).toBe(false)
  })
})

describe('what is known of a name', () => {
  const ask = async () => {
    const { editor, uri } = await editing({
      'a.blueprint.yaml': parcel,
      'b.blueprint.yaml': complaint,
      'city.yaml': city,
    })
    const a = uri('a.blueprint.yaml')
    await editor.open(a, parcel)
    await editor.version(a, 1)
    const texts: Record<string, string> = {
      [a]: parcel,
      [uri('b.blueprint.yaml')]: complaint,
      [uri('city.yaml')]: city,
    }
    return { editor, uri, texts, textDocument: { uri: a } }
  }

  it.each([
    ['next: hear', 'hear', 'a.blueprint.yaml', '  hear: {'],
    ['to: bring', 'bring', 'a.blueprint.yaml', '  bring: {'],
    ['made: hear', 'hear', 'a.blueprint.yaml', '  hear: {'],
    ['kept: bring', 'bring', 'a.blueprint.yaml', '  bring: {'],
    ['owner: office', 'office', 'city.yaml', '  office: {'],
    ['accountable: depot', 'depot', 'city.yaml', '  depot: {'],
    ['improves: on-time', 'on-time', 'city.yaml', '  on-time: {'],
    ['metric: on-time', 'on-time', 'city.yaml', '  on-time: {'],
    ['needs: address', 'address', 'a.blueprint.yaml', 'collects: address'],
    ['carries: [address, soon]', 'soon', 'a.blueprint.yaml', '  soon: {'],
    ['organization: city.yaml', 'city.yaml', 'city.yaml', 'organization: 1'],
  ])('%s leads from %s into %s', async (words, name, file, target) => {
    const { editor, uri, texts, textDocument } = await ask()
    const position = placeOf(parcel, words, name)
    const answer = await editor.connection.sendRequest(DefinitionRequest.type, { textDocument, position })
    const [place, ...more] = answer as Location[]
    expect(more).toEqual([])
    expect(place!.uri).toBe(uri(file))
    expect(texts[place!.uri]!.split('\n')[place!.range.start.line]).toContain(target)
    if (name !== 'city.yaml') expect(textAt(texts[place!.uri]!, place!)).toBe(name)
  })

  it('all uses of a name that blueprints share, over all of them', async () => {
    const { editor, texts, textDocument } = await ask()
    const places = await editor.connection.sendRequest(ReferencesRequest.type, {
      textDocument,
      position: placeOf(parcel, 'accountable: depot', 'depot'),
      context: { includeDeclaration: true },
    })
    const counted = Object.values(texts)
      .join('')
      .match(/\bdepot\b/g)!.length
    expect(places).toHaveLength(counted)
    for (const place of places!) expect(textAt(texts[place.uri]!, place)).toBe('depot')
  })

  it('what it is, in words', async () => {
    const { editor, textDocument } = await ask()
    const value = async (words: string, within: string): Promise<string> => {
      const position = placeOf(parcel, words, within)
      const hover = await editor.connection.sendRequest(HoverRequest.type, { textDocument, position })
      return (hover!.contents as { value: string }).value
    }
    expect(await value('owner: office', 'office')).toMatch(/^\*\*Office\*\*\n+A team/)
    expect(await value('next: hear', 'hear')).toMatch(/A touchpoint, where the customer is met · done by Office/)
    expect(await value('lane: touchpoint', 'lane')).toContain('Where in the blueprint the step stands')
    expect(await value('lane: touchpoint', 'touchpoint')).toContain('The meeting that the customer sees')
    expect(await value('kept: bring', 'kept')).toContain('The step that fulfils it')
    const finding = await value('via: email', 'email')
    expect(finding).toContain('error: unconfirmed-handoff')
    expect(finding).toContain('Why it hurts:')
    expect(finding).toContain('What to do:')
    expect(finding).toMatch(/\*path:\* order → hear → bring/)
  })

  it('the outline', async () => {
    const { editor, textDocument } = await ask()
    const symbols = await editor.connection.sendRequest(DocumentSymbolRequest.type, { textDocument })
    const names = (symbols as { name: string; children: { name: string }[] }[]).map(({ name, children }) => [
      name,
      children.map((child) => child.name),
    ])
    expect(names).toEqual([
      ['promises', ['soon']],
      ['steps', ['order', 'hear', 'bring', 'has-parcel']],
    ])
  })

  it('another name, in every place; or why not', async () => {
    const { editor, uri, texts, textDocument } = await ask()
    const position = placeOf(parcel, 'owner: office', 'office')
    expect(await editor.connection.sendRequest(PrepareRenameRequest.type, { textDocument, position })).toMatchObject({
      placeholder: 'office',
    })
    const rename = (newName: string) =>
      editor.connection.sendRequest(RenameRequest.type, { textDocument, position, newName })
    const edit = (await rename('front-office'))!
    for (const [name, text] of Object.entries(texts))
      expect(applied(text, editsOf(edit, name))).toBe(text.replaceAll(/\boffice\b/g, 'front-office'))
    expect(editsOf(edit, uri('city.yaml'))).toHaveLength(1)
    await expect(rename('depot')).rejects.toThrow('is a name already')
    await expect(rename('hear')).rejects.toThrow('is a name already')
    await expect(rename('front office')).rejects.toThrow('letters, digits and dashes')
    await expect(rename('nobody')).rejects.toThrow('meaning of its own')
  })
})

describe('quick fixes', () => {
  it('mend what is shown, in the text that is open', async () => {
    const { editor, uri } = await editing({ 'a.blueprint.yaml': parcel, 'city.yaml': city })
    const a = uri('a.blueprint.yaml')
    const text = parcel.replace('to: bring', 'to: brign').replaceAll('\n', '\r\n')
    await editor.open(a, text, 7)
    const [diagnostic] = await editor.version(a, 7)
    const asked = { textDocument: { uri: a }, range: diagnostic!.range }
    const actions = (await editor.connection.sendRequest(CodeActionRequest.type, {
      ...asked,
      context: { diagnostics: [diagnostic!], only: ['quickfix'] },
    })) as { title: string; kind: string; isPreferred?: boolean; diagnostics: Diagnostic[]; edit: never }[]
    expect(actions.map(({ title, kind, isPreferred }) => [title, kind, isPreferred])).toEqual([
      ['Write `bring`', 'quickfix', true],
    ])
    expect(actions[0]!.diagnostics[0]).toMatchObject({ data: diagnostic!.data, range: diagnostic!.range })
    const after = applied(text, editsOf(actions[0]!.edit, a))
    expect(after).toBe(parcel.replaceAll('\n', '\r\n'))
    await editor.change(a, 8, { text: after })
    expect((await editor.version(a, 8)).map(({ code }) => code)).toContain('unconfirmed-handoff')
    const none = { ...asked, context: { diagnostics: [], only: ['refactor'] } }
    expect(await editor.connection.sendRequest(CodeActionRequest.type, none)).toEqual([])
  })

  it('carry the version of the text where the editor takes it', async () => {
    const folder = folderWith({ 'a.blueprint.yaml': parcel, 'city.yaml': city })
    const editor = await Editor.start([folder], {
      capabilities: { workspace: { workspaceEdit: { documentChanges: true } } },
    })
    editors.push(editor)
    const a = pathToFileURL(join(folder, 'a.blueprint.yaml')).href
    await editor.open(a, parcel, 3)
    const diagnostic = (await editor.version(a, 3)).find(({ code }) => code === 'unconfirmed-handoff')!
    const actions = (await editor.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri: a },
      range: diagnostic.range,
      context: { diagnostics: [diagnostic] },
    })) as { title: string; edit: { documentChanges: { textDocument: { version: number } }[] } }[]
    expect(actions.map(({ title }) => title)).toEqual([
      'Add `confirmed: true`',
      'Accept `unconfirmed-handoff` at `hear`, with a reason',
    ])
    for (const { edit } of actions) expect(edit.documentChanges[0]!.textDocument.version).toBe(3)
    const accepted = applied(parcel, editsOf(actions[1]!.edit as never, a))
    await editor.change(a, 4, { text: accepted })
    expect((await editor.version(a, 4)).map(({ code }) => code)).not.toContain('unconfirmed-handoff')
  })
})

describe('an editor that', () => {
  it('hangs up without a word leaves no server behind', async () => {
    const editor = await Editor.start([folderWith({ 'a.blueprint.yaml': parcel })])
    expect(await editor.hangUp()).toBe(1)
  })

  it('says goodbye ends it well', async () => {
    const editor = await Editor.start([folderWith({ 'a.blueprint.yaml': parcel })])
    expect(await editor.stop()).toBe(0)
  })

  it('sends texts and questions without sense gets answers, and no crash', async () => {
    const { editor, uri } = await editing({ 'a.blueprint.yaml': parcel, 'city.yaml': city })
    const a = uri('a.blueprint.yaml')
    const texts = [
      '',
      '\u0000',
      '{',
      '- '.repeat(3000),
      '['.repeat(5000),
      'a: &a [*a]',
      'blueprint: 1\ntitle: \u202e**x**\u001b[31m<script>\nsteps: { "**a**": 1, x: [[]], y: { next: { to: { to: x } } } }',
      'steps:\n  a:\n    next: [{}, [], 1, null]\n    owner: { a: b }\naccepted: 7\nphases: { a: 1 }\norganization: [x]',
      '? [a]\n: b',
      parcel.slice(0, 200),
      'organization: 1\nowners: 3',
      '\ufeffblueprint: 1\rtitle: x\r\nsteps: 1\u2028',
    ]
    await editor.open(a, parcel)
    let version = 1
    for (const text of texts) {
      version += 1
      await editor.change(a, version, { text })
      const diagnostics = await editor.version(a, version)
      expect(diagnostics.length).toBeGreaterThan(0)
      for (const { message } of diagnostics) expect(message).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/)
      for (const line of [0, 1, 2, 3, 99])
        for (const character of [0, 3, 9, 14, 999]) {
          const asked = { textDocument: { uri: a }, position: { line, character } }
          const range = { start: asked.position, end: asked.position }
          const hover = await editor.connection.sendRequest(HoverRequest.type, asked)
          expect(JSON.stringify(hover)).not.toMatch(/\\u001b|\u202e|<script>/)
          await editor.connection.sendRequest(DefinitionRequest.type, asked)
          await editor.connection.sendRequest(ReferencesRequest.type, {
            ...asked,
            context: { includeDeclaration: true },
          })
          await editor.connection.sendRequest(PrepareRenameRequest.type, asked)
          await editor.connection.sendRequest(CodeActionRequest.type, {
            textDocument: asked.textDocument,
            range,
            context: { diagnostics: [] },
          })
        }
      await editor.connection.sendRequest(DocumentSymbolRequest.type, { textDocument: { uri: a } })
    }
    const unknown = { textDocument: { uri: 'file:///nowhere/at/all.yaml' }, position: { line: 0, character: 0 } }
    expect(await editor.connection.sendRequest(HoverRequest.type, unknown)).toBeNull()
    const foreign = { textDocument: { uri: 'http://[x' }, position: { line: 0, character: 0 } }
    expect(await editor.connection.sendRequest(HoverRequest.type, foreign)).toBeNull()
    await editor.change(a, version + 1, { text: parcel })
    expect((await editor.version(a, version + 1)).map(({ code }) => code)).toContain('unconfirmed-handoff')
  })
})
