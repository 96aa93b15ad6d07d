import type { HashedGroup } from './hashed.ts'

/**
 * Counts features by the numbers that stand for them: their names are mixed letter by letter (FNV-1a) and never built.
 * The numbers are the same on every machine. What is counted at a time is kept close together: a counter for each of
 * half a million numbers would be out of the processor's reach.
 */
export class Tally {
  /** How many numbers there are. */
  readonly size: number
  /** Where in `#places` a number stands, plus one; 0 is free. Looked for from the number's own end on. */
  #slots = new Int32Array(4096)
  #places = new Int32Array(1024)
  #times = new Int32Array(1024)
  /** Where each stands in `#slots`. */
  #slotOf = new Int32Array(1024)
  #distinct = 0

  /** @param size a power of two. */
  constructor(size: number) {
    this.size = size
  }

  /** @param state a feature's name as `mixText` and `mix` leave it. */
  add(state: number, times = 1): void {
    const place = placeOf(state, this.size)
    const last = this.#slots.length - 1
    let slot = place & last
    for (;;) {
      const at = this.#slots[slot]!
      if (at === 0) break
      if (this.#places[at - 1] === place) {
        this.#times[at - 1]! += times
        return
      }
      slot = (slot + 1) & last
    }
    if (this.#distinct === this.#places.length) this.#grow()
    this.#places[this.#distinct] = place
    this.#times[this.#distinct] = times
    this.#slotOf[this.#distinct++] = slot
    this.#slots[slot] = this.#distinct
    if (this.#distinct * 4 > this.#slots.length) this.#spread()
  }

  /** What was counted since it was last taken. */
  take(): HashedGroup {
    const places = this.#places.slice(0, this.#distinct)
    const counts = new Float32Array(places.length)
    for (let at = 0; at < places.length; at++) {
      const times = this.#times[at]!
      counts[at] = times < logs.length ? logs[times]! : 1 + Math.log(times)
      this.#slots[this.#slotOf[at]!] = 0
    }
    this.#distinct = 0
    return { places, counts }
  }

  #grow(): void {
    const more = (from: Int32Array) => {
      const to = new Int32Array(from.length * 2)
      to.set(from)
      return to
    }
    this.#places = more(this.#places)
    this.#times = more(this.#times)
    this.#slotOf = more(this.#slotOf)
  }

  #spread(): void {
    const slots = new Int32Array(this.#slots.length * 2)
    const last = slots.length - 1
    for (let at = 0; at < this.#distinct; at++) {
      let slot = this.#places[at]! & last
      while (slots[slot] !== 0) slot = (slot + 1) & last
      slots[slot] = at + 1
      this.#slotOf[at] = slot
    }
    this.#slots = slots
  }
}

/** How a feature that occurs so often counts: twice as often is not twice as telling. */
const logs = Float32Array.from({ length: 64 }, (_, times) => (times === 0 ? 0 : 1 + Math.log(times)))

/** Where the name of a feature begins. */
export const beginning = (name: string) => mixText(2_166_136_261, name)

export const mix = (state: number, code: number) => Math.imul(state ^ code, 16_777_619)

export function mixText(state: number, text: string): number {
  let mixed = state
  for (let at = 0; at < text.length; at++) mixed = Math.imul(mixed ^ text.charCodeAt(at), 16_777_619)
  return mixed
}

/** A smaller table, too a power of two, has each feature at the last bits of its place in a larger one. */
export function placeOf(state: number, size: number): number {
  const mixed = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d)
  return (mixed ^ (mixed >>> 12)) & (size - 1)
}
