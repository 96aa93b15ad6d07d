import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { shipped } from '../paths.ts'

const Mix = z.object({ shape: z.number(), model: z.number() })

/** What is stored beside the weights. */
export const KindHeader = z.object({
  kinds: z.array(z.enum(['bug', 'feature', 'question', 'incident'])),
  buckets: z.int(),
  sharpness: z.number(),
  weightScale: z.number(),
  bias: z.array(z.number()),
  /** How much wording and model count, for chat messages and for issues. */
  mix: z.object({ chat: Mix, issue: Mix }),
  /** What one step of a wish's byte is worth, in spreads of what issues have. */
  wish: z.object({ scale: z.number(), bias: z.number() }),
})
export type KindHeader = z.output<typeof KindHeader>

export interface KindFile {
  header: KindHeader
  /** One signed byte for each bucket and kind. */
  weights: Int8Array
  /** How telling each bucket is. As stored: a vector's length is fixed, so only how they compare matters. */
  telling: Uint8Array
  /** For each bucket, how much it speaks for a wish and against a question, in any product. */
  wishes: Int8Array
}

let known: KindFile | undefined

/** What ships with Bee: `kind.json`, and `kind.bin` with these three one after the other. Read once. */
export function readKindFile(): KindFile {
  known ??= read()
  return known
}

function read(): KindFile {
  const header = KindHeader.parse(JSON.parse(readFileSync(shipped('data/models/kind.json'), 'utf8')))
  const bytes = readFileSync(shipped('data/models/kind.bin'))
  const ofKinds = header.buckets * header.kinds.length
  return {
    header,
    weights: new Int8Array(bytes.buffer, bytes.byteOffset, ofKinds),
    telling: bytes.subarray(ofKinds, ofKinds + header.buckets),
    wishes: new Int8Array(bytes.buffer, bytes.byteOffset + ofKinds + header.buckets, header.buckets),
  }
}
