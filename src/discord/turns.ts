/** Lets work wait for its turn: things with the same key one after another, and only so many at once. */
export interface Turns {
  /** @param server whose work it is: each server has its turn, however much another one asks for (RELIABILITY F55). */
  run<Result>(key: string, server: string, work: () => Promise<Result>): Promise<Result>
}

/**
 * With everything begun at once, nothing is finished before all of it has been read; in turns, the first who asks is
 * answered first. What people say in one conversation keeps its order.
 *
 * @param most how many works at once
 */
export function createTurns(most: number): Turns {
  const last = new Map<string, Promise<unknown>>()
  /** By server; the first one's turn is next. */
  const waiting = new Map<string, (() => void)[]>()
  let running = 0

  async function enter(server: string) {
    if (running < most) {
      running++
      return
    }
    await new Promise<void>((resolve) => {
      const others = waiting.get(server)
      if (others === undefined) waiting.set(server, [resolve])
      else others.push(resolve)
    })
  }

  /** The place goes to whoever waits longest, of the server whose turn it is. */
  function leave() {
    const [next] = waiting
    if (next === undefined) {
      running--
      return
    }
    const [server, [go, ...others]] = next
    waiting.delete(server)
    // Behind all the others.
    if (others.length > 0) waiting.set(server, others)
    go?.()
  }

  async function afterEarlier<Result>(
    earlier: Promise<unknown> | undefined,
    server: string,
    work: () => Promise<Result>,
  ) {
    await earlier?.catch(() => {})
    await enter(server)
    try {
      return await work()
    } finally {
      leave()
    }
  }

  return {
    run(key, server, work) {
      const result = afterEarlier(last.get(key), server, work)
      const settled = result.catch(() => {}).then(() => void (last.get(key) === settled && last.delete(key)))
      last.set(key, settled)
      return result
    },
  }
}
