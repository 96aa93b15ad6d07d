import { setImmediate as nextTurn } from 'node:timers/promises'

/** How long a stream may run before timers, messages and cancellation get their turn. */
const TURN_MS = 20

/**
 * Passes a stream on, and lets the event loop breathe: what is read from memory never waits by itself, and then neither a
 * time-out nor a "cancel" would ever be heard.
 */
export async function* inTurns<T extends Uint8Array>(
  source: AsyncIterable<T>,
  signal: AbortSignal | undefined,
  onBytes: (bytes: number) => void = () => undefined,
): AsyncGenerator<T> {
  let turnStartedAt = performance.now()
  signal?.throwIfAborted()
  for await (const chunk of source) {
    yield chunk
    if (performance.now() - turnStartedAt > TURN_MS) {
      onBytes(0)
      await nextTurn()
      turnStartedAt = performance.now()
    }
    onBytes(chunk.length)
    signal?.throwIfAborted()
  }
}
