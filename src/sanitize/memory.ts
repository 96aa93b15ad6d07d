import { crc32 } from 'node:zlib'
import type { Block } from './blocks.ts'
import type { Found } from './found.ts'
import { type Packed, perSpan, textAt, unpacked } from './packed.ts'
import type { Span } from './spans.ts'

/** What is kept between the passes, of all files together, in bytes. */
const mostBytes = 16 << 20
/** A text besides its letters: a string, a place in a list, an entry in a map. */
const bytesOfText = 96

type Known = {
  length: number
  from: number
  to: number
  sum: number
  spans: Omit<Packed, 'texts'>
  withheld: number
  views: Int32Array
  settled: Int32Array
}

/** What the first pass found, so that the second need not look again. Only for blocks that are the same byte for byte. */
export type Memory = {
  keep(file: string, index: number, block: Block, found: Found): void
  /** Gives what is known of a block, once: each is written once, and then its room is wanted for others. */
  recall(
    file: string,
    index: number,
    block: Block,
  ): { spans: Span[]; withheld: number; views: Int32Array; settled: Int32Array } | undefined
  /** A file that was written will not come again. */
  forget(file: string): void
}

const sizeOf = ({ spans, views, settled }: Pick<Known, 'spans' | 'views' | 'settled'>) =>
  spans.numbers.byteLength + views.byteLength + settled.byteLength

export function createMemory(): Memory {
  const files = new Map<string, Map<number, Known>>()
  /** The texts of all spans: an address stands in many blocks. */
  const texts: string[] = []
  const numbers = new Map<string, number>()
  let kept = 0

  /** Names the texts of a block by their numbers among all texts. */
  function keepTexts(spans: Packed): void {
    for (let k = textAt; k < spans.numbers.length; k += perSpan) {
      if (spans.numbers[k] === 0) continue
      const text = spans.texts[spans.numbers[k]! - 1]!
      let number = numbers.get(text)
      if (number === undefined) {
        number = texts.push(text)
        numbers.set(text, number)
        kept += bytesOfText + text.length
      }
      spans.numbers[k] = number
    }
  }

  return {
    keep(file, index, block, { spans, views, withheld, settled }) {
      if (kept >= mostBytes) return
      kept += sizeOf({ spans, views, settled })
      keepTexts(spans)
      const blocks = files.get(file) ?? new Map<number, Known>()
      files.set(file, blocks)
      const { length } = block.bytes
      blocks.set(index, {
        length,
        from: block.from,
        to: block.to,
        sum: crc32(block.bytes),
        spans: { numbers: spans.numbers, wraps: spans.wraps },
        withheld,
        views,
        settled,
      })
    },
    recall(file, index, block) {
      const blocks = files.get(file)
      const known = blocks?.get(index)
      if (blocks === undefined || known === undefined) return undefined
      blocks.delete(index)
      kept -= sizeOf(known)
      const isSame =
        known.length === block.bytes.length &&
        known.from === block.from &&
        known.to === block.to &&
        known.sum === crc32(block.bytes)
      if (!isSame) return undefined
      const { withheld, views, settled } = known
      return { spans: unpacked({ ...known.spans, texts }), withheld, views, settled }
    },
    forget(file) {
      for (const known of files.get(file)?.values() ?? []) kept -= sizeOf(known)
      files.delete(file)
      if (files.size > 0) return
      texts.length = 0
      numbers.clear()
      kept = 0
    },
  }
}
