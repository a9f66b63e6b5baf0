/** Every line that the format may have; text stands between quotes, and nothing in it means anything. */
const text = String.raw`"(?:[\p{L}\p{M}\p{N}\p{Extended_Pictographic}, ’“”…·→–-]|\u200d|#\d+;|<br\/>)*"`
export const mermaidLines = new RegExp(
  [
    '---',
    String.raw`title: "[^"\\<>\x60{}%#\[\]\x7c]*"`,
    'flowchart LR',
    String.raw`  subgraph \w+\["\w+"\]`,
    '  end',
    String.raw`    s\d+(?:\[${text}\]|\(\[${text}\]\))`,
    String.raw`  s\d+ (?:-->|==>|-\.->)(?:\|${text}\|)? s\d+`,
    String.raw`  classDef \w+ [\w:#,. -]+`,
    String.raw`  class s\d+(?:,s\d+)* \w+`,
  ]
    .map((line) => `^${line}$`)
    .join('|'),
  'u',
)
const dotString = String.raw`"(?:[^"\\\n&]|\\["\\n]|&amp;)*"`
const dotAttribute = String.raw`\w+=(?:\w+|${dotString}|[\d.]+)`
export const dotLines = new RegExp(
  [
    'digraph blueprint \\{',
    String.raw`  (?:graph|node|edge) \[${dotAttribute}(?:, ${dotAttribute})*\]`,
    String.raw`  subgraph cluster_\w+ \{`,
    `    ${dotAttribute}(?:; ${dotAttribute})*`,
    String.raw`    s\d+ \[${dotAttribute}(?:, ${dotAttribute})*\]`,
    String.raw`  s\d+ -> s\d+ \[(?:${dotAttribute}(?:, ${dotAttribute})*)?\]`,
    ' *\\}',
  ]
    .map((line) => `^${line}$`)
    .join('|'),
  'u',
)
/** The lines of a picture that its format does not have. */
export const others = (picture: string, lines: RegExp): string[] =>
  picture
    .trimEnd()
    .split('\n')
    .filter((line) => !lines.test(line))
