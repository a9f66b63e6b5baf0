import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { sceneOf } from '../../src/draw/picture.ts'
import { svg } from '../../src/draw/svg.ts'
import { judged } from './services.ts'

// The pictures of the five stories lie beside this, so that a review sees what a change does to them. After a change
// that is meant: UPDATE_PICTURES=1 npx vitest run test/draw/stories.test.ts, and look at them.
const stories = ['car-service', 'double-charge', 'empty-box', 'missing-parcel', 'phone-offer']
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

describe.each(stories)('%s', (story) => {
  it('is drawn as it was looked at', async () => {
    const { graph, findings } = await judged(readFileSync(here(`../../blueprints/${story}.blueprint.yaml`), 'utf8'))
    const picture = svg(sceneOf(graph, findings), { theme: 'light' })
    const file = here(`stories/${story}.svg`)
    if (process.env['UPDATE_PICTURES']) {
      mkdirSync(here('stories'), { recursive: true })
      writeFileSync(file, picture)
    }
    expect(existsSync(file)).toBe(true)
    expect(
      picture === readFileSync(file, 'utf8'),
      `${file} is not what is drawn now: UPDATE_PICTURES=1 draws it anew`,
    ).toBe(true)
  })
})
