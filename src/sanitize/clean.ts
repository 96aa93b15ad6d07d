import { isAscii, isUtf8 } from 'node:buffer'
import { code, LF } from './chars.ts'
import { wordsOf } from './words.ts'

/** Bytes that plain text holds no reason for: C0 and DEL except tab and line breaks, and leads of what may be invisible. */
const odd = new Uint8Array(256)
for (let byte = 0; byte < 32; byte++) if (byte !== 9 && byte !== 10 && byte !== 13) odd[byte] = 1
odd[127] = 1
for (const lead of [0xc2, 0xe2, 0xef, 0xcd, 0xe1]) odd[lead] = 1

/** Whether a chunk holds nothing to clean. */
function isPlain(bytes: Buffer): boolean {
  if (!isAscii(bytes)) return isPlainBytes(bytes, 0, bytes.length)
  // Of ASCII only control bytes and DEL are odd: both are seen four bytes at a time.
  const { words, skipped } = wordsOf(bytes)
  for (let i = 0; i < words.length; i += 4) {
    if (i + 4 <= words.length && areFree(words[i]!, words[i + 1]!, words[i + 2]!, words[i + 3]!)) continue
    const at = skipped + i * 4
    if (!isPlainBytes(bytes, at, Math.min(at + 16, bytes.length))) return false
  }
  return isPlainBytes(bytes, 0, skipped) && isPlainBytes(bytes, skipped + words.length * 4, bytes.length)
}
const highBits = 0x80808080 | 0

/** Whether none of these sixteen bytes, all ASCII, is below 32 or DEL: then every sum has its high bit as it should be. */
const areFree = (a: number, b: number, c: number, d: number) =>
  ((a + 0x60606060) &
    (b + 0x60606060) &
    (c + 0x60606060) &
    (d + 0x60606060) &
    ~((a + 0x01010101) | (b + 0x01010101) | (c + 0x01010101) | (d + 0x01010101)) &
    highBits) ===
  highBits

function isPlainBytes(bytes: Buffer, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (odd[bytes[i]!] !== 0) return false
  return true
}

/**
 * Text as a reader sees it: without colours, cursor movements, control bytes and invisible characters that could hide a secret.
 * Joiners between letters of other scripts and within emoji stay. Bytes that are not UTF-8 are read as Latin-1.
 */
export function clean(input: Buffer): Buffer {
  const bytes = isUtf8(input) ? input : latinToUtf8(input)
  if (isPlain(bytes)) return bytes
  const out = Buffer.allocUnsafe(bytes.length)
  let n = 0
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!
    if (odd[byte] === 0) {
      out[n++] = byte
      continue
    }
    const skip =
      byte === 0x1b ? escapeLength(bytes, i) : byte < 32 || byte === 127 ? 1 : invisibleLength(bytes, i, out[n - 1])
    if (skip === 0) {
      out[n++] = byte
      continue
    }
    // NUL separates records (/proc/…/environ); between single letters it is UTF-16 that strayed in.
    if (byte === 0 && isSeparator(bytes, i)) out[n++] = bytes[i + 1] === 0 || !startsRecord(bytes, i + 1) ? 32 : LF
    i += skip - 1
  }
  return out.subarray(0, n)
}

function isSeparator(bytes: Buffer, at: number): boolean {
  const before = bytes[at - 1]
  const after = bytes[at + 1]
  if (before === undefined || after === undefined || before === 0) return false
  return bytes[at - 2] !== 0 && bytes[at + 2] !== 0
}

/** `NAME=` right behind a NUL. */
function startsRecord(bytes: Buffer, at: number): boolean {
  return /^[A-Za-z_][\w.%()-]{0,80}=/.test(bytes.toString('latin1', at, Math.min(bytes.length, at + 90)))
}

