/** A value, and how many of its bytes stand before the four that a word of the window may be equal to. */
export type Mark = { value: string; before: number }

/** Values by words that stand in them: flat numbers, as there may be 200,000. */
export class MarkTable {
  private readonly values: string[] = []
  /** For each hash the last entry of its chain, and for each entry the one before it; from 1, and 0 is none. */
  private slots = new Int32Array(1 << 10)
  private chain = new Int32Array(1 << 10)
  private words = new Int32Array(1 << 10)
  /** The number of a value, and in the two lowest bits how many of its bytes stand before. */
  private marks = new Int32Array(1 << 10)
  private count = 0

  /** The number for `add`. */
  value(value: string): number {
    return this.values.push(value) - 1
  }

  add(word: number, value: number, before: number): void {
    if (this.count + 1 >= this.words.length) this.grow()
    const entry = ++this.count
    this.words[entry] = word
    this.marks[entry] = (value << 2) | before
    this.link(entry)
  }

  /** Values that begin first before the others, and of those the longer ones. */
  find(word: number): Mark[] {
    const found: Mark[] = []
    for (let entry = this.slots[this.slotOf(word)]!; entry !== 0; entry = this.chain[entry]!) {
      if (this.words[entry] !== word) continue
      found.push({ value: this.values[this.marks[entry]! >>> 2]!, before: this.marks[entry]! & 3 })
    }
    return found.length < 2 ? found : found.sort((a, b) => b.before - a.before || b.value.length - a.value.length)
  }

  get size(): number {
    return this.count
  }

  *allWords(): Generator<number> {
    for (let entry = 1; entry <= this.count; entry++) yield this.words[entry]!
  }

  private slotOf(word: number): number {
    return (Math.imul(word, factor) >>> 12) & (this.slots.length - 1)
  }

  private link(entry: number): void {
    const slot = this.slotOf(this.words[entry]!)
    this.chain[entry] = this.slots[slot]!
    this.slots[slot] = entry
  }

  private grow(): void {
    const size = this.words.length * 2
    for (const list of ['words', 'marks'] as const) {
      const larger = new Int32Array(size)
      larger.set(this[list])
      this[list] = larger
    }
    this.chain = new Int32Array(size)
    this.slots = new Int32Array(Math.min(size, 1 << 20))
    for (let entry = 1; entry <= this.count; entry++) this.link(entry)
  }
}

const factor = -1_640_531_535
