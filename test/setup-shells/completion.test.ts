import { execFile, spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command, Option } from 'commander'
import { beforeAll, describe, expect, it } from 'vitest'
import { completion } from '../../src/cli/completion.ts'
import { type Shell, shells } from '../../src/cli/shells.ts'
import { rules } from '../../src/rules/index.ts'
import { folderWith, run } from '../helpers/run.ts'

// Asked of the shells themselves, where they are installed.
const isInstalled = (program: string): boolean => spawnSync(program, ['--version']).status === 0

/** A folder with things to complete, and what the program prints for a shell. */
const folder = folderWith({ 'clinic.blueprint.yaml': '', 'drafts/shop.blueprint.yaml': '', 'with blank.yaml': '' })
const printed = new Map<Shell, string>()

beforeAll(async () => {
  for (const shell of shells) {
    const { code, out, err } = await run(folder, ['completion', shell])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    printed.set(shell, out)
  }
})

/** Runs a script in a shell that reads nothing of the user's own. */
const runIn = (shell: Shell, script: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const alone = { bash: ['--norc', '--noprofile'], zsh: ['-f'], fish: ['--no-config'] }[shell]
    const env = { PATH: process.env['PATH'] ?? '', HOME: folder, TERM: 'dumb' }
    execFile(shell, [...alone, '-c', script], { cwd: folder, env, timeout: 30_000 }, (error, out, err) =>
      error ? reject(new Error(`${error.message}\n${err}`)) : resolve(out + err),
    )
  })

/** What the shell offers for the last of these words. */
type Ask = (script: string, line: string) => Promise<string[]>

const ask: Record<Shell, Ask> = {
  // The variables are those that bash sets when somebody presses tab. Where nothing is answered it offers files, unless
  // it was told not to: that option cannot be set, or asked for, outside a real press of the key.
  bash: async (script, line) => {
    const words = line.split(/ |(?==)|(?<==)/)
    const asked = `${script}
files=$(complete -p faultline)
compopt() { [[ "$*" == '+o default' ]] && files=''; }
COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}) COMP_CWORD=${words.length - 1}
_faultline
[[ \${#COMPREPLY[@]} -eq 0 && $files == *'-o default'* ]] && COMPREPLY=($(compgen -f -- "\${COMP_WORDS[COMP_CWORD]}"))
printf '%s\\n' "\${COMPREPLY[@]}"`
    return (await runIn('bash', asked)).split('\n').filter(Boolean)
  },
  fish: async (script, line) =>
    (await runIn('fish', `${script}\ncomplete -C '${line}'`))
      .split('\n')
      .filter(Boolean)
      .map((offered) => offered.split('\t')[0]!),
  // A shell inside the shell, with a terminal of its own, in which tab is pressed. What it then has written is the
  // answer; where it wrote nothing, what it listed.
  zsh: async (script, line) => {
    mkdirSync(join(folder, 'zsh'), { recursive: true })
    writeFileSync(
      join(folder, 'zsh/.zshrc'),
      `autoload -Uz compinit && compinit -u -d ${folder}/.zcompdump
${script}
compadd() {
  local -a listed
  [[ "$*" == *-D* ]] || { builtin compadd -O listed "$@"; print -rl -- $listed >> $ZSH_TELLS; }
  builtin compadd "$@"
}
tell() { zle complete-word; print -r -- "END $BUFFER" >> $ZSH_TELLS; exit }
zle -N tell
bindkey '^I' tell`,
    )
    const told = await runIn(
      'zsh',
      `zmodload zsh/zpty
export ZSH_TELLS=$(mktemp)
zpty inner "ZDOTDIR=${folder}/zsh zsh -i"
zpty -w -n inner '${line}'$'\\t'
repeat 400; do grep -q '^END' $ZSH_TELLS && break; sleep 0.05; done
zpty -d inner
cat $ZSH_TELLS`,
    )
    const [, listed, written] = /^([\s\S]*)END (.*)\n$/.exec(told)!
    return written === line ? listed!.split('\n').filter(Boolean) : [written!.trim().split(' ').at(-1)!]
  },
}

describe.each(shells.filter(isInstalled))('%s', (shell) => {
  const offers = (line: string) => ask[shell](printed.get(shell)!, line)

  it.each([
    ['a command', 'faultline che', ['check']],
    ['a rule', 'faultline explain dead', ['dead-end']],
    ['a format', 'faultline check --format sa', ['sarif']],
    ['a format, by the short option', 'faultline check -f sa', ['sarif']],
    ['a value', 'faultline check --fail-on w', ['warning']],
    ['a shell', 'faultline completion z', ['zsh']],
    ['a rule to be left out', 'faultline check drafts --skip lost', ['lost-customer']],
    ['a command to be helped with', 'faultline help exp', ['explain']],
  ])('completes %s', async (_, line, expected) => {
    expect(await offers(line)).toEqual(expected)
  })

  it('completes options', async () => {
    const offered = await offers('faultline check --for')
    expect(offered.map((option) => option.replace(/=$/, ''))).toEqual(['--format'])
  })

  it('offers every rule', async () => {
    expect((await offers('faultline explain ')).sort()).toEqual(rules.map(({ id }) => id).sort())
  })

  it('offers files after a command that reads them, and for an option that names one', async () => {
    for (const line of ['faultline check cl', 'faultline check --config cl', 'faultline compare cl'])
      expect((await offers(line)).join(), line).toContain('clinic.blueprint.yaml')
  })

  it('offers nothing where nobody can know', async () => {
    expect(await offers('faultline check --max-warnings ')).toEqual([])
  })

  it('runs nothing that a description says', async () => {
    const program = new Command('faultline')
    const nasty = `it's $(touch made) \`touch made\` "; touch made; ' [x]: {a,b} \\ \u001b[31m\ntouch made #`
    program
      .command('check')
      .description(nasty)
      .addOption(new Option('-n, --nasty <file>', nasty))
      .argument('[paths...]', nasty)
    program.command('chart').description(nasty)
    const script = completion(program, shell)
    expect((await ask[shell](script, 'faultline chec')).join()).toContain('check')
    expect((await ask[shell](script, 'faultline check --na')).join()).toContain('--nasty')
    expect(await ask[shell](script, 'faultline check ma')).toEqual([]) // there is no such file
  })
})

describe('completion', () => {
  it('lets no name into a script that a shell could read something into', () => {
    for (const name of ['a b', '$(x)', 'a;b', "a'b", 'ä', ''])
      expect(() => completion(new Command('faultline').addCommand(new Command(name || ' ')), 'bash'), name).toThrow()
  })

  it('knows every command and every option that the help knows', async () => {
    const { out } = await run(folder, ['--help'])
    const commands = [...out.matchAll(/^ {2}([a-z]+)(?: [[<]| {2})/gm)].map(([, command]) => command!)
    expect(commands).toContain('check')
    for (const command of commands) {
      const { out: help } = await run(folder, [command, '--help'])
      for (const shell of shells) expect(printed.get(shell)).toContain(command)
      for (const [, option] of help.matchAll(/^ {2}(?:-\w, )?--([a-z-]+)/gm))
        for (const shell of shells) expect(printed.get(shell), `${command} --${option}`).toContain(option)
    }
  })

  it('is told how to set up in its first lines', () => {
    for (const shell of shells)
      expect(printed.get(shell)).toMatch(new RegExp(`^(#.*\\n)*# .*faultline completion ${shell}`))
  })
})
