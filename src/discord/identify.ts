import { setTimeout as wait } from 'node:timers/promises'
import type { ClientOptions } from 'discord.js'
import type { Logger } from 'pino'
import { z } from 'zod'
import { waitLeftMs } from '../core/elapsed.ts'
import type { Bookmarks } from '../store/bookmarks.ts'
import { type Allowance, Identify, nextIdentify, recentOf, type Turn } from './identify-budget.ts'

const key = 'discord:identifies'
const paceMs = 5000
const longWaitMs = 60_000

const advice: Record<Turn['why'], string> = {
  free: '',
  failing:
    'The last sessions did not begin: Bee was stopped while it started, or Discord refused them. Bee waits longer each time',
  spent:
    'Bee has begun as many sessions as it may in a day, probably because it crashes or is restarted again and again. Look for the cause in the log above; Bee goes on by itself',
  discord:
    'Discord allows this bot no more sessions for now, probably because it is started somewhere else as well. Bee goes on by itself',
}

type Build = NonNullable<NonNullable<ClientOptions['ws']>['buildIdentifyThrottler']>
type Manager = Parameters<Build>[0]

/** Lets a session begin when the budget allows, and keeps account of it across restarts. */
export interface IdentifyThrottle {
  build: Build
  /** The last one has brought a session. */
  ready(): Promise<void>
}

export function createIdentifyThrottle({
  bookmarks,
  log,
  now,
}: {
  bookmarks: Pick<Bookmarks, 'get' | 'set'>
  log: Logger
  now: () => number
}): IdentifyThrottle {
  let lastHere = Number.NEGATIVE_INFINITY
  const read = async () => z.array(Identify).parse(JSON.parse((await bookmarks.get(key)) ?? '[]'))
  const keep = (past: Identify[]) => bookmarks.set(key, JSON.stringify(recentOf(past, now())))

  return {
    build: (manager) => ({
      async waitForIdentify(_shardId, signal) {
        let told = await allowance(manager, now())
        for (;;) {
          const turn = nextIdentify(await read(), told, now())
          const waitMs = Math.max(turn.at - now(), waitLeftMs(lastHere + paceMs, now(), paceMs))
          if (waitMs <= 0) break
          if (turn.why !== 'free') {
            // A few seconds after a few restarts are nobody's concern.
            const level = turn.why === 'failing' && waitMs < longWaitMs ? 'warn' : 'error'
            log[level]({ until: new Date(turn.at).toISOString(), why: turn.why }, advice[turn.why])
          }
          // Clocks are set, and Discord may change its mind.
          await wait(Math.min(waitMs, 10 * 60_000), undefined, { signal })
          told = await allowance(manager, now())
        }
        lastHere = now()
        // Kept before it is sent: one that is not remembered would not count.
        await keep([...(await read()), { at: lastHere, isReady: false, ...(told ?? { left: 1000, leftUntil: 0 }) }])
      },
    }),
    async ready() {
      const past = await read()
      const last = past.at(-1)
      if (last !== undefined) await keep([...past.slice(0, -1), { ...last, isReady: true }])
    },
  }
}

/** Undefined when Discord does not say. */
async function allowance(manager: Manager, now: number): Promise<Allowance | undefined> {
  try {
    const { session_start_limit: limit } = await manager.fetchGatewayInformation(true)
    return { left: limit.remaining, leftUntil: now + limit.reset_after }
  } catch {
    return undefined
  }
}
