// Changes src/rules and src/graph in many small ways and tells which changes no test notices:
//   npm run mutate                              all of it
//   npm run mutate -- src/rules/flow            a folder, or a file
// What survivors.txt explains is counted and not shown. Fails where fewer than 85 of 100 are noticed.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Stryker } from '@stryker-mutator/core'
import config, { groups } from './stryker.config.mjs'

const here = (name) => fileURLToPath(new URL(name, import.meta.url))
const leastShare = 0.85

process.chdir(here('../..'))
const words = process.argv.slice(2)
const asked = (words.length > 0 ? words : ['src/graph', 'src/rules']).flatMap(filesIn)
const explained = new Set(explanations(readFileSync(here('survivors.txt'), 'utf8')))
const counts = []
for (const group of groups) {
  const mutate = asked.filter((file) => groups.find(({ of }) => of.test(file)) === group)
  if (mutate.length === 0) continue
  const { of: _, ...tests } = group
  await new Stryker({ configFile: here('stryker.config.mjs'), mutate, tests }).runMutationTest()
  const { files } = JSON.parse(readFileSync(config.jsonReporter.fileName, 'utf8'))
  for (const [file, { source, mutants }] of Object.entries(files))
    counts.push(countsOf(file, source.split('\n'), mutants))
}
const whole = {
  file: 'all',
  tried: sum(counts.map(({ tried }) => tried)),
  survivors: counts.flatMap(({ survivors }) => survivors),
}
for (const { file, line, change } of whole.survivors.filter(isOpen)) console.log(`\n${file}:${line}\n${change}`)
console.log('\n noticed  of  survive  unexplained')
for (const one of [...counts.filter(({ tried }) => tried > 0), whole]) console.log(row(one))
process.exitCode = whole.tried - whole.survivors.length < leastShare * whole.tried ? 1 : 0

function filesIn(path) {
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path, { recursive: true }).flatMap((name) => (name.endsWith('.ts') ? [join(path, name)] : []))
}

function countsOf(file, lines, mutants) {
  const tried = mutants.filter(({ status }) => status !== 'Ignored' && status !== 'CompileError')
  const survivors = tried
    .filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
    .map(({ location, replacement }) => ({
      file,
      line: location.start.line,
      change: `  ${inOneLine(textAt(lines, location))}\n  ${inOneLine(replacement)}`,
    }))
  return { file, tried: tried.length, survivors }
}

function textAt(lines, { start, end }) {
  const within = lines.slice(start.line - 1, end.line)
  within[within.length - 1] = within.at(-1).slice(0, end.column - 1)
  within[0] = within[0].slice(start.column - 1)
  return within.join('\n')
}

function inOneLine(text) {
  return text.replaceAll(/\s+/g, ' ')
}

function isOpen({ file, change }) {
  return !explained.has(`${file}\n${change}`)
}

/** A file at the margin; below it why, at two spaces, after the lines with what was changed and into what, at four. */
function explanations(text) {
  let file = ''
  return text.split('\n').flatMap((line, i, lines) => {
    if (/^src\//.test(line)) file = line
    return line.startsWith('    ') && lines[i + 1]?.startsWith('    ') && !lines[i - 1]?.startsWith('    ')
      ? [`${file}\n  ${line.trim()}\n  ${lines[i + 1].trim()}`]
      : []
  })
}

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0)
}

function row({ file, tried, survivors }) {
  const cells = [tried - survivors.length, tried, survivors.length, survivors.filter(isOpen).length]
  return `${cells.map((cell, i) => String(cell).padStart([8, 6, 7, 9][i])).join('')}  ${file}`
}
