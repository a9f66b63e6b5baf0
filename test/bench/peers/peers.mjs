import { copyFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { node, said } from '../measure.mjs'
import { installed, yamllint } from './install.mjs'

const tenRules = [
  ...['lane-known', 'step-owned', 'outcome-known', 'goes-on-or-ends', 'handoff-confirmed', 'chance-shape'],
  ...['promise-owned', 'reference-known', 'metric-known', 'step-reached'],
]
const schema = fileURLToPath(new URL('../../../schemas/blueprint.schema.json', import.meta.url))

/**
 * Other linters. Each is told as `{ name, reads, does, lacks, ready }`: what it reads, what it does here, and what it does
 * not do that faultline does. `ready()` installs it where need be (throws with the reason where it cannot be had) and gives
 * `{ version, of, finds }`: the command that judges a folder of files, and what it must say of planted faults.
 */
export const peers = [
  {
    name: 'Spectral',
    reads: 'blueprints',
    does: 'ten rules of about the same questions (spectral-rules.mjs)',
    lacks: 'parallel work, information, time, load, what promises and pay lead to: all other rules',
    ready() {
      const version = '6.16.3'
      const home = installed('spectral', { '@stoplight/spectral-cli': version })
      const rules = join(home, 'rules.mjs')
      copyFileSync(new URL('spectral-rules.mjs', import.meta.url), rules)
      const program = join(home, 'node_modules/@stoplight/spectral-cli/dist/index.js')
      return {
        version,
        of: (folder) => node(program, 'lint', '--ignore-unknown-format', '-r', rules, `${folder}/*.yaml`),
        finds: { faults: tenRules },
      }
    },
  },
  {
    name: 'yamllint',
    reads: 'blueprints',
    does: 'parses, and judges layout by its default rules, but for long lines, braces, `---` and comments',
    lacks: 'everything that the text says',
    ready() {
      const words = yamllint('1.38.0')
      const off = ['line-length', 'braces', 'document-start', 'comments'].map((rule) => `${rule}: disable`)
      return {
        version: said([...words, '--version'])
          .out.trim()
          .split(' ')
          .at(-1),
        of: (folder) => [...words, '-d', `{ extends: default, rules: { ${off.join(', ')} } }`, folder],
        finds: { broken: ['duplication of key', 'trailing spaces'] },
      }
    },
  },
  {
    name: 'yaml-lint',
    reads: 'blueprints',
    does: 'parses with js-yaml',
    lacks: 'any rule',
    ready() {
      const version = '1.7.0'
      const home = installed('yaml-lint', { 'yaml-lint': version })
      const program = join(home, 'node_modules/yaml-lint/dist/cli.js')
      return {
        version,
        of: (folder) => node(program, `${folder}/*.yaml`),
        finds: { broken: ['duplicated mapping key'] },
      }
    },
  },
  {
    name: 'eslint-plugin-yml',
    reads: 'blueprints',
    does: 'parses, and judges layout by its recommended rules',
    lacks: 'everything that the text says',
    ready() {
      const version = '3.10.0'
      const home = installed('eslint', { eslint: '10.15.0', 'eslint-plugin-yml': version })
      const config = join(home, 'eslint.config.mjs')
      writeFileSync(config, "import yml from 'eslint-plugin-yml'\nexport default yml.configs.recommended\n")
      const program = join(home, 'node_modules/eslint/bin/eslint.js')
      return {
        version,
        of: (folder) => ({ words: node(program, '-c', config, '.'), cwd: folder }),
        finds: { broken: ['Map keys must be unique'] },
      }
    },
  },
  {
    name: 'ajv-cli',
    reads: 'blueprints',
    does: 'parses with js-yaml, and validates against the schema of blueprints',
    lacks: 'places, names, the flow: all that a schema cannot say',
    ready() {
      const version = '5.0.0'
      const home = installed('ajv', { 'ajv-cli': version })
      const program = join(home, 'node_modules/ajv-cli/dist/index.js')
      const words = ['validate', '--strict=false', '--all-errors', '-s', schema]
      return {
        version,
        of: (folder) => node(program, ...words, '-d', `${folder}/*.yaml`),
        finds: { faults: ['must be equal to one of the allowed values'] },
      }
    },
  },
  {
    name: 'bpmnlint',
    reads: 'models',
    does: 'its recommended rules, on process models of as many tasks with the same flow, drawing included',
    lacks: 'what a model in BPMN does not say: promises, pay, information; no place in the file',
    ready() {
      const version = '11.15.0'
      const home = installed('bpmnlint', { bpmnlint: version })
      writeFileSync(join(home, '.bpmnlintrc'), '{ "extends": "bpmnlint:recommended" }\n')
      const program = join(home, 'node_modules/bpmnlint/bin/bpmnlint.js')
      return {
        version,
        of: (folder) => ({ words: node(program, `${folder}/*.bpmn`), cwd: home }),
        finds: { model: ['label-required', 'no-implicit-end'] },
      }
    },
  },
]
