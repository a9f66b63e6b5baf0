import { printStyle } from './html-print.ts'

/**
 * The one style of the page. Colour is kept for what goes wrong: all else is ink on paper. Whatever colour says is said
 * by form or word too. Lengths are in `em`, so that the first page can be set smaller as a whole when it is printed.
 */
export const styleFor = (runningTitle: string): string =>
  [ground, skeleton, words, figures, tables, ways, bars, pictures, notes, narrow, printStyle(runningTitle)]
    .map((part) => part.trim())
    .join('\n')

const ground = `
:root {
  color-scheme: light dark;
  --paper: #fff; --ink: #1d1c1a; --muted: #5d5952; --line: #dcd8d0; --strong-line: #8d877c;
  --soft: #f6f4f0; --accent: #a62f1a; --tint: #fbefeb; --on-accent: #fff; --most: #c9c3b8;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #171614; --ink: #ece9e4; --muted: #aea89e; --line: #3a3732; --strong-line: #7d776c;
    --soft: #211f1c; --accent: #ff9c85; --tint: #35201b; --on-accent: #2a0f08; --most: #5c574e;
  }
}
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth } }
*, ::before, ::after { box-sizing: border-box }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: 1.5rem }
body {
  margin: 0; background: var(--paper); color: var(--ink); overflow-wrap: anywhere;
  font: 1.0625rem/1.6 -apple-system, "Segoe UI Variable Text", "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, "Liberation Sans", sans-serif;
  font-variant-numeric: lining-nums; font-kerning: normal;
}
a { color: inherit; text-decoration-thickness: 1px; text-underline-offset: .18em; text-decoration-color: var(--strong-line) }
a:hover { text-decoration-color: currentColor; text-decoration-thickness: 2px }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; border-radius: 2px }
.unseen {
  position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap;
}
.skip {
  position: absolute; left: 1rem; top: -10rem; z-index: 2; padding: .6rem 1rem; background: var(--ink); color: var(--paper);
}
.skip:focus { top: 1rem }
`

const skeleton = `
main { max-width: 64rem; margin: 0 auto; padding: clamp(1.5rem, 5vw, 4rem) clamp(1rem, 5vw, 4rem) 6rem }
.chapter { margin-top: 4.5rem }
.level-2 { margin-top: 3.5rem }
.level-3 { margin-top: 2.5rem }
.level-1 > .own > h2, .notes > h2 { border-top: 2px solid var(--ink); padding-top: 1.1rem }
nav { margin: 4rem 0 0; padding: 1.5rem 0; border-top: 1px solid var(--line); font-size: .9375rem; line-height: 1.4 }
nav h2 { margin: 0 0 .75rem; font-size: 1em; letter-spacing: 0 }
nav ol { list-style: none; margin: 0; padding: 0 }
nav ol ol { padding-left: 1.6em }
nav li { margin: 0 }
nav a { display: flex; gap: .6em; padding: .3em 0; text-decoration: none }
nav a:hover { text-decoration: underline }
nav .number { min-width: 1em; flex: none }
nav ol ol a { color: var(--muted) }
nav ol ol .number { min-width: 1.8em }
.to-notes { margin: .5rem 0 0 }
@media screen and (min-width: 76rem) {
  body { padding-left: 18rem }
  main { margin: 0; padding-left: 3.5rem }
  nav {
    position: fixed; inset: 0 auto 0 0; width: 18rem; margin: 0; padding: 2.5rem 1.5rem; overflow-y: auto;
    border: 0; border-right: 1px solid var(--line); background: var(--soft);
  }
}
`

const words = `
h1, h2, h3, h4, h5, h6 { line-height: 1.2; letter-spacing: -.012em; text-wrap: balance; margin: 0 0 1rem; font-weight: 650 }
h1 { font-size: 2.4em; letter-spacing: -.022em; margin: 0 }
h2 { font-size: 1.8em }
h3 { font-size: 1.35em }
h4, h5, h6 { font-size: 1.1em }
.number { font-weight: 400; color: var(--muted); font-variant-numeric: tabular-nums; letter-spacing: 0 }
h2 .number, h3 .number, h4 .number { margin-right: .35em }
header { margin-bottom: 2.2em }
.subtitle { margin: .5em 0 0; color: var(--muted) }
p, ul, ol, dl { margin: 0 0 1em; max-width: 44em }
.lead { font-size: 1.32em; line-height: 1.42; font-weight: 500; letter-spacing: -.008em; max-width: 38em; margin-bottom: 1.1em; text-wrap: pretty }
ul, ol { padding-left: 1.5em }
li { margin-bottom: .5em; padding-left: .25em }
ul > li::marker { color: var(--strong-line) }
ol > li::marker { font-weight: 650; font-variant-numeric: tabular-nums }
.see {
  font-size: .82em; white-space: nowrap; color: var(--muted); font-variant-numeric: tabular-nums; font-weight: 400; letter-spacing: 0;
}
.see::before { content: "\\2192\\a0"; content: "\\2192\\a0" / "" }
.terms { max-width: 54em; border-top: 1px solid var(--line) }
.terms > div { display: grid; grid-template-columns: 11em minmax(0, 1fr); gap: 0 1.5em; padding: .7em 0; border-bottom: 1px solid var(--line) }
.terms dt { font-weight: 650 }
.terms dd { margin: 0 }
`

