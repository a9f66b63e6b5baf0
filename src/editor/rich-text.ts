import { inline } from '../report/markdown-text.ts'
import { clean } from '../report/text.ts'

/** What is shown when the pointer rests on something: paragraphs, each with a word in front or not. */
export interface Paragraph {
  /** A word in front of it. */
  readonly lead?: string
  readonly text: string
  /** A heading stands out; what follows a rule is set apart. */
  readonly style?: 'heading' | 'item' | 'divided'
}

/** As an editor takes it: Markdown, or a plain text for those that do not read it. */
export const richText = (paragraphs: readonly Paragraph[], format: 'markdown' | 'plaintext'): string =>
  (format === 'markdown' ? paragraphs.map(inMarkdown) : paragraphs.map(inPlainText)).join('\n').trim()

function inMarkdown({ lead: word, text, style }: Paragraph): string {
  const said = escaped(text)
  const lead = word && escaped(word)
  if (style === 'heading') return `\n**${lead ? `${lead} ` : ''}${said}**\n`
  if (style === 'item') return `- ${lead ? `*${lead}:* ` : ''}${said}`
  const paragraph = lead ? `**${lead}** ${said}` : said
  return `${style === 'divided' ? '\n---\n' : ''}\n${paragraph}\n`
}

function inPlainText({ lead, text, style }: Paragraph): string {
  const said = `${lead ? `${clean(lead).replace(/:$/, '')}: ` : ''}${clean(text)}`
  return style === 'item' ? `- ${said}` : `\n${said}\n`
}

/** Text from files, which is shown and never obeyed. Editors read no formulas, and some show HTML as it is written. */
const escaped = (text: string): string => inline(text, Number.POSITIVE_INFINITY).replaceAll('<span>$</span>', '\\$')
