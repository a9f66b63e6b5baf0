import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { configName } from '../configs.ts'
import { config } from './config.ts'
import { example } from './example.ts'
import type { Wanted } from './wanted.ts'

export const exampleFile = 'blueprints/cold-flat.blueprint.yaml'

/** The folder (absolute) of faultline itself, which its schemas are in: two up from here, or one up from the bundle. */
export function programFolder(): string {
  const here = dirname(fileURLToPath(import.meta.url))
  for (let at = here; dirname(at) !== at; at = dirname(at)) if (existsSync(join(at, 'schemas'))) return at
  throw new Error(`The schemas of faultline are not there, in no folder above ${here}`)
}

/** What somebody needs who has no blueprint yet; who has some needs none with faults on purpose. */
export function firstDay(folder: string, blueprints: number, check: string, isAutomatic: boolean): Wanted[] {
  const teaches = blueprints === 0 || existsSync(join(folder, exampleFile))
  const lesson: Wanted = {
    root: folder,
    file: exampleFile,
    text: example,
    is: 'a service to learn from, with four faults',
    next: (created) =>
      created === 'made'
        ? [
            `${check} shows the four faults; the answers stand at the end of the file`,
            ...(isAutomatic
              ? ['Mend or delete it before you commit: what was asked for would be held up by its faults']
              : []),
          ]
        : [],
  }
  const house: Wanted = { root: folder, file: configName, text: config, is: 'what your house decides' }
  return [...(teaches ? [lesson] : []), house, schema('blueprint', folder), schema('config', folder)]
}

/**
 * A copy, so that an editor finds it wherever faultline itself is (in the project, elsewhere on the machine, or fetched
 * for one run), and so that everybody has it who gets the folder. An old one is not replaced, but named.
 */
function schema(name: string, root: string): Wanted {
  const file = `.faultline/${name}.schema.json`
  return {
    root,
    file,
    text: readFileSync(join(programFolder(), 'schemas', `${name}.schema.json`), 'utf8'),
    is: `lets an editor help with a ${name}`,
    next: (created) =>
      created === 'other'
        ? [`${file} is of another version of faultline: delete it and run this again, and it is renewed`]
        : [],
  }
}
