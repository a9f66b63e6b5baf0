import fc from 'fast-check'

/** Names that stand in no word of ours, all of one length, so that they can be found again in what is said. */
export const tokens = (letter: string): string[] =>
  [...Array(60).keys()].map(
    (i) => `${letter}${String.fromCharCode(97 + (i % 26))}${i % 10}${Math.floor(i / 26)}${letter}`,
  )

/** Texts in which no such name stands, nor anything that is shown otherwise than it is. */
export const harmlessTexts = fc.constantFrom(
  ...['The mail is sorted away unread', 'Soon', 'Your money is back within five days', 'A parcel', '2024', 'Ärger'],
)

/** Every name of one letter becomes another one, in whatever it stands. */
export const renamed = (text: string, names: ReadonlyMap<string, string>): string =>
  text.replaceAll(/q[a-z]\d\dq/g, (name) => names.get(name) ?? name)
