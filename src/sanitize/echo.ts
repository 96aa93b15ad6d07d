import { ALNUM, is } from './chars.ts'
import { type Crowd, join, longestValue, type Rank, Sums } from './crowd.ts'
import { isUserHere } from './known-names.ts'
import { type Mark, MarkTable } from './mark-table.ts'
import { ruleStyle } from './rule-names.ts'
import type { Scan } from './scan.ts'
import { type Words, wordAt, wordsOf } from './words.ts'

/** At most this many values are kept; beyond, the first ones stay. A bundle holds some hundred. */
const mostValues = 50_000
/** Of them, names of people and machines: a log with a name in each line must leave room for secrets. */
const mostNames = 20_000
const shortest = 6

/** Values learned from their keys, and a quick way to find them anywhere. */
export type Echo = {
  learn(value: string, rule: number): void
  /** Claims every learned value in a window, or in a part of it that begins and ends between lines. */
  find(scan: Scan, from?: number, to?: number): void
  /** Does so but for the lines that are settled. */
  findInRest(scan: Scan): void
  readonly size: number
  /** What was learned, to hand to another thread. */
  entries(): [string, number][]
}

/** With more of them, values are found by their ends too. */
const mostMarks = 8

/** Keeps the first three bytes of a word. */
const firstThree = wordAt(Uint8Array.of(255, 255, 255), 0)
const leastBits = 15
const mostBits = 20

export function createEcho(): Echo {
  const rules = new Map<string, number>()
  const marks = new MarkTable()
  const crowds = new Map<number, Rank[]>()
  // A bit for each hash of four bytes: nearly every word of a text is turned away here.
  let size = leastBits
  let bits = new Int32Array(1 << (size - 5))
  let hasShort = false
  let names = 0
  let sums: Sums | undefined

  function setBit(word: number): void {
    const hash = hashOf(word, size)
    bits[hash >>> 5]! |= 1 << (hash & 31)
  }

  function mark(word: number, value: string, number: number, before: number): void {
    const crowd = crowds.get(word)
    if (crowd !== undefined) join(crowd, value, before)
    else {
      marks.add(word, number, before)
      const same = marks.find(word)
      if (same.length > mostMarks) crowds.set(word, crowdOf(same))
    }
    setBit(word)
    if (marks.size << 4 < 1 << size || size >= mostBits) return
    size += 2
    bits = new Int32Array(1 << (size - 5))
    for (const known of marks.allWords()) setBit(known)
  }

  /** Made where a crowd is met; most windows have none. */
  function sumsOf({ bytes }: Scan): Sums {
    if (sums?.isOf(bytes) !== true) sums = new Sums(bytes)
    return sums
  }

  function findWithin(scan: Scan, { words, skipped }: Words, from: number, to: number): void {
    let done = from
    const look = (at: number, word: number) => {
      const crowd = crowds.get(word)
      const found = crowd === undefined ? marks.find(word) : inCrowd(scan, at, crowd, sumsOf(scan))
      if (found.length > 0) done = claimAt(scan, at, done, to, found, rules)
    }
    // A word that is only half in it may have the end of a short value.
    const last = Math.min(words.length, (to - skipped + 3) >> 2)
    const first = Math.max(0, (from - skipped) >> 2)
    for (let i = nextMarked(words, first, last, bits, size, hasShort); i < last; ) {
      look(skipped + i * 4, words[i]!)
      if (hasShort) look(skipped + i * 4, words[i]! & firstThree)
      i = nextMarked(words, i + 1, last, bits, size, hasShort)
    }
    const rest = skipped + words.length * 4
    if (hasShort && to > rest) look(rest, wordAt(scan.bytes, rest) & firstThree)
  }

  return {
    learn(value, rule) {
      if (rules.has(value) || rules.size >= mostValues || !isEchoed(value, rule)) return
      if (ruleStyle(rule) !== 'secret' && ++names > mostNames) return
      rules.set(value, rule)
      const bytes = Buffer.from(value, 'latin1')
      // However a value lies to the words of a window: one word is within it from its first, second, third or fourth byte on.
      const number = marks.value(value)
      for (let before = 0; before < 4; before++) mark(wordAt(bytes, before), value, number, before)
      // Of six bytes, the last three may be all that is in that word.
      if (bytes.length < 7) hasShort = true
    },

    find(scan, from = 0, to = scan.end) {
      if (rules.size > 0) findWithin(scan, wordsOf(scan.bytes), from, to)
    },

    findInRest(scan) {
      if (rules.size === 0) return
      const words = wordsOf(scan.bytes)
      const { settled } = scan
      let from = 0
      for (let k = 0; k < settled.length; k += 3) {
        if (settled[k]! > from) findWithin(scan, words, from, settled[k]!)
        from = settled[k + 1]!
      }
      if (from < scan.end) findWithin(scan, words, from, scan.end)
    },

    get size() {
      return rules.size
    },
    entries: () => [...rules],
  }
}

