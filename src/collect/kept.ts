/** Takes any number of bytes and keeps the first or the last of them. */
export function createKept(limitBytes: number, keep: 'first' | 'last') {
  const chunks: Buffer[] = []
  let length = 0
  let isCut = false
  return {
    take(chunk: Buffer) {
      chunks.push(chunk)
      length += chunk.length
      if (length <= limitBytes) return
      isCut = true
      if (keep === 'first') {
        const last = chunks.pop()!
        chunks.push(last.subarray(0, last.length - (length - limitBytes)))
        length = limitBytes
        return
      }
      while (length - chunks[0]!.length >= limitBytes) length -= chunks.shift()!.length
    },
    /** Whether what comes from now on is of no use. */
    get isFull() {
      return isCut && keep === 'first'
    },
    /** Whole lines only, where something was cut away. */
    end(): { bytes: Buffer; isCut: boolean } {
      const all = Buffer.concat(chunks)
      if (!isCut) return { bytes: all, isCut }
      if (keep === 'first') return { bytes: all.subarray(0, all.lastIndexOf(10) + 1 || all.length), isCut }
      return { bytes: all.subarray(all.indexOf(10, all.length - limitBytes) + 1), isCut }
    },
  }
}
