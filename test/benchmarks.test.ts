import { describe, expect, it } from 'vitest'
import { areHere, blueprintOf, models, soundness } from './helpers/industrial-models.mjs'
import { judge } from './helpers/judge.ts'

describe('models from industry', () => {
  it.skipIf(!areHere)(
    areHere ? 'are all judged as published' : 'are not here (shared/benchmarks): skipped',
    async () => {
      const wrong: string[] = []
      for (const model of models()) {
        const { findings, notAssessable, unread, faults } = await judge(blueprintOf(model), {
          asks: ({ id }) => soundness.includes(id),
        })
        expect({ unread, faults }).toEqual({ unread: [], faults: [] })
        if (notAssessable.length > 0) wrong.push(`${model.id} undecided`)
        const isSound = findings.length === 0
        if (isSound !== model.sound)
          wrong.push(
            `${model.id}: published ${model.sound ? 'sound' : 'not sound'}, found ${findings.map(({ rule }) => rule)}`,
          )
      }
      expect(models()).toHaveLength(1_386)
      expect(wrong).toEqual([])
    },
    60_000,
  )
})
