import { askedIn, isLetter, isSpace, lineEnd, sentencesOf } from './issue-text.ts'
import type { HashedGroup } from './learn/hashed.ts'
import { beginning, mix, mixText, type Tally } from './learn/tally.ts'
import { skeletonOf } from './skeleton.ts'
import { stem } from './stem.ts'
import { tokensOf } from './text.ts'

const openingLetters = 300
const longestSkeleton = 4

export function words(tally: Tally, group: string, tokens: readonly string[]): HashedGroup {
  addWords(tally, beginning(`${group}:`), tokens)
  return tally.take()
}

export function addWords(tally: Tally, start: number, tokens: readonly string[]): void {
  for (const token of tokens) tally.add(mixText(start, stem(token)))
}

export function pairs(tally: Tally, group: string, tokens: readonly string[]): HashedGroup {
  const start = beginning(`${group}:`)
  let before = mixText(start, '‹› ')
  for (const token of tokens) {
    tally.add(mixText(before, token))
    before = mix(mixText(start, token), 32)
  }
  return tally.take()
}

export function letters(tally: Tally, group: string, tokens: readonly string[], most: number): HashedGroup {
  const start = beginning(`${group}:`)
  for (let at = 0; at < tokens.length && at < most; at++) addLetters(tally, start, `_${tokens[at]!.slice(0, 30)}_`)
  return tally.take()
}

/** Groups of three to five letters across words and signs, as the request begins. */
export function opening(tally: Tally, group: string, raw: string): HashedGroup {
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
export function beginnings(tally: Tally, group: string, sentences: readonly string[]): HashedGroup {
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
export function marks(tally: Tally, group: string, text: string): HashedGroup {
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
export function bones(tally: Tally, group: string, skeleton: readonly string[]): HashedGroup {
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
export function questionBones(tally: Tally, group: string, prose: string): HashedGroup {
  const start = beginning(`${group}:`)
  for (const sentence of askedIn(sentencesOf(prose)).slice(0, 8)) {
    const tokens = tokensOf(sentence, 40)
    tally.add(mixText(start, tokens[0] ?? ''))
    addBones(tally, start, skeletonOf(tokens))
  }
  return tally.take()
}

/** Each of them once, however often it occurs. */
export function once(tally: Tally, features: readonly string[]): HashedGroup {
  for (const feature of new Set(features)) tally.add(beginning(feature))
  return tally.take()
}
