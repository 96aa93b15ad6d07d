import { crc32 } from 'node:zlib'
import type { Block } from './blocks.ts'
import type { Found } from './found.ts'
import { type Packed, packed, unpacked } from './packed.ts'
import type { Span } from './spans.ts'

/** What is kept between the passes, of all files together, in units of twelve bytes: some 15 MB at most. */
const mostUnits = 1_250_000
/** A span is one unit; one with a text of its own has an entry in a map besides. */
const unitsOfText = 16

type Known = {
  length: number
  from: number
  to: number
  sum: number
  spans: Packed
  withheld: number
  settled: Int32Array
}

const unitsOf = ({ spans, settled }: Pick<Known, 'spans' | 'settled'>) =>
  (spans.numbers.length + settled.length) / 3 + spans.texts.size * unitsOfText

/** What the first pass found, so that the second need not look again. Only for blocks that are the same byte for byte. */
export type Memory = {
  keep(file: string, index: number, block: Block, found: Found): void
  recall(
    file: string,
    index: number,
    block: Block,
  ): { spans: Span[]; withheld: number; settled: Int32Array } | undefined
  /** A file that was written will not come again. */
  forget(file: string): void
}

export function createMemory(): Memory {
  const files = new Map<string, Map<number, Known>>()
  let kept = 0
  return {
    keep(file, index, block, { spans, viewed, withheld, settled }) {
      // What was decoded may hold values that are learned only later: it has to be read again.
      if (viewed || kept >= mostUnits) return
      const small = packed(spans)
      kept += unitsOf({ spans: small, settled })
      const blocks = files.get(file) ?? new Map<number, Known>()
      files.set(file, blocks)
      const { length } = block.bytes
      blocks.set(index, {
        length,
        from: block.from,
        to: block.to,
        sum: crc32(block.bytes),
        spans: small,
        withheld,
        settled,
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
      if (known.sum !== crc32(block.bytes)) return undefined
      return { spans: unpacked(known.spans), withheld: known.withheld, settled: known.settled }
    },
    forget(file) {
      for (const known of files.get(file)?.values() ?? []) kept -= unitsOf(known)
      files.delete(file)
    },
  }
}