const figures = `
.figures { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: 1.6em 1.8em; max-width: none; margin: 2em 0 2.2em }
.figures.by-3 { grid-template-columns: repeat(3, minmax(0, 1fr)) }
.figures.by-5 { grid-template-columns: repeat(5, minmax(0, 1fr)) }
.figure { display: flex; flex-direction: column-reverse; justify-content: flex-end; border-top: 1px solid var(--strong-line); padding-top: .75em }
.figure.bad { border-top: 5px solid var(--accent); padding-top: calc(.75em - 4px) }
.figure dt { color: var(--muted); line-height: 1.4; font-size: .94em }
.figure dd { margin: 0 0 .15em; font-size: 2.9em; line-height: 1.08; font-weight: 650; letter-spacing: -.03em; font-variant-numeric: lining-nums }
.longer dd { font-size: 2.1em }
.figure dd.words { font-size: 1.25em; line-height: 1.81; letter-spacing: -.01em }
.figure.bad dd { color: var(--accent) }
`

const tables = `
table { position: relative; border-collapse: collapse; width: 100%; margin: 0 0 1.5em; overflow-wrap: break-word; line-height: 1.45 }
caption { text-align: left; font-weight: 650; font-size: 1.06em; padding: .5em 0 .6em; text-wrap: balance }
th, td { text-align: left; vertical-align: top; padding: .6em 1.1em .6em 0; border-bottom: 1px solid var(--line) }
th:last-child, td:last-child { padding-right: 0 }
.short { white-space: nowrap }
thead th, thead td { vertical-align: bottom; font-size: .88em; font-weight: 600; color: var(--muted); border-bottom: 2px solid var(--ink); line-height: 1.3 }
tbody th { font-weight: 650 }
td.quiet, td.empty { color: var(--muted) }
td.bad { color: var(--accent); font-weight: 600 }
td.told { color: inherit; font-weight: 400 }
td.bad > span::before, td.good > span::before {
  content: ""; display: inline-block; width: .58em; height: .58em; margin-right: .5em; transform: rotate(45deg); background: var(--accent);
}
td.good > span::before { transform: none; border-radius: 50%; background: none; border: 2px solid var(--ink) }
.first table { border-top: 3px solid var(--ink); margin-top: 2.4em }
.first caption { font-size: 1.25em; letter-spacing: -.01em; padding: 0 0 .5em }
.first thead th { border-bottom-width: 1px; border-bottom-color: var(--strong-line) }
.scrolled { position: relative; overflow-x: auto; max-width: 100%; margin: 0 0 1.5em }
.scrolled table { margin: 0 }
.matrix caption { padding-left: .6em }
.matrix th, .matrix td { padding: .6em .7em; border: 1px solid var(--line); text-align: center; min-width: 5.5em; line-height: 1.3 }
.matrix thead th, .matrix thead td { color: var(--ink); border-bottom: 2px solid var(--ink) }
.matrix tr > :first-child {
  text-align: left; position: sticky; left: 0; background: var(--paper); min-width: 8em; border-left: 0;
}
.matrix td.bad { background: var(--tint) }
.matrix td.empty { background: var(--soft) }
.matrix td > span::before { margin-right: .4em }
`

