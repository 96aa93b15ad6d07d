/**
 * A number for each of many others, looked up several times quicker than in a `Map`: two arrays, and the next free place
 * where one is taken.
 */
export class NumberTable {
  #keys = new Int32Array(64)
  /** One more than the number, so that 0 is a free place. */
  #numbers = new Int32Array(64)
  #used = 0

  get(key: number): number | undefined {
    const number = this.#numbers[this.#placeOf(key)]!
    return number === 0 ? undefined : number - 1
  }

  /** The key's number, which is `made` if it had none. Neither may be negative, the key aside: it is any whole number of 32 bits. */
  getOr(key: number, made: number): number {
    let place = this.#placeOf(key)
    const number = this.#numbers[place]!
    if (number !== 0) return number - 1
    if (this.#used * 2 >= this.#keys.length) {
      this.#grow()
      place = this.#placeOf(key)
    }
    this.#keys[place] = key
    this.#numbers[place] = made + 1
    this.#used++
    return made
  }

  /** Forgets all, and keeps the room for as many. */
  clear(): void {
    if (this.#used > 0) this.#numbers.fill(0)
    this.#used = 0
  }

  #placeOf(key: number): number {
    const keys = this.#keys
    const numbers = this.#numbers
    const last = keys.length - 1
    const mixed = Math.imul(key ^ (key >>> 15), 0x2c1b3c6d)
    let place = (mixed ^ (mixed >>> 12)) & last
    while (numbers[place] !== 0 && keys[place] !== key) place = (place + 1) & last
    return place
  }

  #grow(): void {
    const keys = this.#keys
    const numbers = this.#numbers
    this.#keys = new Int32Array(keys.length * 2)
    this.#numbers = new Int32Array(keys.length * 2)
    for (let at = 0; at < keys.length; at++) {
      if (numbers[at] === 0) continue
      const place = this.#placeOf(keys[at]!)
      this.#keys[place] = keys[at]!
      this.#numbers[place] = numbers[at]!
    }
  }
}
