import { crc32 } from 'node:zlib'
import type { Block } from './blocks.ts'
import type { Found } from './found.ts'
import type { Span } from './scan.ts'

/** Spans that are kept between the passes, of all files together: some 40 MB at most. */
const mostSpans = 250_000

type Known = { length: number; from: number; to: number; sum: number; spans: Span[]; withheld: number }

/** What the first pass found, so that the second need not look again. Only for blocks that are the same byte for byte. */
export type Memory = {
  keep(file: string, index: number, block: Block, found: Found): void
  recall(file: string, index: number, block: Block): { spans: Span[]; withheld: number } | undefined
  /** A file that was written will not come again. */
  forget(file: string): void
}

export function createMemory(): Memory {
  const files = new Map<string, Map<number, Known>>()
  let kept = 0
  return {
    keep(file, index, block, { spans, viewed, withheld }) {
      // What was decoded may hold values that are learned only later: it has to be read again.
      if (viewed || kept + spans.length > mostSpans) return
      kept += spans.length
      const blocks = files.get(file) ?? new Map<number, Known>()
      files.set(file, blocks)
      const { length } = block.bytes
      blocks.set(index, {
        length,
        from: block.from,
        to: block.to,
        sum: crc32(block.bytes),
        spans,
        withheld,
      })
    },
    recall(file, index, block) {
      const known = files.get(file)?.get(index)
      if (
        known === undefined ||
        known.length !== block.bytes.length ||
        known.from !== block.from ||
        known.to !== block.to
      )
        return undefined
      return known.sum === crc32(block.bytes) ? known : undefined
    },
    forget(file) {
      for (const { spans } of files.get(file)?.values() ?? []) kept -= spans.length
      files.delete(file)
    },
  }
}
