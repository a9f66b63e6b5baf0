import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const filesOf = (names) => names.split(/\s+/).map((name) => `test/${name}.test.ts`)

/** The tests that are to notice a change: what has nothing to do with it only takes time. */
export const testsFor = {
  'src/rules': {
    files:
      filesOf(`rules cases findings stories organization clashing flow-rules information promise-rules incentive-rules load-rules
      plain/flow-ownership plain/incentives-promises plain/other-themes plain/nobody-accountable`),
    // Long ones, about sentences in every example: what they look at is looked at by others.
    except: ['sentences for leaders', 'everything that these rules', 'names that somebody chose', 'rules of a house'],
  },
  'src/graph': {
    files:
      filesOf(`graph token-parts token-search tokens well-structured numbers information flow-rules house-ways hidden-wait shares
      last-common-step graph-parts organization clashing rules cases findings`),
    except: ['batch [1-3][0-9]', 'has seen enough'],
  },
}

export default {
  // Words are what people read, not what decides: tests of sentences are elsewhere, and a word left out of one says
  // nothing of whether the rule is right. Where a string decides, its comparison is changed as a condition.
  mutator: { excludedMutations: ['StringLiteral'] },
  testRunner: 'in-one-process',
  plugins: [fileURLToPath(new URL('runner.mjs', import.meta.url))],
  coverageAnalysis: 'perTest',
  ignoreStatic: true, // what is only made while modules are loaded: tables of words, and the rules as such
  concurrency: 1,
  timeoutMS: 20_000, // only what no loop counts: a machine may be busy
  timeoutFactor: 0.5, // of the time of all tests that come across a mutant: a quarter is spent on it at most
  tsconfigFile: 'none', // rewriting it takes a compiler older than ours
  tempDirName: join(tmpdir(), 'faultline-mutants'),
  reporters: ['json', 'progress'],
  jsonReporter: { fileName: 'node_modules/.cache/mutants.json' },
  warnings: { unknownOptions: false },
}
