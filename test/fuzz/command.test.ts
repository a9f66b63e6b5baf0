import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Ran, folderWith, run } from '../helpers/run.ts'
import { anyInput } from './inputs.ts'
import { many } from '../helpers/random.ts'

/** The whole command on whatever comes in; each run takes many files at once, since starting takes the longest. */

const aRun = 25
const runs = ({ seed, numRuns }: { seed: number; numRuns: number }) => ({ seed, numRuns: Math.ceil(numRuns / aRun) })

/** Never a fault of the program's own, and never refused: it was judged, or it is a finding. */
function isProper({ code, err }: Ran): void {
  expect(err).not.toContain('fault in faultline')
  expect(err).not.toMatch(/\n\s+at /)
  expect([0, 1]).toContain(code)
}

it('folders of whatever comes in are judged, and the exit code says what was found', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyInput, { minLength: aRun, maxLength: aRun }), async (inputs) => {
      const files = Object.fromEntries(inputs.map((bytes, i) => [`${i}.blueprint.yaml`, bytes]))
      const folder = folderWith(files)
      const ran = await run(folder, ['check', '--format', 'json', '--today', '2026-11-22'])
      isProper(ran)
      const { findings, summary, blueprints } = JSON.parse(ran.out)
      expect(ran.code).toBe(summary.errors > 0 ? 1 : 0)
      const unread = new Set(
        findings.flatMap(({ theme, blueprint }: { theme: string; blueprint: string }) =>
          theme === 'reading' ? [blueprint] : [],
        ),
      )
      expect(unread.size + blueprints.length).toBe(aRun)
      isProper(await run(folder, ['report', '--format', 'html', '--today', '2026-11-22']))
    }),
    runs(many(25)),
  )
})

it('one input after the other is judged and drawn', async () => {
  await fc.assert(
    fc.asyncProperty(anyInput, async (bytes) => {
      const folder = folderWith({ 'a.blueprint.yaml': bytes })
      const ran = await run(folder, ['check', 'a.blueprint.yaml', '--today', '2026-11-22'])
      isProper(ran)
      expect(ran.out).toMatch(/in 1 blueprint/)
      const drawn = await run(folder, ['draw', 'a.blueprint.yaml', '--today', '2026-11-22'])
      isProper(drawn)
      expect(drawn.out === '').toBe(drawn.code === 1)
    }),
    runs(many(50)),
  )
})
