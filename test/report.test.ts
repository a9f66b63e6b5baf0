import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { audit } from '../src/audit/audit.ts'
import { reportOf } from '../src/brief/content/report.ts'
import type { Block, Chapter, ReportDocument, Sentence } from '../src/brief/document.ts'
import type { Graph } from '../src/graph/graph.ts'
import { rules } from '../src/rules/index.ts'
import { Repository } from './helpers/git.ts'
import { folderWith, run } from './helpers/run.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const kept = join(root, 'test/brief/stories')
const stories = readdirSync(join(root, 'blueprints')).filter((file) => !file.includes('to-be'))
const today = '2026-11-22'

async function reported(texts: Record<string, string>) {
  const graphs: Graph[] = []
  const sources = Object.entries(texts).map(([file, text]) => ({ file, text }))
  const organization = () => ({ unavailable: 'is not there', help: '' })
  const keep = (graph: Graph) => graphs.push(graph)
  const result = await audit(sources, { today, organization, plain: true, keep })
  return { result, document: reportOf(result, graphs, { version: '0', today }) }
}

const textOf = (file: string) => readFileSync(join(root, 'blueprints', file), 'utf8')

/** All sentences in the order in which they are read, with the chapter that they stand in. */
function* sentencesOf({ firstPage, chapters }: ReportDocument): Iterable<Sentence & { chapter: string }> {
  yield* inBlocks(firstPage, 'first page')
  for (const chapter of chapters) yield* inChapter(chapter)
}

function* inChapter({ id, blocks, chapters = [] }: Chapter): Iterable<Sentence & { chapter: string }> {
  yield* inBlocks(blocks, id)
  for (const chapter of chapters) yield* inChapter(chapter)
}

function* inBlocks(blocks: readonly Block[], chapter: string): Iterable<Sentence & { chapter: string }> {
  for (const block of blocks) {
    const sentences: readonly Sentence[] =
      block.kind === 'paragraph' || block.kind === 'lead'
        ? block.sentences
        : block.kind === 'list'
          ? block.items.flat()
          : block.kind === 'table'
            ? block.rows.flat()
            : block.kind === 'terms'
              ? block.terms.flatMap(({ said }) => said)
              : block.kind === 'bars'
                ? block.bars.map(({ verdict }) => verdict)
                : block.kind === 'figures'
                  ? block.figures.map(({ number, label, trace }) => ({ text: `${number} ${label}`, trace }))
                  : []
    for (const sentence of sentences) yield { ...sentence, chapter }
  }
}

const chapterIds = (chapters: readonly Chapter[]): string[] =>
  chapters.flatMap(({ id, chapters = [] }) => [id, ...chapterIds(chapters)])

