import { readdirSync, readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { rules } from '../../src/rules/index.ts'
import type { Service as RandomService } from '../fuzz/service.ts'
import { entries } from './service.ts'
import { type Blueprint, inLongForm, type Service, type Shared } from './shape.ts'

export interface Input {
  readonly name: string
  readonly service: Service
}

const root = new URL('../', import.meta.url)

/** A blueprint that somebody wrote; `beside` it, another of the same run. */
export interface HandwrittenText {
  readonly name: string
  readonly text: string
  readonly beside?: string | undefined
}

/** Blueprints that people wrote: the rules' bad examples, the cases, the stories, and what stands in the rules of houses. */
export function handwrittenTexts(): HandwrittenText[] {
  const texts: HandwrittenText[] = rules
    .filter(({ theme }) => theme !== 'reading')
    .map(({ id, bad, beside }) => ({ name: `the bad example of ${id}`, text: bad, beside }))
  for (const folder of ['cases', '../blueprints', 'house'])
    for (const file of (readdirSync(new URL(folder, root), { recursive: true }) as string[]).sort())
      if (/\.ya?ml$/.test(file) && !/organization|config/.test(file)) {
        // The rules of a house come with several documents in a file.
        const parts = readFileSync(new URL(`${folder}/${file}`, root), 'utf8').split(/^---$/m)
        for (const text of parts.filter((text) => /^blueprint: 1\b/m.test(text)))
          texts.push({ name: `${folder}/${file}`, text })
      }
  return texts
}

/** The same as plain values. */
export const handwritten = (): Input[] =>
  handwrittenTexts().flatMap(({ name, text, beside }) =>
    name.startsWith('the bad example') ? [{ name, service: serviceOf(text, beside) }] : inputsOf(name, text),
  )

/** The three rules of what people have and may and can are one: what one is shown with, the others are tried on as well. */
const inputsOf = (name: string, text: string): Input[] =>
  (name.includes('/missing-authority/') ? ['authority', 'tools', 'training'] : ['authority']).map((ability) => ({
    name: ability === 'authority' ? name : `${name} with ${ability}`,
    service: serviceOf(
      text.replaceAll(new RegExp(`\\b(authority|${ability}):`, 'g'), (_, key) =>
        key === 'authority' ? `${ability}:` : 'authority:',
      ),
    ),
  }))

const serviceOf = (text: string, beside?: string): Service => ({
  blueprint: inLongForm(parse(text)),
  others: beside === undefined ? {} : { 'beside.blueprint.yaml': inLongForm(parse(beside)) },
})

/** A random service in the same shape; owners and metrics go by their ids, so that no two are called alike. */
export function ofRandom({ blueprint, organization }: RandomService): Service {
  const service: Service = {
    blueprint: structuredClone(blueprint) as unknown as Blueprint,
    organization: structuredClone(organization) as Shared | undefined,
    others: {},
  }
  for (const section of ['owners', 'metrics'] as const)
    for (const [, one] of entries(service, section)) delete one['name']
  return service
}
