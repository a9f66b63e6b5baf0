import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { blueprintOf } from '../generate.mjs'
import { faultline, inTurn, node, peakMemory, ratio } from '../measure.mjs'
import { told } from '../told.mjs'

export const title = '2. Many blueprints of 40 steps, all rules'

const yamlAlone = fileURLToPath(new URL('../yaml-alone.mjs', import.meta.url))

/** Owners, metrics and rewards of an organization. */
const ofEach = 200

const textsOf = (count) => Array.from({ length: count }, (_, i) => blueprintOf(40, i))

export function run({ rounds, top, folderWith }) {
  const [hundred, thousand] = [100, 1000].map((count) => of(count))
  const memories = [1, 2, 3].map(() => peakMemory(faultline('check', thousand.folder), top))
  const emptyMemory = peakMemory(node('-e', '0'), top)
  const besides = withOrganization()
  const [organized] = inTurn([faultline('check', besides)], Math.min(rounds, 3))
  return {
    targets: [
      { what: 'check of 100 / yaml alone', atMost: 0.18, unit: '×', ...ratio(hundred.check, hundred.yaml) },
      { what: 'check of 1,000 / yaml alone', atMost: 0.12, unit: '×', ...ratio(thousand.check, thousand.yaml) },
      { what: 'peak memory of 1,000, most of 3', atMost: 120, unit: 'MB', value: Math.max(...memories) },
    ],
    times: {
      'check of 100': hundred.check,
      'yaml alone, 100': hundred.yaml,
      'check of 1,000': thousand.check,
      'yaml alone, 1,000': thousand.yaml,
      'check of 1,000 with an organization': organized,
    },
    notes: [
      `100 are ${told(hundred.characters / 1e6, 'million')} characters.`,
      `Memory: ${memories.map((one) => told(one)).join(', ')} MB; an empty Node has ${told(emptyMemory, 'MB')}. A MB is a million bytes.`,
      `The organization has ${ofEach} owners, metrics and rewards; beside it, 1,000 take ${told(peakMemory(faultline('check', besides), top), 'MB')}.`,
    ],
  }

  /** The same thousand, with what hardly any of them has to do with. */
  function withOrganization() {
    const [folder] = folderWith(
      textsOf(1000).map((text) => text.replace('blueprint: 1\n', 'blueprint: 1\norganization: organization.yaml\n')),
    )
    const each = (line) => Array.from({ length: ofEach }, (_, i) => line(i)).join('')
    writeFileSync(
      join(folder, 'organization.yaml'),
      `organization: 1
title: Organization
owners:
${each((i) => `  organization-owner-${i}: {}\n`)}metrics:
${each((i) => `  organization-metric-${i}: { for: customer }\n`)}incentives:
${each((i) => `  organization-reward-${i}: { owner: organization-owner-${i}, rewards: organization-metric-${i} }\n`)}`,
    )
    return folder
  }

  function of(count) {
    const texts = textsOf(count)
    const [folder] = folderWith(texts)
    const [check, yaml] = inTurn([faultline('check', folder), node(yamlAlone, folder)], rounds)
    return { folder, check, yaml, characters: texts.reduce((sum, text) => sum + text.length, 0) }
  }
}
