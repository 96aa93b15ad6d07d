import { connect } from 'node:net'
import type { Gathering } from './gather.ts'

/** Whether something listens at each `host:port`; nothing is said to it. */
export async function* tryPorts(
  places: readonly string[],
  { timeoutMs, signal }: Pick<Gathering, 'timeoutMs' | 'signal'>,
): AsyncGenerator<Buffer> {
  for (const place of places) {
    signal?.throwIfAborted()
    const colon = place.lastIndexOf(':')
    const outcome = await knock(place.slice(0, colon), Number(place.slice(colon + 1)), timeoutMs)
    yield Buffer.from(`${place}  ${outcome}\n`)
  }
}

function knock(host: string, port: number, timeoutMs: number): Promise<string> {
  const startedAt = performance.now()
  const tookMs = () => Math.round(performance.now() - startedAt)
  return new Promise((resolve) => {
    const socket = connect({ host, port })
    const end = (outcome: string) => {
      clearTimeout(timer)
      socket.destroy()
      resolve(outcome)
    }
    const timer = setTimeout(() => end(`no answer within ${timeoutMs} ms`), timeoutMs)
    socket.on('connect', () => end(`open, after ${tookMs()} ms`))
    socket.on('error', (cause: NodeJS.ErrnoException) => end(`closed: ${cause.code ?? 'failed'}, after ${tookMs()} ms`))
  })
}
