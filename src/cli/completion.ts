import type { Command, Option } from 'commander'
import { clean } from '../report/text.ts'
import { rules } from '../rules/index.ts'
import type { Shell } from './shells.ts'

/** What can be typed after the name of the program, plainly: `commandTree` makes it out of commander's objects. */
export interface CommandTree {
  readonly name: string
  readonly options: readonly OptionDescription[]
  readonly commands: readonly CommandDescription[]
}

export interface CommandDescription {
  readonly name: string
  readonly description: string
  readonly options: readonly OptionDescription[]
  readonly arguments: readonly ArgumentDescription[]
}

export interface OptionDescription {
  /** As typed: `-f`, `--format`. */
  readonly flags: readonly string[]
  readonly description: string
  readonly isRepeatable: boolean
  /** What follows it; undefined where nothing does. */
  readonly value?: Value
}

export interface ArgumentDescription {
  readonly name: string
  readonly isRepeatable: boolean
  readonly value: Value
}

/** These words, the name of a rule or of a file, or something that nobody can know beforehand. */
export type Value = readonly string[] | 'rule' | 'file' | 'free'

/** The script that completes the command line of the program in a shell: to be read by that shell when it starts. */
export const completion = (program: Command, shell: Shell): string => scripts[shell](commandTree(program))

/** Commander's objects as a plain description. Hidden commands and options are left out. */
export function commandTree(program: Command): CommandTree {
  const help = program.createHelp()
  const options = (command: Command): OptionDescription[] =>
    help.visibleOptions(command).map((option) => ({
      flags: [option.short, option.long].flatMap((flag) => (flag ? [word(flag)] : [])),
      description: option.description,
      isRepeatable: option.variadic || Array.isArray(option.defaultValue),
      ...(option.required || option.optional ? { value: valueOf(option) } : {}),
    }))
  const commands = help.visibleCommands(program)
  const argumentCalled = (called: string): Value =>
    called === 'rule' ? 'rule' : called === 'command' ? commands.map((command) => word(command.name())) : 'file'
  return {
    name: word(program.name()),
    options: options(program),
    commands: commands.map((command) => ({
      name: word(command.name()),
      description: help.subcommandDescription(command),
      options: options(command),
      arguments: command.registeredArguments.map((argument) => ({
        name: argument.name(),
        isRepeatable: argument.variadic,
        value: argument.argChoices?.map(word) ?? argumentCalled(argument.name()),
      })),
    })),
  }
}

