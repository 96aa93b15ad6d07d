import { CR, is, LF, NAME } from './chars.ts'
import { clean } from './clean.ts'
import { createDecoder, type Encoding, encodingOf } from './decode.ts'
import { margin, reach, withMargin } from './scan.ts'

/** How much is read at once: the overlap costs little, and whoever reads it is busy for some 20 ms at most on usual text. */
const blockSize = 256 * 1024
/** The first one is smaller, and each is as large as all before it up to here: rules that are new to a thread are slow at first. */
const firstBlock = 32 * 1024
const contextSize = 8 * 1024
const headSize = 64 * 1024
/** How far behind its end a window is looked at for a line break. */
const longestTail = 4096

/** A stretch of clean text with what stands before (the margin at least) and behind it. What is found within `from` and `to` counts. */
export type Block = {
  bytes: Buffer
  from: number
  to: number
  isLast: boolean
}

/** Cuts a stream of raw bytes into blocks of clean UTF-8 that overlap by more than any rule looks. */
export type Cutter = {
  /** Gives the blocks that are complete now. */
  push(chunk: Uint8Array): Iterable<Block>
  /** Gives the rest. */
  finish(): Iterable<Block>
  readonly encoding: Encoding | undefined
}

export function createCutter(): Cutter {
  let head: Buffer[] = []
  let headLength = 0
  let encoding: Encoding | undefined
  let decode: (chunk: Buffer, isLast: boolean) => Buffer = (chunk) => chunk
  /** Raw bytes that may belong to a character or an escape that is not complete. */
  let raw: Buffer = Buffer.alloc(0)
  const parts: Buffer[] = []
  let partsLength = 0
  let window: Buffer = withMargin(Buffer.alloc(0))
  let from = margin
  let ended = false
  /** How much was cut off, and how much will be with the next block. */
  let cutOff = 0
  let due = firstBlock

  function cleaned(chunk: Buffer, isLast: boolean): void {
    const bytes = raw.length === 0 ? chunk : Buffer.concat([raw, chunk])
    const end = isLast ? bytes.length : safeEnd(bytes)
    raw = bytes.subarray(end)
    if (end === 0) return
    const text = clean(bytes.subarray(0, end))
    parts.push(text)
    partsLength += text.length
  }

  function join(): void {
    if (parts.length === 0) return
    window = Buffer.concat([window, ...parts])
    parts.length = 0
    partsLength = 0
  }

  /** The next block, when there is enough text for it. */
  function cut(isLast: boolean): Block | undefined {
    const size = due - cutOff
    if (ended || (window.length + partsLength - from < size + reach + longestTail && !isLast)) return undefined
    join()
    const done = isLast && window.length - from <= size + reach
    const to = done ? window.length : goodCut(window, from, size)
    const block = {
      bytes: window.subarray(0, done ? window.length : lineEndFrom(window, to + reach)),
      from,
      to,
      isLast: done,
    }
    const keep = Math.max(0, contextStart(window, to) - margin)
    window = window.subarray(keep)
    cutOff += to - from
    due += Math.min(due, blockSize)
    from = to - keep
    ended = done
    return block
  }

  function* cuts(isLast: boolean): Generator<Block> {
    for (let block = cut(isLast); block !== undefined; block = cut(isLast)) yield block
  }

  function start(isLast: boolean): void {
    const all = Buffer.concat(head)
    head = []
    encoding = encodingOf(all.subarray(0, headSize))
    decode = createDecoder(encoding)
    if (encoding !== 'binary') cleaned(decode(all, isLast), isLast)
  }

  return {
    push(chunk) {
      const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
      if (encoding === undefined) {
        head.push(Buffer.from(bytes))
        headLength += bytes.length
        if (headLength < headSize) return []
        start(false)
      } else if (encoding !== 'binary') {
        for (let at = 0; at < bytes.length; at += blockSize)
          cleaned(decode(Buffer.from(bytes.subarray(at, at + blockSize)), false), false)
      }
      return encoding === 'binary' ? [] : cuts(false)
    },
    finish() {
      if (encoding === undefined) start(true)
      else if (encoding !== 'binary') cleaned(decode(Buffer.alloc(0), true), true)
      if (encoding === 'binary' || window.length + partsLength - from <= 0) return []
      return cuts(true)
    },
    get encoding() {
      return encoding
    },
  }
}

/** Keeps back the end of a chunk where a character or an escape sequence may go on. */
function safeEnd(bytes: Buffer): number {
  let end = bytes.length
  const sequence = bytes.lastIndexOf(0x1b, end - 1)
  if (sequence >= 0 && end - sequence < 64) end = sequence
  for (let back = 1; back <= 3 && back <= end; back++) {
    const byte = bytes[end - back]!
    if (byte >= 0xc0) return end - back
    if (byte < 0x80) break
  }
  // An invisible character may stand between two chunks: its neighbours decide what becomes of it.
  return end > 0 && (bytes[end - 1] === CR || bytes[end - 1] === 0) ? end - 1 : end
}

/** A line break not far below the wanted size, or else any gap between words. */
function goodCut(bytes: Buffer, from: number, size: number): number {
  const wanted = from + size
  const line = bytes.lastIndexOf(LF, wanted)
  if (line > from && wanted - line < size / 2) return line + 1
  for (let i = wanted; i > from && wanted - i < 4096; i--) {
    if (!is(bytes[i - 1], NAME) && bytes[i - 1]! < 0x80) return i
  }
  return wanted
}

/** A window ends with a line if it can: half a word at its end would be taken for a whole one, and be looked for everywhere. */
function lineEndFrom(bytes: Buffer, at: number): number {
  const line = bytes.subarray(at - 1, at + longestTail).indexOf(LF)
  return line < 0 ? at : at + line
}

/** The text before the cut that the next block needs to understand what follows. */
function contextStart(bytes: Buffer, to: number): number {
  const wanted = Math.max(0, to - contextSize)
  if (wanted === 0) return 0
  const line = bytes.indexOf(LF, wanted)
  if (line >= 0 && line < to - 1) return line + 1
  for (let i = wanted; i < to && i - wanted < 1024; i++) if (!is(bytes[i], NAME) && bytes[i]! < 0x80) return i + 1
  return wanted
}
