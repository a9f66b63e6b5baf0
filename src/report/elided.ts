/** Of a long way, the beginning and the end. */
export function elided(names: readonly string[]): string[] {
  if (names.length <= 6) return [...names]
  return [names[0]!, `… ${names.length - 5} more …`, ...names.slice(-4)]
}
