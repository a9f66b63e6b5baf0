import { type DocumentKind, type Mold, moldOf } from './mold.ts'
import { allowed } from './mold-plan.ts'
import type { NameKind } from './normalize.ts'
import { blockMap, headSize, list, type Outline, plainText, textAt, textSize } from './outline.ts'
import { type Value, valueOfPlain } from './tree.ts'

/** Names that are used, each once, by what they should be names of. Information is not among them: its name is its own. */
export type Uses = ReadonlyMap<NameKind, ReadonlySet<string>>

/**
 * The plain values of a document that fits the schema of its kind, in one pass over its outline; undefined where anything might not
 * fit. Then `normalize` and the validator, which make the same of it in several passes, say what is wrong and where.
 */
export function fitted(outline: Outline, kind: DocumentKind): { data: unknown; uses: Uses } | undefined {
  const casting = new Casting(outline)
  const data = casting.valueIn(0, moldOf(kind))
  return data === unfit ? undefined : { data, uses: casting.uses }
}

const unfit = Symbol('unfit')

/** One outline, on its way into the molds of its schema. */
class Casting {
  readonly uses = new Map<NameKind, Set<string>>()
  private readonly numbers: Int32Array

  constructor(private readonly outline: Outline) {
    this.numbers = outline.numbers
  }

  valueIn(at: number, mold: Mold): unknown {
    const kind = this.numbers[at]!
    if (mold.isPeculiar) return this.peculiarIn(at, kind, mold)
    if (kind >= blockMap) return this.mapIn(at, mold)
    if (kind === list) return this.listIn(at, mold)
    const said = textAt(this.outline, at)
    if (mold.words !== undefined) {
      const word = mold.words.get(said)
      if (word !== undefined) return word
    }
    const value = kind === plainText ? valueOfPlain(said) : said
    return mold.isFree && value !== null ? said : this.castText(at, value, said, mold)
  }

  private peculiarIn(at: number, kind: number, mold: Mold): unknown {
    if (mold.isBeyond) return unfit
    return kind === list ? this.listIn(at, mold) : this.listOf(at, 1, mold)
  }

  /** `value` is what the text means, were it not said to be a text. */
  private castText(at: number, value: Value, said: string, mold: Mold): unknown {
    if (mold.short !== undefined) {
      const made = value === null ? unfit : this.valueIn(at, mold.short.mold())
      if (made === unfit) return unfit
      const data = mold.begin()
      data[mold.short.key] = made
      return data
    }
    const meant = mold.isText && value !== null ? said : value
    if (may(mold, allowed.array) && mold.item && meant !== null) return this.listOf(at, 1, mold)
    return this.isFit(meant, mold) ? meant : unfit
  }

  private isFit(value: Value, mold: Mold): boolean {
    if (typeof value === 'string') {
      if (!may(mold, allowed.string) || value.length < mold.minLength) return false
      if (mold.oneOf !== undefined && !mold.oneOf.has(value)) return false
      if (mold.pattern !== undefined && !mold.pattern.test(value)) return false
      if (mold.names !== undefined) this.use(mold.names, value)
      return true
    }
    if (mold.oneOf !== undefined && !mold.oneOf.has(value)) return false
    if (typeof value === 'number')
      return (
        may(mold, Number.isInteger(value) ? allowed.integer : allowed.number) &&
        Number.isFinite(value) &&
        value >= mold.minimum &&
        value <= mold.maximum
      )
    return may(mold, value === null ? allowed.null : allowed.boolean)
  }

  private listIn(at: number, mold: Mold): unknown {
    return this.listOf(at + headSize, this.numbers[at + 4]!, mold)
  }

  /** So many things that stand one behind the other. */
  private listOf(first: number, size: number, mold: Mold): unknown {
    if (size < mold.minItems || !may(mold, allowed.array)) return unfit
    const values: unknown[] = []
    if (size === 0) return values
    const itemMold = mold.item?.()
    if (itemMold === undefined) return unfit
    const { numbers } = this
    const seen = mold.uniqueItems && size > 1 ? new Set<unknown>() : undefined
    let at = first
    for (let i = 0; i < size; i += 1) {
      const value = this.valueIn(at, itemMold)
      if (value === unfit) return unfit
      if (seen && (typeof value === 'object' || seen.has(value))) return unfit
      seen?.add(value)
      values.push(value)
      at = numbers[at]! < list ? at + textSize : numbers[at + 3]!
    }
    return values
  }

  private mapIn(at: number, mold: Mold): unknown {
    if (!may(mold, allowed.object)) return unfit
    const { outline, numbers } = this
    const { keys, otherKeys, keyPattern } = mold
    const data = mold.begin()
    const end = numbers[at + 3]!
    let missing = mold.required
    let size = 0
    let place = at + headSize
    while (place < end) {
      const key = textAt(outline, place)
      const value = place + textSize
      place = numbers[value]! < list ? value + textSize : numbers[value + 3]!
      const known = keys.get(key)
      let made: unknown
      if (known !== undefined) {
        if (keyPattern !== undefined && !keyPattern.test(key)) return unfit
        if (this.isEmpty(value)) continue
        if (known.isRequired) missing -= 1
        made = this.valueIn(value, known.mold())
        data[known.key] = made
      } else {
        // The author's own.
        if (key.startsWith('x-')) continue
        if (otherKeys === undefined || (keyPattern !== undefined && !keyPattern.test(key))) return unfit
        if (mold.keyNames !== undefined) this.use(mold.keyNames, key)
        const inner = otherKeys()
        made = this.isEmpty(value) ? withNothing(inner) : this.valueIn(value, inner)
        data[key] = made
      }
      if (made === unfit) return unfit
      size += 1
    }
    return missing > 0 || size < mold.minProperties ? unfit : data
  }

  /** Whether nothing is said at all; most things are seen not to be so by how long they are. */
  private isEmpty(at: number): boolean {
    const { numbers } = this
    if (numbers[at] !== plainText) return false
    const length = numbers[at + 2]! - numbers[at + 1]!
    const isLong = length > 1 && length !== 4
    return (!isLong || numbers[at + 3]! >= 0) && valueOfPlain(textAt(this.outline, at)) === null
  }

  private use(kind: NameKind, name: string): void {
    const names = this.uses.get(kind)
    if (names) names.add(name)
    else this.uses.set(kind, new Set([name]))
  }
}

const may = ({ allows }: Mold, what: number): boolean => (allows & what) !== 0

const withNothing = (mold: Mold): unknown =>
  may(mold, allowed.object) && mold.required === 0 && mold.minProperties === 0 ? mold.begin() : unfit
