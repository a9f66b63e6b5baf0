import { parse, stringify } from 'yaml'

/** A blueprint over and over, each time with another thing in it only assumed: by where that thing stands. */
export function* supposing(text: string): Iterable<[thing: string, text: string]> {
  for (const path of thingsIn(parse(text), [])) {
    const data = parse(text)
    const key = path.at(-1)!
    const around = path.slice(0, -1).reduce((part, one) => part[one], data)
    const thing = around[key]
    const whole = typeof thing === 'object' ? thing : key === 'demand' ? { rate: thing } : { to: thing }
    around[key] = { ...whole, basis: 'assumed' }
    yield [path.join('/'), stringify(data)]
  }
}

type Path = readonly (string | number)[]

/** Whatever may say its basis: what is named in a section, the demand, and the flows and failures of a step. */
function* thingsIn(value: unknown, path: Path): Iterable<Path> {
  if (!Array.isArray(value) && isThing(path, typeof value === 'object')) yield path
  if (typeof value !== 'object' || value === null) return
  for (const [key, inner] of Object.entries(value))
    yield* thingsIn(inner, [...path, Array.isArray(value) ? Number(key) : key])
}

function isThing(path: Path, isMap: boolean): boolean {
  const [section, , ...inner] = path
  if (path.length === 1) return section === 'demand'
  if (inner.length === 0) return !['accepted', 'start', 'phases', 'demand'].includes(String(section))
  const key = inner.findLast((one) => typeof one === 'string')
  // A `late` in a word may be an owner, who has a basis of their own.
  return section === 'steps' && (key === 'next' || key === 'fails' || key === 'recover' || (key === 'late' && isMap))
}
