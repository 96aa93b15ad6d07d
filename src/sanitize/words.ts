/** The whole words of four bytes in a window, and how many bytes stand before the first of them. */
export type Words = { words: Int32Array; skipped: number }

export function wordsOf(bytes: Uint8Array): Words {
  const skipped = Math.min((4 - (bytes.byteOffset & 3)) & 3, bytes.length)
  return { words: new Int32Array(bytes.buffer, bytes.byteOffset + skipped, (bytes.length - skipped) >> 2), skipped }
}

/** Four bytes as `wordsOf` gives them on this machine; what is missing is 0. */
export function wordAt(bytes: Uint8Array, at: number): number {
  const four = new Uint8Array(4)
  four.set(bytes.subarray(at, at + 4))
  return new Int32Array(four.buffer)[0]!
}
