import { type Automaton, buildAutomaton, isSingle, letterMask, standsBefore } from './automaton.ts'
import { CR, LF } from './chars.ts'
import { latin1, ownText } from './latin1.ts'

/** One stretch of bytes that must not leave. */
export type Span = {
  start: number
  end: number
  rule: number
  /** What the bytes mean, the same for every notation: an address in its shortest form, a host in lower case. Absent when just that is written. */
  value: string | undefined
  /** Put around the token where it takes the place of a bare number: JSON stays JSON. */
  wrap?: string
}

/** Called where a literal ends; looks around it, and claims what it finds. `data` is what the literal was registered with. */
export type Handler = (scan: Scan, start: number, end: number, data: number) => void

export type Anchor = { literal: string; handler: Handler; data: number }

/** The literals of all rules in one machine, with who is called for each. */
export type Anchors = { automaton: Automaton; list: readonly Anchor[] }

export function createAnchors(list: readonly Anchor[]): Anchors {
  return { automaton: buildAutomaton(list.map((anchor) => anchor.literal)), list }
}

/**
 * So many bytes stand before the first one that is read: of the text before, or line breaks. Rules may look at a byte's neighbours
 * without asking first, and an index below 0 once would make that look slow for good.
 */
export const margin = 64

/** A text with the margin before it. */
export const withMargin = (bytes: Buffer) => Buffer.concat([lineBreaks, bytes])
const lineBreaks = Buffer.alloc(margin, LF)

/** No rule looks further than this to either side of its anchor. */
export const reach = 16 * 1024
/** Looking at this many bytes per byte of input is enough for every honest log; more and the line is withheld. */
const fuelPerByte = 40

export type Hints = {
  /** Base name of the file, in lower case; it tells a `hosts` from a log. */
  name: string
  allowedHosts: readonly string[]
}

/** Reads a whole window with all rules; a rule that decodes something has it read the same way. */
export type Reader = (scan: Scan) => void

/** One window of bytes being read: what was found so far, and what may still be spent on it. */
export class Scan {
  readonly bytes: Buffer
  readonly end: number
  readonly depth: number
  readonly hints: Hints
  readonly spans: Span[] = []
  /** Values known by their key, to be removed wherever they stand. */
  readonly learned: { value: string; rule: number }[] = []
  /** Stretches that are given up: too much work. */
  withheld = 0
  /** Whether something was decoded: a value learned later may stand in there. */
  viewed = false
  /** Notes of handlers to themselves: where a run that they have read ends. */
  readonly seen = new Map<string, number>()
  private readonly anchors: Anchors
  private readonly reader: Reader
  private fuel: number
  private skipTo = 0
  private whole: string | undefined
  private at = 0
  private state = 0
  dottedEnd = 0
  colonEnd = 0
  identEnd = 0
  viewEnd = 0
  digitEnd = 0

  constructor(anchors: Anchors, reader: Reader, bytes: Buffer, depth: number, hints: Hints) {
    this.anchors = anchors
    this.reader = reader
    this.bytes = bytes
    this.end = bytes.length
    this.depth = depth
    this.hints = hints
    this.fuel = 100_000 + bytes.length * fuelPerByte
  }

  /** Marks a stretch as not to leave. */
  claim(start: number, end: number, rule: number, value?: string): void {
    if (end <= start) return
    this.fuel -= 80 + ((end - start) >> 2)
    this.spans.push({ start, end, rule, value: value === undefined ? undefined : ownText(value) })
    // What lies inside a claim need not be read again; what lies before one that is further on must be.
    if (start <= this.at + 8 && end > this.skipTo) this.skipTo = end
  }

  /** Marks a secret that is known by its place, and removes it everywhere else too. */
  claimAndLearn(start: number, end: number, rule: number, value?: string): void {
    const own = value === undefined ? latin1(this.bytes, start, end) : ownText(value)
    this.claim(start, end, rule, value === undefined ? undefined : own)
    this.learned.push({ value: own, rule })
  }

