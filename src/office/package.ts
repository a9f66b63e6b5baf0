import { file, tag, text, type Xml } from './xml.ts'
import { zip } from './zip.ts'

/** A file of an office document, with what it points to. */
export interface Part {
  /** From the top of the document, without a slash in front. */
  readonly path: string
  /** What kind of content it has: the end of a content type. */
  readonly type: string
  readonly xml: Xml
  readonly relations?: readonly Relation[]
}

export interface Relation {
  /** By which the part itself names it. */
  readonly id: string
  /** The end of a relationship type, such as `slideLayout`. */
  readonly kind: string
  /** The path of another part. */
  readonly to: string
}

const officeRelation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packageRelation = 'http://schemas.openxmlformats.org/package/2006/relationships'
const packageType = 'application/vnd.openxmlformats-package'
const officeType = 'application/vnd.openxmlformats-officedocument'

/** The names by which XML of office documents goes. */
export const names = {
  sheet: 'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
  slide: 'http://schemas.openxmlformats.org/presentationml/2006/main',
  drawing: 'http://schemas.openxmlformats.org/drawingml/2006/main',
  relation: officeRelation,
}

/** An office document as it lies on a disk. The first part is the one that a reader begins with. */
export function packaged(title: string, parts: readonly [Part, ...Part[]]): Uint8Array {
  const files = new Map<string, string>()
  const about: Part = { path: 'docProps/core.xml', type: '', xml: core(title) }
  const overrides = [
    tag('Override', { PartName: `/${about.path}`, ContentType: `${packageType}.core-properties+xml` }),
    ...parts.map(({ path, type }) => tag('Override', { PartName: `/${path}`, ContentType: `${officeType}.${type}` })),
  ]
  files.set('[Content_Types].xml', file(contentTypes(overrides)))
  files.set('_rels/.rels', file(root(parts[0].path, about.path)))
  for (const { path, xml, relations = [] } of [about, ...parts]) {
    files.set(path, file(xml))
    if (relations.length > 0) files.set(relationsOf(path), file(related(relations)))
  }
  return zip(files)
}

const relationsOf = (path: string): string => path.replace(/([^/]+)$/, '_rels/$1.rels')

function contentTypes(overrides: readonly Xml[]): Xml {
  return tag(
    'Types',
    { xmlns: 'http://schemas.openxmlformats.org/package/2006/content-types' },
    tag('Default', { Extension: 'rels', ContentType: `${packageType}.relationships+xml` }),
    tag('Default', { Extension: 'xml', ContentType: 'application/xml' }),
    overrides,
  )
}

const root = (main: string, about: string): Xml =>
  tag(
    'Relationships',
    { xmlns: packageRelation },
    tag('Relationship', { Id: 'rId1', Type: `${officeRelation}/officeDocument`, Target: main }),
    tag('Relationship', { Id: 'rId2', Type: `${packageRelation}/metadata/core-properties`, Target: about }),
  )

const related = (relations: readonly Relation[]): Xml =>
  tag(
    'Relationships',
    { xmlns: packageRelation },
    relations.map(({ id, kind, to }) =>
      tag('Relationship', { Id: id, Type: `${officeRelation}/${kind}`, Target: `/${to}` }),
    ),
  )

/** No day and no author: the same blueprints give the same bytes for everybody. */
const core = (title: string): Xml =>
  tag(
    'cp:coreProperties',
    {
      'xmlns:cp': 'http://schemas.openxmlformats.org/package/2006/metadata/core-properties',
      'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
    },
    tag('dc:title', {}, text(title)),
  )