/** The next word whose bit is set. A function of its own, as it is all that nearly every word sees. */
function nextMarked(
  words: Int32Array,
  from: number,
  to: number,
  bits: Int32Array,
  size: number,
  hasShort: boolean,
): number {
  const shift = 32 - size
  for (let i = from; i < to; i++) {
    const word = words[i]!
    const hash = Math.imul(word, factor) >>> shift
    if ((bits[hash >>> 5]! >>> (hash & 31)) & 1) return i
    if (!hasShort) continue
    const short = Math.imul(word & firstThree, factor) >>> shift
    if ((bits[short >>> 5]! >>> (short & 31)) & 1) return i
  }
  return to
}

const factor = -1_640_531_535
const hashOf = (word: number, size: number) => Math.imul(word, factor) >>> (32 - size)

function crowdOf(marks: readonly Mark[]): Rank[] {
  const crowd: Rank[] = []
  for (const { value, before } of marks) join(crowd, value, before)
  return crowd
}

/** Those of many values that may stand around a word, in the same order. */
function inCrowd(scan: Scan, at: number, crowd: Crowd, sums: Sums): Mark[] {
  scan.spend(crowd.length)
  return crowd.flatMap(({ before, length, byHash }) =>
    (byHash.get(sums.hash(at - before, at - before + length)) ?? []).map((value) => ({ value, before })),
  )
}

/** Claims the values that stand around a word, those that begin first before the others; returns how far the window is done. */
function claimAt(
  scan: Scan,
  at: number,
  from: number,
  to: number,
  found: readonly Mark[],
  rules: ReadonlyMap<string, number>,
): number {
  let done = from
  let tried = 0
  for (const { value, before } of found) {
    const start = at - before
    if (start < done || start + value.length > to || !scan.isAt(start, value)) continue
    // Many values that begin alike must not make a long text slow.
    if (++tried > 64) break
    const end = start + value.length
    const number = rules.get(value)!
    const style = ruleStyle(number)
    const isPart =
      (style !== 'secret' || isWordLike(value)) && (is(scan.bytes[start - 1], ALNUM) || is(scan.bytes[end], ALNUM))
    if (isPart || (style === 'user' && !isUserHere(scan, start, end, value))) continue
    scan.claim(start, end, number, style === 'secret' ? value : value.toLowerCase())
    done = end
  }
  scan.spend(found.length)
  return done
}

/** A value of letters only is found as a word, not within one. */
const isWordLike = (value: string) => /^[A-Za-z]+$/.test(value) || value.length < 8

const commonWords = new Set(
  `password passwords postgres administrator development production localhost secret123 username internal external database kubernetes elasticsearch rabbitmq connection
  anonymous undefined disabled required optional expired something anything certificate application authorization authentication unauthorized negotiate credentials
  accesstoken refreshtoken development staging testing default-token placeholder interactive keyboard-interactive publickey passphrase`.split(
    /\s+/,
  ),
)

/** Names were looked at by who learned them. */
const isEchoed = (value: string, rule: number) =>
  ruleStyle(rule) === 'secret' ? isDistinct(value) : value.length >= shortest

const longestWord = 64

/** A value that could be any word of a log would take the log with it. */
function isDistinct(value: string): boolean {
  if (value.length < shortest || value.length > longestValue) return false
  if (/^\d+$/.test(value)) return value.length >= 9
  // `(Closes:`: a word with marks around it. What is longer is none, and many marks in a row would take their square to trim.
  const word = value.length > longestWord ? '' : value.replace(/^[([{<"']+|[)\]}>"':;,.]+$/g, '')
  if (/^(?:[A-Z]?[a-z]+-)*[A-Z]?[a-z]+$/.test(word))
    return (
      word.length >= (/[A-Z]/.test(word) ? 12 : word.includes('-') ? 10 : 9) && !commonWords.has(word.toLowerCase())
    )
  if (/^[a-z]+$/i.test(value) && !/[a-z][A-Z]|[A-Z].*[A-Z].*[a-z]/.test(value))
    return value.length >= 9 && !commonWords.has(value.toLowerCase())
  if (/^[\s\W]+$/.test(value) || /^\s|\s$|\n/.test(value)) return false
  if (/^[a-z]+(?:[-_. ][a-z]+)*$/.test(value)) return value.length >= 10
  if (/^\d{4}-\d\d-\d\d|^\d+(?:\.\d+)+$/.test(value)) return false
  return true
}
