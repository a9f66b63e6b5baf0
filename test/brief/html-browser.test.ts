import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ReportDocument } from '../../src/brief/document.ts'
import { html } from '../../src/brief/html.ts'
import { doubleCharge, everywhere, samples } from './samples.ts'

/**
 * The report in a real browser. Runs where `CHROMIUM` names one, `playwright-core` and `axe-core` can be found, and
 * `pdftotext` is there. `SHOTS` names a folder for pictures of the pages, to be looked at.
 */
const chromium = process.env['CHROMIUM']
const shots = process.env['SHOTS']
const require = createRequire(import.meta.url)
const canRun =
  chromium !== undefined &&
  [() => require.resolve('playwright-core'), () => require.resolve('axe-core'), () => run('pdftotext', '-v')].every(
    works,
  )

function works(work: () => unknown): boolean {
  try {
    work()
    return true
  } catch {
    return false
  }
}

function run(command: string, ...words: string[]): string {
  return execFileSync(command, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
}

interface Page {
  goto(url: string): Promise<unknown>
  on(event: 'request', heard: (request: { url(): string }) => void): void
  on(event: 'console', heard: (message: { text(): string }) => void): void
  on(event: 'pageerror', heard: (error: Error) => void): void
  evaluate<T>(code: string): Promise<T>
  pdf(options: object): Promise<Buffer>
  screenshot(options: object): Promise<Buffer>
  close(): Promise<void>
  readonly keyboard: { press(key: string): Promise<void> }
}

interface Browser {
  newPage(options: object): Promise<Page>
  close(): Promise<void>
}

const axe = canRun ? readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8') : ''
const findings = (page: Page): Promise<{ id: string; nodes: string[] }[]> =>
  page.evaluate(`${axe}
    axe.run(document, { runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] } })
      .then(({ violations }) => violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html) })))`)

const documents: Readonly<Record<string, ReportDocument>> = {
  ...samples,
  hostile: everywhere(`<img src=x onerror=alert(1)> ${'x'.repeat(300)} “שלום” 3 \u202e | \`a\` 🧑‍🤝‍🧑`),
  emoji: everywhere('🧑‍🤝‍🧑'.repeat(60)),
}
const modes = [
  { width: 1280, colorScheme: 'light' },
  { width: 1280, colorScheme: 'dark' },
  { width: 360, colorScheme: 'light' },
]

describe.skipIf(!canRun)('the report in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'report-'))
  let browser: Browser

  beforeAll(async () => {
    const { chromium: engine } = require('playwright-core') as {
      chromium: { launch(options: object): Promise<Browser> }
    }
    browser = await engine.launch({ executablePath: chromium, args: ['--no-sandbox'] })
  })
  afterAll(() => browser?.close())

  async function open(text: string, { width = 1280, colorScheme = 'light' } = {}) {
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme })
    const heard: string[] = []
    page.on('request', (request) => heard.push(request.url()))
    page.on('console', (message) => heard.push(message.text()))
    page.on('pageerror', (error) => heard.push(error.message))
    const file = join(folder, 'report.html')
    writeFileSync(file, text)
    await page.goto(`file://${file}`)
    return { page, heard: heard.filter((one) => one !== `file://${file}`) }
  }

  describe.each(Object.entries(documents))('%s', (name, document) => {
    it.each(modes)('fetches nothing, says nothing, and axe finds nothing: %o', async (mode) => {
      const { page, heard } = await open(html(document, { trace: name === 'hostile' }), mode)
      expect(await findings(page)).toEqual([])
      expect(heard).toEqual([])
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
      if (shots) await page.screenshot({ path: join(shots, `${name}-${mode.width}-${mode.colorScheme}.png`) })
      await page.close()
    })
  })

  it('is styled by the one style that the policy allows, and by nothing else; no script runs', async () => {
    const planted = html(doubleCharge, { trace: false }).replace(
      '<main>',
      '<main><p id="planted" style="color: rgb(1, 2, 3)">x</p><script>document.title = "owned"</script><img src="x" onerror="document.title = 1">',
    )
    const { page, heard } = await open(planted)
    expect(await page.evaluate('getComputedStyle(document.querySelector(".lead")).fontWeight')).toBe('500')
    expect(await page.evaluate('getComputedStyle(document.querySelector("#planted")).color')).not.toBe('rgb(1, 2, 3)')
    expect(await page.evaluate('document.title')).toBe(doubleCharge.title)
    expect(heard.join('\n')).toMatch(/Content Security Policy/)
    // And the checks above can fail.
    await page.evaluate('document.documentElement.removeAttribute("lang")')
    expect((await findings(page)).map(({ id }) => id)).toEqual(expect.arrayContaining(['html-has-lang', 'image-alt']))
    await page.close()
  })

  it('lets the keyboard skip to the contents, and shows where it is', async () => {
    const { page } = await open(html(doubleCharge, { trace: false }))
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the contents')
    expect(await page.evaluate('document.activeElement.getBoundingClientRect().top')).toBeGreaterThanOrEqual(0)
    expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid')
    await page.keyboard.press('Enter')
    expect(await page.evaluate('location.hash')).toBe('#contents_')
    await page.close()
  })

  const printed = async (name: string, trace = false) => {
    const { page } = await open(html(documents[name]!, { trace }))
    const file = join(shots ?? folder, `${name}.pdf`)
    const pdf = await page.pdf({ preferCSSPageSize: true, tagged: true, outline: true })
    writeFileSync(file, pdf)
    const firstPage = await page.evaluate<string>(
      // Without what is said to screen readers only.
      `const first = document.querySelector('.first').cloneNode(true)
      for (const unseen of first.querySelectorAll('.unseen')) unseen.remove()
      for (const cell of first.querySelectorAll('th, td, dt, dd, li, p, h1, caption')) cell.append(' ')
      first.textContent`,
    )
    await page.close()
    const pages = run('pdftotext', '-layout', file, '-').split('\f').slice(0, -1)
    return { pdf: pdf.toString('latin1'), pages, firstPage }
  }
  const words = (text: string) => text.split(/\s+/).filter((word) => /^\p{L}{3,}$/u.test(word))

  it.each([
    ['doubleCharge', false],
    ['doubleCharge', true],
    ['manyServices', false],
    ['manyServices', true],
  ] as const)('prints the first page onto one sheet: %s, with traces: %s', async (name, trace) => {
    const { pdf, pages, firstPage } = await printed(name, trace)
    const onFirst = new Set(words(pages[0]!))
    expect(words(firstPage).filter((word) => !onFirst.has(word))).toEqual([])
    expect(pages[1]).toMatch(/^ *\S.*\s+Contents\n/)
    expect(pages[1]).toContain(`2 / ${pages.length}`)
    expect(pages[1]!.trimStart().startsWith(samples[name]!.title.slice(0, 40))).toBe(true)
    expect(pdf).toMatch(/\/Marked true/)
    expect(pdf).toMatch(/\/Outlines/)
    expect(pdf).toMatch(/\/Lang ?\(en\)/)
  })

  it('does not tear a row of a table apart', async () => {
    const { pages } = await printed('manyServices')
    const rows = pages.flatMap((page) =>
      page.split('\n').filter((line) => /Team \d+ in the northern district/.test(line)),
    )
    expect(rows).toHaveLength(60)
    for (const row of rows) expect(row).toMatch(/Team \d+ in the northern district +\d+ hours +220 hours +\d+%/)
    expect(pages.filter((page) => /Who +Work a week +Open hours a week +Used/.test(page)).length).toBeGreaterThan(1)
  })
})
