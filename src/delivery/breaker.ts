import { createCircuit } from '../circuit.ts'
import { Refusal, type RefusalCode } from '../errors.ts'

export type Remote = 'discord' | 'github' | 'mail'

/**
 * Stops asking a service that does not answer: after some failures in a row nobody asks for a while, then one asks, and
 * when that works everybody may again, one after another (RELIABILITY F29, F53).
 */
export interface Breaker {
  /** @throws Refusal at once, without asking, while the service is known not to answer. */
  run<Result>(ask: () => Promise<Result>): Promise<Result>
  /** Unix milliseconds since when it has not answered; undefined while it does. */
  downSince(): number | undefined
}

const unavailable: Record<Remote, RefusalCode> = {
  discord: 'DISCORD_UNAVAILABLE',
  github: 'GITHUB_UNAVAILABLE',
  mail: 'MAIL_UNAVAILABLE',
}

const firstPauseMs = 1000
const pace = { mostFailures: 5, firstPauseMs, longestPauseMs: 60_000 }
/** What has waited comes back at this pace at most: Discord takes 50 requests a second, others less. */
const backPerSecond = 20
const longestSpreadMs = 30_000

export function createBreaker(
  remote: Remote,
  { now, chance = Math.random }: { now: () => number; chance?: () => number },
): Breaker {
  const code = unavailable[remote]
  const circuit = createCircuit({ ...pace, now, chance })
  let held = 0

  function refuse(): never {
    held += 1
    const spreadMs = Math.min((held * 1000) / backPerSecond, longestSpreadMs)
    const retryAfterMs = Math.ceil(Math.max(circuit.pauseLeftMs(), firstPauseMs) + chance() * spreadMs)
    throw new Refusal(code, { values: { retryAfterMs, isHeld: 1 } })
  }

  return {
    async run(ask) {
      if (!circuit.mayTry()) refuse()
      try {
        const result = await ask()
        circuit.worked()
        held = 0
        return result
      } catch (cause) {
        // One that says when to come back does answer.
        const isSilent = cause instanceof Refusal && cause.code === code && cause.values.retryAfterMs === undefined
        if (isSilent) circuit.failed()
        else circuit.worked()
        throw cause
      }
    },
    downSince: circuit.downSince,
  }
}

/** The delivery was not tried, because the service is known not to answer. */
export const isHeld = (cause: unknown): boolean => cause instanceof Refusal && cause.values.isHeld !== undefined

/** Parts of a port that answer at once. */
type AtOnce<Port> = {
  [Name in keyof Port]: Port[Name] extends (...given: never[]) => infer Answer
    ? Answer extends Promise<unknown>
      ? never
      : Name
    : never
}[keyof Port]

/**
 * The same port, asked only while its service answers.
 *
 * @param free parts that ask nobody, or that nobody waits for: all that answer at once, as a breaker's answer takes a while.
 */
export function guarded<Port extends object>(
  port: Port,
  breaker: Breaker,
  free: Record<AtOnce<Port>, true> & Partial<Record<keyof Port, true>>,
): Port {
  return new Proxy(port, {
    get(target, key) {
      const part: unknown = Reflect.get(target, key)
      if (typeof part !== 'function' || key in free) return part
      return (...given: unknown[]) => breaker.run(() => part.apply(target, given) as Promise<unknown>)
    },
  })
}
