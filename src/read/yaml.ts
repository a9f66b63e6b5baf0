import type { Parsed } from './slips.ts'
import { parseOrdinary } from './yaml-ordinary.ts'

/**
 * The only door to YAML. Nearly every file is ordinary and read at once; everything else, slips included, goes to
 * `yaml`, which is twenty times slower and has the last word and the places of errors.
 */
export async function parseYaml(text: string): Promise<Parsed> {
  const root = parseOrdinary(text)
  if (root) return { root }
  const { parseCarefully } = await import('./yaml-carefully.ts')
  return parseCarefully(text)
}
