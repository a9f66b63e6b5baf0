import type { OpenQuestion } from '../audit/result.ts'

/** What to ask one person or group. */
export interface Interview {
  readonly whom: string
  readonly questions: readonly (OpenQuestion & { readonly files: readonly string[] })[]
}

/** What the blueprints do not say, as questions to ask, by whom to ask. */
export function interviewsOf(questions: readonly OpenQuestion[]): Interview[] {
  const asked = (question: OpenQuestion): string => question.whom.join(', ') || 'Whoever knows the service'
  return [...new Set(questions.map(asked))]
    .sort()
    .map((whom) => ({ whom, questions: merged(questions.filter((question) => asked(question) === whom)) }))
}

/** The same question about several blueprints is asked once. */
function merged(questions: readonly OpenQuestion[]): (OpenQuestion & { files: string[] })[] {
  const byText = new Map<string, OpenQuestion & { files: string[] }>()
  for (const question of questions) {
    const text = JSON.stringify([question.rule, question.ask, question.because])
    const same = byText.get(text)
    if (same) same.files.push(question.file)
    else byText.set(text, { ...question, files: [question.file] })
  }
  return [...byText.values()]
}
