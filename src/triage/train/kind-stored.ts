import { kinds } from '../kind.ts'
import type { KindHeader } from '../kind-file.ts'
import type { Trained, TrainedKinds } from './kind.ts'
import type { Wish } from './kind-wish.ts'

/** What ships: the header, and the file `kind.bin`, one byte for each weight. */
export function storedKinds(
  { model, telling, bucketOf }: Trained,
  wish: Wish,
  sharpness: number,
  mix: KindHeader['mix'],
): Pick<TrainedKinds, 'header' | 'bytes'> {
  const buckets = telling.length
  const weightScale = largest(model.weights) / 127
  const tellingScale = largest(telling) / 255
  const wishScale = largest(wish.weights) / 127
  const bytes = new Uint8Array(buckets * (kinds.length + 2))
  const signed = new Int8Array(bytes.buffer, 0, buckets * kinds.length)
  const known = bytes.subarray(signed.length, signed.length + buckets)
  const wishes = new Int8Array(bytes.buffer, signed.length + buckets, buckets)
  for (const [place, bucket] of bucketOf.entries()) {
    for (let kind = 0; kind < kinds.length; kind++) {
      signed[bucket * kinds.length + kind] = Math.round(model.weights[place * kinds.length + kind]! / weightScale)
    }
    wishes[bucket] = Math.round(wish.weights[place]! / wishScale)
  }
  for (const [at, value] of telling.entries()) known[at] = Math.round(value / tellingScale)
  const header = {
    kinds: [...kinds],
    buckets,
    sharpness,
    weightScale,
    bias: [...model.bias],
    mix,
    wish: { scale: wishScale, bias: wish.bias },
  }
  return { header, bytes }
}

function largest(values: Float32Array): number {
  let most = 0
  for (const value of values) most = Math.max(most, Math.abs(value))
  return most || 1
}
