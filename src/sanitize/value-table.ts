import { createHmac } from 'node:crypto'

/**
 * A number for each value of a kind, found by 64 bits that are made of the value and a key instead of by the value itself: sixteen
 * bytes each, however long the values are. Two of 250,000 values meet once in a billion tables.
 */
export class ValueTable {
  private readonly seeds: Int32Array
  /** Four numbers each: both halves of the hash, the number (0 where the place is free), and nothing. */
  private entries = new Int32Array(1 << 12)
  private size = 0
  private first = 0
  private second = 0

  constructor(key: Uint8Array) {
    const bytes = createHmac('sha256', key).update('values').digest()
    this.seeds = Int32Array.from({ length: 4 }, (_, at) => bytes.readInt32LE(at * 4))
  }

  /** The number of a value; 0 when it has none. */
  get(kind: number, value: string): number {
    this.hash(kind, value)
    return this.entries[this.place() + 2]!
  }

  /** @param number above 0; for a value that has none */
  add(kind: number, value: string, number: number): void {
    this.hash(kind, value)
    this.put(number)
    if (++this.size * 8 > this.entries.length) this.grow()
  }

  private put(number: number): void {
    const at = this.place()
    this.entries[at] = this.first
    this.entries[at + 1] = this.second
    this.entries[at + 2] = number
  }

  /** Where the value stands that was hashed last, or could. */
  private place(): number {
    const { entries, first, second } = this
    const mask = entries.length - 1
    for (let at = (first << 2) & mask; ; at = (at + 4) & mask)
      if (entries[at + 2] === 0 || (entries[at] === first && entries[at + 1] === second)) return at
  }

  private grow(): void {
    const old = this.entries
    this.entries = new Int32Array(old.length * 2)
    for (let at = 0; at < old.length; at += 4) {
      if (old[at + 2] === 0) continue
      this.first = old[at]!
      this.second = old[at + 1]!
      this.put(old[at + 2]!)
    }
  }

  private hash(kind: number, value: string): void {
    const { seeds } = this
    const factor = seeds[2]! | 1
    const other = seeds[3]! | 1
    let a = seeds[0]! ^ kind
    let b = seeds[1]! ^ value.length
    for (let i = 0; i < value.length; i++) {
      const unit = value.charCodeAt(i)
      a = Math.imul(a ^ unit, factor)
      a ^= a >>> 15
      b = Math.imul(b + unit + a, other)
      b = (b << 13) | (b >>> 19)
    }
    this.first = Math.imul(a ^ (b >>> 16), 0x85ebca6b)
    this.first ^= this.first >>> 13
    this.second = b ^ kind
  }
}
