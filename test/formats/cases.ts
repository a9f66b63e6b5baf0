import type { KnownFinding, Result } from '../../src/audit/result.ts'
import { summaryOf } from '../../src/audit/result.ts'
import type { Finding } from '../../src/finding.ts'
import type { How } from '../../src/report/formats.ts'
import { ruleNamed } from '../../src/rules/index.ts'
import { judge, judgeAll } from '../helpers/judge.ts'

export const plainly: How = { version: '0.1.0', coloured: false, quiet: false, verbose: false }

const ownerless = ruleNamed('ownerless-handoff')!.bad
const deadEnd = ruleNamed('dead-end')!

/** Two blueprints that are at fault, and one that is not. */
export const threeServices = (): Promise<Result> =>
  judgeAll({ 'b.blueprint.yaml': ownerless, 'c.blueprint.yaml': deadEnd.good, 'd e.blueprint.yaml': deadEnd.bad })

export const noService = (): Promise<Result> => judge(deadEnd.good)

/** The same findings over and over, so that there are this many. */
export function many(result: Result, number: number, severity?: Finding['severity']): Result {
  const findings = [...Array(number).keys()].map((i): Finding => {
    const one = result.findings[i % result.findings.length]!
    const fingerprint = i.toString(16).padStart(16, '0')
    return { ...one, severity: severity ?? one.severity, line: i + 1, endLine: i + 1, fingerprint, causedBy: null }
  })
  return { ...result, findings, summary: summaryOf({ ...result, findings }) }
}

/** As it is when the run is measured against `main` and against a baseline: some are known, one is accepted. */
export async function compared(): Promise<Result> {
  const result = await threeServices()
  const fixed = (await judge(ruleNamed('trap')!.bad)).findings
  const gone: KnownFinding[] = [
    {
      rule: 'dead-end',
      file: 'gone.blueprint.yaml',
      blueprint: 'gone.blueprint.yaml',
      severity: 'error' as const,
      element: 'steps/close',
      message: 'Nothing follows `close`, and it is not an outcome',
      likeness: '0123456789abcdef',
    },
  ]
  const findings = many(result, 5).findings.map((finding, i): Finding => {
    if (i === 1) return { ...finding, known: 'before' }
    if (i === 2) return { ...finding, known: 'baseline' }
    if (i === 3) return { ...finding, accepted: { because: 'it is rare', by: 'Store manager', until: '2027-01-01' } }
    return finding
  })
  const summary = summaryOf({ ...result, findings })
  return {
    ...result,
    findings,
    summary,
    before: { called: 'main', blueprints: result.blueprints, summary, fixed },
    baseline: { file: 'known.json', gone },
  }
}

export const isOpen = ({ accepted, known }: Finding): boolean => accepted === null && known === null