describe.each(stories)('the report on %s', (file) => {
  it('is the one that was read in review', async () => {
    const { code, out } = await run(root, ['report', `blueprints/${file}`, '--today', today])
    expect(code).toBe(0)
    const path = join(kept, file.replace('.blueprint.yaml', '.md'))
    mkdirSync(kept, { recursive: true })
    if (process.env['UPDATE_REPORTS'] !== undefined) writeFileSync(path, out)
    expect(out).toBe(readFileSync(path, 'utf8'))
  })

  it('says nothing that cannot be traced to a finding or a count', async () => {
    const { result, document } = await reported({ [file]: textOf(file) })
    const prints = new Set(result.findings.map(({ fingerprint }) => fingerprint))
    const steps = /^steps\/[A-Za-z0-9-]+$/
    const all = [...sentencesOf(document)]
    expect(all.length).toBeGreaterThan(100)
    for (const { text, trace } of all)
      for (const one of trace)
        expect(prints.has(one) || /^[A-Za-z]+=\S+$/.test(one) || steps.test(one), `${text} (${one})`).toBe(true)
    const told = new Set(all.flatMap(({ trace }) => trace))
    for (const { message, fingerprint } of result.findings) expect(told.has(fingerprint), message).toBe(true)
  })

  it('names no rule before the appendix, links only to what is there, and ends its sentences', async () => {
    const { document } = await reported({ [file]: textOf(file) })
    const ids = chapterIds(document.chapters)
    expect(new Set(ids).size).toBe(ids.length)
    for (const { text, to, chapter } of sentencesOf(document)) {
      if (to !== undefined) expect(ids).toContain(to)
      if (chapter === 'appendix') continue
      for (const { id } of rules) expect(text.split(/[\s“”,.:]+/), text).not.toContain(id)
      expect(text).not.toMatch(/`|undefined|NaN|\[object/)
    }
    for (const block of document.firstPage)
      if (block.kind === 'lead' || block.kind === 'paragraph')
        for (const { text } of block.sentences) expect(text).toMatch(/^[A-Z0-9“].*[.:]$/s)
  })
})

describe('a report', () => {
  it('on a sound service says what was checked', async () => {
    const { document } = await reported({ a: textOf('double-charge-to-be.blueprint.yaml') })
    const [lead] = document.firstPage
    expect(lead).toMatchObject({ kind: 'lead' })
    expect([...sentencesOf(document)][0]!.text).toMatch(
      /^Nothing was found that lets customers down: 66 checks were made of \d+ steps\.$/,
    )
  })

  it('on one step, and on a blueprint that cannot be read', async () => {
    const one = await reported({ a: 'blueprint: 1\ntitle: One\nsteps:\n  only: { lane: customer, outcome: served }\n' })
    expect(one.document.title).toBe('One')
    const none = await reported({ a: 'blueprint: 1\ntitle: None\n' })
    expect([...sentencesOf(none.document)].map(({ text }) => text).join(' ')).toContain('1 blueprint could not be read')
  })

  it('on several services says which carry most, who can decide most, and who has how much to do', async () => {
    const { out, code } = await run(root, ['report', 'blueprints', '--today', today])
    expect(code).toBe(0)
    expect(out).toMatch(/^# 10 services beside each other\n/)
    expect(out).toContain('Who can decide most of it')
    expect(out).toMatch(/\| Store staff \| 242\.7 hours \|.*126%/)
    const path = join(kept, 'portfolio.md')
    if (process.env['UPDATE_REPORTS'] !== undefined) writeFileSync(path, out)
    expect(out).toBe(readFileSync(path, 'utf8'))
  })

  it('tells what has changed since a revision', async () => {
    const { bad, good } = rules.find(({ id }) => id === 'dead-end')!
    const repository = new Repository({ 'a.blueprint.yaml': bad })
    repository.write({ 'a.blueprint.yaml': good })
    const { out } = await run(repository.folder, ['report', 'a.blueprint.yaml', '--since', 'HEAD'])
    expect(out).toContain('What has changed since HEAD')
    expect(out).toContain('1 finding is mended, none is new, and none has stayed.')
  })

  it('goes into a file, whole, as html that holds nothing of others', async () => {
    const folder = folderWith({ 'a.blueprint.yaml': textOf('empty-box.blueprint.yaml') })
    const { code, out } = await run(folder, ['report', '-f', 'html', '-o', 'r.html', '--trace'])
    expect({ code, out }).toEqual({ code: 0, out: '' })
    const text = readFileSync(join(folder, 'r.html'), 'utf8')
    expect(text).toMatch(/^<!doctype html>/)
    expect(text).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)/)
    expect(text).toContain('<svg')
    const again = await run(folder, ['report', '-f', 'html', '--trace'])
    expect(again.out).toBe(text)
  })

  it('on 2,000 steps comes in bounded time', async () => {
    const steps = Array.from(
      { length: 2000 },
      (_, i) =>
        `  s${i}: { lane: ${i % 3 === 0 ? 'customer' : 'backstage'}${i % 3 === 0 ? '' : ', owner: o'}, next: s${i + 1} }`,
    )
    const text = `blueprint: 1\ntitle: Long\nowners: { o: {} }\nsteps:\n${steps.join('\n')}\n  s2000: { lane: customer, outcome: served }\n`
    const { document } = await reported({ a: text })
    expect(document.chapters.length).toBeGreaterThan(2)
  })
})
