import { describe, expect, it } from 'vitest'
import { judge } from '../helpers/judge.ts'

/** What random blueprints brought up, each by its smallest example. */

const lending = (steps: string, more = '') =>
  `blueprint: 1\ntitle: Lending desk\naccountable: desk\nowners: { desk: {} }\n${more}steps:\n${steps}`

describe('names', () => {
  it('that are empty are as if absent', async () => {
    const text = lending('  lend-out: { lane: touchpoint, owner: desk, name: " " }\n').replace('{} }', '{ name: "" } }')
    const { findings } = await judge(text, { plain: true })
    expect(findings.map(({ rule, plain }) => [rule, plain?.who])).toEqual([['dead-end', ['desk']]])
    expect(findings[0]!.pathNames).toEqual(['lend out'])
  })
})
