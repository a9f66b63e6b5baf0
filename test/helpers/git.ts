import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { folderWith } from './run.ts'

/** What keeps git from looking at the settings of whoever runs the tests. */
export const gitEnvironment = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
  GIT_AUTHOR_NAME: 'Somebody',
  GIT_AUTHOR_EMAIL: 'somebody@example.org',
  GIT_COMMITTER_NAME: 'Somebody',
  GIT_COMMITTER_EMAIL: 'somebody@example.org',
  GIT_AUTHOR_DATE: '2026-11-22T12:00:00Z',
  GIT_COMMITTER_DATE: '2026-11-22T12:00:00Z',
}

/** A git repository in a new folder, with a first commit where files are given. */
export class Repository {
  readonly folder: string

  constructor(files?: Record<string, string>, folder = folderWith()) {
    this.folder = folder
    if (files) {
      this.git('init', '--quiet', '--initial-branch=main')
      this.commit(files)
    }
  }

  git(...words: string[]): string {
    const env = { PATH: process.env['PATH'], ...gitEnvironment }
    return execFileSync('git', words, { cwd: this.folder, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  }

  /** Writes files (null: removes them) without committing. */
  write(files: Record<string, string | null>): void {
    for (const [name, content] of Object.entries(files)) {
      const path = join(this.folder, name)
      if (content === null) rmSync(path)
      else {
        mkdirSync(dirname(path), { recursive: true })
        writeFileSync(path, content)
      }
    }
  }

  commit(files: Record<string, string | null>, message = 'A change'): void {
    this.write(files)
    this.git('add', '--all')
    this.git('commit', '--quiet', '--allow-empty', '--message', message)
  }

  /** A shallow clone, as pipelines make it. */
  shallow(depth: number, ...words: string[]): Repository {
    const folder = folderWith()
    this.git('clone', '--quiet', `--depth=${depth}`, ...words, `file://${this.folder}`, folder)
    return new Repository(undefined, folder)
  }
}
