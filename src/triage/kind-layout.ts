import type { HashedGroup } from './learn/hashed.ts'
import { beginning, mix, mixText, type Tally } from './learn/tally.ts'

/** How far a request is read for its layout and its versions. */
const lettersRead = 8000
/** How many lines in a row make a feature. */
const longestRun = 4

/** How a request is laid out, whatever it says: which sorts of lines follow one another, one to four in a row. */
export function layoutCounts(raw: string, tally: Tally): HashedGroup {
  const sorts = ['^']
  for (const line of raw.slice(0, lettersRead).split('\n')) {
    const sort = sortOf(line.trim())
    if (sort !== '' || sorts.at(-1) !== '') sorts.push(sort)
  }
  sorts.push('$')
  const seen = new Set<number>()
  for (let at = 0; at < sorts.length; at++) {
    let state = start
    for (let next = at; next < at + longestRun && next < sorts.length; next++) {
      state = mix(mixText(state, sorts[next]!), 32)
      seen.add(state)
    }
  }
  for (const state of seen) tally.add(state)
  return tally.take()
}

const start = beginning('y:')

const beginnings: readonly [sort: string, ...begins: string[]][] = [
  ['fence', '```', '~~~'],
  ['picture', '![', '<img'],
  ['link', 'http:', 'https:'],
  ['quote', '>'],
  ['comment', '<!--'],
  ['table', '|'],
  ['tag', '<'],
]

/** What a line is, in one word; nothing for an empty one. */
function sortOf(line: string): string {
  if (line === '') return ''
  for (const [sort, ...begins] of beginnings) if (begins.some((begin) => line.startsWith(begin))) return sort
  if (line.startsWith('#')) return `heading ${Math.min(6, line.search(/[^#]/) >>> 0)}`
  if (line.startsWith('**') && (line.endsWith('**') || line.endsWith('**:'))) return 'bold'
  if ('-*+'.includes(line[0]!) && line[1] === ' ') return boxOf(line.slice(2, 6).trim())
  if (isDigit(line.charCodeAt(0)) && /^\d{1,3}[.)] /.test(line)) return 'step'
  const colon = line.indexOf(':')
  if (colon >= 2 && colon <= 40) {
    if (colon === line.length - 1) return 'label'
    if (line[colon + 1] === ' ') return 'answer'
  }
  if (line.endsWith('?')) return 'asked'
  return line.length > 120 ? 'long' : 'short'
}

function boxOf(begin: string): string {
  if (begin.startsWith('[x]') || begin.startsWith('[X]')) return 'ticked'
  return begin.startsWith('[ ]') || begin.startsWith('[]') ? 'unticked' : 'item'
}

const isDigit = (code: number) => code >= 48 && code <= 57

/** The versions that a request names, "4.5" and "4" of "4.5.2": within one product they tell when and where it was written. */
export function versionCounts(title: string, raw: string, tally: Tally): HashedGroup {
  const seen = new Set<number>()
  for (const text of [title, raw.slice(0, lettersRead)]) {
    for (let at = text.indexOf('.'); at >= 0; at = text.indexOf('.', at + 1)) {
      const major = digitsFrom(text, at - 1, -1)
      const minor = digitsFrom(text, at + 1, 1)
      if (major === '' || minor === '' || text[at - major.length - 1] === '.') continue
      seen.add(mixText(versionStart, major))
      seen.add(mixText(versionStart, `${major}.${minor}`))
    }
  }
  for (const state of seen) tally.add(state)
  return tally.take()
}

const versionStart = beginning('v:')
const mostDigits = 4

function digitsFrom(text: string, first: number, step: 1 | -1): string {
  let end = first
  while (isDigit(text.charCodeAt(end)) && Math.abs(end - first) < mostDigits) end += step
  return step > 0 ? text.slice(first, end) : text.slice(end + 1, first + 1)
}
