import type { Block, Cell, Figure, Sentence, Stop, Trace } from '../../src/brief/document.ts'

/** Pieces that reports to test with are put together from. */

export const say = (text: string, trace: Trace = [], to?: string): Sentence => ({ text, trace, ...(to ? { to } : {}) })
export const cell = (text: string, mark?: Cell['mark'], to?: string): Cell => ({
  text,
  trace: text === '' ? [] : ['handovers 6'],
  ...(mark ? { mark } : {}),
  ...(to ? { to } : {}),
})
export const paragraph = (...sentences: Sentence[]): Block => ({ kind: 'paragraph', sentences })
export const lead = (...sentences: Sentence[]): Block => ({ kind: 'lead', sentences })
export const list = (items: readonly Sentence[], ordered = false): Block => ({
  kind: 'list',
  ordered,
  items: items.map((item) => [item]),
})
export const figure = (number: string, label: string, weight: Figure['weight'] = 'plain'): Figure => ({
  number,
  label,
  trace: [`${label} ${number}`],
  weight,
})
export const customers = (name: string): Stop => ({ name, who: '', isCustomers: true, isFault: false })
export const by = (who: string, name: string): Stop => ({ name, who, isCustomers: false, isFault: false })
export const wrong = (stop: Stop): Stop => ({ ...stop, isFault: true })
export const table = (caption: string, head: string[], rows: string[][]): Block => ({
  kind: 'table',
  caption,
  head,
  rows: rows.map((row) => row.map((text) => cell(text))),
})

/** A small blueprint as a picture: lanes of boxes. */
export function drawing(prefix: string, columns = 9): string {
  const lanes = ['Customer', 'Touchpoint', 'Backstage', 'Support']
  const width = 130 + columns * 150
  const rows = lanes.map((lane, i) => {
    const boxes = Array.from({ length: columns }, (_, column) => {
      if ((column * 3 + i * 2) % 4 > 1) return ''
      const x = 130 + column * 150
      return `<g id="${prefix}-${i}-${column}"><rect x="${x}" y="${i * 90 + 18}" width="128" height="56" rx="6" fill="#fff" stroke="#5d5952"/><text x="${x + 64}" y="${i * 90 + 50}" text-anchor="middle">${lane} ${column + 1}</text></g>`
    })
    const band = `<rect y="${i * 90}" width="${width}" height="90" fill="${i % 2 === 0 ? '#f6f4f0' : '#fff'}"/>`
    return `${band}<text x="14" y="${i * 90 + 50}" font-weight="600">${lane}</text>${boxes.join('')}`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="${prefix}-title" width="${width}" height="360" viewBox="0 0 ${width} 360" font-family="Arial, sans-serif" font-size="13"><title id="${prefix}-title">The service, lane by lane</title>${rows.join('')}</svg>`
}
