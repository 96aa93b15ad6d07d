import type { Chat } from '../core/ports.ts'
import { Refusal } from '../errors.ts'

/**
 * Requests that Discord refused with 401, 403 or 429. With 10,000 of them in ten minutes it shuts the address out for a
 * while (discord.com/developers/docs/topics/rate-limits, "Invalid Request Limit"; RELIABILITY F34).
 */
export interface InvalidRequests {
  /** @param scope of a 429 (`X-RateLimit-Scope`): limits that bots share do not count. */
  note(status: number, scope: string | null): void
  /** In the last ten minutes. */
  count(): number
  /** So many that what nobody waits for had better not be tried. */
  isHigh(): boolean
}

const windowMs = 10 * 60_000
/** A tenth of what shuts Bee out. */
const mostBeforePause = 1000

export function createInvalidRequests(now: () => number): InvalidRequests {
  let times: number[] = []
  const count = () => {
    const since = now() - windowMs
    if (times[0] !== undefined && times[0] <= since) times = times.filter((at) => at > since)
    return times.length
  }
  return {
    note(status, scope) {
      if (status === 401 || status === 403 || (status === 429 && scope !== 'shared')) times.push(now())
    },
    count,
    isHigh: () => count() >= mostBeforePause,
  }
}

/** What nobody waits for: names, folding away, posts elsewhere. What people are told goes on. */
const adorning: readonly (keyof Chat)[] = ['rename', 'archive', 'editPost', 'editFor']

/** The same chat, which leaves out what nobody waits for while too many requests are refused. */
export function sparing(chat: Chat, invalid: InvalidRequests): Chat {
  return new Proxy(chat, {
    get(target, key) {
      const part: unknown = Reflect.get(target, key)
      if (!adorning.includes(key as keyof Chat) || typeof part !== 'function') return part
      return async (...given: unknown[]) => {
        if (!invalid.isHigh()) return part.apply(target, given)
        throw new Refusal('DISCORD_UNAVAILABLE', { values: { retryAfterMs: 60_000, isHeld: 1 } })
      }
    },
  })
}
