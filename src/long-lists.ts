/** Lists are as long as strangers write them: of long ones the members are known by set, as long as the list lives. */
const known = new WeakMap<readonly unknown[], ReadonlySet<unknown>>()

/** Longer ones are seldom, and not gone through again and again. */
const short = 16

/** `list.includes(one)`, for lists that do not change. */
export function includes<T>(list: readonly T[], one: T): boolean {
  if (list.length <= short) return list.includes(one)
  let members = known.get(list)
  if (!members) known.set(list, (members = new Set(list)))
  return members.has(one)
}

const met = new WeakMap<readonly unknown[], WeakMap<readonly unknown[], boolean>>()

/** Whether two lists that do not change have a member in common: of two long ones it is looked for once. */
export function haveCommon<T>(one: readonly T[], other: readonly T[]): boolean {
  if (one.length > other.length) return haveCommon(other, one)
  if (one.length <= short) return one.some((member) => includes(other, member))
  const known = met.get(one) ?? new WeakMap<readonly unknown[], boolean>()
  met.set(one, known)
  let has = known.get(other)
  if (has === undefined) known.set(other, (has = one.some((member) => includes(other, member))))
  return has
}
