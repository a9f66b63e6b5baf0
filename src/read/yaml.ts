import { type Outline, outlineOf } from './outline.ts'
import type { Slip } from './slips.ts'
import { parseOrdinary } from './yaml-ordinary.ts'

/**
 * The only door to YAML. Nearly every file is ordinary and read at once; everything else, slips included, goes to
 * `yaml`, which is twenty times slower and has the last word and the places of errors.
 */
export async function parseYaml(text: string): Promise<Outline | { readonly slips: readonly Slip[] }> {
  const outline = parseOrdinary(text)
  if (outline) return outline
  const { parseCarefully } = await import('./yaml-carefully.ts')
  const parsed = parseCarefully(text)
  return 'slips' in parsed ? parsed : outlineOf(parsed.root, text)
}
