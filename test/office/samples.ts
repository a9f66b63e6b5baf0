import fc from 'fast-check'
import type { Deck, Paragraph, Point, Slide, Thing } from '../../src/office/pptx.ts'
import type { Book, Cell } from '../../src/office/xlsx.ts'
import { hostileTexts } from '../formats/hostile.ts'

/** What an attacker, or a careless paste, puts where a text goes. */
export const nasty: readonly string[] = [
  ...hostileTexts,
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '=HYPERLINK("https://evil.example","x")',
  "=cmd|' /C calc'!A0",
  ' =1+1',
  '\t=1+1',
  '0123',
  '1e5',
  'TRUE',
  '#REF!',
  '2026-01-01',
  '_x0041_ and _x000D_ and _x005F_x0041_ and __x0041__',
  'a\nb\r\nc\rd',
  ' blanks at both ends ',
  'x'.repeat(300),
  `${'longword-'.repeat(40)}end`,
  'w\ud800x\udc00',
  '\u0000\u0001\u001f\ufffe\uffff',
  '\u202etxt.exe',
  'שלום עולם, זה טקסט ארוך למדי',
  'مرحبا بالعالم',
  '漢字かな交じり文は単語の間に空白を置かない',
  '👩‍👩‍👧‍👦 🏳️‍🌈 🇩🇪 e\u0301',
  '&<>"\'',
]

export const book: Book = {
  title: 'Refund & <return>',
  sheets: [
    {
      name: 'Findings',
      columns: [
        { title: 'No.', width: 6 },
        { title: '=What is so', width: 50, wrap: true },
        { title: 'Severity', width: 12 },
        { title: 'Step', width: 20, wrap: true },
      ],
      rows: Array.from({ length: 60 }, (_, i): Cell[] => [
        i + 1,
        `Nobody owns step ${i}, and so the customer waits until somebody asks for the parcel at the counter`,
        { text: ['error', 'warning', 'note'][i % 3]!, style: (['error', 'warning', 'note'] as const)[i % 3]! },
        { text: `Step ${i}`, link: { sheet: 'Who / whom', row: i % 4 } },
      ]),
    },
    {
      name: 'Who / whom',
      shape: 'matrix',
      columns: ['From', 'Customer', 'Store manager', 'Head office'].map((title, i) => ({ title, width: i ? 5 : 24 })),
      rows: ['Customer', 'Store manager', 'Head office', 'Depot'].map((who, row): Cell[] => [
        who,
        { text: row, style: 'error' },
        { text: 2.5, style: 'good' },
        { text: '–', style: 'quiet' },
      ]),
    },
  ],
}

export const hostileBook: Book = {
  title: nasty.join(' '),
  sheets: [
    {
      name: 'list',
      columns: [...nasty.slice(0, 30).map((title) => ({ title, width: 12, wrap: true })), { title: '', width: 0 }],
      rows: [
        nasty,
        ...nasty.map((text): Cell[] => [text, { text, style: 'error', link: { sheet: text } }, Number.NaN]),
      ],
    },
    ...nasty.map((name) => ({
      name,
      shape: 'matrix' as const,
      columns: [{ title: name, width: 1000 }],
      rows: [[name]],
    })),
    { name: 'list', columns: [], rows: [['a cell without a column']] },
  ],
}

const words = [
  'Notices the second charge',
  'Takes the call',
  'Reads the mail on Monday',
  'Asks head office',
  'Pays it back',
]

/** Boxes in rows of five, joined in all the ways that sides can be. */
export const blueprintThings = (count: number, text = (i: number): string => words[i % 5]!): Thing[] => {
  const sides = ['top', 'left', 'bottom', 'right'] as const
  return [
    ...Array.from({ length: count }, (_, i): Thing => {
      const at = { x: 60 + (i % 5) * 170, y: 110 + Math.floor(i / 5) * 76, width: 128, height: 52 }
      return { kind: 'shape', id: `step ${i}`, at, form: 'rounded', radius: 6, fill: 'accent-light', text: text(i) }
    }),
    ...Array.from({ length: count - 1 }, (_, i): Thing => {
      const from = { shape: `step ${i}`, side: sides[i % 4]! }
      const to = { shape: `step ${(i * 7 + 1) % count}`, side: sides[(i >> 2) % 4]! }
      return { kind: 'connector', from, to, line: { colour: 'text', width: 1.25 }, arrow: 'both' }
    }),
  ]
}

