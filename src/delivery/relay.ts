import type { Logger } from 'pino'
import { crashpoint } from '../crashpoint.ts'
import { Refusal } from '../errors.ts'
import type { Sort } from '../store/due.ts'
import type { Delivery, Outbox } from '../store/outbox.ts'
import { isHeld } from './breaker.ts'
import type { Settle } from './deliver.ts'
import { isPassing } from './passing.ts'

/** Sends what is in the outbox, as soon as there is something, and again when it did not work. */
export interface Relay {
  start(): void
  /** Something new is there. */
  nudge(): void
  /** Takes nothing more, and waits for what is on its way, at most this long. */
  stop(graceMs: number): Promise<void>
  /** Resolves when nothing is due any more: for tests and a graceful stop. */
  idle(): Promise<void>
}

export interface RelayOptions {
  outbox: Outbox
  sort: Sort
  /** @returns what to keep of it in the transaction that marks it as done. */
  deliver: (delivery: Delivery) => Promise<Settle | undefined>
  /** It will never work: the people concerned are told. */
  giveUp: (delivery: Delivery, problem: Refusal) => Promise<void>
  log: Logger
  now: () => number
  /** How many at once, each of another lane. */
  width: number
}

/**
 * A failure that nobody foresaw is a defect of ours; it must not hold up the lane for long (six tries take about half a
 * minute). Tries that a stop or a crash cut short are none: the next start counts anew.
 */
const mostFailures = 6
const firstWaitMs = 500
const longestWaitMs = 60 * 60_000
const lookEveryMs = 15_000
/** Of a long queue, several are taken at once: a look and its commit cost more than the record of what is done. */
const refillMs = 50

