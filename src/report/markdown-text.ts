import { shortened } from '../words.ts'
import { clean } from './text.ts'

/**
 * Text from files for one line of Markdown: what it says is shown, none of it is obeyed. Names between backticks stay
 * code; all other signs of Markdown, HTML and mathematics are escaped. What GitHub and GitLab make links of after they
 * have read the Markdown (`@somebody`, `#12`, `www.`, `[issue:1]`), and so through any escape, is parted by a blank of no
 * width.
 */
export function inline(text: string, most = 400): string {
  const parts = shortened(clean(text).replaceAll(/ +/g, ' ').trim(), most).split(codeSpan)
  return parts.map((part, i) => (i % 2 === 1 ? part : plain(part))).join('') || '…'
}

/** A name as our messages write it; and not what stands between two of them. */
const codeSpan = /((?<![\w`])`[^`| ,.;:)](?:[^`|]*[^`| ])?`(?![\w`]))/

/** A file's or a rule's name, as code where it can be. */
export const asCode = (name: string): string => {
  const shown = shortened(clean(name), 200)
  return /^[^`|]*[^`| ][^`|]*$/.test(shown) ? `\`${shown}\`` : inline(shown)
}

const nothing = '&#8203;'

/** What stands for a sign: by itself, or in front of certain others. */
const rules: readonly (readonly [sign: RegExp, instead: string])[] = [
  [/[[*](?=\w+:)/, `\\$&${nothing}`],
  [/[\\`*_[\]|{}]/, '\\$&'],
  [/</, '&lt;'],
  [/>/, '&gt;'],
  // The way to write it that GitHub names; no other keeps two of them from becoming a formula.
  [/\$/, '<span>$</span>'],
  [/@/, `@${nothing}`],
  [/#(?=\w)/, `\\#${nothing}`],
  [/&(?=[\w"])/, `&amp;${nothing}`],
  [/&/, '&amp;'],
  [/[!%^](?=[\w"])/, `\\$&${nothing}`],
  [/~(?=[\w"])/, `\\~${nothing}`],
  [/[#!~]/, '\\$&'],
  [/:(?=\/\/|[\d_+-]*[a-z][\w+-]*(?::|$)|[+-]1(?::|$)|\d+(?::|$))/, `:${nothing}`],
  [/(?<=www)\./i, `${nothing}.`],
  [/(?<=\bGH)-(?=\d)/i, `-${nothing}`],
  // At the beginning, where it could make a list, a heading or a line across.
  [/^[-+=](?=[-+=\s]|$)/, '\\$&'],
  [/(?<=^\d{1,9})[.)](?=\s|$)/, '\\$&'],
  // At the beginning of a line GitLab obeys `/close`, before it reads the Markdown.
  [/^\/(?=\w)/, '\\$&'],
]

const any = new RegExp(rules.map(([{ source }]) => `(${source})`).join('|'), 'gi')

const plain = (text: string): string =>
  text.replaceAll(any, (sign, ...groups) => {
    const which = groups.findIndex((group, i) => i < rules.length && group !== undefined)
    return rules[which]![1].replaceAll('$&', () => sign)
  })
