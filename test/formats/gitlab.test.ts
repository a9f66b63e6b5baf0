import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Result } from '../../src/audit/result.ts'
import { formats } from '../../src/report/formats.ts'
import { runs } from '../helpers/random.ts'
import { compared, isOpen, noService, threeServices } from './cases.ts'
import { misfits } from './fits.ts'
import { hostileResult, hostileResults } from './hostile.ts'

interface Told {
  readonly fingerprint: string
  readonly severity: string
  readonly location: { readonly path: string }
}

function checked(result: Result): Told[] {
  const told = JSON.parse(formats.gitlab(result))
  expect(misfits.gitlab(told)).toEqual([])
  const prints = told.map(({ fingerprint }: Told) => fingerprint)
  expect(new Set(prints).size).toBe(prints.length)
  return told
}

describe('gitlab', () => {
  it('tells what stands open, with a print of its own for each', async () => {
    for (const result of [await threeServices(), await compared(), await hostileResult()])
      expect(checked(result).map(({ fingerprint }) => fingerprint)).toEqual(
        result.findings.filter(isOpen).map(({ fingerprint }) => fingerprint),
      )
    expect(checked(await noService())).toEqual([])
  })

  it('grades errors as major, warnings as minor and notes as info', async () => {
    const result = await threeServices()
    const grade = { error: 'major', warning: 'minor', note: 'info' }
    expect(checked(result).map(({ severity }) => severity)).toEqual(
      result.findings.map(({ severity }) => grade[severity]),
    )
  })

  it('names files as they are called', () => {
    fc.assert(
      fc.property(hostileResults(), (result) => {
        expect(checked(result).map(({ location }) => location.path)).toEqual(
          result.findings.filter(isOpen).map(({ file }) => file),
        )
      }),
      runs(100),
    )
  })
})
