import { createHash } from 'node:crypto'
import { theme } from './theme.ts'

/** The one style sheet of Bee's pages, sent within each page: no second request, no third party. */
export const style = `${theme}
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0; min-height: 100vh; background: var(--paper); color: var(--ink);
  font: 16px/1.55 var(--sans); display: flex; flex-direction: column;
}
a { color: var(--honey-deep); text-underline-offset: 3px; }
:focus-visible { outline: 3px solid var(--ring); outline-offset: 3px; border-radius: 6px; }
h1, h2, p, dl, dd, ul, table { margin: 0; padding: 0; }
h1 { font-size: clamp(1.25rem, 1rem + 1.6vw, 1.75rem); line-height: 1.25; letter-spacing: -.01em; overflow-wrap: anywhere; text-wrap: balance; }
h2 { font-size: 1rem; letter-spacing: -.005em; }
code, pre, .mono { font-family: var(--mono); font-size: .8125rem; }
.soft { color: var(--soft); }
.small { font-size: .875rem; }

.top { border-bottom: 1px solid var(--line); }
.top div, main, .end { width: 100%; max-width: 64rem; margin-inline: auto; padding-inline: clamp(1rem, 4vw, 2rem); }
.top div { display: flex; align-items: center; gap: .625rem; padding-block: .875rem; font-weight: 600; }
.top svg { width: 1.625rem; height: 1.625rem; flex: none; }
.top span { color: var(--soft); font-weight: 400; }
main { flex: 1; padding-block: clamp(1.5rem, 4vw, 3rem); display: grid; gap: 1.25rem; align-content: start; }
.end { padding-block: 1.25rem 2rem; color: var(--soft); font-size: .8125rem; }

.card { background: var(--card); border: 1px solid var(--line); border-radius: var(--round); box-shadow: var(--shadow); padding: clamp(1.125rem, 3vw, 1.75rem); min-width: 0; }
.card > * + * { margin-top: .75rem; }
.eyebrow { color: var(--honey-deep); font-size: .8125rem; font-weight: 600; }
.lead { color: var(--soft); }
.hero { display: grid; gap: 1.5rem; }
.hero > * + * { margin-top: 0; }
.hero header > * + * { margin-top: .375rem; }

.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: 1rem 1.5rem; padding: 1rem 1.125rem; background: var(--well); border-radius: 10px; }
.facts dt { color: var(--soft); font-size: .8125rem; }
.facts dd { font-weight: 600; font-variant-numeric: tabular-nums; }
.facts dd small { display: block; color: var(--soft); font-weight: 400; font-size: .8125rem; }
.facts .wide { grid-column: 1 / -1; }
.facts .wide dd { font-weight: 400; overflow-wrap: anywhere; line-height: 1.4; }

.act { display: flex; flex-wrap: wrap; align-items: center; gap: .75rem 1.25rem; }
.act p { flex: 1 1 16rem; }
.button {
  display: inline-flex; align-items: center; justify-content: center; gap: .5rem; min-height: 3rem; padding: .625rem 1.375rem;
  font: 600 1rem/1.2 var(--sans); color: var(--honey-ink); background: var(--honey); border: 0; border-radius: 10px;
  text-decoration: none; cursor: pointer; box-shadow: inset 0 -2px 0 rgb(0 0 0 / 10%); transition: filter .15s;
}
.button:hover { filter: brightness(1.06); }
.button:active { filter: brightness(.96); }
.button svg { width: 1.125rem; height: 1.125rem; }

.stack { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1.25rem; align-content: start; }
.pair { display: grid; gap: 1.25rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)); }
pre { margin: 0; padding: .875rem 1rem; background: var(--well); border-radius: 10px; white-space: pre-wrap; overflow-wrap: anywhere; user-select: all; line-height: 1.5; }
summary { cursor: pointer; font-weight: 600; width: fit-content; }
summary::marker { color: var(--honey-deep); }
details > * + * { margin-top: .75rem; }

.counts { list-style: none; display: grid; gap: .375rem; }
.counts li { display: flex; justify-content: space-between; gap: 1rem; }
.counts li + li { border-top: 1px solid var(--line); padding-top: .375rem; }
.counts b { font-variant-numeric: tabular-nums; }
.plain { padding-left: 1.125rem; display: grid; gap: .375rem; }
.plain li { overflow-wrap: anywhere; }
.plain li::marker { color: var(--honey-deep); }

.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .875rem; }
caption { text-align: left; }
th { color: var(--soft); font-weight: 500; text-align: left; }
th, td { padding: .5rem .75rem .5rem 0; border-bottom: 1px solid var(--line); vertical-align: baseline; }
tr:last-child td { border-bottom: 0; }
td.mono { overflow-wrap: anywhere; min-width: 11rem; }
.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; padding-right: 0; }
td:nth-child(2).number, th:nth-child(2).number { padding-right: .75rem; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

.drop { position: relative; display: grid; grid-template-columns: minmax(0, 1fr); gap: .5rem; justify-items: center; text-align: center; padding: clamp(1.5rem, 6vw, 3rem) 1rem; border: 2px dashed var(--line); border-radius: var(--round); background: var(--well); cursor: pointer; }
.drop:hover, .drop.over, .drop:focus-within { border-color: var(--honey); }
.drop .button.quiet { background: var(--card); border: 1px solid var(--line); }
.drop:focus-within .button { outline: 3px solid var(--honey); outline-offset: 2px; }
.drop small { color: var(--soft); }
.drop input { position: absolute; inset: 0; width: 100%; height: 100%; opacity: 0; cursor: pointer; }
.chosen { list-style: none; display: grid; gap: .25rem; }
.chosen:empty { display: none; }
.chosen li { display: grid; grid-template-columns: minmax(0, 1fr) auto auto; align-items: center; gap: .25rem .75rem; border-bottom: 1px solid var(--line); padding-block: .375rem; }
.chosen span { overflow-wrap: anywhere; }
.chosen small { color: var(--soft); }
.plain-button { min-height: 2.5rem; padding: .25rem .75rem; font: inherit; font-size: .875rem; color: var(--honey-deep); background: none; border: 1px solid var(--line); border-radius: 8px; cursor: pointer; }
.button:disabled { opacity: .5; cursor: default; filter: none; }
.button.quiet { color: var(--ink); background: var(--well); }
.problem { color: var(--bad); font-weight: 600; }
progress { width: 100%; height: .75rem; appearance: none; border: 0; border-radius: 99px; overflow: hidden; background: var(--line); accent-color: var(--honey); }
progress::-webkit-progress-bar { background: var(--line); }
progress::-webkit-progress-value { background: var(--honey); }
progress::-moz-progress-bar { background: var(--honey); }
progress:indeterminate { background: repeating-linear-gradient(110deg, var(--honey) 0 1rem, var(--line) 1rem 2rem); }
progress:indeterminate::-webkit-progress-bar { background: none; }
[hidden] { display: none !important; }

.notice { max-width: 34rem; margin-inline: auto; margin-top: clamp(1rem, 8vh, 5rem); text-align: center; padding-block: clamp(2rem, 6vw, 3.5rem); width: 100%; }
.notice svg { width: 4rem; height: 4rem; }
.notice p { text-wrap: pretty; }
@media (max-width: 30rem) {
  .facts { grid-template-columns: 1fr 1fr; }
  .facts > :nth-child(n + 3) { grid-column: 1 / -1; }
  table { font-size: .8125rem; }
  td.mono { min-width: 8.5rem; font-size: .75rem; }
  .button { width: 100%; }
  .act p { flex-basis: 100%; }
}
@media (prefers-reduced-motion: reduce) { .button { transition: none; } }
@media print { .act, .end { display: none; } }
`

/** For `style-src` of a Content-Security-Policy: this very sheet and no other. */
export const styleHash = `'sha256-${createHash('sha256').update(style).digest('base64')}'`
