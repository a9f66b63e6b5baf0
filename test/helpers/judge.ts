import { audit, type AuditOptions } from '../../src/audit/audit.ts'
import type { Result } from '../../src/audit/result.ts'

/** Judges one text, as `check` would, on a fixed day and without a disk. */
export const judge = (text: string, options: Partial<AuditOptions> = {}): Promise<Result> =>
  judgeAll({ 'a.blueprint.yaml': text }, options)

export const judgeAll = (texts: Record<string, string>, options: Partial<AuditOptions> = {}): Promise<Result> =>
  audit(
    Object.entries(texts).map(([file, text]) => ({ file, text })),
    { today: '2026-11-22', organization: () => ({ unavailable: 'is not there', help: '' }), ...options },
  )
