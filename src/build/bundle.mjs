// Makes dist/ out of src/: one file to start fast, with what is seldom needed in files of its own. The validators are
// compiled here, ahead of time, since compiling a schema costs several times the start of Node.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Ajv } from 'ajv'
import standalone from 'ajv/dist/standalone/index.js'
import { build, transform } from 'esbuild'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** `read/validate.ts` once more, with compiled validators instead of a compiler. */
const validatorsAheadOfTime = {
  name: 'validators-ahead-of-time',
  setup({ onLoad }) {
    onLoad({ filter: /src[\\/]read[\\/]validate\.ts$/ }, async ({ path }) => {
      const { ajvOptions, vocabulary } = await evaluated(join(dirname(path), 'schemas.ts'))
      // A validator carries its schema with it: without the words, it is a tenth shorter.
      const { bareSchemas: schemas } = await evaluated(join(dirname(path), 'bare-schemas.ts'))
      const ajv = new Ajv({
        ...ajvOptions,
        schemas: Object.values(schemas),
        code: { source: true, esm: true, lines: false },
      })
      const names = Object.keys(schemas)
      const code = standalone.default(
        ajv.addVocabulary(vocabulary),
        Object.fromEntries(names.map((name) => [name, schemas[name].$id])),
      )
      return {
        resolveDir: dirname(path),
        loader: 'js',
        contents: `${withoutCopies(code)}\nexport const validators = { ${names.join(', ')} }`,
      }
    })
  },
}

/** A validator copies all that it has found for each part in which it finds more: a file that is wrong throughout never ends. */
function withoutCopies(code) {
  const copied = /\bvErrors\.concat\((validate\d+\.errors)\)/g
  if (!copied.test(code)) throw new Error('The validators gather what they find otherwise than before: look how')
  const withMore = 'function withMore(all, more) { for (const one of more) all.push(one); return all }'
  return `${code.replaceAll(copied, 'withMore(vErrors, $1)')}\n${withMore}`
}

/** Commander can start programs, for commands that are files of their own. Ours are not: so nothing is loaded that could. */
const nothingIsStarted = {
  name: 'nothing-is-started',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      /[\\/]commander[\\/]/.test(importer) ? { path: 'child_process', namespace: 'nothing' } : undefined,
    )
    onLoad({ filter: /./, namespace: 'nothing' }, () => ({ contents: 'module.exports = {}' }))
  },
}

/** Chalk looks whether the terminal has colours, for which Node loads all that a network needs. We tell it (src/cli/terminal.ts). */
const coloursAreTold = {
  name: 'colours-are-told',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^#supports-color$/ }, () => ({ path: 'supports-color', namespace: 'told' }))
    onLoad({ filter: /./, namespace: 'told' }, () => ({ contents: 'export default { stdout: false, stderr: false }' }))
  },
}

/** What finds files asks whether those who use it have a package, and would run it: ours or a stranger's beside us. */
const nothingIsFoundOutside = {
  name: 'nothing-is-found-outside',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]fdir[\\/]dist[\\/]index\.mjs$/ }, ({ path }) => {
      const [before, after, ...more] = readFileSync(path, 'utf8').split(
        /try \{\s*__require\.resolve\("picomatch"\);\s*pm = __require\("picomatch"\);\s*\} catch \{\}/,
      )
      if (after === undefined || more.length > 0) throw new Error(`${path} is other than it was: look what it requires`)
      return { loader: 'js', contents: before + after }
    })
  },
}

/** The tables of signs that these patterns name take longer to set up than a blueprint to judge, and most texts need none. */
const patternsAreMadeLate = {
  name: 'patterns-are-made-late',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]fast-string-truncated-width[\\/]dist[\\/]index\.js$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8')
      const patterns = text.match(/^const \w+_RE = .*$/gm)
      const [before, after, ...more] = text.split(/^(?<=const getStringTruncatedWidth = \(.*\) => \{\n)/m)
      if (after === undefined || more.length > 0 || patterns?.length !== 7)
        throw new Error(`${path} is other than it was`)
      const without = before.replaceAll(/^const \w+_RE = .*$/gm, '')
      return { loader: 'js', contents: `${without}${patterns.join('\n')}\n${after}` }
    })
  },
}

