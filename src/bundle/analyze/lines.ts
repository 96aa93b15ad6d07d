import { timeOf } from '../times.ts'
import { objectOf } from './json-condition.ts'
import type { WordFinder } from './word-finder.ts'

/** A line that holds a word which is looked for. Everything about it is worked out when it is asked for, once. */
export interface Line {
  /** From 1. */
  number: number
  sizeBytes: number
  /** False for a line so long that `text` is only a part of it. */
  isWhole: boolean
  /** The line, or what stands around the word. */
  text(): string
  /** What it holds as JSON, if it does. */
  object(): unknown
  /** Unix milliseconds. */
  at(): number | undefined
}

const LF = 10
/** Patterns read no more of a line than this. */
const TEXT = 4096
/** A line of JSON may be longer, with a stack trace inside; beyond this it is taken in pieces. */
const LONGEST = 64 * 1024
const TIME = 160

/** Cuts bytes into lines, and tells of each that holds a word, for each time it does. */
export function createLineReader(finder: WordFinder, onWord: (word: number, line: Line) => void) {
  let kept: Buffer = Buffer.alloc(0)
  /** Line breaks before the bytes at hand. */
  let breaks = 0

  function read(bytes: Buffer, to: number) {
    let known: { start: number; end: number } | undefined
    let line: Line | undefined
    let counted = 0
    finder.find(bytes, 0, to, (word, at) => {
      if (known === undefined || at >= known.end) {
        const start = bytes.lastIndexOf(LF, at) + 1
        const end = bytes.indexOf(LF, at)
        known = { start, end: end < 0 || end > to ? to : end }
        breaks += breaksIn(bytes, counted, start)
        counted = start
        line = undefined
      }
      const { start, end } = known
      if (line === undefined || !line.isWhole) line = lineOf(bytes, { number: breaks + 1, start, end, at })
      onWord(word, line)
    })
    breaks += breaksIn(bytes, counted, to)
  }

  return {
    take(chunk: Uint8Array) {
      const fresh = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
      const bytes = kept.length === 0 ? fresh : Buffer.concat([kept, fresh])
      const last = bytes.lastIndexOf(LF)
      // Of an endless line a piece is read as soon as it is long enough.
      const to = last >= 0 ? last + 1 : bytes.length > LONGEST ? bytes.length : 0
      if (to > 0) read(bytes, to)
      kept = Buffer.from(bytes.subarray(to))
      if (kept.length > LONGEST) {
        read(kept, kept.length)
        kept = Buffer.alloc(0)
      }
    },
    end() {
      if (kept.length > 0) read(kept, kept.length)
      kept = Buffer.alloc(0)
    },
  }
}

function lineOf(bytes: Buffer, place: { number: number; start: number; end: number; at: number }): Line {
  const { number, start, end, at } = place
  const sizeBytes = end - start
  const isWhole = sizeBytes <= TEXT
  const from = isWhole ? start : Math.max(start, at - TEXT / 2)
  const to = isWhole ? end : Math.min(end, at + TEXT / 2)
  const text = once(() => bytes.toString('utf8', from, to))
  return {
    number,
    sizeBytes,
    isWhole,
    text,
    object: once(() => (sizeBytes > LONGEST ? undefined : objectOf(bytes.toString('utf8', start, end)))),
    at: once(() => timeOf(bytes.toString('latin1', start, Math.min(end, start + TIME))) ?? keyedTime(text())),
  }
}

/** JSON may name its time anywhere: Kratos does so at the end. */
function keyedTime(text: string): number | undefined {
  const key = text.search(/"(?:@?timestamp|time|ts)":/)
  return key < 0 ? undefined : timeOf(text.slice(key))
}

function breaksIn(bytes: Buffer, from: number, to: number): number {
  let breaks = 0
  for (let at = bytes.indexOf(LF, from); at >= 0 && at < to; at = bytes.indexOf(LF, at + 1)) breaks++
  return breaks
}

function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
