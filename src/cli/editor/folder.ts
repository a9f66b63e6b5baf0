import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Result } from '../../audit/result.ts'
import { type Diagnostic, diagnosticsOf, openByFile, slipsByFile } from '../../editor/diagnostics.ts'
import { Session, type Terms } from '../../editor/session.ts'
import type { Finding } from '../../finding.ts'
import { type Source, sourceOf } from '../../read/document.ts'
import { stopwatch } from '../../audit/stopwatch.ts'
import { together } from '../../audit/audit.ts'
import { organizationFinder, readSource } from '../disk.ts'
import { findBlueprints } from '../find-files.ts'
import { fileName } from '../names.ts'
import { Problem, WrongConfig } from '../problem.ts'

/** What holds for the blueprints of a folder. */
export interface House extends Required<Pick<Terms, 'asks' | 'settings'>> {
  /** Whether its config leaves a blueprint (absolute path) out. */
  readonly leavesOut: (path: string) => boolean
}

/** Finds what holds for these blueprints (absolute paths) of a folder; throws where a config cannot be used. */
export type HouseOf = (paths: readonly string[], folder: string) => Promise<House>

export const isBlueprint = (path: string): boolean => /\.blueprint\.ya?ml$/.test(path)

export interface FolderOptions {
  readonly houseOf: HouseOf
  readonly today: () => string
  /** The text of a file that is open in the editor, under the name that is asked for. */
  readonly open: (path: string, file: string) => Source | undefined
  readonly openPaths: () => Iterable<string>
  /** Whether a file (absolute path) is judged in this folder. */
  readonly isHome: (path: string) => boolean
  /** Whether its files on disk are judged; else only those that are open. */
  readonly isWhole: boolean
  /** Says what has gone wrong beside the findings: a config that cannot be used, a file that cannot be read. */
  readonly complain: (error: unknown) => void
}

/** One folder of a workspace as `check` would judge it there, with what is open in place of what is saved. */
export class EditorFolder {
  readonly session: Session
  result: Result
  #onDisk = new Set<string>()
  #known = new Set<string>()
  #leavesOut: House['leavesOut'] = () => false
  #slips = new Map<string, Diagnostic[]>()
  #today: string
  #shown = new Map<string, readonly Finding[]>()
  #found: Promise<void> | undefined
  #isOtherwise = true

