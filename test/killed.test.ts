import { spawn } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { rules } from '../src/rules/index.ts'
import { folderWith, program, run } from './helpers/run.ts'

it('a run that is killed leaves the old file or the new one, and never a part of one', async () => {
  const { bad } = rules.find(({ id }) => id === 'dead-end')!
  const files = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`${i}.blueprint.yaml`, bad]))
  const folder = folderWith(files)
  const words = [
    'check',
    '-f',
    'json=out.json',
    '-f',
    'sarif=out.sarif',
    '--baseline',
    'known.json',
    '--update-baseline',
  ]
  const outputs = ['out.json', 'out.sarif', 'known.json']
  const started = performance.now()
  await run(folder, words)
  const whole = performance.now() - started
  const rounds = 12
  for (let round = 0; round < rounds; round += 1) {
    for (const file of outputs.slice(0, 2)) writeFileSync(join(folder, file), '"old"')
    const child = spawn(process.execPath, [program, ...words], { cwd: folder, stdio: 'ignore' })
    const ended = new Promise((resolve) => child.on('exit', resolve))
    setTimeout(() => child.kill('SIGKILL'), (whole * (round + 1)) / rounds)
    await ended
    for (const file of outputs) {
      expect(existsSync(join(folder, file))).toBe(true)
      expect(() => JSON.parse(readFileSync(join(folder, file), 'utf8')), file).not.toThrow()
    }
  }
})
