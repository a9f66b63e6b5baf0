/** Small pieces of English that messages are made of. */

/** `a`, `b` and `c` */
export function listed(items: readonly string[], last = 'and'): string {
  if (items.length <= 1) return items[0] ?? ''
  return `${items.slice(0, -1).join(', ')} ${last} ${items.at(-1)}`
}

/** A name as the author wrote it, to be found again in the file. */
export const code = (name: string | number | boolean): string => `\`${name}\``

export const codes = (things: readonly { readonly id: string }[], last = 'and'): string =>
  listed(
    things.map(({ id }) => code(id)),
    last,
  )

/** from `a` to `b` and from `c` to `d` */
export const flowsText = (
  flows: readonly { readonly from: { readonly id: string }; readonly to: { readonly id: string } }[],
): string => listed(flows.map(({ from, to }) => `from ${code(from.id)} to ${code(to.id)}`))

/** The first few names of a long list, and how many more there are. */
export function fewCodes(things: readonly { readonly id: string }[], most = 4): string {
  const shown = things.slice(0, most).map(({ id }) => code(id))
  const rest = things.length - shown.length
  return listed(rest > 0 ? [...shown, `${rest} more`] : shown)
}

/** What somebody said, short and without a full stop of its own, to stand inside a sentence. */
export const quoted = (text: string): string => `"${shortened(text.trim().replace(/\.$/, ''), 60)}"`

export const count = (number: number, one: string, many = `${one}s`): string => `${number} ${number === 1 ? one : many}`

/** A text of unknown length, short enough for one line. */
export const shortened = (text: string, most = 40): string => {
  if (text.length <= most) return text
  const letters = [...text.slice(0, 2 * most + 1)]
  return letters.length <= most
    ? text
    : `${letters
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`
}

/** Minutes, as a blueprint says them: `45m`, `31h`, `2d4h`. Hours up to two days, so that sums can be followed. */
export function durationText(minutes: number): string {
  if (minutes === 0) return '0m'
  const days = minutes % 1440 === 0 || minutes >= 2880 ? Math.floor(minutes / 1440) : 0
  const hours = Math.floor((minutes - days * 1440) / 60)
  const rest = minutes - days * 1440 - hours * 60
  return `${days > 0 ? `${days}d` : ''}${hours > 0 ? `${hours}h` : ''}${rest > 0 ? `${Number(rest.toFixed(2))}m` : ''}`
}

/** The word that fits a time as it is written: `1d` is promised, `2d` are. */
export const agreeing = (time: string, one: string, many: string): string => (/^1[a-z]+( |$)/.test(time) ? one : many)

/** A number to four significant digits, so that a reader who multiplies it gets to what is shown. */
export const figure = (number: number): string =>
  String(Math.abs(number) >= 1000 ? Math.round(number) : Number(number.toPrecision(4)))