  /** Marks a secret that stands bare where JSON wants a value. */
  claimQuoted(start: number, end: number, rule: number, wrap: string): void {
    this.claimAndLearn(start, end, rule)
    this.spans.at(-1)!.wrap = wrap
  }

  /** Whether a byte is already claimed by what was found last. */
  isClaimed(at: number): boolean {
    for (let i = this.spans.length - 1; i >= 0 && i >= this.spans.length - 8; i--) {
      const span = this.spans[i]!
      if (at >= span.start && at < span.end) return true
    }
    return false
  }

  /** Reads decoded bytes, one level deeper, on this window's fuel. Places are counted from the first of them. */
  inner(decoded: Buffer): { spans: Span[]; learned: readonly { value: string; rule: number }[] } {
    this.viewed = true
    const bytes = withMargin(decoded)
    const scan = new Scan(this.anchors, this.reader, bytes, this.depth + 1, this.hints)
    scan.fuel = Math.min(scan.fuel, Math.max(0, this.fuel))
    const before = scan.fuel
    this.reader(scan)
    this.fuel -= bytes.length * 2 + Math.max(0, before - scan.fuel)
    this.withheld += scan.withheld
    const spans = scan.spans.flatMap((span) => {
      const start = Math.max(0, span.start - margin)
      const end = span.end - margin
      return end > start ? [{ ...span, start, end, value: meaningOf(span, bytes) }] : []
    })
    return { spans, learned: scan.learned }
  }

  private sorted: Span[] = []
  private sortedAt = 0

  /** Puts what was found so far in order, for `covers`. */
  settle(): void {
    this.sorted = mergeSpans(this.spans, this.bytes)
    this.sortedAt = 0
  }

  /** Whether most of a stretch was claimed before the last `settle`. Stretches must be asked for in rising order. */
  covers(start: number, end: number): boolean {
    while (this.sortedAt < this.sorted.length && this.sorted[this.sortedAt]!.end <= start) this.sortedAt++
    let covered = 0
    for (let i = this.sortedAt; i < this.sorted.length && this.sorted[i]!.start < end; i++) {
      covered += Math.min(end, this.sorted[i]!.end) - Math.max(start, this.sorted[i]!.start)
    }
    return covered * 2 >= end - start
  }

  spend(work: number): void {
    this.fuel -= work
  }

  /** For a short look: whoever keeps a piece keeps the window, unless `ownText` copies it. */
  text(start: number, end: number): string {
    this.fuel -= 24 + Math.max(0, end - start)
    const from = Math.max(0, start)
    const to = Math.min(end, this.end)
    if (to <= from) return ''
    this.whole ??= latin1(this.bytes, 0, this.end)
    return this.whole.slice(from, to)
  }

  /** The start of the line that `at` is in, at most `limit` bytes back. */
  lineStart(at: number, limit = 4096): number {
    const least = Math.max(0, at - limit)
    let i = at
    while (i > least && this.bytes[i - 1] !== LF && this.bytes[i - 1] !== CR) i--
    this.fuel -= at - i
    return i
  }

  /** The end of the line that `at` is in, without its line break, at most `limit` bytes on. */
  lineEnd(at: number, limit = 4096): number {
    const most = Math.min(this.end, at + limit)
    let i = at
    while (i < most && this.bytes[i] !== LF && this.bytes[i] !== CR) i++
    this.fuel -= i - at
    return i
  }

  /** Whether the bytes at `at` are exactly this ASCII text, in any case when `fold` is set. */
  isAt(at: number, literal: string, fold = false): boolean {
    if (at < 0 || at + literal.length > this.end) return false
    for (let i = 0; i < literal.length; i++) {
      const byte = this.bytes[at + i]!
      const want = literal.charCodeAt(i)
      if (byte !== want && !(fold && (byte | 32) === want && want >= 97 && want <= 122)) return false
    }
    return true
  }