export function createRelay({ outbox, sort, deliver, giveUp, log, now, width }: RelayOptions): Relay {
  const onTheirWay = new Map<number, Promise<void>>()
  const waiting: (() => void)[] = []
  const failures = new Map<number, Failures>()
  let timer: NodeJS.Timeout | undefined
  let isRunning = false
  let isTurning = false
  let isAsked = false
  /** The last look found more than there was place for. */
  let isMore = false
  let refill: NodeJS.Timeout | undefined

  async function turn() {
    if (!isRunning) return
    if (isTurning) {
      isAsked = true
      return
    }
    if (isMore && width - onTheirWay.size < width / 4) {
      refill ??= setTimeout(look, refillMs)
      return
    }
    isTurning = true
    clearTimeout(refill)
    refill = undefined
    try {
      do {
        isAsked = false
        const room = width - onTheirWay.size
        const taken = await outbox.take(room, sort, onTheirWay.keys())
        isMore = taken.length === room
        // Stopped meanwhile: what was taken is free again at the next start.
        if (!isRunning) return
        for (const delivery of taken) send(delivery)
      } while (isAsked && !isMore)
      // With no place left, whatever ends looks again.
      if (!isMore) await sleepUntilDue()
    } catch (cause) {
      log.error({ err: cause }, 'the outbox could not be read')
      wakeIn(1000)
    } finally {
      isTurning = false
    }
    if (isAsked) void turn()
  }

  function look() {
    refill = undefined
    isMore = false
    void turn()
  }

  function send(delivery: Delivery) {
    const work = attempt(delivery).finally(() => {
      onTheirWay.delete(delivery.id)
      void turn()
    })
    onTheirWay.set(delivery.id, work)
  }

  async function attempt(delivery: Delivery) {
    const { id, effect, attempts } = delivery
    const about = { outbox: id, effect: effect.do, attempts }
    try {
      crashpoint(`${effect.do}: taken`)
      const settle = await deliver(delivery)
      crashpoint(`${effect.do}: had its effect`)
      const kept = outbox.done(id, settle)
      // Asked for together, the record of this one and the taking of the next share a commit.
      void turn()
      await kept
      crashpoint(`${effect.do}: kept`)
      failures.delete(id)
      log.debug(about, 'delivered')
    } catch (cause) {
      const problem = cause instanceof Error ? cause.message : String(cause)
      const isRest = isHeld(cause)
      const failed = isRest ? noFailures : failedAgain(id, cause)
      const isFinal = cause instanceof Refusal ? !isPassing(cause) : failed.defects >= mostFailures
      try {
        if (isRest) {
          await outbox.hold(id, Number((cause as Refusal).values.retryAfterMs), (cause as Refusal).code)
        } else if (isFinal) {
          const refusal =
            cause instanceof Refusal
              ? cause
              : new Refusal('DISCORD_REFUSED', { values: { reason: 'it failed too often' } })
          log.warn({ ...about, code: refusal.code }, 'a delivery was given up')
          failures.delete(id)
          crashpoint('delivery: refused')
          await giveUp(delivery, refusal)
          crashpoint('delivery: given up')
          await outbox.dead(id, cause instanceof Refusal ? cause.code : problem)
        } else {
          log.warn(
            {
              ...about,
              err: cause instanceof Refusal ? undefined : cause,
              code: cause instanceof Refusal ? cause.code : undefined,
            },
            'a delivery will be tried again',
          )
          crashpoint('delivery: failed')
          const { code, hadNoEffect } = cause instanceof Refusal ? cause : { code: problem, hadNoEffect: false }
          await outbox.later(delivery, waitMs(cause, failed.all), code, { hadNoEffect })
        }
      } catch (failure) {
        // The lease runs out by itself, and the delivery is tried again.
        log.error({ ...about, err: failure }, 'the outcome of a delivery could not be kept')
      }
    }
  }

  function failedAgain(id: number, cause: unknown): Failures {
    const { all, defects } = failures.get(id) ?? noFailures
    const failed = { all: all + 1, defects: cause instanceof Refusal ? defects : defects + 1 }
    failures.set(id, failed)
    return failed
  }

  async function sleepUntilDue() {
    const due = await outbox.nextDue(sort, onTheirWay.keys())
    if (due === undefined && onTheirWay.size === 0) for (const resolve of waiting.splice(0)) resolve()
    // `bee outbox retry` changes the queue from another process, which nobody tells.
    wakeIn(due === undefined ? lookEveryMs : Math.max(due - now(), onTheirWay.size > 0 ? 50 : 0))
  }

  function wakeIn(ms: number) {
    clearTimeout(timer)
    if (isRunning) timer = setTimeout(turn, Math.min(ms, lookEveryMs))
    timer?.unref()
  }

  return {
    start() {
      isRunning = true
      void turn()
    },
    nudge: () => void turn(),
    async stop(graceMs) {
      isRunning = false
      clearTimeout(timer)
      clearTimeout(refill)
      let grace: NodeJS.Timeout | undefined
      const patience = new Promise<void>((resolve) => {
        grace = setTimeout(resolve, graceMs)
      })
      await Promise.race([Promise.allSettled(onTheirWay.values()), patience])
      clearTimeout(grace)
    },
    idle: () =>
      new Promise((resolve) => {
        waiting.push(resolve)
        void turn()
      }),
  }
}

/** Since this start, of one delivery. */
interface Failures {
  all: number
  /** Those that nobody foresaw. */
  defects: number
}

const noFailures: Failures = { all: 0, defects: 0 }

/**
 * What the other side asks for, else twice as long each time, with up to half of it by chance, so that many do not come
 * back at once. Tries that a restart has cut short do not count: after a dozen crashes the first failure would mean half
 * an hour of silence.
 */
function waitMs(cause: unknown, failures: number): number {
  const asked = cause instanceof Refusal ? Number(cause.values.retryAfterMs ?? 0) : 0
  if (asked > 0) return Math.max(asked, firstWaitMs)
  return Math.ceil(Math.min(firstWaitMs * 2 ** (failures - 1), longestWaitMs) * (1 + Math.random() / 2))
}