const statements: readonly Paragraph[] = [
  { text: [{ text: 'Store manager: ', bold: true }, 'takes up each case within a day'] },
  { text: 'The ticket replaces the mail', level: 1 },
  'Meet again in four weeks',
]

export const deck: Deck = {
  title: 'Where the refund lets customers down',
  slides: [
    {
      title: 'Where the refund lets customers down',
      cover: { subtitle: '3 blueprints' },
      notes: 'Begin here.\nThen go on.',
    },
    { title: 'The service', things: blueprintThings(25) },
    {
      title: 'What it costs',
      things: [
        {
          kind: 'table',
          at: { x: 40, y: 110, width: 880, height: 300 },
          columns: [
            { title: 'What', share: 3 },
            { title: 'How long', share: 1 },
          ],
          rows: words.map((word, i) => [word, { text: `${i}d`, fill: 'error-light', bold: true }]),
        },
        {
          kind: 'group',
          name: 'Finding 1',
          alt: 'An error at the counter',
          things: [
            { kind: 'shape', form: 'ellipse', at: { x: 60, y: 440, width: 24, height: 24 }, fill: 'error', text: '1' },
            {
              kind: 'polyline',
              points: [
                { x: 90, y: 450 },
                { x: 200, y: 450 },
                { x: 200, y: 480 },
              ],
              radius: 6,
              arrow: 'end',
              line: { colour: '#B3261E', width: 2, dash: 'dot' },
            },
          ],
        },
      ],
    },
    { title: 'To decide', body: statements, notes: 'Ask who will.' },
    { title: '' },
  ],
}

export const hostileDeck: Deck = {
  title: nasty.join(' '),
  slides: nasty.flatMap((text): Slide[] => [
    { title: text, cover: { subtitle: text }, notes: text },
    {
      title: text,
      body: [text, { text: [{ text, bold: true }, text], level: 99 }],
      things: [
        { kind: 'shape', id: text, name: text, alt: text, at: { x: 40, y: 300, width: 90, height: 40 }, text },
        { kind: 'shape', id: `${text}2`, at: { x: 240, y: 300, width: 3, height: 2 }, form: 'ellipse', text },
        {
          kind: 'connector',
          name: text,
          alt: text,
          from: { shape: text, side: 'right' },
          to: { shape: `${text}2`, side: 'top' },
          line: { colour: 'text', width: 1 },
        },
        {
          kind: 'table',
          name: text,
          at: { x: 40, y: 350, width: 300, height: 60 },
          columns: [
            { title: text, share: 1 },
            { title: '', share: 2 },
          ],
          rows: [[text, text], [], [text]],
        },
        { kind: 'group', name: text, alt: text, things: [] },
        { kind: 'polyline', points: [], name: text },
      ],
    },
  ]),
}

/** Ways of one to five pieces, across and down by turns, each long enough to be seen. */
export const ways = fc
  .record({
    x: fc.integer({ min: 0, max: 900 }),
    y: fc.integer({ min: 0, max: 500 }),
    isAcross: fc.boolean(),
    pieces: fc.array(
      fc.integer({ min: -300, max: 300 }).filter((piece) => Math.abs(piece) > 2),
      { minLength: 1, maxLength: 5 },
    ),
  })
  .map(({ x, y, isAcross, pieces }) => {
    const way: Point[] = [{ x, y }]
    for (const [i, piece] of pieces.entries()) {
      const last = way.at(-1)!
      way.push((i % 2 === 0) === isAcross ? { x: last.x + piece, y: last.y } : { x: last.x, y: last.y + piece })
    }
    return way
  })
