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
