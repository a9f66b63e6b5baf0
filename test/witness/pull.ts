import { answering, isOwn, nameOf, type Plain, stepOf } from './plain.ts'

/** What rewards pull to, as rules.md has it: signed moves from metric to metric, by doing more of a step or by themselves. */

export const listsOf = (thing: { improves?: string[]; hurts?: string[] } | undefined) => ({
  improves: thing?.improves ?? [],
  hurts: thing?.hurts ?? [],
})

export const metric = (plain: Plain, id: string) => listsOf(plain.metrics.get(id))
export const moved = (plain: Plain, step: string) => listsOf(stepOf(plain, step))

/** Own steps that are reached, of those who do them or answer for them. */
export const stepsOf = (plain: Plain, owner: string): string[] =>
  [...plain.steps.keys()].filter(
    (id) => isOwn(plain, id) && plain.reached.has(id) && answering(plain, id).includes(owner),
  )

export const payees = (plain: Plain, incentive: string): string[] => {
  const { owner, shared = [] } = plain.incentives.get(incentive)!
  return [...new Set([owner!, ...shared])]
}

export const rewardsOf = (plain: Plain, incentive: string): string[] => plain.incentives.get(incentive)?.rewards ?? []

/** All that somebody is rewarded for. */
export const paidFor = (plain: Plain, owner: string): string[] =>
  [...plain.incentives.keys()].filter((id) => payees(plain, id).includes(owner)).flatMap((id) => rewardsOf(plain, id))

/** What gets better with these, along what they improve. */
export function better(plain: Plain, metrics: readonly string[]): Set<string> {
  const found = new Set(metrics)
  for (const id of found) for (const other of metric(plain, id).improves) found.add(other)
  return found
}

interface Pull {
  readonly from: string
  readonly to: string
  readonly by: string | undefined
  readonly isSame: boolean
}

/** Every move of the pull graph of an owner; those of steps only upwards. */
function pulls(plain: Plain, owner: string, from: string, isUp: boolean): Pull[] {
  const make = (lists: ReturnType<typeof listsOf>, by?: string): Pull[] => [
    ...lists.improves.map((to) => ({ from, to, by, isSame: true })),
    ...lists.hurts.map((to) => ({ from, to, by, isSame: false })),
  ]
  const steps = isUp ? stepsOf(plain, owner).filter((id) => moved(plain, id).improves.includes(from)) : []
  return [
    ...make(metric(plain, from)),
    ...steps.flatMap((id) => make(moved(plain, id), id)).filter(({ to }) => to !== from),
  ]
}

/** What an incentive pulls, as `metric better` and `metric worse`. */
export function pulledBy(plain: Plain, rewards: readonly string[], owner: string): Set<string> {
  const found = new Set(rewards.map((id) => `${id} better`))
  for (const one of found) {
    const [id, way] = one.split(' ')
    for (const { to, isSame } of pulls(plain, owner, id!, way === 'better'))
      found.add(`${to} ${(way === 'better') === isSame ? 'better' : 'worse'}`)
  }
  return found
}

/** "Sales" better → by doing more of `sell` → "Waiting time" worse: whether each move follows, and where the sign turns. */
export function replayed(plain: Plain, line: string, rewards: readonly string[], owner: string) {
  const parts = line.split('; ')[0]!.split(' → ')
  const called = (name: string): string[] =>
    [...plain.metrics].filter(([id, entry]) => nameOf(entry, id) === name).map(([id]) => id)
  let here = called(/^"(.*)" better$/s.exec(parts[0]!)?.[1] ?? '').filter((id) => rewards.includes(id))
  const reward = here
  let isUp = true
  let by: string | undefined
  let isDoing = false
  const stands = new Set<string>()
  const turns: string[] = []
  const steps = new Set<string>()
  for (const part of parts.slice(1)) {
    const doing = /^by doing more of `(.*)`$/.exec(part)
    if (doing) {
      by = doing[1]
      isDoing = true
      continue
    }
    const [, name, way] = /^"(.*)" (better|worse)$/s.exec(part) ?? []
    const moves = here
      .flatMap((from) => pulls(plain, owner, from, isUp))
      .filter(({ to }) => called(name ?? '').includes(to))
      .filter(({ isSame }) => (isUp === isSame ? 'better' : 'worse') === way)
    // A step that was named goes on being the one that is done more, until a metric moves another by itself.
    const [said, silent] = [
      moves.filter((move) => move.by === by && by !== undefined),
      moves.filter((move) => !move.by),
    ]
    const taken = isDoing ? said : silent.length > 0 ? silent : said
    if (isUp && way === 'worse')
      turns.push(
        ...taken.map(({ from, to, by: step }) => {
          const place = step === undefined ? `metrics/${from}` : `steps/${step}`
          const { hurts } = step === undefined ? metric(plain, from) : moved(plain, step)
          return `${place}/hurts/${hurts.indexOf(to)}`
        }),
      )
    for (const move of taken) {
      stands.add(`metrics/${move.from}`)
      stands.add(`metrics/${move.to}`)
      if (move.by !== undefined) steps.add(move.by)
    }
    here = [...new Set(taken.map(({ to }) => to))]
    isUp = way === 'better'
    isDoing = false
    if (taken.every((move) => !move.by)) by = undefined
  }
  return { here, isUp, turns, reward, stands: [...stands], steps: [...steps] }
}
