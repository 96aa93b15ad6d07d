/** Whole numbers in a row of unknown length, four bytes each: a plain array of millions of them costs several times that. */
export class Growing {
  #values = new Uint32Array(1024)
  length = 0

  push(value: number): void {
    if (this.length === this.#values.length) {
      const larger = new Uint32Array(this.#values.length * 2)
      larger.set(this.#values)
      this.#values = larger
    }
    this.#values[this.length++] = value
  }

  at(index: number): number {
    return this.#values[index]!
  }

  /** A copy of what is in it, without the room to grow. */
  done(): Uint32Array {
    return this.#values.slice(0, this.length)
  }
}
