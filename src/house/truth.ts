/** Undefined where the blueprint does not say enough to tell. */
export type Truth = boolean | undefined

/** Not so as soon as one is not, whatever is not known of the others. */
export function all(truths: Iterable<Truth>): Truth {
  let truth: Truth = true
  for (const one of truths) {
    if (one === false) return false
    if (one === undefined) truth = undefined
  }
  return truth
}

/** So as soon as one is, whatever is not known of the others. */
export function any(truths: Iterable<Truth>): Truth {
  let truth: Truth = false
  for (const one of truths) {
    if (one === true) return true
    if (one === undefined) truth = undefined
  }
  return truth
}