/** What is made of the schemas, as data: each member of what such a module exports, once somebody asks for it. */
const schemasAheadOfTime = {
  name: 'schemas-ahead-of-time',
  setup({ onLoad }) {
    onLoad({ filter: /src[\\/]read[\\/]bare-schemas\.ts$/ }, ({ path }) => asData(path, 'bareSchemas'))
    onLoad({ filter: /src[\\/]read[\\/]mold-plan\.ts$/ }, ({ path }) => asData(path, 'moldPlans', 'allowed'))
  },
}

async function asData(path, name, ...besides) {
  const { [name]: whole, ...others } = await evaluated(path)
  const members = Object.entries(whole).map(
    ([key, value]) => `get ${key}() { return (kept.${key} ??= ${asText(value)}) }`,
  )
  const more = besides.map((one) => `export const ${one} = ${JSON.stringify(others[one])}\n`)
  return {
    loader: 'js',
    contents: `const kept = {}\nexport const ${name} = { ${members.join(', ')} }\n${more.join('')}`,
  }
}

/** JSON in a text is read faster than the same as code. */
const asText = (schema) => `JSON.parse(${JSON.stringify(JSON.stringify(schema))})`

/** The exports of a module of ours. */
async function evaluated(path) {
  const { outputFiles } = await build({ entryPoints: [path], bundle: true, write: false, format: 'esm' })
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`)
}

// Bundled as ES modules, since esbuild splits only those; written as CommonJS, which Node starts twice as fast.
const { metafile, outputFiles } = await build({
  // Names of chunks are made from paths: they are the same wherever the build is started from.
  absWorkingDir: root,
  entryPoints: {
    faultline: join(root, 'src/cli/main.ts'),
    index: join(root, 'src/api/index.ts'),
    rules: join(root, 'src/api/rules.ts'),
    testing: join(root, 'src/api/testing.ts'),
  },
  outdir: join(root, 'dist'),
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  minifySyntax: true,
  minifyWhitespace: true,
  metafile: true,
  write: false,
  legalComments: 'none',
  plugins: [
    validatorsAheadOfTime,
    schemasAheadOfTime,
    nothingIsStarted,
    coloursAreTold,
    nothingIsFoundOutside,
    patternsAreMadeLate,
  ],
})

/** Keeps chunks as Node keeps modules: what it is given is where they are. */
const loader = `const kept={};const chunkHere=(name)=>{const key=name.slice(2);if(kept[key])return kept[key].exports;const module=kept[key]={exports:{}};chunks[key](module,module.exports,require);return module.exports};module.exports=chunkHere;const chunks={};`

const dist = join(root, 'dist')
mkdirSync(dist, { recursive: true })
const made = new Map([['package.json', '{ "type": "commonjs" }\n']])
// What every command loads, and what `check` loads beside it, in one file each: a file costs Node as much as 30 kB of code.
const gathered = new Map()
for (const chunk of chunksOf('src/cli/check.ts')) gathered.set(chunk, 'everyday.js')
for (const chunk of chunksOf('src/cli/main.ts')) gathered.set(chunk, 'faultline.js')
for (const { path, text } of outputFiles) {
  const name = basename(path)
  const into = gathered.get(name)
  const code = await asCommonJs(text, into)
  if (into === undefined) made.set(name, code)
  else
    made.set(
      into,
      `${made.get(into) ?? loader}chunks[${JSON.stringify(name)}]=(function(module,exports,require){${code}\n});\n`,
    )
}
made.set('faultline.js', `${made.get('faultline.js')}chunkHere.main=chunkHere('./faultline.js').main\n`)
// The start finds by it what was compiled of them (bin/faultline.js), and reads them as what they are: plain ASCII.
for (const name of ['faultline.js', 'everyday.js']) {
  const code = asFunction(made.get(name))
  if (/[^\x00-\x7f]/.test(code)) throw new Error(`${name} is not plain ASCII`)
  made.set(name, `${code}//${createHash('sha256').update(code).digest('hex').slice(0, 32)}\n`)
}
for (const face of ['index', 'rules', 'testing']) {
  const { exports } = metafile.outputs[`dist/${face}.js`]
  made.set(`${face}.mjs`, `export { ${exports.join(', ')} } from './${face}.js'\n`)
}
// Each file whole, and where it begins last: who starts the program while it is built finds all of it, or nothing.
const isStart = ([name]) => name === 'faultline.js'
for (const [name, text] of [...made].sort((a, b) => isStart(a) - isStart(b))) {
  const part = join(dist, `${name}.${process.pid}.part`)
  writeFileSync(part, text)
  renameSync(part, join(dist, name))
}
// What an earlier build left behind would be packed.
for (const file of readdirSync(dist))
  if (/\.(m?js|compiled)$/.test(file) && !made.has(file)) rmSync(join(dist, file), { force: true })

