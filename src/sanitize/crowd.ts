import { randomBytes } from 'node:crypto'

/** No longer value is looked for, in bytes. */
export const longestValue = 4096

/** Many values with the same four bytes at one place: those of one kind, with one prefix. Found by their length and a hash. */
export type Crowd = readonly Rank[]

/** Values that begin as many bytes before the place, and are as long; of each only one can stand there. */
export type Rank = { before: number; length: number; byHash: Map<number, string[]> }

/** Adds a value: those that begin first stay before the others, and of those the longer ones. */
export function join(crowd: Rank[], value: string, before: number): void {
  const { length } = value
  let at = 0
  while (
    at < crowd.length &&
    (crowd[at]!.before > before || (crowd[at]!.before === before && crowd[at]!.length > length))
  )
    at++
  if (crowd[at]?.before !== before || crowd[at]?.length !== length)
    crowd.splice(at, 0, { before, length, byHash: new Map() })
  const { byHash } = crowd[at]!
  const hash = hashOf(value)
  const same = byHash.get(hash)
  if (same === undefined) byHash.set(hash, [value])
  else same.push(value)
}

/** A hash of a stretch of bytes is the difference of two sums, so that long values cost no more than short ones. */
export class Sums {
  private readonly bytes: Uint8Array
  private readonly sums: Int32Array

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
    this.sums = new Int32Array(bytes.length + 1)
    let sum = 0
    for (let i = 0; i < bytes.length; i++) {
      sum = withByte(sum, bytes[i]!)
      this.sums[i + 1] = sum
    }
  }

  /** Whether these are sums of this window. */
  isOf(bytes: Uint8Array): boolean {
    return this.bytes === bytes
  }

  hash(from: number, end: number): number {
    if (from < 0 || end > this.bytes.length) return 0
    return (this.sums[end]! - Math.imul(this.sums[from]!, powers[end - from]!)) | 0
  }
}

const withByte = (sum: number, byte: number) => (Math.imul(sum, base) + byte + 1) | 0

/** The same of a whole value. */
function hashOf(value: string): number {
  let sum = 0
  for (let i = 0; i < value.length; i++) sum = withByte(sum, value.charCodeAt(i))
  return sum
}

/** Odd, and another one in each process: nobody can write many values that look alike. */
const base = randomBytes(4).readInt32LE() | 1
/** Of the base, up to the longest value. */
const powers = new Int32Array(longestValue + 1).fill(1)
for (let i = 1; i < powers.length; i++) powers[i] = Math.imul(powers[i - 1]!, base)
