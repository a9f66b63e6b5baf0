import { describe, expect, it } from 'vitest'
import { folderWith } from '../helpers/run.ts'
import { faulty, shell } from './machine.ts'

const changeAt = new URL('change-at.mjs', import.meta.url).href

const check = (files: Record<string, string>, at: string, on: string, change: string) =>
  shell(folderWith(files), '"$NODE" --import "$PRELOAD" "$PROGRAM" check -f compact', [], {
    env: { PRELOAD: changeAt, CHANGE_AT: at, CHANGE_ON: on, CHANGE: change },
  })

describe('a blueprint that somebody changes while it is read', () => {
  const files = { 'a.blueprint.yaml': faulty, 'b.blueprint.yaml': faulty }

  it.each([
    ['look', 'delete', 'no such file or folder'],
    ['open', 'delete', 'no such file or folder'],
    ['open', 'replace', 'it is a folder'],
  ])('when they %s it, %s: hides no other, and is named', async (on, change, why) => {
    const { code, out, err } = await check(files, 'b.blueprint.yaml', on, change)
    expect({ code, err }).toEqual({ code: 2, err: `Cannot read b.blueprint.yaml: ${why}\n` })
    expect(out).toContain('a.blueprint.yaml:')
    expect(out).toContain('error[dead-end]')
    expect(out).not.toContain('b.blueprint.yaml')
  })

  it('is judged as it is when it is read: emptied, or with more in it', async () => {
    const emptied = await check(files, 'b.blueprint.yaml', 'open', 'empty')
    expect(emptied).toMatchObject({ code: 1, err: '' })
    expect(emptied.out).toContain('b.blueprint.yaml:1:1: error[yaml-syntax]: The file is empty')
    const grown = await check(files, 'b.blueprint.yaml', 'open', 'grow')
    expect(grown).toMatchObject({ code: 1, err: '' })
    expect(grown.out.match(/error\[dead-end\]/g)).toHaveLength(2)
  })
})

it.each([
  ['a folder that is gone when it is looked into', { 'gone/b.blueprint.yaml': faulty }, 'gone', 'open', /no such file/],
  ['a config that is gone when it is read', { 'faultline.config.yaml': '{}\n' }, 'config.yaml', 'open', /no such/],
])('%s is named', async (_, more, at, on, why) => {
  const { code, err } = await check({ 'a.blueprint.yaml': faulty, ...more } as Record<string, string>, at, on, 'delete')
  expect(code).toBe(2)
  expect(err).toMatch(why)
})

it('an organization that is gone when it is read is a finding at the place that names it', async () => {
  const { code, out, err } = await check(
    {
      'a.blueprint.yaml': `${faulty.trimEnd()}\norganization: house.yaml\n`,
      'house.yaml': 'organization: 1\nowners: { desk: { name: Desk } }\n',
    },
    'house.yaml',
    'open',
    'delete',
  )
  expect({ code, err }).toEqual({ code: 1, err: '' })
  expect(out).toMatch(/a\.blueprint\.yaml:\d+:\d+: error\[[a-z-]+\]: .*house\.yaml.* is not there/)
})
