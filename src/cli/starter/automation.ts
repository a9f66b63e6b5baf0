import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import manifest from '../../../package.json' with { type: 'json' }
import { workTreeOf } from '../names.ts'
import { programFolder } from './first-day.ts'
import { originOf, unknownOrigin } from './origin.ts'
import { github, gitlab, gitlabPart, preCommit, preCommitEntry } from './pipelines.ts'
import type { Wanted } from './wanted.ts'

export interface Automation {
  readonly ci?: 'github' | 'gitlab'
  readonly preCommit?: boolean
}

/** The pipelines and hooks asked for. They work at the top of a repository alone, and judge all of it. */
export function automation(folder: string, { ci, preCommit: withHook }: Automation): Wanted[] {
  const top = workTreeOf(folder)
  const root = top ?? folder
  const known = originOf(programFolder(), manifest)
  const origin = known ?? unknownOrigin(manifest.version)
  const hints = (file: string, address: string, revision: string): string[] => [
    ...(known ? [] : [`Say in ${file} where faultline is to be had (${address}), and which version (${revision})`]),
    ...(top ? [] : [`${file} works at the top of a git repository alone: \`git init\` makes this folder one`]),
  ]

  const onGitHub = (): Wanted => ({
    root,
    file: '.github/workflows/faultline.yml',
    text: github(origin),
    is: 'judges what each pull request adds',
    next: (created) =>
      created === 'made' ? hints('.github/workflows/faultline.yml', 'FAULTLINE', 'FAULTLINE_VERSION') : [],
  })

  const onGitLab = (): Wanted => {
    const before = textOf(join(root, '.gitlab-ci.yml'))
    const isPart = before !== undefined && !before.includes('faultline check')
    const file = isPart ? gitlabPart.file : '.gitlab-ci.yml'
    const isIncluded = !isPart || before.includes(gitlabPart.file)
    return {
      root,
      file,
      text: gitlab(origin),
      is: 'judges what each merge request adds',
      next: (created) => [
        ...(isIncluded ? [] : [`Add to .gitlab-ci.yml, which you have already: \`${gitlabPart.line}\``]),
        ...(created === 'made' ? hints(file, 'FAULTLINE', 'FAULTLINE_VERSION') : []),
      ],
    }
  }

  const beforeCommits = (): Wanted => {
    const file = '.pre-commit-config.yaml'
    const hasHook = textOf(join(root, file))?.includes('id: faultline') === true
    return {
      root,
      file,
      text: preCommit(origin),
      is: 'judges what each commit adds, before it is made',
      next: (created) => {
        if (created === 'made') return ['Run `pre-commit install`, once on each machine', ...hints(file, 'repo', 'rev')]
        if (created !== 'other' || hasHook) return []
        return [
          `Add to \`repos\` in ${file}, which you have already:\n\n${preCommitEntry(origin)}`,
          ...hints(file, 'repo', 'rev'),
        ]
      },
    }
  }

  return [
    ...(ci === 'github' ? [onGitHub()] : []),
    ...(ci === 'gitlab' ? [onGitLab()] : []),
    ...(withHook ? [beforeCommits()] : []),
  ]
}

/** Undefined for what is not there, cannot be read, or is no file that somebody wrote. */
function textOf(path: string): string | undefined {
  try {
    const entry = statSync(path)
    return entry.isFile() && entry.size < 2 ** 20 ? readFileSync(path, 'utf8') : undefined
  } catch {
    return undefined
  }
}
