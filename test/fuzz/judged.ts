import { audit } from '../../src/audit/audit.ts'
import type { Result } from '../../src/audit/result.ts'
import type { Finding, Location } from '../../src/finding.ts'
import type { Graph } from '../../src/graph/graph.ts'
import type { Source } from '../../src/read/document.ts'
import type { Texts } from './service.ts'

export const organizationFile = 'acme.organization.yaml'

export interface Judged extends Result {
  readonly graphs: readonly Graph[]
}

/** A blueprint with its organization's file, judged without a disk; in plain words too, so that these are made as well. */
export const judged = ({ blueprint, organization }: Texts): Promise<Judged> =>
  judgedSources([{ file: 'a.blueprint.yaml', text: blueprint }], organization)

export async function judgedSources(sources: readonly Source[], organization?: string): Promise<Judged> {
  const graphs: Graph[] = []
  const result = await audit(sources, {
    today: '2026-11-22',
    organization: () =>
      organization === undefined
        ? { unavailable: 'is not there', help: 'Correct the path' }
        : { file: organizationFile, text: organization },
    plain: true,
    keep: (graph) => graphs.push(graph),
  })
  return { ...result, graphs }
}

/** What keeps a blueprint from being judged. */
export const obstacles = ({ findings }: Result): Finding[] => findings.filter(({ theme }) => theme === 'reading')

/** Places that are not in the text that they point into. */
export function lostPlaces({ findings, sources }: Result): string[] {
  const lines = new Map([...sources].map(([file, { text }]) => [file, text.split('\n')]))
  const isLost = ({ file, line, column, endLine, endColumn }: Location): boolean => {
    const here = lines.get(file)
    const isIn = (line: number, column: number): boolean =>
      line >= 1 && column >= 1 && column <= (here?.[line - 1]?.length ?? -1) + 1
    return (
      !isIn(line, column) || !isIn(endLine, endColumn) || endLine < line || (endLine === line && endColumn < column)
    )
  }
  return findings.flatMap(({ rule, related, meant, ...at }) =>
    [at, ...related, ...(meant?.at ?? [])]
      .filter(isLost)
      .map(({ file, line, column, endLine, endColumn }) => `${rule} ${file}:${line}:${column}-${endLine}:${endColumn}`),
  )
}

/** Words of programs in what people are told, where the blueprint does not say them itself. */
export function slipsOfTongue({ findings, notAssessable }: Result, said: string): string[] {
  const words = ['undefined', 'NaN', '[object ', 'Infinity', 'instancePath', '#/']
  const told = [
    ...findings.flatMap(({ message, help, why, label, related, plain }) => [
      ...[message, help, label, ...why, ...related.map((place) => place.message)],
      ...(plain ? [plain.lived, plain.change, ...plain.who] : []),
    ]),
    ...notAssessable.flatMap(({ because, ask }) => [because, ask]),
  ]
  return told.filter((text) => text.trim() === '' || words.some((word) => text.includes(word) && !said.includes(word)))
}
