import { closeRows, firstPageSizes } from './html-first-page.ts'
import { inStyle } from './html-text.ts'

/**
 * How it comes onto paper: A4, the first page alone on the first sheet (in the size that was reckoned for it), a running
 * title and page numbers where the browser can, pictures laid across, nothing torn apart that belongs together.
 */
export const printStyle = (runningTitle: string): string => `
@page {
  size: A4; margin: 20mm 18mm 20mm;
  @top-left { content: "${inStyle(runningTitle)}"; ${inMargin} }
  @bottom-right { content: counter(page) " / " counter(pages); ${inMargin} }
}
@page :first { margin: 16mm 18mm; @top-left { content: none } }
@page across { size: A4 landscape; margin: 18mm 16mm 16mm }
@media print {
  :root { color-scheme: light }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact }
  body { font-size: 9.8pt; line-height: 1.45 }
  main { max-width: none; padding: 0 }
  .skip { display: none }
  a { text-decoration: none }
  .first { break-after: page }
${firstPageSizes.map(firstPageStyle).join('\n')}
  .first header { margin-bottom: 1.2em }
  .first .figures { margin: 1.3em 0 1.3em }
  .first table { margin-top: 1.5em }
  .first p, .first ul, .first ol, .first dl { margin-bottom: .8em }
  p, ul, ol, .lead, .terms { max-width: none; orphans: 3; widows: 3 }
  li { margin-bottom: .35em }
  h1 { font-size: 2.2em }
  h2 { font-size: 1.75em }
  h1, h2, h3, h4, h5, h6, caption, figcaption:first-child, .lead, .key, .bars .label, .leads-on { break-after: avoid }
  h1, h2, h3, h4, h5, h6, caption, figcaption, .lead, .way, .terms, .bars, .picture, .figures, .figure, .stop, .terms > div, tr, li {
    break-inside: avoid;
  }
  thead { display: table-header-group }
  th, td { padding: .42em 1em .42em 0 }
  .chapter { margin-top: 2.6em }
  .own-page { break-before: page; margin-top: 0 }
  nav { margin: 0; border: 0; padding: 0; font-size: 1em }
  nav h2 { font-size: 1.75em; margin-bottom: .7em }
  .scrolled { overflow: visible }
  .matrix tr > :first-child { position: static }
  .matrix { table-layout: fixed }
  .matrix tr > :first-child { width: 20% }
  .matrix th, .matrix td { min-width: 0; padding: .42em .4em; font-size: .94em }
  .crowded thead th + th span { writing-mode: vertical-rl; transform: rotate(180deg); max-height: 14em; text-align: left }
  .drawn { border: 0 }
  .drawn > svg { width: 100%; max-height: 235mm }
  .across-page { page: across }
  .across-page .drawn > svg { max-height: 138mm }
  .notes ol { columns: 2; column-gap: 2.5em; max-width: none }
  .notes a { display: none }
}
`

const inMargin = 'font: 8pt "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; color: #5d5952'

/** By size, as `html` names its class. */
const firstPageStyle = (points: number): string => {
  const cells = points < closeRows ? ` .${sizeName(points)} :is(th, td) { padding-block: .3em }` : ''
  return `  .${sizeName(points)} { font-size: ${points}pt }${cells}`
}

/** The class of a first page that is set so large. */
export const sizeName = (points: number): string => `size-${String(points).replace('.', '-')}`
