import { isIssueLike } from './kind.ts'
import { layoutCounts, versionCounts } from './kind-layout.ts'
import { type Heard, meaningMeasures, shapeMeasures, signalCounts } from './kind-wording.ts'
import type { HashedCounts, HashedGroup } from './learn/hashed.ts'
import { beginning, mix, mixText, type Tally } from './learn/tally.ts'
import { skeletonOf } from './skeleton.ts'
import { stem } from './stem.ts'
import { type Parts, tokensOf } from './text.ts'

/** How the groups of `kindCounts` weigh against each other, found by cross-validation. */
export const kindShares = [0.5, 0.4, 0.5, 0.4, 0.4, 1.2, 0.6, 0.15, 0.4, 0.5, 0.7, 0.7, 0.6, 0.5, 0.9, 0.4, 0.5]

/** The groups that a text also has without its capitals, signs and line ends. */
const plainGroups = new Set([0, 1, 2, 3, 4, 5, 15])
const none: HashedGroup = { places: new Int32Array(0), counts: new Float32Array(0) }

/** What is left of `kindCounts` without them. */
export const plainOf = (groups: HashedCounts): HashedCounts =>
  groups.map((group, at) => (plainGroups.has(at) ? group : none))

const bodyWords = 300
const firstWords = 40
const wordsRead = 400
const meaningWords = 200
const openingLetters = 300
const markedLetters = 1200
const longestSkeleton = 4

/**
 * What tells a bug from a feature or a question: the title's words, pairs and letters; the body's; its beginning; what is
 * asked; the code; and the shape of the whole (headings, stack traces, pictures, versions). Then the request as it was
 * typed, forms, comments, marks and all: how people begin and what they leave of a form tells much. Last the title without
 * what it is about, and how an issue is laid out.
 */
export function kindCounts(parts: Parts, tally: Tally): HashedCounts {
  const { raw } = parts
  const title = tokensOf(parts.title, 60)
  const all = [...title, ...tokensOf(raw, wordsRead)]
  const body = tokensOf(withoutHeadings(parts.prose), bodyWords)
  const sentences = sentencesOf(parts.prose)
  return [
    words(tally, 't', title),
    pairs(tally, 'T', title),
    letters(tally, 'c', title, 25),
    letters(tally, 'd', body, 60),
    words(tally, 'b', body),
    pairs(tally, 'B', body.slice(0, 120)),
    beginAndAsk(tally, body, sentences),
    words(tally, 'k', tokensOf(parts.machine, 60)),
    shape(tally, { parts, title, body, all }),
    words(tally, 'n', tokensOf(commentsOf(raw), 400)),
    opening(tally, 'o', raw),
    words(tally, 'a', all),
    pairs(tally, 'A', all),
    beginnings(tally, 's', sentences),
    marks(tally, 'x', `${parts.title} \n ${raw.slice(0, markedLetters)}`),
    bones(tally, 'h', skeletonOf(title)),
    isIssueLike(parts.title, raw) ? layoutCounts(raw, tally) : none,
  ]
}

/**
 * What only tells something within a product: the headings of its issue forms, what was answered there, and the versions
 * that are named.
 */
export function formCounts({ title, raw }: Parts, tally: Tally): HashedCounts {
  return [once(tally, headingsOf(raw)), once(tally, answersOf(raw)), versionCounts(title, raw, tally)]
}

/** What tells more once there are labelled issues to learn from: how it is asked, what rules and word vectors say. */
export function closerCounts(parts: Parts, heard: Heard, tally: Tally): HashedCounts {
  return [
    questionBones(tally, 'j', parts.prose),
    signalCounts(heard, tally),
    shapeMeasures(heard, tally.size),
    meaningMeasures(tokensOf(parts.prose, meaningWords), tally.size),
  ]
}

