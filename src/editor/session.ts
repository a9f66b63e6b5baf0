import { together } from '../audit/audit.ts'
import { judge, type JudgeOptions, type Verdict } from '../audit/judge.ts'
import type { Result } from '../audit/result.ts'
import { defaults } from '../audit/settings.ts'
import { stopwatch } from '../audit/stopwatch.ts'
import type { Source } from '../read/document.ts'
import type { Organizations } from '../read/read.ts'

/** What blueprints are judged by. */
export interface Terms extends Pick<JudgeOptions, 'organization' | 'today' | 'settings'> {
  readonly asks?: JudgeOptions['asks']
}

/**
 * An audit that goes on: it keeps what each blueprint alone says, and judges anew only what an edit can have changed.
 * Its result is at any time that of `audit` on the same texts.
 */
export class Session {
  readonly #texts = new Map<string, Source>()
  readonly #verdicts = new Map<string, Verdict>()
  readonly #unjudged = new Set<string>()
  /** The organization's file that each blueprint uses; null where it names one that cannot be had. */
  readonly #uses = new Map<string, string | null>()
  /** Organization files as they were last read, and what came of it. Those that cannot be read are not kept. */
  readonly #shared = new Map<string, Source>()
  readonly #organizations: Organizations = new Map()
  /** Blueprints that tell the slips of an organization's file, with that file. */
  readonly #tell = new Map<string, string>()

  /** Whether a blueprint has gone since the last result. */
  #isFewer = false
  /** Whether anything has been said yet. */
  #isTold = false

  constructor(private terms: Terms) {}

  /** A blueprint is there, or its text is another. */
  put(source: Source): void {
    const known = this.#texts.get(source.file)
    if (known && sameText(known, source)) return
    this.#texts.set(source.file, source)
    this.#unjudged.add(source.file)
    this.organizationChanged(source.file)
  }

  remove(file: string): void {
    if (!this.#texts.delete(file)) return
    this.#isFewer = true
    this.#verdicts.delete(file)
    this.#unjudged.delete(file)
    this.#uses.delete(file)
    this.#tell.delete(file)
    this.organizationChanged(file)
  }

  /** Another day, other settings: everything is judged anew. */
  renew(terms: Partial<Terms> = {}): void {
    this.update(terms)
    for (const file of this.#texts.keys()) this.#unjudged.add(file)
  }

  /** Terms that say the same of the blueprints that were judged, and more of others. */
  update(terms: Partial<Terms>): void {
    this.terms = { ...this.terms, ...terms }
  }

  /** A file that may be an organization's has come, gone or changed; says whether any blueprint may care. */
  organizationChanged(file: string): boolean {
    let concerns = false
    for (const [blueprint, used] of this.#uses) {
      if (used !== null && used !== file) continue
      this.#unjudged.add(blueprint)
      concerns = true
    }
    return concerns
  }

  get files(): Iterable<string> {
    return this.#texts.keys()
  }

  textOf(file: string): Source | undefined {
    return this.#texts.get(file) ?? this.#shared.get(file)
  }

  /** The organization's file that a blueprint uses. */
  organizationOf(file: string): string | undefined {
    return this.#uses.get(file) ?? undefined
  }

  usersOf(organization: string): string[] {
    return [...this.#uses].filter(([, used]) => used === organization).map(([file]) => file)
  }

  get isSettled(): boolean {
    return this.#unjudged.size === 0 && !this.#isFewer
  }

  /**
   * Judges what is unjudged, what somebody looks at before the rest, and puts all together. Texts may change while it
   * waits: it goes on until nothing is left. `pause` is called between blueprints, so that a long run can let others have
   * a turn. Of many, nobody waits for all at the start: it comes back with what those say by themselves that are looked
   * at, and is not settled.
   */
  async result(lookedAt = (): readonly string[] => [], pause?: () => Promise<void>): Promise<Result> {
    for (;;) {
      const first = lookedAt()
      const file = this.#next(first)
      if (file === undefined) break
      if (!this.#isTold && !first.includes(file) && first.some((one) => this.#verdicts.has(one))) {
        this.#isTold = true
        return this.#together(this.#inOrder().map((verdict) => ({ ...verdict, parts: [], accepted: [] })))
      }
      this.#unjudged.delete(file)
      const source = this.#texts.get(file)!
      this.#uses.delete(file)
      this.#tell.delete(file)
      const verdict = await this.#judged(source)
      if (this.#texts.get(file) === source) this.#verdicts.set(file, verdict)
      await pause?.()
    }
    this.#isFewer = false
    this.#isTold = true
    return this.#together(this.#inOrder())
  }

  #together(verdicts: readonly Verdict[]): Result {
    const { today, asks = () => true } = this.terms
    return together(verdicts, { asks, today, time: stopwatch(undefined) })
  }

  /** Each verdict knows all slips of the organization's file; as in `audit`, only the first blueprint tells them. */
  #inOrder(): Verdict[] {
    const told = new Set<string>()
    return [...this.#verdicts.keys()]
      .sort((a, b) => (a < b ? -1 : 1))
      .map((file) => {
        const verdict = this.#verdicts.get(file)!
        const organization = this.#tell.get(file)
        if (organization === undefined || !told.has(organization)) {
          if (organization !== undefined) told.add(organization)
          return verdict
        }
        // What it says of itself, such as that it names a file that is none, it alone tells.
        return { ...verdict, findings: verdict.findings.filter(({ file }) => file === verdict.file) }
      })
  }

  #next(first: Iterable<string>): string | undefined {
    for (const file of first) if (this.#unjudged.has(file)) return file
    for (const file of this.#unjudged) return file
    return undefined
  }

  async #judged(source: Source): Promise<Verdict> {
    const { today, settings, asks = () => true } = this.terms
    const options = { today, settings, asks, organization: this.#organization, time: stopwatch(undefined) }
    try {
      return await judge(source, options, this.#organizations)
    } catch (error) {
      // A fault of the program's own on one text must not end a session over many.
      const fault = { rule: 'reading', file: source.file, error }
      const nothing = { findings: [], notAssessable: [], accepted: [], parts: [] }
      return { file: source.file, ...nothing, faults: [fault], sources: new Map(), settings: defaults }
    } finally {
      // Whichever blueprint is the first after the next edit has to read it again, to tell what is wrong in it.
      for (const [organization, outcome] of this.#organizations) {
        if (!('obstacles' in outcome)) continue
        this.#organizations.delete(organization)
        this.#tell.set(source.file, organization)
      }
    }
  }

  /** Looks an organization's file up, and notices when its text is another than before. */
  readonly #organization: Terms['organization'] = (named, by) => {
    const found = this.terms.organization(named, by)
    if ('unavailable' in found) {
      this.#uses.set(by.file, null)
      return found
    }
    this.#uses.set(by.file, found.file)
    const known = this.#shared.get(found.file)
    if (known && sameText(known, found)) return known
    this.#shared.set(found.file, found)
    this.#organizations.delete(found.file)
    for (const file of this.usersOf(found.file)) if (file !== by.file) this.#unjudged.add(file)
    return found
  }
}

const sameText = (one: Source, other: Source): boolean =>
  one.text === other.text &&
  one.damage?.message === other.damage?.message &&
  one.damage?.offset === other.damage?.offset
