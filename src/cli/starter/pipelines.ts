import type { Origin } from './origin.ts'

/**
 * What pipelines and hooks run. faultline is cloned and built: npm 10 and 11 do not build what `--global` installs
 * from git, and npm 12 takes nothing from git unless it is told to. A name in a registry must not stand here before
 * faultline has it there: whoever takes the name would be run.
 */

const version = ({ address, revision }: Origin, indent: string): string =>
  [
    '# Where faultline is to be had, and which version of it.',
    `FAULTLINE: ${address}`,
    `FAULTLINE_VERSION: ${revision}`,
  ]
    .map((line) => indent + line)
    .join('\n')

/** A workflow for GitHub. The tree of a pull request is its merge commit: the first parent is what it is merged into. */
export const github = (
  origin: Origin,
): string => `# Judges the service blueprints of this repository. A pull request fails when it adds a fault; faults that were
# there before do not hold it up. What is merged is then told in full, without failing.
name: faultline

on:
  pull_request:
  push:
    branches: [main, master]

permissions:
  contents: read

env:
${version(origin, '  ')}

jobs:
  blueprints:
    name: Service blueprints
    runs-on: ubuntu-latest
    timeout-minutes: 10
    steps:
      - uses: actions/checkout@v6
        with:
          # The merge, and what it is merged into.
          fetch-depth: 2
          persist-credentials: false
      - uses: actions/setup-node@v6
        with:
          node-version: 24
          package-manager-cache: false
      - name: Get faultline
        run: |
          git clone --quiet "$FAULTLINE" "$RUNNER_TEMP/faultline"
          git -C "$RUNNER_TEMP/faultline" checkout --quiet "$FAULTLINE_VERSION"
          npm ci --prefix "$RUNNER_TEMP/faultline" --no-audit --no-fund
          npm install --global --ignore-scripts "$RUNNER_TEMP/faultline"
      - name: What this pull request adds
        if: github.event_name == 'pull_request'
        run: faultline check --since HEAD^1 --format github
      - name: All that is known
        if: github.event_name == 'push'
        run: faultline check --format github --fail-on never
`

/** Jobs for GitLab: one for merge requests; one for the default branch, with whose report GitLab compares the other's. */
export const gitlab = (
  origin: Origin,
): string => `# Judges the service blueprints of this repository. A merge request fails when it adds a fault; faults that were
# there before do not hold it up. What is merged is then told in full, without failing.
.faultline:
  image: node:24
  variables:
    # All of the history, so that what a merge request began from is there to compare with.
    GIT_DEPTH: "0"
${version(origin, '    ')}
  before_script:
    - folder="$(mktemp -d)"
    - git clone --quiet "$FAULTLINE" "$folder"
    - git -C "$folder" checkout --quiet "$FAULTLINE_VERSION"
    - npm ci --prefix "$folder" --no-audit --no-fund
    - npm install --global --ignore-scripts "$folder"
  artifacts:
    when: always
    reports:
      codequality: gl-code-quality-report.json

faultline:
  extends: .faultline
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
  script:
    # Where GitLab judges the merged result it says what it was merged into; else it is compared with where it began.
    - since="\${CI_MERGE_REQUEST_TARGET_BRANCH_SHA:-$CI_MERGE_REQUEST_DIFF_BASE_SHA}"
    - faultline check --since "$since" --format pretty --format gitlab=gl-code-quality-report.json

faultline-all:
  extends: .faultline
  rules:
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
  script:
    - faultline check --fail-on never --format pretty --format gitlab=gl-code-quality-report.json
`

/** Where the jobs go when the project has a pipeline already, and the line that takes them in. */
export const gitlabPart = { file: '.gitlab/faultline.yml', line: 'include: { local: .gitlab/faultline.yml }' }

/** The entry of a project's `.pre-commit-config.yaml`. */
export const preCommitEntry = ({ address, revision }: Origin): string => `  - repo: ${address}
    rev: ${revision}
    hooks:
      - id: faultline
        # Only what a commit adds holds it up.
        args: [--since, HEAD]
`

export const preCommit = (
  origin: Origin,
): string => `# Judges the service blueprints before each commit. Once on each machine: pre-commit install
repos:
${preCommitEntry(origin)}`
