// Builds dist/ where npm prepares the package: in a clone, before it is packed, and when others install it from git.
// Then npm 10 and 11 leave out what it is built with if the install is a global one, as that of hooks is.
import { execSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
if (!existsSync(join(root, 'node_modules/esbuild')))
  execSync('npm ci --global=false --ignore-scripts --no-audit --no-fund', { cwd: root, stdio: ['ignore', 2, 2] })
await import('./bundle.mjs')
