export interface CircuitOptions {
  now: () => number
  /** So many failures in a row are no accident. */
  mostFailures: number
  /** Milliseconds without a try; twice as long after each further failure, up to the longest. */
  firstPauseMs: number
  longestPauseMs: number
  /** From 0 to 1: lengthens each pause by up to a quarter of it, so that many do not come back at once. */
  chance?: () => number
}

/** Counts failures of a service; while there are too many of them, lets one try through after each pause. */
export interface Circuit {
  /** Whether it may be asked now. While it is down that is one try, whose outcome has to be told before the next. */
  mayTry(): boolean
  worked(): void
  failed(): void
  /** Until the next try may be; 0 when it may be at once. */
  pauseLeftMs(): number
  /** Unix milliseconds since when it has not answered; undefined while it does. */
  downSince(): number | undefined
}

export function createCircuit(options: CircuitOptions): Circuit {
  const { now, mostFailures, firstPauseMs, longestPauseMs, chance = () => 0 } = options
  let failures = 0
  let firstFailureAt = 0
  let openUntil = 0
  let isProbing = false
  const isDown = () => failures >= mostFailures
  // A pause that is longer than any was begun by a clock that has been set back since (RELIABILITY F15).
  const pauseLeftMs = () => {
    const left = openUntil - now()
    return left > 0 && left <= longestPauseMs * 1.25 ? left : 0
  }

  return {
    mayTry() {
      if (!isDown()) return true
      if (isProbing || pauseLeftMs() > 0) return false
      isProbing = true
      return true
    },
    worked() {
      failures = 0
      isProbing = false
    },
    failed() {
      if (failures === 0) firstFailureAt = now()
      failures += 1
      isProbing = false
      if (!isDown()) return
      const pauseMs = Math.min(firstPauseMs * 2 ** (failures - mostFailures), longestPauseMs)
      openUntil = now() + pauseMs * (1 + chance() / 4)
    },
    pauseLeftMs,
    downSince: () => (isDown() ? firstFailureAt : undefined),
  }
}
