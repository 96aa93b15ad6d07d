import { createHash } from 'node:crypto'

/**
 * Discord's rate limits as a bot meets them: one bucket for each route and its main resource, and 50 requests a second
 * over all. The figures for each route are what Discord's headers commonly say; it publishes none.
 * @see https://discord.com/developers/docs/topics/rate-limits
 */
export interface RateLimits {
  /** Turned on, requests over the limit are refused. Turned off, the headers never say that nothing is left. */
  enforced: boolean
  /** Counts one request. `refused` is set when it must not be carried out. */
  take(method: string, pattern: string, params: Record<string, string>): Verdict
  invalidRequests(): number
  countInvalid(status: number, isShared: boolean): void
}

export interface Verdict {
  headers: Record<string, string>
  refused?: { scope: 'user' | 'shared' | 'global'; retryAfter: number }
}

interface Bucket {
  limit: number
  windowMs: number
  used: number
  resetsAt: number
}

const globalLimit = 50

export function createRateLimits(now: () => number): RateLimits {
  const buckets = new Map<string, Bucket>()
  const second = { startsAt: 0, used: 0 }
  let invalid: number[] = []

  const limits: RateLimits = {
    enforced: false,
    take(method, pattern, params) {
      const at = now()
      const hash = createHash('md5').update(`${method} ${pattern}`).digest('hex')
      if (isInteraction(pattern)) return { headers: {} }
      const key = `${hash}:${params.channel ?? params.guild ?? params.webhook ?? ''}`
      const bucket = fresh(buckets.get(key), method, pattern, at)
      buckets.set(key, bucket)
      if (at - second.startsAt >= 1000) Object.assign(second, { startsAt: at, used: 0 })
      second.used += 1
      if (limits.enforced && second.used > globalLimit) {
        const retryAfter = (second.startsAt + 1000 - at) / 1000
        return { headers: { 'x-ratelimit-global': 'true' }, refused: { scope: 'global', retryAfter } }
      }
      bucket.used += 1
      const headers = headersOf(bucket, hash, at, limits.enforced ? 0 : 1)
      if (!limits.enforced || bucket.used <= bucket.limit) return { headers }
      return { headers, refused: { scope: 'user', retryAfter: (bucket.resetsAt - at) / 1000 } }
    },
    invalidRequests() {
      const since = now() - 600_000
      invalid = invalid.filter((at) => at > since)
      return invalid.length
    },
    countInvalid(status, isShared) {
      if (status === 401 || status === 403 || (status === 429 && !isShared)) invalid.push(now())
    },
  }
  return limits
}

/** Answers to interactions have no route limit of the bot's, and do not count towards the global one. */
const isInteraction = (pattern: string) =>
  pattern.startsWith('/interactions/') || pattern.startsWith('/webhooks/:application/')

function fresh(known: Bucket | undefined, method: string, pattern: string, at: number): Bucket {
  if (known !== undefined && known.resetsAt > at) return known
  const [limit, windowMs] = allowance(method, pattern)
  return { limit, windowMs, used: 0, resetsAt: at + windowMs }
}

function allowance(method: string, pattern: string): [limit: number, windowMs: number] {
  if (pattern.includes('/reactions/')) return [1, 250]
  if (method === 'POST' && pattern === '/channels/:channel/messages') return [5, 5000]
  if (method === 'PATCH' && pattern === '/channels/:channel/messages/:message') return [5, 5000]
  if (method === 'DELETE' && pattern === '/channels/:channel/messages/:message') return [5, 1000]
  if (method === 'GET' && pattern.startsWith('/channels/:channel/messages')) return [5, 5000]
  if (pattern.endsWith('/threads')) return [10, 10_000]
  // Renaming and archiving: the channel route as a whole is generous, names and topics are 2 in 10 minutes.
  if (method === 'PATCH' && pattern === '/channels/:channel') return [5, 10_000]
  if (method === 'PUT' && pattern.endsWith('/commands')) return [5, 20_000]
  if (pattern === '/users/@me/channels') return [10, 10_000]
  if (pattern === '/gateway/bot') return [2, 5000]
  return method === 'GET' ? [50, 10_000] : [10, 10_000]
}

function headersOf(bucket: Bucket, hash: string, at: number, leastRemaining: number): Record<string, string> {
  return {
    'x-ratelimit-bucket': hash,
    'x-ratelimit-limit': String(bucket.limit),
    'x-ratelimit-remaining': String(Math.max(leastRemaining, bucket.limit - bucket.used)),
    'x-ratelimit-reset': (bucket.resetsAt / 1000).toFixed(3),
    'x-ratelimit-reset-after': ((bucket.resetsAt - at) / 1000).toFixed(3),
  }
}
