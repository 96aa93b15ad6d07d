import type { Counts } from './learn/vocabulary.ts'
import { stem } from './stem.ts'
import { type Parts, tokensOf } from './text.ts'

/** How the groups of `kindCounts` weigh against each other, found by cross-validation. */
export const kindShares = [1, 0.7, 0.8, 0.6, 0.7, 0.5, 0.6, 0.6, 0.9]

const bodyWords = 300
const firstWords = 40

/**
 * What tells a bug from a feature or a question: the title's words, pairs and letters; the body's; its beginning; what is
 * asked; the code; and the shape of the whole (headings, stack traces, pictures, versions).
 *
 * @param headings the body's headings, for a product whose issue forms are known.
 */
export function kindCounts(parts: Parts, raw: string): Counts {
  const title = tokensOf(parts.title, 60)
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
    letterCounts('d', body.slice(0, 80)),
    wordCounts('b', body),
    pairCounts('B', body.slice(0, 120)),
    both(wordCounts('f', body.slice(0, firstWords)), wordCounts('q', tokensOf(asked, 60))),
    wordCounts('k', tokensOf(parts.machine, 60)),
    shapeOf(parts, raw, title, body),
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

const withoutHeadings = (prose: string) =>
  prose
    .split('\n')
    .filter((line) => !line.startsWith('#') && !line.includes('_No response_'))
    .join('\n')

function shapeOf(parts: Parts, raw: string, title: string[], body: string[]): Map<string, number> {
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
  say('versions', tokensOf(raw.slice(0, 3000), 300).filter((token) => token === '‹version›').length)
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

function both(first: Map<string, number>, second: Map<string, number>): Map<string, number> {
  for (const [feature, times] of second) first.set(feature, times)
  return first
}

function add(counts: Map<string, number>, feature: string): void {
  counts.set(feature, (counts.get(feature) ?? 0) + 1)
}