/** The length of an escape sequence: CSI, OSC and its kind, or two bytes. */
function escapeLength(bytes: Buffer, at: number): number {
  const kind = bytes[at + 1]
  if (kind === undefined) return 1
  if (kind === code('[')) return csiLength(bytes, at, at + 2)
  if (kind === code(']') || kind === code('P') || kind === code('_') || kind === code('^') || kind === code('X')) {
    for (let i = at + 2; i < bytes.length && i - at < 2048; i++) {
      if (bytes[i] === 7) return i + 1 - at
      if (bytes[i] === 0x1b) return bytes[i + 1] === code('\\') ? i + 2 - at : i - at
      if (bytes[i] === LF) return 2
    }
    return 2
  }
  return kind >= 0x20 && kind <= 0x2f ? 3 : kind >= 0x30 && kind <= 0x7e ? 2 : 1
}

function csiLength(bytes: Buffer, at: number, from: number): number {
  let i = from
  while (i < bytes.length && i - from < 64 && bytes[i]! >= 0x20 && bytes[i]! <= 0x3f) i++
  return bytes[i] !== undefined && bytes[i]! >= 0x40 && bytes[i]! <= 0x7e ? i + 1 - at : from - at
}

/** Soft hyphens, zero-width characters, bidi marks and C1 controls; 0 for anything that may stay. */
function invisibleLength(bytes: Buffer, at: number, before: number | undefined): number {
  const [a, b, c] = [bytes[at]!, bytes[at + 1]!, bytes[at + 2]!]
  if (a === 0xc2) {
    if (b === 0x9b) return csiLength(bytes, at, at + 2)
    return b === 0xad || (b >= 0x80 && b <= 0x9f && b !== 0x85) ? 2 : 0
  }
  const length = 3
  if (a === 0xef) return b === 0xbb && c === 0xbf ? length : 0
  if (a === 0xe1) return b === 0xa0 && (c === 0x8e || c === 0x8b || c === 0x8c || c === 0x8d) ? length : 0
  if (a === 0xcd) return b === 0x8f ? 2 : 0
  const isBidi =
    (b === 0x80 && ((c >= 0xaa && c <= 0xae) || c === 0x8e || c === 0x8f)) || (b === 0x81 && c >= 0xa6 && c <= 0xa9)
  if (isBidi) return length
  const isJoiner = (b === 0x80 && c >= 0x8b && c <= 0x8d) || (b === 0x81 && c >= 0xa0 && c <= 0xa4)
  if (!isJoiner) return 0
  // Between letters of other scripts and within emoji a joiner has meaning.
  const after = bytes[at + length]
  return before !== undefined && before >= 0x80 && after !== undefined && after >= 0x80 && c !== 0x8b ? 0 : length
}

/** Keeps what is UTF-8 and reads each other byte as Latin-1, so that no byte hides what stands around it. */
function latinToUtf8(bytes: Buffer): Buffer {
  const out = Buffer.allocUnsafe(bytes.length * 2)
  let n = 0
  for (let i = 0; i < bytes.length; ) {
    const byte = bytes[i]!
    const size = byte < 0x80 ? 1 : sequenceLength(bytes, i)
    if (size > 0) {
      for (let k = 0; k < size; k++) out[n++] = bytes[i + k]!
      i += size
      continue
    }
    out[n++] = 0xc0 | (byte >> 6)
    out[n++] = 0x80 | (byte & 0x3f)
    i++
  }
  return out.subarray(0, n)
}

/** The length of the valid UTF-8 sequence at `at`, or 0: overlong forms, surrogates and cut ones are none. */
function sequenceLength(bytes: Buffer, at: number): number {
  const lead = bytes[at]!
  const size =
    lead >= 0xc2 && lead <= 0xdf ? 2 : lead >= 0xe0 && lead <= 0xef ? 3 : lead >= 0xf0 && lead <= 0xf4 ? 4 : 0
  if (size === 0 || at + size > bytes.length) return 0
  return isUtf8(bytes.subarray(at, at + size)) ? size : 0
}
