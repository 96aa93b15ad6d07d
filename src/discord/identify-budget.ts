import { z } from 'zod'

/** One IDENTIFY: what begins a session with Discord. */
export const Identify = z.object({
  /** Unix milliseconds, like all times here. */
  at: z.number(),
  /** Discord has answered with a session. */
  isReady: z.boolean(),
  /** How many Discord said were left before it, and until when that counts. */
  left: z.number(),
  leftUntil: z.number(),
})
export type Identify = z.output<typeof Identify>

/** What Discord says before one (GET /gateway/bot, `session_start_limit`). */
export type Allowance = Pick<Identify, 'left' | 'leftUntil'>

/**
 * Half of what Discord allows: with the thousandth in a day it resets the token, and nothing works until somebody puts
 * a new one in (discord.com/developers/docs/events/gateway, "Identifying"; RELIABILITY F24).
 */
export const identifiesADay = 500
const dayMs = 24 * 3_600_000

/** One in five seconds ("Rate Limiting", max_concurrency). */
const paceMs = 5000
/** So many may fail one after another, as when Bee is killed while it starts; then each waits twice as long. */
const failuresAtOnce = 3
const longestWaitMs = 30 * 60_000

export interface Turn {
  /** When the next one may be sent. */
  at: number
  /** `failing`: the last ones brought no session; `spent`: Bee's own budget; `discord`: Discord says that none is left. */
  why: 'free' | 'failing' | 'spent' | 'discord'
}

/**
 * When the next IDENTIFY may be sent.
 *
 * @param past of the last day, oldest first; they outlive a restart, so a Bee that crashes again and again is slowed too.
 */
export function nextIdentify(past: Identify[], told: Allowance | undefined, now: number): Turn {
  const recent = recentOf(past, now)
  const turns: Turn[] = [{ at: now, why: 'free' }]

  const last = recent.at(-1)
  const failures = recent.length - 1 - recent.findLastIndex(({ isReady }) => isReady)
  if (last !== undefined && failures >= failuresAtOnce) {
    turns.push({ at: last.at + Math.min(paceMs * 2 ** (failures - failuresAtOnce), longestWaitMs), why: 'failing' })
  }
  const oldestThatCounts = recent.at(-identifiesADay)
  if (oldestThatCounts !== undefined) turns.push({ at: oldestThatCounts.at + dayMs, why: 'spent' })

  if (told !== undefined && told.left <= 0) turns.push({ at: told.leftUntil, why: 'discord' })
  // What Discord once said still counts, also when it goes on saying the same.
  for (const [index, { left, leftUntil }] of recent.entries()) {
    if (leftUntil > now && recent.length - index >= left) turns.push({ at: leftUntil, why: 'discord' })
  }
  return turns.reduce((latest, turn) => (turn.at > latest.at ? turn : latest))
}

/** Of the last day. What a clock says that has been set back since was now at the latest, and nothing counts for longer than a day (F15). */
export const recentOf = (past: Identify[], now: number): Identify[] =>
  past
    .filter(({ at }) => at > now - dayMs)
    .map((one) => ({ ...one, at: Math.min(one.at, now), leftUntil: Math.min(one.leftUntil, now + dayMs) }))
