import { strFromU8, unzipSync } from 'fflate'
import { expect } from 'vitest'
import { validateXML } from 'xmllint-wasm'

/** The parts of an office document by path, as any program would unzip them. */
export const partsOf = (bytes: Uint8Array): Map<string, string> =>
  new Map(Object.entries(unzipSync(bytes)).map(([path, content]) => [path, strFromU8(content)]))

/** All values of an attribute, in order, as they are written. */
export const attributes = (xml: string, element: string, name: string): string[] =>
  [...xml.matchAll(new RegExp(`<${element}(?: [^<>]*)? ${name}="([^"]*)"`, 'g'))].map(([, value]) => value!)

/** What the package conventions ask of every document: all is XML, all has a type, and all that is pointed to is there. */
export async function expectSound(bytes: Uint8Array): Promise<Map<string, string>> {
  const parts = partsOf(bytes)
  await expectWellFormed(parts)
  const types = parts.get('[Content_Types].xml')!
  const named = attributes(types, 'Override', 'PartName')
  expect(new Set(named).size).toBe(named.length)
  const content = [...parts.keys()].filter((path) => path !== '[Content_Types].xml' && !path.endsWith('.rels'))
  expect(named.toSorted()).toEqual(content.map((path) => `/${path}`).toSorted())

  const reached = new Set<string>()
  for (const [path, xml] of parts) {
    if (!path.endsWith('.rels')) continue
    const owner = path.replace('_rels/', '').replace(/\.rels$/, '')
    if (owner !== '') expect(parts.has(owner), owner).toBe(true)
    const ids = attributes(xml, 'Relationship', 'Id')
    expect(new Set(ids).size).toBe(ids.length)
    expect(xml).not.toContain('TargetMode')
    for (const target of attributes(xml, 'Relationship', 'Target')) {
      expect(parts.has(target.replace(/^\//, '')), target).toBe(true)
      reached.add(target.replace(/^\//, ''))
    }
    const used = [...(parts.get(owner) ?? '').matchAll(/ r:[a-z]+="([^"]*)"/gi)].map(([, id]) => id!)
    for (const id of used) expect(ids).toContain(id)
  }
  for (const path of content) expect(reached, 'nothing lies about').toContain(path)
  return parts
}

async function expectWellFormed(parts: ReadonlyMap<string, string>): Promise<void> {
  const xml = [...parts.values()].map((contents, i) => ({ fileName: `${i}.xml`, contents }))
  const { errors } = await validateXML({
    xml,
    normalization: 'c14n',
    modifyArguments: (words) => ['--noout', ...words],
    maxMemoryPages: 16_384,
  })
  expect(errors).toEqual([])
}
