type Sliceable = Buffer & {
  latin1Slice(start: number, end: number): string
  latin1Write(text: string, start: number, length: number): number
}

/** `toString('latin1', …)` without its questions about the encoding: it is asked for a million times a second. */
export const latin1 = (bytes: Buffer, start: number, end: number): string =>
  end > start ? (bytes as Sliceable).latin1Slice(start, end) : ''

/**
 * The same text in memory of its own. A piece of a window's text holds on to the whole window, a quarter of a megabyte, for as long as
 * somebody keeps it.
 */
export function ownText(piece: string): string {
  const { length } = piece
  // Shorter pieces are copies anyway (V8 slices from 13 characters on).
  if (length < 13) return piece
  if (length > scratch.length) return (Buffer.from(piece, 'latin1') as Sliceable).latin1Slice(0, length)
  scratch.latin1Write(piece, 0, length)
  return scratch.latin1Slice(0, length)
}
const scratch = Buffer.allocUnsafeSlow(4096) as Sliceable
