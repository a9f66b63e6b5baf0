import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { rules } from '../../src/rules/index.ts'
import { examplesOf, slipsIn, toldIn } from './style.ts'

// Where nobody answers for the service, sentences are still whole, and only those who are there are named.
const cases = new URL('../cases/', import.meta.url)
const textsOf = (id: string): string[] =>
  readdirSync(cases).includes(id)
    ? readdirSync(new URL(id, cases)).map((file) => readFileSync(new URL(`${id}/${file}`, cases), 'utf8'))
    : []
const withoutOne = (text: string): string =>
  text.replaceAll(/^accountable: .*\n/gm, '').replaceAll(/, accountable: [a-z-]+/g, '')

describe('where nobody answers for it', () => {
  it.each(rules.filter(({ theme }) => theme !== 'reading'))('$id', async (rule) => {
    const groups = [examplesOf(rule)['bad']!, ...textsOf(rule.id).map((text) => [text])]
    for (const texts of groups) {
      const told = await toldIn(texts.map(withoutOne), [rule.id])
      expect(told.flatMap(slipsIn)).toEqual([])
    }
  })
})
