import type { Automaton } from './automaton.ts'
import { CR, DIGIT, is, LF } from './chars.ts'
import { latin1, ownText } from './latin1.ts'
import type { LineMemory } from './line-memory.ts'
import type { LineTable } from './line-table.ts'
import { isClaimedInSettled } from './settled.ts'
import { meaningOf, mergeSpans, type Span } from './spans.ts'
import { byClaims, byLine, byMore, byShape } from './steps.ts'

/** Called where a literal ends; looks around it, and claims what it finds. `data` is what the literal was registered with. */
export type Handler = (scan: Scan, start: number, end: number, data: number) => void

export type Anchor = {
  literal: string
  handler: Handler
  data: number
  /**
   * A promise: what this handler does follows from the bytes of its line, with any digit as good as another, unless it says
   * `depends()`, `dependsOn()` or `dependsOnMore()`. Then it need not be asked again in a line of the same shape. With `line` it
   * follows from the bytes of its line with its digits: it need not be asked again in the very same line.
   */
  local?: boolean | 'line'
  /** Digits of the literal stand for themselves. Without it, any digit may stand where one is. */
  exact?: boolean
}

/** A part of a window, and the line in a table that it is known by. */
export type Piece = { start: number; end: number; table: LineTable | undefined; line: number; level: number }

/** The literals of all rules in one machine, with who is called for each. */
export type Anchors = { automaton: Automaton; list: readonly Anchor[] }

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
export const fuelPerByte = 40

/** No span is the line's own. A small number, as all others in this place: V8 keeps others in another way. */
export const noSpans = 1 << 30

/** To copy single pieces of a window costs less than to copy all of it, up to here. */
const fewLooks = 4000

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
  /** Where something was decoded, as pairs of numbers: a value learned later may stand in there. */
  readonly views: number[] = []
  /** Notes of handlers to themselves: where a run that they have read ends. */
  readonly seen = new Map<string, number>()
  readonly anchors: Anchors
  /** What is known of lines like these; only where many lines are read. */
  readonly memory: LineMemory | undefined
  /** Pieces of the window whose long runs must be read. */
  readonly pieces: Piece[] = []
  /** Lines that nothing was looked for in, as all is known: of each its start, its end and its number. */
  readonly settled: number[] = []
  /** What may still be spent; below 0 a line is given up. */
  fuel: number
  /** The byte whose handlers are called, and how far their claims reach. */
  at = 0
  skipTo = 0
  /** How much of the text the last answer followed from. */
  dependence = byShape
  /** How many spans there were when the line began that is read. */
  lineSpans = 0
  /** How far those have read in this line that must be asked again in the next one like it. */
  readonly askedEnds: number[] = []
  private readonly reader: Reader
  private whole: string | undefined
  private looks = 0
  dottedEnd = 0
  colonEnd = 0
  identEnd = 0
  viewEnd = 0
  digitEnd = 0
  /** A stretch without digits and capitals. */
  poorStart = 0
  poorEnd = 0

  constructor(anchors: Anchors, reader: Reader, bytes: Buffer, depth: number, hints: Hints, memory?: LineMemory) {
    this.anchors = anchors
    this.memory = memory
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

  /** Removes a name everywhere else too. Once for each window, so that lines of one shape need not be read again for it. */
  learnName(name: string, rule: number): void {
    const note = `name ${name}`
    if (this.seen.has(note)) return
    this.seen.set(note, 1)
    this.learned.push({ value: ownText(name), rule })
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
      if (at >= span.start && at < span.end) {
        if (i < this.lineSpans) this.dependsOnMore()
        else this.dependsOnClaims()
        return true
      }
    }
    if (!isClaimedInSettled(this, at)) return false
    this.dependsOnMore()
    return true
  }

  /** Said by a handler before it looks at the value of a digit. */
  depends(): void {
    if (this.dependence < byLine) this.dependence = byLine
  }

  /** Said by a handler that looks at what was claimed in its line. */
  private dependsOnClaims(): void {
    if (this.dependence < byClaims) this.dependence = byClaims
  }

  /** Said by a handler before it looks beyond its line. */
  dependsOnMore(): void {
    this.dependence = byMore
  }

  /** Said by a handler that looks at these bytes: it matters if there is a digit or a line break among them. */
  dependsOn(start: number, end: number): void {
    for (let i = start; i < end && this.dependence < byMore; i++) {
      if (is(this.bytes[i], DIGIT)) this.depends()
      else if (this.bytes[i] === LF) this.dependsOnMore()
    }
  }

  /** Said where what was read before is not read again: that follows from as much as the answer of the one that has read it. */
  dependsOnEarlier(end: number): void {
    if (this.askedEnds.includes(end)) this.dependsOnClaims()
  }

  /**
   * Reads what the bytes of a stretch were decoded to, one level deeper, on this window's fuel. Places are counted from the first
   * of the decoded ones.
   */
  inner(
    decoded: Buffer,
    start: number,
    end: number,
  ): { spans: Span[]; learned: readonly { value: string; rule: number }[] } {
    this.views.push(start, end)
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
    if (this.whole === undefined) {
      if (++this.looks < fewLooks) return latin1(this.bytes, from, to)
      this.whole = latin1(this.bytes, 0, this.end)
    }
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

  /** Where the line behind one that ends at `end` begins. */
  nextLine(end: number): number {
    return end + (this.bytes[end] === CR && this.bytes[end + 1] === LF ? 2 : 1)
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
}
