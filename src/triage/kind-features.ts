import { answersOf, askedIn, commentsOf, headingsOf, sentencesOf, withoutHeadings } from './issue-text.ts'
import { isIssueLike } from './kind.ts'
import { layoutCounts, versionCounts } from './kind-layout.ts'
import {
  addWords,
  beginnings,
  bones,
  letters,
  marks,
  once,
  opening,
  pairs,
  questionBones,
  words,
} from './kind-tallies.ts'
import { type Heard, meaningMeasures, shapeMeasures, signalCounts } from './kind-wording.ts'
import type { HashedCounts, HashedGroup } from './learn/hashed.ts'
import { beginning, mixText, type Tally } from './learn/tally.ts'
import { skeletonOf } from './skeleton.ts'
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
const markedLetters = 1200

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

function beginAndAsk(tally: Tally, body: readonly string[], sentences: readonly string[]): HashedGroup {
  const asked = askedIn(sentences).slice(0, 6)
  addWords(tally, begins.f, body.slice(0, firstWords))
  addWords(tally, begins.q, tokensOf(asked.join(' '), 60))
  return tally.take()
}