function valueOf({ argChoices, flags, long }: Option): Value {
  if (argChoices) return argChoices.map(word)
  if (long === '--rule' || long === '--skip') return 'rule'
  return /[<[][^>]*(file|folder|path)/.test(flags) ? 'file' : 'free'
}

/** Only what no shell reads anything into gets into a script without quotes. */
function word(text: string): string {
  if (!/^-{0,2}[A-Za-z0-9][A-Za-z0-9-]*$/.test(text)) throw new Error(`${text} is no word for a shell`)
  return text
}

const ruleNames = (): string => rules.map(({ id }) => word(id)).join(' ')

const scripts: Record<Shell, (tree: CommandTree) => string> = { bash, zsh, fish }

/** For bash 3.2 and newer, without the package bash-completion. */
function bash({ name, options, commands }: CommandTree): string {
  const answer = (value: Value): string =>
    value === 'file'
      ? 'return'
      : value === 'free'
        ? `_${name}_nothing; return`
        : `words=${value === 'rule' ? '$rules' : `'${value.join(' ')}'`}`
  const flagsOf = (described: readonly OptionDescription[]): string =>
    described.flatMap(({ flags }) => flags.filter((flag) => flag.startsWith('--') || flags.length === 1)).join(' ')
  const values = commands.flatMap((command) =>
    command.options.flatMap(({ flags, value }) =>
      value === undefined
        ? []
        : [`    ${flags.map((flag) => `${command.name}:${flag}`).join('|')}) ${answer(value)} ;;`],
    ),
  )
  const bodies = commands.map(
    ({ name: command, options: own, arguments: taken }) =>
      `    ${command}:-*) words='${flagsOf(own)}' ;;\n    ${command}:*) ${taken[0] ? answer(taken[0].value) : `_${name}_nothing; return`} ;;`,
  )
  return `# Completion for bash. In ~/.bashrc: source <(${name} completion bash)
_${name}_nothing() {
  type compopt >/dev/null 2>&1 && compopt +o default 2>/dev/null
  COMPREPLY=()
}

_${name}() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} command='' words='' i
  local rules='${ruleNames()}'
  COMPREPLY=()
  [[ $current == = ]] && current=''
  [[ $previous == = ]] && previous=\${COMP_WORDS[COMP_CWORD-2]}
  for ((i = 1; i < COMP_CWORD; i++)); do
    [[ \${COMP_WORDS[i]} == -* ]] || { command=\${COMP_WORDS[i]}; break; }
  done
  case $command:$previous in
${values.join('\n')}
  esac
  [[ $words ]] || case $command:$current in
    :-*) words='${flagsOf(options)}' ;;
    :*) words='${commands.map((command) => command.name).join(' ')}' ;;
${bodies.join('\n')}
    *) return ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  [[ \${COMPREPLY[0]+set} ]] || _${name}_nothing
}

complete -o default -F _${name} ${name}
`
}

/** For zsh 5: read after `compinit`, or kept as `_faultline` in a folder of `$fpath`. */
function zsh({ name, options, commands }: CommandTree): string {
  const action = (value: Value): string =>
    value === 'file' ? '_files' : value === 'free' ? "' '" : value === 'rule' ? '"($rules)"' : `'(${value.join(' ')})'`
  const option = ({ flags, description, isRepeatable, value }: OptionDescription): string => {
    const others = isRepeatable ? '*' : `(${flags.join(' ')})`
    const said = escaped(description)
    return flags
      .map((flag) => {
        if (value === undefined) return quoted(`${others}${flag}[${said}]`)
        const typed = `${flag}${flag.startsWith('--') ? '=' : '+'}`
        return `${quoted(`${others}${typed}[${said}]:${flags.at(-1)!.slice(2)}:`)}${action(value)}`
      })
      .join(' ')
  }
  const argument = ({ name: called, isRepeatable, value }: ArgumentDescription, i: number): string =>
    `${quoted(`${isRepeatable ? '*' : i + 1}:${escaped(called)}:`)}${action(value)}`
  const lines = (parts: readonly string[]): string => parts.join(' \\\n          ')
  const cases = commands.map(
    (command) => `        ${command.name})
          _arguments -s ${lines([...command.options.map(option), ...command.arguments.map(argument)])} ;;`,
  )
  return `#compdef ${name}
# Completion for zsh. In ~/.zshrc, after compinit: source <(${name} completion zsh)
_${name}() {
  local context state state_descr line rules='${ruleNames()}'
  typeset -A opt_args
  _arguments -C ${options.map(option).join(' ')} '1: :->command' '*:: :->rest'
  case $state in
    command)
      local -a commands=(
${commands.map((command) => `        ${quoted(`${command.name}:${clean(command.description)}`)}`).join('\n')}
      )
      _describe command commands ;;
    rest)
      case $line[1] in
${cases.join('\n')}
      esac ;;
  esac
}

if [[ $funcstack[1] == _${name} ]]; then _${name} "$@"; else compdef _${name} ${name}; fi
`
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`
/** What means something in the descriptions of `_arguments`. */
const escaped = (text: string): string => clean(text).replaceAll(/[\\[\]:]/g, '\\$&')

/** For fish 3. */
function fish({ name, options, commands }: CommandTree): string {
  const text = (written: string): string => `'${clean(written).replaceAll(/[\\']/g, '\\$&')}'`
  const follows = (value: Value): string =>
    value === 'file' ? '-r -F' : value === 'free' ? '-x' : `-x -a ${among(value)}`
  const among = (value: readonly string[] | 'rule'): string => (value === 'rule' ? '$rules' : `'${value.join(' ')}'`)
  const option = ({ flags, description, value }: OptionDescription): string => {
    const typed = flags.map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`))
    return [...typed, ...(value === undefined ? [] : [follows(value)]), `-d ${text(description)}`].join(' ')
  }
  const first = `complete -c ${name} -n __fish_use_subcommand`
  const rest = commands.flatMap((command) => {
    const after = `complete -c ${name} -n '__fish_seen_subcommand_from ${command.name}; and test (commandline -opc)[2] = ${command.name}'`
    return [
      ...command.options.map((one) => `${after} ${option(one)}`),
      ...command.arguments.slice(0, 1).flatMap(({ value }) => {
        if (value === 'free') return []
        return `${after} ${value === 'file' ? '-F' : `-a ${among(value)}`}`
      }),
    ]
  })
  return `# Completion for fish. In ~/.config/fish/config.fish: ${name} completion fish | source
set -l rules '${ruleNames()}'
complete -c ${name} -f
${[
  ...options.map((one) => `${first} ${option(one)}`),
  ...commands.map((command) => `${first} -a ${command.name} -d ${text(command.description)}`),
  ...rest,
].join('\n')}
`
}
