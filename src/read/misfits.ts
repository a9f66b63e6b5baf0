import type { Draft } from '../finding.ts'
import type { Document } from './document.ts'
import { type NameKind, normalize } from './normalize.ts'
import type { Shaped } from './read.ts'
import { schemas } from './schemas.ts'
import { validators } from './validate.ts'
import { wrongShapes } from './wrong-shape.ts'

/** All that does not fit the schema, by the validator; or the document as it is, if everything does. */
export function misfits<T>(document: Document, kind: keyof typeof schemas): Iterable<Draft> | Shaped<T> {
  const schema = schemas[kind]
  const { data, mentions } = normalize(document.root, schema)
  const validate = validators[kind]
  if (!validate(data)) return wrongShapes(document, schema, validate.errors ?? [])
  const uses = new Map<NameKind, Set<string>>()
  for (const { kind, name } of mentions) uses.set(kind, (uses.get(kind) ?? new Set()).add(name))
  return { document, data: data as T, uses }
}
