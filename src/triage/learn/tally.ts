import type { HashedGroup } from './hashed.ts'

/**
 * Counts features by the numbers that stand for them: their names are mixed letter by letter (FNV-1a) and never built.
 * The numbers are the same on every machine.
 */
export class Tally {
  readonly #times: Uint16Array
  #places = new Int32Array(1024)
  #distinct = 0

  /** @param size how many numbers there are, a power of two. */
  constructor(size: number) {
    this.#times = new Uint16Array(size)
  }

  get size(): number {
    return this.#times.length
  }

  /** @param state a feature's name as `mixText` and `mix` leave it. */
  add(state: number, times = 1): void {
    const place = placeOf(state, this.#times.length)
    if (this.#times[place] === 0) {
      if (this.#distinct === this.#places.length) this.#grow()
      this.#places[this.#distinct++] = place
    }
    this.#times[place]! += times
  }

  /** What was counted since it was last taken. */
  take(): HashedGroup {
    const places = this.#places.slice(0, this.#distinct)
    const counts = new Float32Array(places.length)
    for (let at = 0; at < places.length; at++) {
      const times = this.#times[places[at]!]!
      counts[at] = times < logs.length ? logs[times]! : 1 + Math.log(times)
      this.#times[places[at]!] = 0
    }
    this.#distinct = 0
    return { places, counts }
  }

  #grow(): void {
    const places = new Int32Array(this.#places.length * 2)
    places.set(this.#places)
    this.#places = places
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
