import { expect } from 'vitest'
import type { Finding } from '../../src/finding.ts'
import { judge } from './judge.ts'

/** What some rules find in a text, and which questions they leave open. */
export async function asked(text: string, ...rules: string[]): Promise<{ findings: Finding[]; open: string[] }> {
  const { findings, notAssessable, faults, unread } = await judge(text, { asks: ({ id }) => rules.includes(id) })
  expect({ faults, unread }).toEqual({ faults: [], unread: [] })
  return { findings: [...findings], open: notAssessable.map(({ rule, ask }) => `${rule}: ${ask}`).sort() }
}

/** How many a question is about. */
export const countIn = (question: string): number =>
  [...question.matchAll(/`[\w-]+`/g)].length + Number(/and (\d+) more/.exec(question)?.[1] ?? 0)

export const named = (letter: string, count: number): string[] => [...Array(count).keys()].map((i) => `${letter}${i}`)
