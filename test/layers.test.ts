import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const src = fileURLToPath(new URL('../src', import.meta.url))

/** Each part imports only from itself and from those before it. */
const order = [
  'words.ts',
  'long-lists.ts',
  'multimap.ts',
  'long-lists.ts',
  'read',
  'graph',
  'plain.ts',
  'finding.ts',
  'rules',
  'house',
  'audit',
  'config',
  'report',
  'draw',
  'brief',
  'office',
  'editor',
  'api',
  'cli',
  'build',
]

/** Packages, and the one place that knows each. */
const doors: Record<string, string> = {
  ajv: 'read/validate.ts',
  chalk: 'report/paint.ts',
  commander: 'cli/main.ts',
  fflate: 'office/zip.ts',
  'fast-string-width': 'report/text.ts',
  tinyglobby: 'cli/find-files.ts',
  'vscode-languageserver/node': 'cli/editor/server.ts',
  'vscode-languageserver-textdocument': 'cli/editor/server.ts',
  yaml: 'read/yaml-carefully.ts',
}

const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
const importsOf = (file: string) =>
  [
    ...readFileSync(join(src, file), 'utf8').matchAll(
      /^(import type |import |export .*from |\} from |.*await import\()(?:[^'\n]*)'([^']+)'/gm,
    ),
  ].map(([, how, from]) => ({ from: from!, isType: how === 'import type ' }))
const partOf = (file: string) => order.findIndex((part) => file === part || file.startsWith(`${part}/`))

describe.each(files)('%s', (file) => {
  it('imports from its own part and those before it, and each package at its door', () => {
    expect(partOf(file)).toBeGreaterThanOrEqual(0)
    for (const { from, isType } of importsOf(file)) {
      if (from.startsWith('node:') || from.endsWith('.json')) continue
      if (!from.startsWith('.')) {
        if (isType) continue // a type is gone before anything runs
        expect(`${from} in ${file}`).toBe(`${from} in ${doors[from]}`)
        continue
      }
      const target = normalize(join(dirname(file), from))
      // What a reader finds wrong is told in the form of a finding, which is only a type.
      if (isType && target === 'finding.ts') continue
      expect(partOf(target), `${file} imports ${target}`).toBeLessThanOrEqual(partOf(file))
    }
  })
})

it('only the command line touches the disk and the terminal, and nothing but it and the package knows what day it is', () => {
  for (const file of files.filter((file) => !/^(?:cli|build)\/|^api\/index/.test(file))) {
    const text = readFileSync(join(src, file), 'utf8')
    expect(text, file).not.toMatch(/'node:(?!crypto)|process\.|Date\.now|new Date\(\)|console\./)
  }
})