  /** Where the run of bytes of a set that starts at `at` ends, at most `limit` bytes on. */
  runOf(set: Uint8Array, at: number, limit = reach): number {
    const most = Math.min(this.end, at + limit)
    let i = at
    while (i < most && set[this.bytes[i]!] === 1) i++
    this.fuel -= i - at
    return i
  }

  /** Where the run of bytes of a set that ends before `at` starts. */
  runBefore(set: Uint8Array, at: number, limit = 256): number {
    const least = Math.max(0, at - limit)
    let i = at
    while (i > least && set[this.bytes[i - 1]!] === 1) i--
    this.fuel -= at - i
    return i
  }

  /** Calls every handler whose literal stands in the window, in the order in which literals end, the longest first. */
  run(withheldRule: number): void {
    const { ends, singles } = this.anchors.automaton
    const { bytes, end } = this
    for (let i = this.seek(margin, 0); i < end; i = this.seek(i + 1, this.state)) {
      const { state } = this
      this.skipTo = 0
      this.at = i
      if (state >= this.anchors.automaton.accept) this.call(ends[state - this.anchors.automaton.accept]!, i + 1)
      const single = singles[bytes[i]!]
      if (single !== undefined) this.call(single, i + 1)
      if (this.fuel < 0) i = this.giveUpLine(i, withheldRule) - 1
      else if (this.skipTo > i + 1) i = this.skipTo - 1
      else continue
      this.state = 0
    }
  }

  /** Goes on to the next byte where a literal may end. A function of its own, as it is all that most bytes see. */
  private seek(from: number, started: number): number {
    const { next, letters, accept } = this.anchors.automaton
    const { bytes, end } = this
    let state = started
    let i = from
    for (; i < end; i++) {
      const letter = letters[bytes[i]!]!
      state = next[(state << 5) | (letter & letterMask)]!
      if (state >= accept || letter >= isSingle) break
    }
    this.state = state
    return i
  }

  private call(anchors: Uint16Array, end: number): void {
    const { list } = this.anchors
    for (let k = 0; k < anchors.length; k++) {
      const { literal, handler, data } = list[anchors[k]!]!
      if (literal.length > 1 && !standsBefore(this.bytes, end, literal)) continue
      this.fuel -= 12
      handler(this, end - literal.length, end, data)
    }
  }

  private giveUpLine(at: number, rule: number): number {
    const start = this.lineStart(at, reach)
    const end = this.lineEnd(at, reach)
    this.withheld++
    this.claim(start, end, rule, '')
    this.fuel = Math.max(20_000, (end - start) * fuelPerByte)
    return Math.max(end, at + 1)
  }
}

/** What a span stands for. */
export const meaningOf = (span: Span, bytes: Buffer): string => span.value ?? latin1(bytes, span.start, span.end)

/** In order, and without overlaps: where two meet, the longer one says what it is. */
export function mergeSpans(spans: readonly Span[], bytes: Buffer): Span[] {
  const ordered = isOrdered(spans) ? spans : spans.toSorted((a, b) => a.start - b.start || b.end - a.end)
  const merged: Span[] = []
  let last: Span | undefined
  for (const span of ordered) {
    if (last === undefined || span.start >= last.end) {
      merged.push(span)
      last = span
      continue
    }
    // What was merged before is still somebody's.
    last = { ...last, value: meaningOf(last, bytes) }
    merged[merged.length - 1] = last
    const isLonger = span.end - span.start > last.end - last.start
    if (isLonger) {
      last.rule = span.rule
      last.value = meaningOf(span, bytes)
    }
    if (span.wrap !== undefined) last.wrap = span.wrap
    last.end = Math.max(last.end, span.end)
  }
  return merged
}

function isOrdered(spans: readonly Span[]): boolean {
  for (let i = 1; i < spans.length; i++) {
    const before = spans[i - 1]!
    const span = spans[i]!
    if (span.start < before.start || (span.start === before.start && span.end > before.end)) return false
  }
  return true
}
