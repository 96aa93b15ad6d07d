/** How the bytes of a file are to be read. */
export type Encoding = 'utf8' | 'utf16le' | 'utf16be' | 'utf32le' | 'utf32be' | 'binary'

const magics: readonly number[][] = [
  [0x1f, 0x8b],
  [0x50, 0x4b, 3, 4],
  [0x50, 0x4b, 5, 6],
  [0x7f, 0x45, 0x4c, 0x46],
  [0x89, 0x50, 0x4e, 0x47],
  [0xff, 0xd8, 0xff],
  [0x47, 0x49, 0x46, 0x38],
  [0x25, 0x50, 0x44, 0x46],
  [0xfd, 0x37, 0x7a, 0x58],
  [0x28, 0xb5, 0x2f, 0xfd],
  [0x42, 0x5a, 0x68],
  [0x37, 0x7a, 0xbc, 0xaf],
  [0x52, 0x61, 0x72, 0x21],
  [0xca, 0xfe, 0xba, 0xbe],
  [0x00, 0x61, 0x73, 0x6d],
  [...Buffer.from('SQLite format 3\0')],
  [...Buffer.from('MZ\x90\0', 'latin1')],
  [...Buffer.from('PGDMP')],
  [0x04, 0x22, 0x4d, 0x18],
  [0xed, 0xab, 0xee, 0xdb],
]

/**
 * Says how a file is written, from its first bytes. What is not text is `binary`: nobody could promise what it holds.
 *
 * @param head up to the first 64 KiB
 */
export function encodingOf(head: Buffer): Encoding {
  if (head.length === 0) return 'utf8'
  const marked = byMark(head)
  if (marked !== undefined) return marked
  if (magics.some((magic) => magic.every((byte, at) => head[at] === byte))) return 'binary'
  return byContent(head)
}

function byMark(head: Buffer): Encoding | undefined {
  const [a, b, c, d] = head
  if (a === 0xff && b === 0xfe && c === 0 && d === 0) return 'utf32le'
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return 'utf32be'
  const isMark = (a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)
  if (!isMark) return undefined
  // Two stray bytes before ASCII are no mark.
  let ascii = 0
  const length = Math.min(head.length, 2048)
  for (let i = 2; i < length; i++) if (head[i]! >= 32 && head[i]! < 127) ascii++
  const isText = ascii > (length - 2) * 0.7
  return isText ? undefined : a === 0xff ? 'utf16le' : 'utf16be'
}

function byContent(head: Buffer): Encoding {
  const zeros = [0, 0, 0, 0]
  let controls = 0
  let highs = 0
  for (let i = 0; i < head.length; i++) {
    const byte = head[i]!
    if (byte === 0) zeros[i & 3]!++
    else if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 27 && byte !== 12 && byte !== 8)
      controls++
    else if (byte >= 0x80) highs++
  }
  const [z0, z1, z2, z3] = zeros as [number, number, number, number]
  const quarter = head.length / 4
  if (head.length >= 8 && controls < head.length * 0.02) {
    if (z1 > quarter * 0.9 && z2 > quarter * 0.9 && z3 > quarter * 0.9 && z0 < quarter * 0.1) return 'utf32le'
    if (z0 > quarter * 0.9 && z1 > quarter * 0.9 && z2 > quarter * 0.9 && z3 < quarter * 0.1) return 'utf32be'
    if (z1 + z3 > quarter * 2 * 0.4 && z0 + z2 < quarter * 2 * 0.05) return 'utf16le'
    if (z0 + z2 > quarter * 2 * 0.4 && z1 + z3 < quarter * 2 * 0.05) return 'utf16be'
  }
  const allZeros = z0 + z1 + z2 + z3
  if (controls > head.length * 0.03 + 2) return 'binary'
  if (allZeros > head.length * 0.3 + 4 && highs + controls > 8) return 'binary'
  return 'utf8'
}

/** Turns chunks of any width into UTF-8; keeps the odd bytes of a cut character for the next chunk. */
export function createDecoder(encoding: Encoding): (chunk: Buffer, isLast: boolean) => Buffer {
  if (encoding === 'utf8' || encoding === 'binary') return (chunk) => chunk
  if (encoding === 'utf16le' || encoding === 'utf16be') {
    const decoder = new TextDecoder(encoding === 'utf16le' ? 'utf-16le' : 'utf-16be')
    return (chunk, isLast) => Buffer.from(decoder.decode(chunk, { stream: !isLast }))
  }
  let rest = Buffer.alloc(0)
  return (chunk) => {
    const bytes = Buffer.concat([rest, chunk])
    const whole = bytes.length - (bytes.length % 4)
    rest = bytes.subarray(whole)
    let text = ''
    for (let i = 0; i < whole; i += 4) {
      const point = encoding === 'utf32le' ? bytes.readUInt32LE(i) : bytes.readUInt32BE(i)
      if (point !== 0xfeff)
        text += point < 0x110000 && !(point >= 0xd800 && point < 0xe000) ? String.fromCodePoint(point) : '\ufffd'
    }
    return Buffer.from(text)
  }
}
