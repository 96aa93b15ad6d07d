/** Lets work wait for its turn: things with the same key one after another, and only so many at once. */
export interface Turns {
  run<Result>(key: string, work: () => Promise<Result>): Promise<Result>
}

/**
 * With everything begun at once, nothing is finished before all of it has been read; in turns, the first who asks is
 * answered first. What people say in one conversation keeps its order.
 *
 * @param most how many works at once
 */
export function createTurns(most: number): Turns {
  const last = new Map<string, Promise<unknown>>()
  const waiting: (() => void)[] = []
  let running = 0

  async function enter() {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve))
    else running++
  }
  /** The place goes to whoever waits longest. */
  function leave() {
    const next = waiting.shift()
    if (next === undefined) running--
    else next()
  }

  async function afterEarlier<Result>(earlier: Promise<unknown> | undefined, work: () => Promise<Result>) {
    await earlier?.catch(() => {})
    await enter()
    try {
      return await work()
    } finally {
      leave()
    }
  }

  return {
    run(key, work) {
      const result = afterEarlier(last.get(key), work)
      const settled = result.catch(() => {}).then(() => void (last.get(key) === settled && last.delete(key)))
      last.set(key, settled)
      return result
    },
  }
}
