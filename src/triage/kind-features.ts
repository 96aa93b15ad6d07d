import type { Counts } from './learn/vocabulary.ts'
import { stem } from './stem.ts'
import { type Parts, tokensOf } from './text.ts'

/** How the groups of `kindCounts` weigh against each other, found by cross-validation. */
export const kindShares = [0.5, 0.4, 0.5, 0.4, 0.4, 1.2, 0.6, 0.15, 0.4, 0.5, 0.7, 0.7, 0.6, 0.5, 0.9]

const bodyWords = 300
const firstWords = 40
const wordsRead = 400
const openingLetters = 300
const markedLetters = 1200

/**
 * What tells a bug from a feature or a question: the title's words, pairs and letters; the body's; its beginning; what is
 * asked; the code; and the shape of the whole (headings, stack traces, pictures, versions). Then the request as it was
 * typed, forms, comments, marks and all: how people begin and what they leave of a form tells much.
 */
export function kindCounts(parts: Parts, raw: string): Counts {
  const title = tokensOf(parts.title, 60)
  const all = [...title, ...tokensOf(raw, wordsRead)]
  const body = tokensOf(withoutHeadings(parts.prose), bodyWords)
  const asked = parts.prose
    .split(/(?<=[.!?])\s|\n/)
    .filter((sentence) => sentence.trimEnd().endsWith('?'))
    .slice(0, 6)
    .join(' ')
  return [
    wordCounts('t', title),
    pairCounts('T', title),
    letterCounts('c', title.slice(0, 25)),
    letterCounts('d', body.slice(0, 60)),
    wordCounts('b', body),
    pairCounts('B', body.slice(0, 120)),
    both(wordCounts('f', body.slice(0, firstWords)), wordCounts('q', tokensOf(asked, 60))),
    wordCounts('k', tokensOf(parts.machine, 60)),
    shapeOf(parts, raw, title, body, all),
    wordCounts('n', tokensOf(commentsOf(raw), 400)),
    openingCounts('o', raw),
    wordCounts('a', all),
    pairCounts('A', all),
    beginningCounts('s', parts.prose),
    markCounts('x', `${parts.title} \n ${raw.slice(0, markedLetters)}`),
  ]
}

/** Headings of issue forms: what a product's own templates ask, telling only within that product. */
export function headingsOf(raw: string): string[] {
  return raw
    .slice(0, 6000)
    .split('\n')
    .filter((line) => line.startsWith('#') || line.startsWith('**'))
    .map((line) =>
      line
        .replace(/[^\p{L}\p{N} ]/gu, '')
        .trim()
        .toLowerCase(),
    )
    .filter((line) => line !== '')
    .slice(0, 15)
}