const ways = `
.way {
  list-style: none; padding: 0; max-width: none; margin: 1.8em 0 1em; font-size: .94em; line-height: 1.38;
  display: grid; grid-template-columns: repeat(auto-fill, minmax(9.2em, 1fr)); row-gap: 1.6em;
}
.stop { position: relative; margin: 0; padding: 2em 1.4em 0 0 }
.stop::before { content: ""; position: absolute; top: .6em; left: 1.7em; right: .5em; border-top: 2px solid var(--strong-line) }
.stop .name::before {
  content: ""; position: absolute; top: calc(.6em - .22em + 1px); right: .5em; width: .48em; height: .48em;
  border: 2px solid var(--strong-line); border-width: 2px 2px 0 0; transform: rotate(45deg);
}
.stop:last-child::before, .stop:last-child .name::before { display: none }
.stop::after {
  content: ""; position: absolute; top: 0; left: 0; width: 1.3em; height: 1.3em; border: 2px solid var(--ink); background: var(--paper);
}
.customers::after { border-radius: 50%; background: var(--ink) }
.stop.fault::after {
  content: "!"; content: "!" / ""; border-color: var(--accent); background: var(--accent); color: var(--on-accent);
  font-weight: 700; line-height: calc(1.3em - 4px); text-align: center;
}
.stop .name { display: block; font-weight: 600 }
.customers .name { font-style: normal }
.stop .who { display: block; color: var(--muted) }
.stop .wrong { display: block; color: var(--accent); font-weight: 650 }
.fault .name { color: var(--accent) }
`

const bars = `
figure { margin: 2em 0 }
.bars figcaption { max-width: 44em; margin-bottom: .6em }
.bars figcaption.title { font-weight: 650; font-size: 1.06em }
.bars ul { list-style: none; padding: 0; margin: 0; max-width: none }
.bars li { padding: 1em 0 .9em; margin: 0; border-top: 1px solid var(--line) }
.bars p { margin: 0; max-width: 54em }
.bars .label { font-weight: 600; margin-bottom: .35em }
.bars .times, .bars .key { color: var(--muted); font-size: .94em }
.bars .key { display: flex; flex-wrap: wrap; gap: .2em 1.6em; margin-bottom: .9em }
.bars svg { overflow: visible }
.drawing, .axis { display: block }
.least { fill: var(--ink) }
.most { fill: var(--most) }
.late { fill: var(--accent) }
.gap { fill: var(--paper) }
.tick { stroke: var(--line); stroke-width: 1 }
.promise { stroke: var(--ink); stroke-width: 2.5 }
.bars text { font-size: .75rem; fill: var(--muted); font-variant-numeric: tabular-nums }
.bars .promised { fill: var(--ink); font-weight: 600 }
`

const pictures = `
.drawn { border: 1px solid var(--line) }
.drawn > svg { display: block; max-width: none; height: auto }
.picture figcaption { color: var(--muted); font-size: .94em; margin-top: .7em; max-width: 54em }
`

const notes = `
.traced { font-size: .68em; line-height: 0; margin-left: .15em; font-weight: 400; letter-spacing: 0; font-variant-numeric: tabular-nums }
.traced a { text-decoration: none; color: var(--muted); padding: .2em }
.traced a:hover { text-decoration: underline }
.notes ol { font-size: .88em; padding-left: 2.6em }
.notes li { margin-bottom: .25em }
.notes code { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; font-size: .94em }
:target { scroll-margin-top: 2rem }
.notes li:target { background: var(--tint) }
`

const narrow = `
@media screen and (max-width: 44rem) {
  body { font-size: 1rem }
  h1 { font-size: 1.9em }
  h2 { font-size: 1.55em }
  .lead { font-size: 1.2em }
  .figures, .figures.by-3, .figures.by-5 { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 1.3em 1.1em }
  .figure dd { font-size: 2.2em }
  .longer dd { font-size: 1.5em }
  .figure dd.words { font-size: 1.15em; line-height: 1.41 }
  .terms > div { grid-template-columns: minmax(0, 1fr) }
  .rows, .rows caption, .rows tbody, .rows tr, .rows td { display: block }
  .rows thead { display: block; position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
  .rows tr { padding: .8em 0; border-bottom: 1px solid var(--line) }
  .rows td { border: 0; padding: 0 0 .5em }
  .rows td.empty { display: none }
  .rows td[data-column]::before {
    content: attr(data-column); content: attr(data-column) / ""; display: block; font-size: .82em; font-weight: 400; color: var(--muted);
  }
  .way { grid-template-columns: minmax(0, 1fr); row-gap: 0 }
  .stop { padding: 0 0 1.3em 2.2em }
  .stop::before { top: 1.5em; bottom: .2em; left: calc(.65em - 1px); right: auto; border-top: 0; border-left: 2px solid var(--strong-line) }
  .stop .name::before { top: auto; bottom: .2em; left: calc(.65em - .24em); right: auto; transform: rotate(135deg) }
}
`
