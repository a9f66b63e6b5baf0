import type { Block, Figure, Stop } from './document.ts'
import { bars } from './html-bars.ts'
import { figuresAcross } from './html-first-page.ts'
import { type Page, sentences, traced } from './html-sentence.ts'
import { scrolled, table } from './html-table.ts'
import { isBlank, text } from './html-text.ts'

export const blocks = (all: readonly Block[], page: Page): string =>
  all
    .map((block) => blockOf(block, page))
    .filter((html) => html !== '')
    .join('\n')

/** Nothing where there is nothing to show. */
function blockOf(block: Block, page: Page): string {
  switch (block.kind) {
    case 'paragraph': {
      // What ends so is not left alone at the foot of a sheet.
      const leadsOn = block.sentences.at(-1)?.text.trimEnd().endsWith(':') ? ' class="leads-on"' : ''
      return block.sentences.length === 0 ? '' : `<p${leadsOn}>${sentences(block.sentences, page)}</p>`
    }
    case 'lead':
      return block.sentences.length === 0 ? '' : `<p class="lead">${sentences(block.sentences, page)}</p>`
    case 'list': {
      const name = block.ordered ? 'ol' : 'ul'
      const items = block.items.filter(({ length }) => length > 0).map((item) => `<li>${sentences(item, page)}</li>`)
      return items.length === 0 ? '' : `<${name}>\n${items.join('\n')}\n</${name}>`
    }
    case 'figures':
      return block.figures.length === 0 ? '' : figures(block.figures, page)
    case 'table':
      return table(block, page)
    case 'way':
      return block.stops.length === 0 ? '' : way(block.stops)
    case 'bars':
      return bars(block.bars, block.description, page)
    case 'picture':
      return picture(block.svg, block.description)
    case 'terms': {
      const terms = block.terms.map(
        ({ term, said }) => `<div><dt>${text(term)}</dt><dd>${sentences(said, page)}</dd></div>`,
      )
      return terms.length === 0 ? '' : `<dl class="terms">\n${terms.join('\n')}\n</dl>`
    }
  }
}

/** All numbers of a row in one size, so that none looks graver than it is; what is no number is smaller. */
function figures(all: readonly Figure[], page: Page): string {
  const items = all.map(({ number, label, trace, weight }) => {
    const said = `<dt>${text(label)}${traced(trace, page)}</dt><dd${isInWords(number) ? ' class="words"' : ''}>${text(number)}</dd>`
    return `<div class="figure ${weight}">${said}</div>`
  })
  const isLonger = all.some(({ number }) => number.length > 5 && !isInWords(number))
  const across = figuresAcross(all.length)
  return `<dl class="figures by-${across}${isLonger ? ' longer' : ''}">\n${items.join('\n')}\n</dl>`
}

const isInWords = (number: string): boolean => number.length > 10

/** A row of stops that wraps; customers' own are round, the others square, and where it goes wrong is said in words. */
function way(stops: readonly Stop[]): string {
  const items = stops.map(({ name, who, isCustomers, isFault }) => {
    const classes = ['stop', isCustomers ? 'customers' : 'others', ...(isFault ? ['fault'] : [])].join(' ')
    const doer = isCustomers ? 'Customer' : text(who)
    const said = [
      `<span class="name">${text(isBlank(name) ? '…' : name)}</span>`,
      doer === '' ? '' : `<span class="who">${doer}</span>`,
      isFault ? '<strong class="wrong">Here it goes wrong</strong>' : '',
    ]
    return `<li class="${classes}">${said.filter((part) => part !== '').join(' ')}</li>`
  })
  return `<ol class="way" role="list">\n${items.join('\n')}\n</ol>`
}

function picture(svg: string, description: string): string {
  const caption = isBlank(description) ? '' : `\n<figcaption>${text(description)}</figcaption>`
  return `<figure class="picture">\n${scrolled(svg.trim(), description, 'drawn')}${caption}\n</figure>`
}

/** Whether a chapter is better printed on sheets laid across. */
export const isWide = (all: readonly Block[]): boolean =>
  all.some((block) => {
    if (block.kind === 'table') return block.matrix === true && block.head.length > 14
    if (block.kind !== 'picture') return false
    const [, width, height] = /viewBox="[\d.-]+ [\d.-]+ ([\d.]+) ([\d.]+)"/.exec(block.svg) ?? []
    return Number(width) > Number(height) * 1.2
  })
