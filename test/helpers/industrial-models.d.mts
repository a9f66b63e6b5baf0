export interface Model {
  readonly id: string
  /** As published. */
  readonly sound: boolean
  readonly nodes: readonly (string | { readonly kind: string })[]
  readonly edges: readonly (readonly [number, number])[]
}

export const areHere: boolean
export const soundness: readonly string[]
export function models(): Model[]
export function blueprintOf(model: Model): string