  constructor(
    readonly path: string,
    private readonly options: FolderOptions,
  ) {
    const { today, open } = options
    this.#today = today()
    const onDisk = organizationFinder(path)
    this.session = new Session({
      today: this.#today,
      organization: (named, by) => {
        const found = onDisk(named, by)
        return 'unavailable' in found ? found : (open(this.pathOf(found.file), found.file) ?? found)
      },
    })
    this.result = together([], { asks: () => true, today: this.#today, time: stopwatch(undefined) })
  }

  fileOf(path: string): string {
    return fileName(path, this.path)
  }

  pathOf(file: string): string {
    return resolve(this.path, file)
  }

  /** Looks for blueprints again; and, where the house may have decided otherwise, judges them anew. */
  find(isOtherwise = false): void {
    this.#found = undefined
    this.#isOtherwise ||= isOtherwise
  }

  /** A file (absolute path) was opened, edited, closed, saved, made or taken away. */
  changed(path: string): void {
    const file = this.fileOf(path)
    this.session.organizationChanged(file)
    if (!isBlueprint(path)) return
    if (!this.#known.has(path)) this.find()
    const source = this.#read(path)
    if (source) this.session.put(source)
    else this.session.remove(file)
  }

  #read(path: string): Source | undefined {
    const file = this.fileOf(path)
    const open = this.#leavesOut(path) ? undefined : this.options.open(path, file)
    if (open) return open
    if (!this.#onDisk.has(path)) return undefined
    try {
      return readSource({ path, file })
    } catch {
      return undefined // it is gone, or will be told of when somebody opens it
    }
  }

  async #findAll(): Promise<void> {
    const { isWhole, isHome, openPaths, complain } = this.options
    let found: string[] = []
    try {
      if (isWhole) {
        const all = await findBlueprints(['.'], this.path)
        found = all.found.map(({ path }) => path).filter(isHome)
        for (const problem of all.problems) complain(new Problem(problem))
      }
    } catch (error) {
      complain(error)
    }
    const open = [...openPaths()].filter((path) => isBlueprint(path) && isHome(path))
    this.#known = new Set([...found, ...open])
    await this.#askHouse()
    this.#onDisk = new Set(found.filter((path) => !this.#leavesOut(path)))
    const all = new Set([...this.#onDisk, ...open])
    for (const file of [...this.session.files]) if (!all.has(this.pathOf(file))) this.session.remove(file)
    for (const path of all) this.changed(path)
  }

  async #askHouse(): Promise<void> {
    const isOtherwise = this.#isOtherwise
    this.#isOtherwise = false
    try {
      const { leavesOut, asks, settings } = await this.options.houseOf([...this.#known], this.path)
      this.#leavesOut = leavesOut
      if (isOtherwise) this.session.renew({ asks, settings })
      else this.session.update({ asks, settings })
      this.#slips = new Map()
    } catch (error) {
      // What held before holds on.
      this.#isOtherwise = true
      if (error instanceof WrongConfig) this.#slips = slipsByFile(error.slips)
      else this.options.complain(error)
    }
  }

  /** Judges what has changed; gives the diagnostics of each file (absolute path) that are other than before. */
  async refresh(): Promise<Map<string, Diagnostic[]>> {
    await (this.#found ??= this.#findAll())
    const today = this.options.today()
    if (today !== this.#today) this.session.renew({ today: (this.#today = today) })
    const lookedAt = (): string[] => [...this.options.openPaths()].map((path) => this.fileOf(path))
    this.result = await this.session.result(lookedAt, turns())
    return this.#news()
  }

  /** The day of the last judging: `YYYY-MM-DD` */
  get today(): string {
    return this.#today
  }

  /** Whether its files on disk are judged too. */
  get isWhole(): boolean {
    return this.options.isWhole
  }

  get isSettled(): boolean {
    return this.#found !== undefined && this.session.isSettled && this.options.today() === this.#today
  }

  #news(): Map<string, Diagnostic[]> {
    const now = new Map<string, readonly Finding[]>(openByFile(this.result.findings))
    const news = new Map<string, Diagnostic[]>()
    for (const [file, findings] of now) {
      const before = this.#shown.get(file)
      if (before && areSame(before, findings)) continue
      news.set(this.pathOf(file), diagnosticsOf(findings, this.result))
    }
    for (const file of this.#shown.keys()) if (!now.has(file)) news.set(this.pathOf(file), [])
    for (const [file, slips] of this.#slips) news.set(this.pathOf(file), slips)
    this.#shown = now
    for (const file of this.#slips.keys()) this.#shown.set(file, [])
    return news
  }

  /** When it is no longer part of the workspace: nothing is to be shown for these. */
  get shown(): string[] {
    return [...this.#shown.keys()].map((file) => this.pathOf(file))
  }

  /** A text of this folder, as it was judged or, where it was not, as it is on disk. */
  textOf(path: string): Source | undefined {
    const file = this.fileOf(path)
    return this.options.open(path, file) ?? this.session.textOf(file) ?? onDiskText(path, file)
  }
}

function onDiskText(path: string, file: string): Source | undefined {
  try {
    return sourceOf(file, readFileSync(path))
  } catch {
    return undefined
  }
}

const areSame = (some: readonly Finding[], others: readonly Finding[]): boolean =>
  some.length === others.length && some.every((finding, i) => finding === others[i])

/** Lets others have a turn now and then, so that a long run does not keep a keystroke waiting. */
function turns(): () => Promise<void> {
  let began = performance.now()
  return async () => {
    if (performance.now() - began < 15) return
    await new Promise((resolve) => setImmediate(resolve))
    began = performance.now()
  }
}