execFileSync(process.execPath, [join(root, 'src/build/compile.cjs')], { stdio: ['ignore', 'ignore', 'inherit'] })

/** The chunks that a module takes along when it is loaded, its own among them. */
function chunksOf(entry) {
  const names = new Set()
  const add = (output) => {
    if (names.has(basename(output))) return
    names.add(basename(output))
    for (const { path, kind } of metafile.outputs[output].imports)
      if (kind === 'import-statement' && metafile.outputs[path]) add(path)
  }
  add(Object.keys(metafile.outputs).find((output) => metafile.outputs[output].entryPoint === entry))
  return names
}

/**
 * A module for Node; and for the start, which runs it as a script, the function that it is. To put `Module.wrap` around
 * it there would copy all of it once more, and have V8 tidy up because of that.
 */
function asFunction(code) {
  const given = 'exports,require,module,__filename'
  return `(typeof arguments==="object"?(whole)=>whole(${given}):(whole)=>whole)((function(${given}){${code}}))\n`
}

/** Only what the user names at run time is still imported; our own files are required, and chunks of the same file called. */
async function asCommonJs(text, into) {
  const { code } = await transform(withPlainExports(text), {
    format: 'cjs',
    platform: 'node',
    target: 'node20.19',
    minifySyntax: true,
    minifyWhitespace: true,
    define: { 'import.meta.url': 'thisFile' },
  })
  if (/\bchunkHere\b/.test(code)) throw new Error('chunkHere is a name of ours already')
  const required = code
    .replaceAll(/\bimport\((["']\.\/[^"']+["'])\)/g, 'Promise.resolve().then(()=>require($1))')
    .replaceAll(/\brequire\((["']\.\/[^"']+["'])\)/g, (call, quoted) => {
      const file = gathered.get(basename(JSON.parse(quoted)))
      if (file === undefined) return call
      return file === into ? `chunkHere(${quoted})` : `require("./${file}")(${quoted})`
    })
  return required.includes('thisFile')
    ? `const thisFile=require('node:url').pathToFileURL(__filename).href;${required}`
    : required
}

/**
 * What one chunk has of another it takes as a value, once. As ES modules have it, each use would look it up anew through
 * a getter: a call for each call. No chunk leads back to itself, and none gives another value to what it exports.
 */
function withPlainExports(text) {
  const imported = /import(?:\{([^}]*)\}from)?"(\.\/[^"]+)";/y
  let head = ''
  let at = 0
  for (let found = imported.exec(text); found; found = imported.exec(text)) {
    const [all, names, from] = found
    head += `${names === undefined ? '' : `const{${names.replaceAll(' as ', ':')}}=`}require("${from}");`
    at += all.length
  }
  const [exported = '', names = ''] = /export\{([^}]*)\};\s*$/.exec(text) ?? []
  const body = text.slice(at, text.length - exported.length)
  if (/^import[^"';]*"\.\//.test(body) || / as default\b/.test(names))
    throw new Error('esbuild writes modules otherwise')
  const members = names.split(',').map((name) => name.replace(/^(.*) as (.*)$/, '$2:$1'))
  return `${head}${body}module.exports={${members.join()}};\n`
}

// Whose work is in it, and under which licence.
const packages = new Set(
  Object.keys(metafile.inputs).flatMap((input) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1] ?? []),
)
const notices = [...packages].sort().map((name) => {
  const folder = join(root, 'node_modules', name)
  const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const [file] = readdirSync(folder)
    .filter((one) => /^licen[cs]e/i.test(one))
    .sort()
  if (file === undefined) throw new Error(`${name} has no licence text, and may not be shipped without`)
  return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), 'utf8').trim()}`
})
writeFileSync(join(root, 'dist/THIRD-PARTY.txt'), `${notices.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`)
