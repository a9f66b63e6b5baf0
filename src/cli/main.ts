import { Argument, Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { compareFormats, formatNames } from '../report/format-names.ts'
import type { RulesFormat } from '../report/rules-list.ts'
import type { CheckOptions } from './check.ts'
import type { DrawOptions } from './draw.ts'
import { help } from './help.ts'
import type { InitOptions } from './init.ts'
import type { ServeOptions } from './editor/server.ts'
import { inWords, Problem, WrongConfig } from './problem.ts'
import type { ReportOptions } from './report.ts'
import { type Shell, shells } from './shells.ts'
import { errors, isColoured, isSeen, say, show } from './terminal.ts'
import { version } from './version.ts'

/** Runs the command line and says with which code to exit. */
export async function main(words: readonly string[]): Promise<number> {
  let code = 0
  const complaints: string[] = []
  const program = commandLine(
    (result) => {
      code = result
    },
    (text) => complaints.push(text),
  )
  try {
    await parse(program, words)
    return code
  } catch (error) {
    const { clean } = await import('../report/text.ts')
    const cleaned = (text: string): string => text.trimEnd().split('\n').map(clean).join('\n')
    if (error instanceof CommanderError) {
      // They quote the words that were given, among which can be the names of files that strangers chose.
      if (complaints.length > 0) say(cleaned(complaints.join('')))
      return 2
    }
    if (error instanceof WrongConfig) {
      const { configSlips } = await import('../report/config-slips.ts')
      say(configSlips(error.slips, isColoured('auto', isSeen(errors))))
      return 2
    }
    const problem = problemIn(error)
    if (problem !== undefined) {
      say(`faultline: ${clean(problem)}`)
      return 2
    }
    say(`This is a fault in faultline ${version} (Node ${process.version}): please report it with these lines.`)
    say(cleaned(error instanceof Error ? (error.stack ?? error.message) : String(error)))
    return 3
  }
}

/** What the machine withholds, wherever it does: no fault of the program. */
function problemIn(error: unknown): string | undefined {
  if (error instanceof Problem) return error.message
  const { code, syscall, resource } = (error ?? {}) as NodeJS.ErrnoException & { resource?: string }
  if (syscall === 'uv_cwd') return 'The folder that this runs in is gone, or may not be used: change to another one'
  if (code === 'ERR_ACCESS_DENIED') return `Cannot use ${resource || 'what it needs'}: ${inWords(error)}`
  return undefined
}

/** Help and version are shown as everything else is: where they cannot be written, that is said. */
async function parse(program: Command, words: readonly string[]): Promise<void> {
  let help = ''
  for (const command of [program, ...program.commands])
    command.configureOutput({
      writeOut: (text) => {
        help += text
      },
    })
  try {
    await program.parseAsync(words, { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError) || error.exitCode !== 0) throw error
    await show(help)
  }
}

function commandLine(exit: (code: number) => void, complain: (text: string) => void): Command {
  const program = new Command('faultline')
    .configureOutput({ writeErr: complain })
    .description(help.program)
    .configureHelp({ subcommandTerm, optionDescription, argumentDescription })
    .version(version, '-V, --version', 'the version')
    .helpOption('-h, --help', 'this help')
    .exitOverride()
    .showHelpAfterError('(`faultline --help` shows what there is)')
    .addHelpText('after', '\n`faultline help check` tells all that a command can do.')

  program.commandsGroup('Every day:')
  program
    .command('check', { isDefault: false })
    .summary('judge blueprints')
    .description(help.check)
    .argument('[paths...]', 'files, folders or globs, or `-` for standard input; this folder where there are none')
    .optionsGroup('What to judge, and by what:')
    .addOption(
      new Option('--rule <name>', 'only these rules: names with commas between them, or several times')
        .default([], 'all')
        .argParser(collect),
    )
    .addOption(new Option('--skip <name>', 'all rules but these').default([], 'none').argParser(collect))
    .option('--config <file>', 'instead of the nearest faultline.config.yaml')
    .addOption(
      new Option('--rules-from <file>', 'rules of yours in code; the module runs with all your rights')
        .default([], 'none')
        .argParser(collect),
    )
    .addOption(
      new Option('--today <date>', 'the day to judge on: accepted trade-offs can expire')
        .default(undefined, 'today')
        .argParser(day),
    )
    .option('--stdin-file <name>', 'what standard input is called', 'standard-input.blueprint.yaml')
    .optionsGroup('How to tell it:')
    .addOption(
      new Option('-f, --format <name[=file]>', 'the form, or several with a file each')
        .choices(formatNames)
        .default([], 'pretty')
        .argParser(collect),
    )
    .option('-o, --output <file>', 'into this file, written whole or not at all')
    .option('-q, --quiet', 'only errors')
    .option('-v, --verbose', 'also what was read, and what to ask whom before the rest can be judged')
    .addOption(
      new Option('--color <when>', 'in colour; NO_COLOR and FORCE_COLOR count too')
        .choices(['auto', 'always', 'never'])
        .default('auto'),
    )
    .optionsGroup('What fails the run:')
    .addOption(
      new Option('--fail-on <severity>', 'the least severity that does')
        .choices(['error', 'warning', 'note', 'never'])
        .default(undefined, 'error'),
    )
    .addOption(new Option('--max-warnings <n>', 'more warnings than this do').argParser(wholeNumber))
    .option('--since <revision>', 'of the findings, only those that are new since this git revision do')
    .option('--baseline <file>', 'findings that are listed there do not; entries that occur no more do')
    .option('--update-baseline', 'write that file anew')
    .optionsGroup('About the run itself:')
    .option('--print-config', 'show what holds for each blueprint, and why')
    .option('--timing', 'the time that each phase and rule took')
    .helpOption('-h, --help', 'this help')
    .addHelpText('after', help.exitCodes)
    .action(async (paths: string[], options: CheckOptions) => {
      const { check } = await import('./check.ts')
      exit(await check(paths, options))
    })

  program
    .command('compare')
    .summary('two states of a service: what is new, gone and left')
    .description(help.compare)
    .argument('<before>', 'a file, a folder, or `REV:path` of a git revision')
    .argument('<after>', 'the same, later')
    .addOption(
      new Option('-f, --format <name[=file]>', 'the form')
        .choices(compareFormats)
        .default([], 'pretty')
        .argParser(collect),
    )
    .option('-o, --output <file>', 'where the format goes; written whole or not at all')
    .addOption(
      new Option('--fail-on <severity>', 'the least severity of something new that fails the run')
        .choices(['error', 'warning', 'note', 'never'])
        .default(undefined, 'error'),
    )
    .option('--config <file>', 'instead of the nearest faultline.config.yaml')
    .addOption(new Option('--rule <name>', 'only this rule').default([], 'all').argParser(collect))
    .addOption(new Option('--skip <name>', 'without this rule').default([], 'none').argParser(collect))
    .addOption(
      new Option('--color <when>', 'in colour; NO_COLOR and FORCE_COLOR count too')
        .choices(['auto', 'always', 'never'])
        .default('auto'),
    )
    .option('-v, --verbose', 'also what was there before')
    .addOption(
      new Option('--today <date>', 'the day to judge on: accepted trade-offs can expire')
        .default(undefined, 'today')
        .argParser(day),
    )
    .action(async (before: string, after: string, options: CheckOptions) => {
      const { compare } = await import('./compare.ts')
      exit(await compare(before, after, options))
    })

  program
    .command('report')
    .summary('the audit as a document for those who decide')
    .description(help.report)
    .argument('[paths...]', 'files, folders or globs; this folder where there are none')
    .addOption(
      new Option('-f, --format <name>', 'the form').choices(['markdown', 'html', 'xlsx', 'pptx']).default('markdown'),
    )
    .option('-o, --output <file>', 'into this file, written whole or not at all')
    .option('--since <revision>', 'with what has changed since this git revision')
    .option('--trace', 'with what each sentence stands on')
    .option('--config <file>', 'instead of the nearest faultline.config.yaml')
    .addOption(new Option('--rule <name>', 'only these rules').default([], 'all').argParser(collect))
    .addOption(new Option('--skip <name>', 'all rules but these').default([], 'none').argParser(collect))
    .addOption(new Option('--today <date>', 'the day of the report').default(undefined, 'today').argParser(day))
    .action(async (paths: string[], options: ReportOptions) => {
      const { report } = await import('./report.ts')
      exit(await report(paths, { ...options, stdinFile: 'standard-input.blueprint.yaml' }))
    })

  program
    .command('draw')
    .summary('the blueprint as a picture, with what was found')
    .description(help.draw)
    .argument('<file>', 'one blueprint, or `-` for standard input')
    .addOption(new Option('-f, --format <name>', 'as what').choices(['svg', 'mermaid', 'dot']).default('svg'))
    .option('-o, --output <file>', 'into this file, written whole or not at all')
    .addOption(
      new Option('--theme <name>', 'of an svg; auto: as the system of whoever looks at it')
        .choices(['light', 'dark', 'auto'])
        .default('light'),
    )
    .option('--no-findings', 'without what was found')
    .addOption(new Option('--columns <n>', 'so many columns side by side at most').argParser(oneOrMore))
    .option('--config <file>', 'instead of the nearest faultline.config.yaml')
    .option('--stdin-file <name>', 'what standard input is called', 'standard-input.blueprint.yaml')
    .addOption(
      new Option('--today <date>', 'the day to judge on: accepted trade-offs can expire')
        .default(undefined, 'today')
        .argParser(day),
    )
    .action(async (file: string, options: DrawOptions) => {
      const { draw } = await import('./draw.ts')
      exit(await draw(file, options))
    })

  program
    .command('explain')
    .summary('what a finding means, why it hurts, what to do')
    .description(help.explain)
    .argument('<rule>', 'its name, as findings give it: error[dead-end]')
    .action(async (name: string) => {
      const { explained } = await import('./rules-here.ts')
      await show(await explained(name, process.cwd()))
    })

  program
    .command('rules')
    .description('all rules, by theme, with a line on each')
    .addOption(
      new Option('-f, --format <name>', 'how to list them').choices(['pretty', 'json', 'markdown']).default('pretty'),
    )
    .action(async ({ format }: { format: RulesFormat }) => {
      const { listed } = await import('./rules-here.ts')
      await show(await listed(process.cwd(), format))
    })

  program.commandsGroup('Set up:')
  program
    .command('init')
    .summary('a blueprint to learn from, a config, a pipeline')
    .description(help.init)
    .argument('[folder]', 'where; this folder where it is not said', '.')
    .addOption(new Option('--ci <where>', 'also the pipeline').choices(['github', 'gitlab']))
    .option('--pre-commit', 'also the hook that judges before each commit')
    .action(async (folder: string, options: InitOptions) => {
      const { init } = await import('./init.ts')
      exit(await init(folder, options))
    })

  program
    .command('lsp')
    .summary('for editors: findings as you type')
    .description(help.lsp)
    .option('--stdio', 'talk over standard input and output; it always does')
    .option('--config <file>', 'instead of the nearest faultline.config.yaml')
    .addOption(
      new Option('--rules-from <file>', 'rules of yours in code; the module runs with all your rights')
        .default([], 'none')
        .argParser(collect),
    )
    // Editors add words of their own, such as the number of their process.
    .allowUnknownOption()
    .allowExcessArguments()
    .action(async (options: ServeOptions) => {
      const { serve } = await import('./editor/server.ts')
      exit(await serve(options))
    })

  program
    .command('completion')
    .summary('let your shell complete commands and rules')
    .description(help.completion)
    .addArgument(new Argument('<shell>', 'which shell').choices(shells))
    .action(async (shell: Shell) => {
      const { completion } = await import('./completion.ts')
      await show(completion(program, shell))
    })

  program.helpCommand('help [command]', 'help for a command')
  program.action(() => program.help({ error: true }))
  return program
}

/** `check [paths...]` */
const subcommandTerm = (command: Command): string => `${command.name()} ${command.usage()}`.replace(/ ?\[options\]/, '')

/** What it is for: what can be chosen (what holds where nothing is). */
const optionDescription = ({ description, argChoices, defaultValue, defaultValueDescription }: Option): string =>
  described(description, argChoices, defaultValueDescription ?? defaultValue)

const argumentDescription = ({ description, argChoices }: Argument): string => described(description, argChoices)

const described = (description: string, choices: readonly string[] = [], otherwise?: unknown): string =>
  [
    choices.length > 0 ? `${description}: ${choices.join(', ')}` : description,
    ...(otherwise === undefined ? [] : [`(default: ${otherwise})`]),
  ].join(' ')

const collect = (value: string, before: string[]): string[] => [...before, value]

function wholeNumber(text: string): number {
  if (!/^[0-9]+$/.test(text)) throw new InvalidArgumentError('It is a whole number, 0 or more.')
  return Number(text)
}

function oneOrMore(text: string): number {
  const number = wholeNumber(text)
  if (number === 0) throw new InvalidArgumentError('It is a whole number, 1 or more.')
  return number
}

function day(text: string): string {
  const date = new Date(`${text}T00:00:00Z`)
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || Number.isNaN(date.valueOf()) || !date.toISOString().startsWith(text))
    throw new InvalidArgumentError('A day is year-month-day: 2027-03-31.')
  return text
}
