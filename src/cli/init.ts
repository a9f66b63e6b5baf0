import { existsSync, mkdirSync, realpathSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { clean } from '../report/text.ts'
import { count } from '../words.ts'
import { findBlueprints } from './find-files.ts'
import { asShellWord, fileName, isBelow } from './names.ts'
import { inWords, Problem } from './problem.ts'
import { type Automation, automation } from './starter/automation.ts'
import { create, type Created } from './starter/create.ts'
import { firstDay } from './starter/first-day.ts'
import type { Wanted } from './starter/wanted.ts'
import { say, show } from './terminal.ts'

export type InitOptions = Automation

/** A file and what has become of it. */
type Done = Wanted & { readonly name: string; readonly created: Created }

/**
 * Puts into a folder what a first day needs: a blueprint to learn from where there is none yet, a config, the schemas
 * that help an editor, and the pipelines and hooks asked for. What is there already stays as it is. Returns the exit
 * code: 0, or 2 where something could not be written. Throws a `Problem` where the folder cannot be used.
 */
export async function init(named: string, options: InitOptions): Promise<number> {
  const here = realpathSync(process.cwd())
  const folder = folderFor(named, here)
  const { found } = await findBlueprints([folder], folder)
  const asked = automation(folder, options)
  const check = checkOf(fileName(folder, here))
  const wanted = [...firstDay(folder, found.length, check, asked.length > 0), ...asked]
  const done = wanted.map((one): Done => {
    const path = join(one.root, one.file)
    return { ...one, name: clean(fileName(path, here)), created: create(path, one.text, one.root) }
  })
  await show(told(done, found.length))
  for (const { name, created } of done)
    if (typeof created === 'object') say(`faultline: Cannot write ${name}: ${clean(created.refused)}`)
  return done.some(({ created }) => typeof created === 'object') ? 2 : 0
}

/** The folder (absolute, links followed), made where it is not there. No link in the working folder may lead out. */
function folderFor(named: string, here: string): string {
  const path = resolve(here, named)
  let known = path
  while (!existsSync(known)) known = dirname(known)
  const real = realpathSync(known)
  if (isBelow(path, here) && real !== here && !isBelow(real, here))
    throw new Problem(`${named} leads out of the working folder, to ${real}: name that folder if you mean it`)
  if (!statSync(known).isDirectory()) throw new Problem(`Cannot make the folder ${named}: a file has this name`)
  try {
    mkdirSync(path, { recursive: true })
  } catch (error) {
    throw new Problem(`Cannot make the folder ${named}: ${inWords(error)}`)
  }
  return realpathSync(path)
}

/** The command that judges the folder, as it can be typed. */
function checkOf(folder: string): string {
  return folder === '.' ? '`faultline check`' : `\`faultline check ${asShellWord(clean(folder))}\``
}

function told(done: readonly Done[], blueprints: number): string {
  const made = done.filter(({ created }) => created === 'made')
  const there = done.filter(({ created }) => created === 'same' || created === 'other')
  const next = done.flatMap(({ created, next }) => next?.(created) ?? [])
  const teaches = done.some(({ name }) => name.endsWith('.blueprint.yaml'))
  const isComplete = there.length === done.length
  const width = Math.max(...made.map(({ name }) => name.length))
  const parts = [
    made.length > 0 && ['Made:', ...made.map(({ name, is }) => `  ${name.padEnd(width)}  ${is}`)],
    there.length > 0 && [
      isComplete ? 'Everything is there already, and stays as it is:' : 'There already, and left as it is:',
      ...there.map(({ name }) => `  ${name}`),
    ],
    !teaches && [`You have ${count(blueprints, 'blueprint')}, so none to learn from was added.`],
    next.length > 0 && ['Next:', ...next.map((line) => `  - ${line.trimEnd()}`)],
  ]
  return `${parts
    .filter((lines) => lines !== false)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}