/** What stands under a form's headings and after its labels, in two words: "issue type=bug". */
export function answersOf(raw: string): string[] {
  const lines = raw
    .slice(0, 8000)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const answers: string[] = []
  for (const [at, line] of lines.entries()) {
    const isHeading = line.startsWith('#') || line.startsWith('**')
    const plain = line.slice(0, 200).replace(/[#*]/g, '').trim()
    const end = plain.search(/[:?]/)
    if (!isHeading && end < 0) continue
    const label = (end < 0 ? plain : plain.slice(0, end)).toLowerCase()
    if (label.length < 2 || label.length > 40) continue
    const rest = end < 0 ? '' : plain.slice(end + 1).trim()
    const answer = rest === '' && isHeading ? (lines[at + 1] ?? '') : rest
    answers.push(`${label}=${tokensOf(answer, 2).join(' ')}`)
    if (answers.length >= 60) break
  }
  return answers
}

/** What an issue form tells its reader: nobody sees it, yet it names the form. */
function commentsOf(raw: string): string {
  const text = raw.slice(0, 6000)
  const comments: string[] = []
  for (let start = text.indexOf('<!--'); start >= 0; ) {
    const end = text.indexOf('-->', start)
    if (end < 0) break
    comments.push(text.slice(start + 4, end))
    start = text.indexOf('<!--', end)
  }
  return comments.join('\n')
}

const withoutHeadings = (prose: string) =>
  prose
    .split('\n')
    .filter((line) => !line.startsWith('#') && !line.includes('_No response_'))
    .join('\n')

function shapeOf(parts: Parts, raw: string, title: string[], body: string[], all: string[]): Map<string, number> {
  const shape = new Map<string, number>()
  const say = (feature: string, times = 1) => {
    if (times > 0) shape.set(`m:${feature}`, times)
  }
  say('always')
  say(`title ${bucket(title.length)}`)
  say(`body ${bucket(body.length)}`)
  say(`code ${bucket(parts.machine.length / 40)}`)
  say('picture', count(raw, '!['))
  say('picture', count(raw, '<img'))
  say('stack', count(parts.machine, '\n') > 8 ? 1 : 0)
  say('traceback', count(raw, 'Traceback') + count(raw, 'at '))
  say('exception', count(raw, 'Exception') + count(raw, 'Error:'))
  say('title asks', parts.title.includes('?') ? 1 : 0)
  say('body asks', count(parts.prose, '?'))
  say('boxes', count(raw, '- ['))
  say('quoted', parts.quoted === '' ? 0 : 1)
  say('shouts', count(raw, '!'))
  say('versions', all.filter((token) => token === '‹version›').length)
  say(`title starts ${title[0] ?? 'empty'}`)
  say(`body starts ${body.slice(0, 2).join(' ')}`)
  const bracket = /^\s*\[([^\]]{1,30})\]/.exec(parts.title) ?? /^\s*([\p{L} ]{3,20}):/u.exec(parts.title)
  if (bracket) say(`marked ${bracket[1]!.toLowerCase()}`)
  return shape
}

const bucket = (length: number) => Math.min(8, Math.floor(Math.log2(length + 1)))

function count(text: string, piece: string): number {
  let times = 0
  for (let at = text.indexOf(piece); at >= 0 && times < 20; at = text.indexOf(piece, at + piece.length)) times++
  return times
}

function wordCounts(group: string, tokens: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const token of tokens) add(counts, `${group}:${stem(token)}`)
  return counts
}

function pairCounts(group: string, tokens: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  let before = '‹›'
  for (const token of tokens) {
    add(counts, `${group}:${before} ${token}`)
    before = token
  }
  return counts
}

function letterCounts(group: string, tokens: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const token of tokens) {
    const framed = `_${token.slice(0, 30)}_`
    for (let length = 3; length <= 5; length++) {
      for (let at = 0; at + length <= framed.length; at++) add(counts, `${group}:${framed.slice(at, at + length)}`)
    }
  }
  return counts
}

/** Groups of three to five letters across words and signs, as the request begins. */
function openingCounts(group: string, raw: string): Map<string, number> {
  const counts = new Map<string, number>()
  const opening = raw.slice(0, openingLetters).toLowerCase().replace(/\s+/g, ' ')
  for (let length = 3; length <= 5; length++) {
    for (let at = 0; at + length <= opening.length; at++) add(counts, `${group}:${opening.slice(at, at + length)}`)
  }
  return counts
}

/** The first one, two and three words of each sentence: "is there", "it would be". */
function beginningCounts(group: string, prose: string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const sentence of prose.split(/(?<=[.!?])\s|\n/).slice(0, 60)) {
    const words = tokensOf(sentence.slice(0, 80), 3)
    for (let length = 1; length <= words.length; length++) add(counts, `${group}:${words.slice(0, length).join(' ')}`)
  }
  return counts
}

/** Words with their capitals, signs and line ends. */
function markCounts(group: string, text: string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const [mark] of text.matchAll(/[A-Za-z]+|[^\sA-Za-z]{1,3}|\n/g)) add(counts, `${group}:${mark}`)
  return counts
}

function both(first: Map<string, number>, second: Map<string, number>): Map<string, number> {
  for (const [feature, times] of second) first.set(feature, times)
  return first
}

function add(counts: Map<string, number>, feature: string): void {
  counts.set(feature, (counts.get(feature) ?? 0) + 1)
}
