import type { Limits, Violation } from './api.ts'
import { ApiError } from './errors.ts'

/** docs.github.com: "Rate limits for the REST API". */
export const documentedLimits: Limits = {
  primary: 5000,
  writesPerMinute: 80,
  writesPerHour: 500,
  pointsPerMinute: 900,
  concurrent: 100,
  sendRetryAfter: true,
}

export type Pace = ReturnType<typeof createPace>

const minuteMs = 60_000
const hourMs = 60 * minuteMs

/** Counts requests against GitHub's limits. Without `limits` it only fills the headers. */
export function createPace(limits: Limits | undefined, now: () => number, report: (violation: Violation) => void) {
  let windowStart = now()
  let used = 0
  let writes: number[] = []
  let spent: { at: number; points: number }[] = []
  let open = 0

  const limit = limits?.primary ?? documentedLimits.primary
  const reset = () => Math.ceil((windowStart + hourMs) / 1000)

  function refuse(rule: string, kind: 'primary' | 'secondary', retryAfter: number | null) {
    report({ at: now(), rule, detail: `a client should wait before it comes to this` })
    return rateLimited(kind, limits?.sendRetryAfter ? retryAfter : null, reset())
  }

  return {
    headers: () => ({
      'x-ratelimit-limit': String(limit),
      'x-ratelimit-remaining': String(Math.max(0, limit - used)),
      'x-ratelimit-used': String(used),
      'x-ratelimit-reset': String(reset()),
      'x-ratelimit-resource': 'core',
    }),
    reset,

    rate: () => ({ limit, used, remaining: Math.max(0, limit - used), reset: reset() }),

    /** A request has come in; the answer is to be called when it is over. */
    enter(): () => void {
      open += 1
      return () => {
        open -= 1
      }
    },

    /** @throws ApiError 403 */
    admit(isWrite: boolean): void {
      const at = now()
      if (at >= windowStart + hourMs) {
        windowStart = at
        used = 0
      }
      used += 1
      if (limits === undefined) return
      if (used > limit) throw refuse('primary-limit', 'primary', null)
      if (open > limits.concurrent) throw refuse('concurrent', 'secondary', 60)
      spent = spent.filter((one) => one.at > at - minuteMs)
      spent.push({ at, points: isWrite ? 5 : 1 })
      if (spent.reduce((sum, { points }) => sum + points, 0) > limits.pointsPerMinute) {
        throw refuse('points-per-minute', 'secondary', 60)
      }
      if (!isWrite) return

      const last = writes.at(-1)
      // 10 ms for the way here: the client's clock is what is meant.
      if (last !== undefined && at - last < 990) {
        report({ at, rule: 'pace', detail: `a write ${at - last} ms after the one before; GitHub asks for 1 s` })
      }
      writes = writes.filter((time) => time > at - hourMs)
      const lastMinute = writes.filter((time) => time > at - minuteMs).length
      if (lastMinute >= limits.writesPerMinute) throw refuse('writes-per-minute', 'secondary', 60)
      if (writes.length >= limits.writesPerHour) {
        throw refuse('writes-per-hour', 'secondary', Math.ceil((writes[0]! + hourMs - at) / 1000))
      }
      writes.push(at)
    },
  }
}

/** The two limits as GitHub words them; only the message tells the second from a missing right. */
export function rateLimited(
  kind: 'primary' | 'secondary',
  retryAfter: number | null,
  resetSeconds: number,
  status: 403 | 429 = 403,
) {
  const message =
    kind === 'primary'
      ? 'API rate limit exceeded for user ID 1.'
      : 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.'
  const headers: Record<string, string> = {}
  if (retryAfter !== null) headers['retry-after'] = String(retryAfter)
  if (kind === 'primary')
    Object.assign(headers, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(resetSeconds) })
  return new ApiError(status, message, {}, headers)
}
