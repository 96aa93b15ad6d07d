import { LeaveOut } from '../left-out.ts'
import { inBlocks } from './peek.ts'

/** What a text was written in before it became UTF-8. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'utf-32le' | 'utf-32be' | 'windows-1252'

/** How much of a file decides what it is written in. */
export const SNIFF_BYTES = 64 * 1024

/**
 * Finds by content what a text is written in.
 *
 * @throws LeaveOut NOT_TEXT
 */
export function encodingOf(head: Buffer): Encoding {
  if (startsWith(head, 0xff, 0xfe, 0, 0)) return 'utf-32le'
  if (startsWith(head, 0, 0, 0xfe, 0xff)) return 'utf-32be'
  if (startsWith(head, 0xff, 0xfe)) return 'utf-16le'
  if (startsWith(head, 0xfe, 0xff)) return 'utf-16be'

  const wide = wideEncodingOf(head.subarray(0, SNIFF_BYTES))
  if (wide) return wide
  assertText(head)
  return isMostlyUtf8(head) ? 'utf-8' : 'windows-1252'
}

/** Without a mark at the start, wide text shows by zeros that keep to every second (or to three of four) bytes. */
function wideEncodingOf(head: Buffer): Encoding | undefined {
  const zeros = [0, 0, 0, 0]
  for (let i = 0; i < head.length; i++) if (head[i] === 0) zeros[i % 4]!++
  const quarter = Math.floor(head.length / 4)
  if (quarter < 2) return undefined
  const share = zeros.map((count) => count / quarter)
  const [a = 0, b = 0, c = 0, d = 0] = share
  if (a < 0.1 && b > 0.9 && c > 0.9 && d > 0.9) return 'utf-32le'
  if (a > 0.9 && b > 0.9 && c > 0.9 && d < 0.1) return 'utf-32be'
  // Western text has a zero in nearly every character; a log in another script still has many, in its times and levels.
  if (a + c < 0.02 && b + d > 0.4) return 'utf-16le'
  if (b + d < 0.02 && a + c > 0.4) return 'utf-16be'
  return undefined
}

/**
 * Refuses a stretch that no text has. Zeros alone do not decide: a log that lived through a power cut has holes full of them.
 *
 * @throws LeaveOut NOT_TEXT
 */
export function assertText(bytes: Buffer): void {
  let controls = 0
  let zeros = 0
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!
    if (byte === 0) zeros++
    // Tab, line feed, vertical tab, form feed, carriage return, backspace and escape (colours) belong to logs.
    else if (byte < 32 && (byte < 7 || byte > 13) && byte !== 27) controls++
  }
  const rest = bytes.length - zeros
  const isHole = zeros > 512 && controls === 0
  // A handful is forgiven: the last stretch of a file may be a few bytes long.
  const tooManyControls = controls > 4 + rest * 0.05
  const tooManyZeros = zeros > 4 + bytes.length * 0.1 && !isHole && !hasOnlySeparatingZeros(bytes)
  if (tooManyControls || tooManyZeros) {
    throw new LeaveOut('NOT_TEXT')
  }
}

/** `/proc/1/environ` and `find -print0` put one zero after each piece of text. */
function hasOnlySeparatingZeros(bytes: Buffer): boolean {
  for (let i = 1; i < bytes.length; i++) if (bytes[i] === 0 && bytes[i - 1] === 0) return false
  return true
}

/** A few broken bytes do not make UTF-8 something else; in another encoding nearly every letter beyond ASCII is broken. */
function isMostlyUtf8(head: Buffer): boolean {
  let good = 0
  let bad = 0
  for (let i = 0; i < head.length; ) {
    const byte = head[i]!
    const length =
      byte < 0x80
        ? 1
        : byte >= 0xc2 && byte < 0xe0
          ? 2
          : byte >= 0xe0 && byte < 0xf0
            ? 3
            : byte >= 0xf0 && byte < 0xf5
              ? 4
              : 0
    let complete = length > 0
    for (let k = 1; k < length && i + k < head.length; k++) complete &&= (head[i + k]! & 0xc0) === 0x80
    if (length !== 1) complete ? good++ : bad++
    i += complete ? length : 1
  }
  return bad === 0 || good > bad
}

/**
 * Gives a text as UTF-8, checking each stretch on the way: a file that turns binary after its first megabyte is not text.
 * UTF-8 passes as it is, broken bytes and all; the sanitizer reads those as well.
 *
 * @throws LeaveOut NOT_TEXT
 */
export async function* toUtf8(source: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<Buffer> {
  const wide = encoding === 'utf-32le' || encoding === 'utf-32be'
  const decode = encoding === 'utf-8' ? undefined : wide ? utf32Decoder(encoding) : byTextDecoder(encoding)
  for await (const bytes of inBlocks(source, SNIFF_BYTES)) {
    if (decode === undefined) {
      assertText(bytes)
      yield bytes
      continue
    }
    const text = Buffer.from(decode(bytes, false))
    assertText(text)
    if (text.length > 0) yield text
  }
  const last = decode?.(Buffer.alloc(0), true)
  if (last) yield Buffer.from(last)
}

function byTextDecoder(encoding: string) {
  const decoder = new TextDecoder(encoding)
  return (bytes: Buffer, last: boolean) => decoder.decode(bytes, { stream: !last })
}

function utf32Decoder(encoding: 'utf-32le' | 'utf-32be') {
  let kept: Buffer = Buffer.alloc(0)
  return (bytes: Buffer, last: boolean) => {
    const all = Buffer.concat([kept, bytes])
    let text = ''
    let i = 0
    for (; i + 4 <= all.length; i += 4) {
      const point = encoding === 'utf-32le' ? all.readUInt32LE(i) : all.readUInt32BE(i)
      const valid = point <= 0x10ffff && (point < 0xd800 || point > 0xdfff)
      if (point !== 0xfeff) text += valid ? String.fromCodePoint(point) : '\ufffd'
    }
    kept = all.subarray(i)
    return last && kept.length > 0 ? `${text}\ufffd` : text
  }
}

const startsWith = (head: Buffer, ...bytes: number[]) => bytes.every((byte, i) => head[i] === byte)