function headingsOf(raw: string): string[] {
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
function answersOf(raw: string): string[] {
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

/** Pieces that end with a line, or with a mark that a space follows. */
function sentencesOf(prose: string): string[] {
  const sentences: string[] = []
  let start = 0
  for (let at = 0; at < prose.length; at++) {
    const code = prose.charCodeAt(at)
    const ends = code === lineEnd || (isSpace(code) && endMarks.has(prose.charCodeAt(at - 1)))
    if (!ends) continue
    sentences.push(prose.slice(start, at))
    start = at + 1
  }
  sentences.push(prose.slice(start))
  return sentences
}

const lineEnd = 10
const endMarks = new Set([...'.!?'].map((mark) => mark.charCodeAt(0)))
const isSpace = (code: number) =>
  code === 32 || (code >= 9 && code <= 13) || code === 160 || (code >= 0x2000 && code <= 0x200a) || code === 0x3000
const isLetter = (code: number) => (code >= 97 && code <= 122) || (code >= 65 && code <= 90)

interface Read {
  parts: Parts
  title: string[]
  body: string[]
  all: string[]
}

function shape(tally: Tally, { parts, title, body, all }: Read): HashedGroup {
  const { raw } = parts
  const say = (feature: string, times = 1) => {
    if (times > 0) tally.add(mixText(begins.m, feature), times)
  }
  say('always')
  say(`title ${bucket(title.length)}`)
  say(`body ${bucket(body.length)}`)
  say(`code ${bucket(parts.machine.length / 40)}`)
  say('picture', count(raw, '![') + count(raw, '<img'))
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
  return tally.take()
}

const begins = { m: beginning('m:'), f: beginning('f:'), q: beginning('q:') }

const bucket = (length: number) => Math.min(8, Math.floor(Math.log2(length + 1)))

function count(text: string, piece: string): number {
  let times = 0
  for (let at = text.indexOf(piece); at >= 0 && times < 20; at = text.indexOf(piece, at + piece.length)) times++
  return times
}

function words(tally: Tally, group: string, tokens: readonly string[]): HashedGroup {
  addWords(tally, beginning(`${group}:`), tokens)
  return tally.take()
}

function addWords(tally: Tally, start: number, tokens: readonly string[]): void {
  for (const token of tokens) tally.add(mixText(start, stem(token)))
}

const askedIn = (sentences: readonly string[]) => sentences.filter((sentence) => sentence.trimEnd().endsWith('?'))

function beginAndAsk(tally: Tally, body: readonly string[], sentences: readonly string[]): HashedGroup {
  const asked = askedIn(sentences).slice(0, 6)
  addWords(tally, begins.f, body.slice(0, firstWords))
  addWords(tally, begins.q, tokensOf(asked.join(' '), 60))
  return tally.take()
}

function pairs(tally: Tally, group: string, tokens: readonly string[]): HashedGroup {
  const start = beginning(`${group}:`)
  let before = mixText(start, '‹› ')
  for (const token of tokens) {
    tally.add(mixText(before, token))
    before = mix(mixText(start, token), 32)
  }
  return tally.take()
}

function letters(tally: Tally, group: string, tokens: readonly string[], most: number): HashedGroup {
  const start = beginning(`${group}:`)
  for (let at = 0; at < tokens.length && at < most; at++) addLetters(tally, start, `_${tokens[at]!.slice(0, 30)}_`)
  return tally.take()
}

/** Groups of three to five letters across words and signs, as the request begins. */
function opening(tally: Tally, group: string, raw: string): HashedGroup {
  addLetters(tally, beginning(`${group}:`), raw.slice(0, openingLetters).toLowerCase().replace(/\s+/g, ' '))
  return tally.take()
}

function addLetters(tally: Tally, start: number, text: string): void {
  for (let at = 0; at + 3 <= text.length; at++) {
    let state = start
    for (let next = at; next < at + 5 && next < text.length; next++) {
      state = mix(state, text.charCodeAt(next))
      if (next >= at + 2) tally.add(state)
    }
  }
}

/** The first one, two and three words of each sentence: "is there", "it would be". */
function beginnings(tally: Tally, group: string, sentences: readonly string[]): HashedGroup {
  const start = beginning(`${group}:`)
  for (const sentence of sentences.slice(0, 60)) {
    let state = start
    for (const word of tokensOf(sentence.slice(0, 80), 3).slice(0, 3)) {
      state = mix(mixText(state, word), 32)
      tally.add(state)
    }
  }
  return tally.take()
}

/** Words with their capitals, signs and line ends: "Steps", ":", "\n". */
function marks(tally: Tally, group: string, text: string): HashedGroup {
  const start = beginning(`${group}:`)
  for (let at = 0; at < text.length; ) {
    const code = text.charCodeAt(at)
    if (code !== lineEnd && isSpace(code)) {
      at++
      continue
    }
    let state = mix(start, code)
    const first = at++
    if (isLetter(code)) {
      for (; at < text.length && isLetter(text.charCodeAt(at)); at++) state = mix(state, text.charCodeAt(at))
    } else if (code !== lineEnd) {
      for (; at < text.length && at < first + 3; at++) {
        const next = text.charCodeAt(at)
        if (isLetter(next) || isSpace(next)) break
        state = mix(state, next)
      }
    }
    tally.add(state)
  }
  return tally.take()
}

/** Two to four bones in a row. */
function bones(tally: Tally, group: string, skeleton: readonly string[]): HashedGroup {
  addBones(tally, beginning(`${group}:`), skeleton)
  return tally.take()
}

function addBones(tally: Tally, start: number, skeleton: readonly string[]): void {
  for (let at = 0; at < skeleton.length; at++) {
    let state = start
    for (let next = at; next < at + longestSkeleton && next < skeleton.length; next++) {
      state = mix(mixText(state, skeleton[next]!), 32)
      if (next > at) tally.add(state)
    }
  }
}

/** The bones of what is asked in the body, and how each question begins. */
function questionBones(tally: Tally, group: string, prose: string): HashedGroup {
  const start = beginning(`${group}:`)
  for (const sentence of askedIn(sentencesOf(prose)).slice(0, 8)) {
    const tokens = tokensOf(sentence, 40)
    tally.add(mixText(start, tokens[0] ?? ''))
    addBones(tally, start, skeletonOf(tokens))
  }
  return tally.take()
}

/** Each of them once, however often it occurs. */
function once(tally: Tally, features: readonly string[]): HashedGroup {
  for (const feature of new Set(features)) tally.add(beginning(feature))
  return tally.take()
}
