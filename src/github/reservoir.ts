import { waitLeftMs } from '../core/elapsed.ts'
import type { Spend } from '../core/tracker.ts'

/** At most so much in any window of this length. */
export interface Limit {
  most: number
  perMs: number
  of: (spend: Omit<Spend, 'at'>) => number
}

const minuteMs = 60_000
const hourMs = 60 * minuteMs

const content: Limit['of'] = ({ isContent }) => (isContent ? 1 : 0)

/**
 * GitHub's secondary limits (docs.github.com, "Rate limits for the REST API"): 80 changes of content a minute and 500 an
 * hour, 900 points a minute. A little less each, because requests take unequal times to arrive there.
 */
export const gitHubLimits: readonly Limit[] = [
  { most: 78, perMs: minuteMs, of: content },
  { most: 450, perMs: hourMs, of: content },
  { most: 850, perMs: minuteMs, of: ({ points }) => points },
]

/** What a request costs: a change 5 points and one of the content's, reading 1 point. */
export const costOf = (method: string): Omit<Spend, 'at'> =>
  method === 'GET' || method === 'HEAD' ? { points: 1, isContent: false } : { points: 5, isContent: true }

/** A window at GitHub begins when a request arrives there, so what has just left ours may still be in theirs. */
const marginMs = 1000
/** A place in the queue that is further ahead was given by a clock that has been set back since. */
const longestPromiseMs = 24 * hourMs

export type Reservoirs = ReturnType<typeof createReservoirs>

/** Counts what was sent against limits, in sliding windows. @param spends of the last hour, in any order */
export function createReservoirs(limits: readonly Limit[], spends: readonly Spend[] = []) {
  const longest = Math.max(...limits.map(({ perMs }) => perMs)) + marginMs
  let sent = [...spends].sort((a, b) => a.at - b.at)
  /** When those who were refused may come again: each has a place of its own, so that not all come at once. */
  let promised: number[] = []

  /** What was sent by a clock that has been set back since was sent just now at the latest (F15). */
  function settle(now: number) {
    if (sent.some(({ at }) => at > now)) sent = sent.map((spend) => ({ ...spend, at: Math.min(spend.at, now) }))
    promised = promised.filter((at) => waitLeftMs(at, now, longestPromiseMs) > 0)
  }

  /** When this limit has room after `ahead` others like it; now when it has room now. */
  function roomAt(limit: Limit, cost: number, ahead: number, now: number): number {
    const perMs = limit.perMs + marginMs
    const whole = Math.floor(limit.most / cost)
    const inWindow = sent.filter((spend) => spend.at > now - perMs && limit.of(spend) > 0)
    let used = inWindow.reduce((sum, spend) => sum + limit.of(spend), 0)
    const turns = Math.floor(ahead / whole)
    const room = limit.most - cost * (1 + (ahead % whole))
    let at = now
    for (const spend of inWindow) {
      if (used <= room) break
      used -= limit.of(spend)
      at = spend.at + perMs
    }
    return at + turns * perMs
  }

  return {
    /** How long until there is room, in ms; 0 when there is room now. A caller that is told to wait has a place then. */
    waitMs(cost: Omit<Spend, 'at'>, now: number): number {
      settle(now)
      const places = cost.isContent ? promised.length : 0
      const at = Math.max(
        ...limits.map((limit) => (limit.of(cost) === 0 ? now : roomAt(limit, limit.of(cost), 0, now))),
      )
      if (at <= now) return 0
      const place = Math.max(
        ...limits.map((limit) => (limit.of(cost) === 0 ? now : roomAt(limit, limit.of(cost), places, now))),
      )
      if (cost.isContent) promised.push(place)
      return place - now
    },

    spend(spend: Spend): void {
      sent = sent.filter(({ at }) => at > spend.at - longest)
      sent.push(spend)
    },

    /** Which part of the hour's changes is left, from 0 to 1. */
    left(now: number): number {
      settle(now)
      const shares = limits.map((limit) => {
        const used = sent.reduce((sum, spend) => sum + (spend.at > now - limit.perMs ? limit.of(spend) : 0), 0)
        return Math.max(0, 1 - used / limit.most)
      })
      return Math.min(...shares)
    },

    lastContentAt: () => sent.findLast(({ isContent }) => isContent)?.at,
  }
}
