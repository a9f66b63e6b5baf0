// Makes dist/types/ out of src/: the types of the package's face, for the package alone. The endings of imports become
// those of the files that a compiler finds there.
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const out = join(root, 'dist/types')

rmSync(out, { recursive: true, force: true })
const options = ['--noEmit', 'false', '--declaration', '--emitDeclarationOnly', '--outDir', out, '--rootDir', root]
execFileSync(
  process.execPath,
  [join(root, 'node_modules/typescript/bin/tsc'), '--project', join(root, 'src/build/declarations.json'), ...options],
  { cwd: root, stdio: 'inherit' },
)
for (const file of readdirSync(out, { recursive: true, encoding: 'utf8' })) {
  if (!file.endsWith('.d.ts')) continue
  const path = join(out, file)
  writeFileSync(path, readFileSync(path, 'utf8').replaceAll(/((?:from |import\()['"]\.[^'"]*)\.ts(['"])/g, '$1.js$2'))
}
// They describe the ES modules of the package's face, though what stands behind those is CommonJS.
writeFileSync(join(out, 'package.json'), '{ "type": "module" }\n')
