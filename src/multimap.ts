/** Adds a value to those that a map holds for a key; in place, since copying lists makes long ones quadratic. */
export function addTo<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const values = map.get(key)
  if (values) values.push(value)
  else map.set(key, [value])
}
