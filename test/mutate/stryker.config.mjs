import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const cache = 'node_modules/.cache/mutants'

export default {
  mutate: ['src/rules/**/*.ts', 'src/graph/**/*.ts'],
  // Words are what people read, not what decides: tests of sentences are elsewhere, and a word left out of one says
  // nothing of whether the rule is right. Where a string decides, its comparison is changed as a condition.
  mutator: { excludedMutations: ['StringLiteral'] },
  testRunner: 'in-one-process',
  plugins: [fileURLToPath(new URL('runner.mjs', import.meta.url))],
  tests: {
    files: `rules cases findings stories organization flow-rules information numbers graph tokens
      plain/flow-ownership plain/incentives-promises plain/other-themes`
      .split(/\s+/)
      .map((name) => `test/${name}.test.ts`),
    // Long ones, about sentences in every example: what they look at is looked at by others.
    except: ['sentences for leaders', 'everything that these rules', 'names that somebody chose', 'rules of a house'],
  },
  coverageAnalysis: 'perTest',
  ignoreStatic: true,
  concurrency: 1,
  timeoutMS: 3000,
  disableTypeChecks: false,
  tsconfigFile: 'none', // rewriting it takes a compiler older than ours
  tempDirName: join(tmpdir(), 'faultline-mutants'),
  allowEmpty: true,
  reporters: ['json', 'progress'],
  jsonReporter: { fileName: `${cache}/report.json` },
  warnings: { unknownOptions: false },
}
