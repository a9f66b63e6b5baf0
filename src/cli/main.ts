import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { nearest } from '../read/did-you-mean.ts'
import { configSlips } from '../report/config-slips.ts'
import { explain } from '../report/explain.ts'
import { rulesList, type RulesFormat } from '../report/rules-list.ts'
import { clean } from '../report/text.ts'
import { ruleNamed, rules } from '../rules/index.ts'
import { check, type CheckOptions } from './check.ts'
import { compare, compareFormats } from './compare.ts'
import { formatNames } from './outputs.ts'
import { Problem, WrongConfig } from './problem.ts'
import { isColoured, say, show } from './terminal.ts'
import { version } from './version.ts'

/** Runs the command line and says with which code to exit. */
export async function main(words: readonly string[]): Promise<number> {
  let code = 0
  const program = commandLine((result) => {
    code = result
  })
  try {
    await program.parseAsync(words, { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    if (error instanceof WrongConfig) {
      say(configSlips(error.slips, isColoured('auto', process.stderr.isTTY)))
      return 2
    }
    if (error instanceof Problem) {
      say(`faultline: ${clean(error.message)}`)
      return 2
    }
    say(`This is a fault in faultline ${version} (Node ${process.version}): please report it with these lines.`)
    say(error instanceof Error ? (error.stack ?? error.message) : String(error))
    return 3
  }
}

function commandLine(exit: (code: number) => void): Command {
  const program = new Command('faultline')
    .description('Finds where a service will let its customers down, and proves it.')
    .version(version, '-V, --version', 'the version')
    .helpOption('-h, --help', 'this help')
    .helpCommand('help [command]', 'help for a command')
    .exitOverride()
    .showHelpAfterError('(`faultline --help` shows what there is)')
    .addHelpText(
      'after',
      '\nFirst steps:\n  faultline check blueprints        judge every *.blueprint.yaml below a folder\n  faultline explain dead-end        what a finding means, and what to do\n',
    )

  program
    .command('check', { isDefault: false })
    .description('find, read and judge blueprints')
    .argument('[paths...]', 'files, folders, globs, or `-` for standard input (default: the current folder)')
    .addOption(
      new Option(
        '-f, --format <name[=file]>',
        `how to tell: ${formatNames.join(', ')}; may be given several times, each with its own file`,
      )
        .default([], 'pretty')
        .argParser(collect),
    )
    .option('-o, --output <file>', 'where the format goes; written whole or not at all')
    .addOption(
      new Option('--fail-on <severity>', 'the least severity that makes the run fail (default: error)').choices([
        'error',
        'warning',
        'note',
        'never',
      ]),
    )
    .addOption(new Option('--max-warnings <n>', 'fail when there are more warnings than this').argParser(wholeNumber))
    .option('--since <revision>', 'only findings that are new since this git revision fail the run')
    .option('--baseline <file>', 'known findings do not fail the run; entries that no longer occur do')
    .option('--update-baseline', 'write the baseline anew')
    .option('--config <file>', 'instead of the nearest faultline.config.yaml upwards from each blueprint')
    .addOption(
      new Option('--rules-from <module>', 'rules in code of your own; the module runs with all your rights')
        .default([], 'none')
        .argParser(collect),
    )
    .option('--print-config', 'show what holds for each blueprint, and why')
    .addOption(
      new Option('--rule <name>', 'only this rule; may be given several times').default([], 'all').argParser(collect),
    )
    .addOption(
      new Option('--skip <name>', 'without this rule; may be given several times')
        .default([], 'none')
        .argParser(collect),
    )
    .addOption(
      new Option('--color <when>', 'colour the output; NO_COLOR and FORCE_COLOR are respected')
        .choices(['auto', 'always', 'never'])
        .default('auto'),
    )
    .option('-q, --quiet', 'only errors')
    .option('-v, --verbose', 'also what was read, and what could not be judged and why')
    .option('--timing', 'the time that each phase and rule took')
    .option('--stdin-file <name>', 'what standard input is called', 'standard-input.blueprint.yaml')
    .addOption(
      new Option('--today <date>', 'the day on which accepted trade-offs are looked at (default: today)').argParser(
        day,
      ),
    )
    .action(async (paths: string[], options: CheckOptions) => exit(await check(paths, options)))
    .addHelpText(
      'after',
      '\nExit codes:\n  0  judged, and nothing at or above --fail-on\n  1  judged, and something is\n  2  not judged: bad arguments, no blueprint found, a file that cannot be read or written\n  3  a fault in faultline itself\n',
    )

  program
    .command('compare')
    .description('two states of the same service: what is new, what is gone, what is left')
    .argument('<before>', 'a file, a folder, or `REV:path` of a git revision')
    .argument('<after>', 'the same, later')
    .addOption(
      new Option('-f, --format <name[=file]>', `how to tell: ${compareFormats.join(', ')}`)
        .default([], 'pretty')
        .argParser(collect),
    )
    .option('-o, --output <file>', 'where the format goes; written whole or not at all')
    .addOption(
      new Option('--fail-on <severity>', 'the least severity that makes the run fail (default: error)').choices([
        'error',
        'warning',
        'note',
        'never',
      ]),
    )
    .option('--config <file>', 'instead of the nearest faultline.config.yaml upwards from each blueprint')
    .addOption(new Option('--rule <name>', 'only this rule').default([], 'all').argParser(collect))
    .addOption(new Option('--skip <name>', 'without this rule').default([], 'none').argParser(collect))
    .addOption(
      new Option('--color <when>', 'colour the output; NO_COLOR and FORCE_COLOR are respected')
        .choices(['auto', 'always', 'never'])
        .default('auto'),
    )
    .option('-v, --verbose', 'also what was there before')
    .addOption(
      new Option('--today <date>', 'the day on which accepted trade-offs are looked at (default: today)').argParser(
        day,
      ),
    )
    .action(async (before: string, after: string, options: CheckOptions) => exit(await compare(before, after, options)))

  program
    .command('explain')
    .description('what a rule means, why it hurts, what to do')
    .argument('<rule>', 'its name, as in error[name]')
    .action(async (name: string) => {
      const rule = ruleNamed(name)
      if (!rule) {
        const near = nearest(
          name,
          rules.map(({ id }) => id),
        )
        throw new Problem(
          `No rule is called \`${name}\`. ${near ? `Did you mean \`${near}\`?` : '`faultline rules` lists them.'}`,
        )
      }
      await show(explain(rule, process.stdout.columns))
    })

  program
    .command('rules')
    .description('all rules: name, theme, severity, one line')
    .addOption(
      new Option('-f, --format <name>', 'how to list them').choices(['pretty', 'json', 'markdown']).default('pretty'),
    )
    .action(async ({ format }: { format: RulesFormat }) => show(rulesList(rules, format)))

  program.action(() => program.help({ error: true }))
  return program
}

const collect = (value: string, before: string[]): string[] => [...before, value]

function wholeNumber(text: string): number {
  if (!/^[0-9]+$/.test(text)) throw new InvalidArgumentError('It is a whole number, 0 or more.')
  return Number(text)
}

function day(text: string): string {
  const date = new Date(`${text}T00:00:00Z`)
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || Number.isNaN(date.valueOf()) || !date.toISOString().startsWith(text))
    throw new InvalidArgumentError('A day is year-month-day: 2027-03-31.')
  return text
}
