import type { PaceMemory, Pause } from '../core/tracker.ts'
import type { GitHubPace } from './client.ts'
import { GitHubProblem, type GitHubProblemKind } from './problem.ts'
import { costOf, createReservoirs, type Reservoirs } from './reservoir.ts'

/** Without a word from GitHub: at least a minute, longer each time (docs: "Handle rate limit errors appropriately"). */
const firstWaitMs = 60_000
const longestWaitMs = 900_000
const longestPauseMs = 2 * 3_600_000
/** With less than this part of a limit left, things are put together. */
const littleLeft = 0.25
/** So long after a pause GitHub is spared: it watches those who have gone over a limit. */
const sparedMs = 10 * 60_000

interface GateParts {
  pace: GitHubPace
  memory: PaceMemory
  now: () => number
}

export type Gate = ReturnType<typeof createGate>

/**
 * Lets requests through while GitHub wants them: keeps its limits before they are reached, and leaves it alone, with
 * everything, once it has named one or refused our login (F38, F43). After that one request goes first, alone.
 */
export function createGate({ pace, memory, now }: GateParts) {
  let pause: (Pause & { kind: GitHubProblemKind }) | undefined
  let inARow = 0
  /** When the latest pause is over, or was. */
  let lastPauseUntil = Number.NEGATIVE_INFINITY
  let first: Promise<unknown> | undefined
  let reservoirs: Reservoirs | undefined
  let loading: Promise<Reservoirs> | undefined

  async function load(): Promise<Reservoirs> {
    const { spends, pause: kept } = await memory.load(now())
    // A login that was refused may have been mended; a limit has not.
    if (kept !== undefined && pause === undefined) {
      pause = { ...kept, kind: 'rate-limited' }
      inARow = kept.inARow
      lastPauseUntil = kept.until
    }
    reservoirs = createReservoirs(pace.limits, spends)
    return reservoirs
  }
  const loaded = () => {
    loading ??= load().catch((cause) => {
      loading = undefined
      throw cause
    })
    return loading
  }

  async function pauseFor(waitMs: number, kind: GitHubProblemKind, problem: string) {
    pause = { until: now() + waitMs, kind, problem, inARow }
    lastPauseUntil = pause.until
    if (kind === 'rate-limited') await memory.pause({ until: pause.until, problem, inARow })
  }

  async function endPause() {
    inARow = 0
    if (pause === undefined || pause.until > now()) return
    const { kind } = pause
    pause = undefined
    if (kind === 'rate-limited') await memory.pause(undefined)
  }

  function refuseWhilePaused() {
    if (pause === undefined) return
    const retryAfterMs = pause.until - now()
    // GitHub's limits are by the hour: a longer pause was begun by a clock that has been set back since (F15).
    if (retryAfterMs > 0 && retryAfterMs <= longestPauseMs)
      throw new GitHubProblem(pause.kind, `${pause.problem} (waiting)`, { retryAfterMs })
  }

  async function failed(problem: unknown): Promise<unknown> {
    if (!(problem instanceof GitHubProblem)) return problem
    const { kind, message, cause } = problem
    // What the reservoirs refused was never sent; GitHub has said nothing.
    if ((kind !== 'rate-limited' && kind !== 'unauthorized') || cause === undefined) return problem
    const guess = Math.min(longestWaitMs, firstWaitMs * 2 ** inARow)
    inARow += 1
    const retryAfterMs = problem.retryAfterMs ?? guess
    await pauseFor(retryAfterMs, kind, message)
    return new GitHubProblem(kind, message, { retryAfterMs, cause })
  }

  async function run<T>(work: () => Promise<T>): Promise<T> {
    try {
      const answer = await work()
      await endPause()
      return answer
    } catch (error) {
      throw await failed(error)
    }
  }

  return {
    pauseFor,

    /** What was known from before; waits until that is read. */
    known: async () => ({ lastContentAt: (await loaded()).lastContentAt() }),

    /** @throws GitHubProblem rate-limited or unauthorized, with the wait, without asking GitHub */
    async pass<T>(work: () => Promise<T>): Promise<T> {
      await loaded()
      while (first !== undefined) await first.catch(() => {})
      refuseWhilePaused()
      if (pause === undefined) return run(work)
      const trial = run(work)
      first = trial
      return trial.finally(() => {
        first = undefined
        // GitHub has answered something else than its limit.
        if (pause !== undefined && pause.until <= now()) pause = undefined
      })
    },

    /** Counts a request that is about to be sent. @throws GitHubProblem rate-limited when it had better not be */
    async spend(method: string): Promise<void> {
      const cost = costOf(method)
      const { waitMs, spend } = await loaded()
      const retryAfterMs = waitMs(cost, now())
      if (retryAfterMs > 0) {
        throw new GitHubProblem('rate-limited', "Bee keeps within GitHub's limits.", { retryAfterMs })
      }
      const sent = { at: now(), ...cost }
      spend(sent)
      await memory.spend(sent)
    },

    isUnderPressure: () =>
      now() < lastPauseUntil + sparedMs || (reservoirs !== undefined && reservoirs.left(now()) < littleLeft),
  }
}
