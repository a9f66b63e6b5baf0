import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Ajv, type ValidateFunction } from 'ajv'
import { validateXML } from 'xmllint-wasm'

/** Outputs against what others say that they are to be. */

const schemaFile = createRequire(import.meta.url).resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json')
const { $schema: _, id: __, ...schema } = JSON.parse(readFileSync(schemaFile, 'utf8'))
/** The schema is of an older draft, which differs in these two keys alone. */
const sarif = new Ajv({
  strict: false,
  unicodeRegExp: false,
  formats: { uri: isUri, 'uri-reference': isReference, 'date-time': true },
}).compile(schema)

function isUri(text: string): boolean {
  return URL.canParse(text)
}

/** RFC 3986: nothing but the signs of a reference, and each % before two digits. */
function isReference(text: string): boolean {
  return /^(?:[\w\-.~!$&'()*+,;=:@/?#[\]]|%[0-9A-Fa-f]{2})*$/.test(text) && URL.canParse(text, 'file:///folder/')
}

/** What GitLab's documentation says of its code quality report. */
const gitlab = new Ajv().compile({
  type: 'array',
  items: {
    type: 'object',
    required: ['description', 'check_name', 'fingerprint', 'severity', 'location'],
    properties: {
      description: { type: 'string', minLength: 1 },
      check_name: { type: 'string', minLength: 1 },
      fingerprint: { type: 'string', minLength: 1 },
      severity: { enum: ['info', 'minor', 'major', 'critical', 'blocker'] },
      location: {
        type: 'object',
        required: ['path', 'lines'],
        properties: {
          path: { type: 'string', not: { pattern: '^\\./' } },
          lines: {
            type: 'object',
            required: ['begin'],
            properties: { begin: { type: 'integer', minimum: 1 }, end: { type: 'integer', minimum: 1 } },
            additionalProperties: false,
          },
        },
        additionalProperties: false,
      },
    },
    additionalProperties: false,
  },
})

/** What is published with the program. */
const json = new Ajv({ strict: false }).compile(
  JSON.parse(readFileSync(new URL('../../schemas/findings.schema.json', import.meta.url), 'utf8')),
)

const fitting =
  (valid: ValidateFunction) =>
  (data: unknown): string[] =>
    valid(data) ? [] : (valid.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)

/** What does not fit; nothing where all does. */
export const misfits = { sarif: fitting(sarif), gitlab: fitting(gitlab), json: fitting(json) }

const junit = { fileName: 'junit.xsd', contents: readFileSync(new URL('junit.xsd', import.meta.url), 'utf8') }
/** The same for reports of tests in JUnit's XML, several at once. */
export async function misfitsInXml(texts: readonly string[]): Promise<string[]> {
  const xml = texts.map((contents, i) => ({ fileName: `${i}.xml`, contents }))
  const { errors, valid } = await validateXML({ xml, schema: [junit], maxMemoryPages: 16_384 })
  return valid ? [] : errors.map(({ rawMessage }) => rawMessage)
}
