import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const filesOf = (names) => names.split(/\s+/).map((name) => `test/${name}.test.ts`)

/**
 * The tests that are to notice a change, by what is changed: what has nothing to do with it only takes time. A file
 * belongs to the first that fits.
 */
export const groups = [
  {
    of: /^src\/rules\//,
    files:
      filesOf(`rules cases findings stories organization clashing flow-rules double-run information promise-rules incentive-rules load-rules
      incentive-parts bounds reward-bounds remembered too-large several-blueprints plain/flow-ownership plain/incentives-promises plain/other-themes plain/nobody-accountable`),
    // Long ones, about sentences in every example: what they look at is looked at by others.
    except: ['sentences for leaders', 'everything that these rules', 'names that somebody chose', 'rules of a house'],
    // Of the time that all these take, what is spent on one mutant at most: on the tests nearest to it.
    mostOfTheTime: 0.25,
  },
  {
    of: /^src\/graph\/token/,
    files: filesOf('tokens token-parts token-search'),
    except: ['batch ([1-3][0-9]|[6-9])', 'has seen enough', 'of 1\\.00'],
  },
  {
    of: /^src\/graph\/reduction/,
    files: filesOf('well-structured tokens'),
    except: ['batch ([1-3][0-9]|[6-9])', 'has seen enough'],
  },
  { of: /^src\/graph\/run-story/, files: filesOf('run-story token-search cases'), except: ['of 1\\.00'] },
  {
    of: /^src\/graph\/(information|comes-plainly|wishes|undecided)/,
    files: filesOf('information remembered promise-rules flow-rules house-ways findings bounds cases'),
    except: ['names that somebody chose'],
  },
  {
    of: /^src\/graph\/(balance|every-run|hidden-wait|hours|last-common-step|longest-time|ring-visits|shares|time|visits|work)/,
    files: filesOf(
      'numbers time every-run ring-visits shares visits work hidden-wait last-common-step load-rules promise-rules bounds cases',
    ),
    // Large ones, of what is looked at in small.
    except: ['of .* balance'],
  },
  {
    of: /^src\/graph\//,
    files:
      filesOf(`graph graph-parts rings ability incentive-parts flow-rules house-ways organization clashing incentive-rules
      rules cases findings bounds reward-bounds too-large`),
    except: ['names that somebody chose', 'too-large.test.ts: (?!caseless|circular|missing)'],
  },
]

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
  timeoutFactor: 0.5, // of the time of all tests that come across a mutant
  tsconfigFile: 'none', // rewriting it takes a compiler older than ours
  tempDirName: join(tmpdir(), 'faultline-mutants'),
  reporters: ['json', 'progress'],
  jsonReporter: { fileName: 'node_modules/.cache/mutants.json' },
  warnings: { unknownOptions: false },
}
