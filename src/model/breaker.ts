/** After so many failures in a row nobody asks for a while, so that no ticket waits for something that is down. */
const mostFailures = 3
const restMs = 60_000

export interface Breaker {
  mayTry(): boolean
  succeeded(): void
  failed(): void
}

/** Lets one try through when the rest is over; only its success closes the breaker again. */
export function createBreaker({ now }: { now: () => number }): Breaker {
  let failures = 0
  let restsUntil = 0
  return {
    mayTry() {
      if (failures < mostFailures) return true
      if (now() < restsUntil) return false
      restsUntil = now() + restMs
      return true
    },
    succeeded() {
      failures = 0
    },
    failed() {
      failures++
      if (failures >= mostFailures) restsUntil = now() + restMs
    },
  }
}
