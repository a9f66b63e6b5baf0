import fc from 'fast-check'
import { hostileText } from '../formats/hostile.ts'

/** What stands in random blueprints: names, texts, times and the like. */

/** Names that somebody may give, and that a program could stumble over. */
export const awkwardNames = [
  ...['visit', 'call', 'take-call', 'sort', 'scan', 'fetch', 'check-2', 'repair', 'send', 'close', 'desk', 'depot'],
  ...['office', 'sales', 'time', 'bonus', 'rule', 'refund', 'receipt', 'address', 'key', 'van', 'law', 'a', 'B', 'C-'],
  ...['constructor', 'toString', 'valueOf', 'hasOwnProperty', 'isPrototypeOf', 'length', 'then', 'get'],
  ...['true', 'False', 'null', 'Null', 'yes', 'no', 'off', 'y', 'e5', 'steps', 'next', 'to', 'name'],
  ...['customer-2', 'system-1', 'nobody-else', 'a--b', 'Z9', 'blueprint', 'note', 'owner', 'late', 'rate', 'alle'],
]

export const plainTexts = [
  ...['The mail is sorted away unread', 'Soon', 'Your money is back within five days', '2024', '1.5', 'true', 'null'],
  ...[
    '~',
    '',
    ' ',
    '-',
    '- a',
    '? x',
    'a: b',
    'a #b',
    '#b',
    "it's",
    '"so"',
    '[x]',
    '{x}',
    '*x',
    '&x',
    '!x',
    '%x',
    '@x',
  ],
  ...[
    '`x`',
    '|',
    '>',
    'two\nlines',
    'ends with a break\n',
    '\n',
    '  begins with blanks',
    'a\tb',
    'Ärger, größer',
    '退款',
  ],
  ...['👩‍👩‍👧', '0x1F', '0o17', '1e3', '.inf', '2026-11-22', '<<', '=', 'a, b', 'C:\\x', '---', '...', 'x'.repeat(200)],
]

export const anyText: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...plainTexts) },
  { weight: 1, arbitrary: hostileText },
)

export const durations = ['0m', '15m', '0.5h', '3h', '1h30m', '2d', '1w', '6mo', '1y'] as const
export const ranges = ['10m..5d', '0m..1h', '15m..15m', '1h30m..1d12h', '1d..1y'] as const
export const longDurations = ['99999y', '999999y999999y'] as const
export const chances: readonly (string | number)[] = ['0%', '5%', '20%', '33.3%', '50%', '100%', 0, 0.2, 0.5, 1]
export const rates = [
  '120/day',
  '5/h',
  '30/week',
  '0/d',
  '0.5/min',
  '7/month',
  '1/mo',
  '9/y',
  '3/hour',
  '2/w',
  '8/year',
] as const
export const hours = [
  'always',
  'mon-fri 09:00-17:30',
  'mon-fri 09:00-17:30, sat 10:00-16:00',
  'mon-sun 22:00-06:00',
  'sat-mon 00:00-24:00,wed 8:00-12:00, 13:00-17:00',
  'sun 09:00-09:00',
] as const
export const vias = [
  ...['person', 'phone', 'chat', 'ticket', 'api', 'system', 'email', 'post', 'form', 'verbal', 'voicemail', 'message'],
  ...['spreadsheet', 'batch', 'queue'],
]
export const free = ['refund', 'gift-card', 'till', 'first aid', '2024']
