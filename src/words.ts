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

export const count = (number: number, one: string, many = `${one}s`): string => `${number} ${number === 1 ? one : many}`

/** A text of unknown length, short enough for one line. */
export const shortened = (text: string, most = 40): string => {
  const letters = [...text]
  return letters.length <= most ? text : `${letters.slice(0, most - 1).join('')}…`
}
