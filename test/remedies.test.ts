import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { rules } from '../src/rules/index.ts'
import { services } from './fuzz/language.ts'
import { many } from './helpers/random.ts'
import { handwritten, ofRandom } from './remedies/inputs.ts'
import { remedies, type Trial, trials, waysOf } from './remedies/trial.ts'

// The help of every finding, taken at its word: what it says is done to the blueprint, the whole is judged again, and the
// finding is gone. FUZZ_RUNS=1000 npx vitest run test/remedies.test.ts --testTimeout=7200000 tries each alternative on
// everything, and on so many random services.
const isLong = process.env['FUZZ_RUNS'] !== undefined
/** Each alternative is tried where its rule is shown, and on so many findings elsewhere. */
const mostElsewhere = isLong ? Number.POSITIVE_INFINITY : 1
/** What must not come up by doing the first thing that the help says. */
const grave = new Set(['dead-end', 'trap', 'unreachable-step', 'stuck-join', 'double-run', 'ownerless-handoff'])

const done = new Map<string, number>()
const numbers = { findings: 0, tried: 0, 'no room': 0 }

describe('what the help says', () => {
  it('stands here for every rule that judges', () => {
    const judging = rules.filter(({ theme }) => theme !== 'reading').map(({ id }) => id)
    expect(Object.keys(remedies).sort()).toEqual(judging.sort())
  })

  it('removes the finding, in blueprints that people wrote, and brings up nothing grave', async () => {
    const slips: string[] = []
    for (const { name, service } of handwritten())
      for await (const trial of trials(
        service,
        ({ rule }, key) => name.includes(rule) || (done.get(key) ?? 0) < mostElsewhere,
      )) {
        slips.push(...slipsOf(trial).map((slip) => `${name}: ${slip}`))
        slips.push(...broughtBy(trial).map((slip) => `${name}: ${slip}`))
      }
    expect(slips).toEqual([])
  })

  // What hides behind something else in a blueprint at random comes to light with the first change: only the finding
  // itself is looked at.
  it('removes the finding in random blueprints', async () => {
    const text = fc.constantFrom('The mail is lost', 'Soon', 'Nobody comes')
    await fc.assert(
      fc.asyncProperty(services({ text }), async (random) => {
        for await (const trial of trials(ofRandom(random))) if (!isTangled(trial)) expect(slipsOf(trial)).toEqual([])
      }),
      { ...many(8), endOnFailure: true },
    )
  })

  it('has been done at least once for each alternative', () => {
    expect(waysOf(remedies).filter((way) => !done.has(way))).toEqual([])
  })
})

afterAll(() => {
  if (isLong) console.info(numbers)
})

const isTangled = ({ finding, came }: Trial): boolean =>
  remedies[finding.rule]!.tangled !== undefined && /^(stays|no advice)/.test(came)

function slipsOf({ finding, way, key, came, isFirst }: Trial): string[] {
  if (isFirst) numbers.findings += 1
  numbers.tried += 1
  if (came === 'no room') numbers['no room'] += 1
  if (came === 'gone') done.set(key, (done.get(key) ?? 0) + 1)
  return came === 'gone' || came === 'no room' ? [] : [`${finding.rule}, ${way}: ${came}`]
}

function broughtBy({ finding, way, isFirst, brought }: Trial): string[] {
  if (!isFirst) return []
  const expected = remedies[finding.rule]!.brings?.rules ?? []
  return brought
    .filter(({ rule, severity }) => severity === 'error' && grave.has(rule) && !expected.includes(rule))
    .map(({ rule, message }) => `${finding.rule}, ${way}, brings up ${rule}: ${message}`)
}
