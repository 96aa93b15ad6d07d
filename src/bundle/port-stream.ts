import { once } from 'node:events'
import { MessageChannel, type MessagePort } from 'node:worker_threads'

type Said = { chunk: Uint8Array } | { end: true } | { failed: true }

/**
 * Hands a stream to another thread, chunk by chunk as that asks for them.
 *
 * @returns the port to give away, and what ends the stream on this side
 */
export function handOver(open: () => AsyncIterable<Uint8Array>): { port: MessagePort; close(): void } {
  const { port1, port2 } = new MessageChannel()
  let chunks: AsyncIterator<Uint8Array> | undefined
  port1.on('message', async () => {
    try {
      chunks ??= open()[Symbol.asyncIterator]()
      const { done, value } = await chunks.next()
      // A copy, because whoever made the chunk may still hold it.
      port1.postMessage((done ? { end: true } : { chunk: new Uint8Array(value) }) satisfies Said)
    } catch {
      port1.postMessage({ failed: true } satisfies Said)
    }
  })
  const close = () => {
    port1.close()
    // Whoever stops in the middle leaves an open file behind otherwise.
    void chunks?.return?.().catch(() => undefined)
  }
  return { port: port2, close }
}

/** @throws Error when the other side could not read on, or is gone */
export async function* readPort(port: MessagePort, signal: AbortSignal): AsyncGenerator<Buffer> {
  try {
    for (;;) {
      const answer = once(port, 'message', { signal }) as Promise<[Said]>
      port.postMessage('more')
      const [said] = await answer
      if ('end' in said) return
      if ('failed' in said) throw new Error('the stream from the other thread broke')
      yield Buffer.from(said.chunk.buffer, said.chunk.byteOffset, said.chunk.byteLength)
    }
  } finally {
    port.close()
  }
}
