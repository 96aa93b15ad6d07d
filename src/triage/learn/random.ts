/** Numbers from 0 to 1 that are the same for the same seed on every machine (mulberry32). */
export function random(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** The numbers 0 to length - 1 in an order that only the seed decides. */
export function shuffled(length: number, seed: number): Int32Array {
  const order = Int32Array.from({ length }, (_, index) => index)
  const next = random(seed)
  for (let last = length - 1; last > 0; last--) {
    const other = Math.floor(next() * (last + 1))
    const held = order[last]!
    order[last] = order[other]!
    order[other] = held
  }
  return order
}

/** For each row its fold, 0 to folds - 1, with every class spread over all folds. */
export function foldsOf(labels: ArrayLike<number>, folds: number, seed: number): Int32Array {
  const seen = new Map<number, number>()
  const fold = new Int32Array(labels.length)
  for (const row of shuffled(labels.length, seed)) {
    const label = labels[row]!
    const before = seen.get(label) ?? label
    fold[row] = before % folds
    seen.set(label, before + 1)
  }
  return fold
}
