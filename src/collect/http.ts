import { get as getHttp, type IncomingMessage } from 'node:http'
import { get as getHttps } from 'node:https'
import type { TLSSocket } from 'node:tls'
import type { Gathering } from './gather.ts'

/** Headers that tell something about a fault. */
const told = ['server', 'content-type', 'content-length', 'location', 'retry-after', 'via', 'date']
const bodyBytes = 16 * 1024

/** How each address answers: status, time, certificate, some headers and the beginning of the body. Nothing is followed. */
export async function* askHttp(
  addresses: readonly string[],
  { timeoutMs, signal }: Pick<Gathering, 'timeoutMs' | 'signal'>,
): AsyncGenerator<Buffer> {
  for (const address of addresses) {
    const startedAt = performance.now()
    const tookMs = () => Math.round(performance.now() - startedAt)
    try {
      const over = AbortSignal.timeout(timeoutMs)
      const lines = await ask(address, signal ? AbortSignal.any([over, signal]) : over, tookMs)
      yield Buffer.from(`GET ${address}\n${lines.join('\n')}\n\n`)
    } catch (cause) {
      signal?.throwIfAborted()
      const { code, name } = cause as NodeJS.ErrnoException
      const why = name === 'AbortError' || name === 'TimeoutError' ? `within ${timeoutMs} ms` : (code ?? name)
      yield Buffer.from(`GET ${address}\nno answer: ${why}, after ${tookMs()} ms\n\n`)
    }
  }
}

async function ask(address: string, signal: AbortSignal, tookMs: () => number): Promise<string[]> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    // A certificate that is not trusted is told below; it must not hide how the service is.
    const how = { signal, agent: false, headers: { 'user-agent': 'Bee', accept: '*/*' }, rejectUnauthorized: false }
    const sent = (address.startsWith('https:') ? getHttps : getHttp)(address, how, resolve)
    sent.on('error', reject)
  })
  const lines = [`${response.statusCode} ${response.statusMessage ?? ''}, after ${tookMs()} ms`]
  if (address.startsWith('https:')) lines.push(certificate(response.socket as TLSSocket))
  for (const name of told) if (response.headers[name] !== undefined) lines.push(`${name}: ${response.headers[name]}`)
  const body: Buffer[] = []
  let length = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    body.push(chunk)
    length += chunk.length
    if (length >= bodyBytes) break
  }
  response.destroy()
  const text = Buffer.concat(body).subarray(0, bodyBytes).toString('utf8')
  return [...lines, '', text, ...(length > bodyBytes ? ['[only the first part is kept]'] : [])]
}

function certificate(socket: TLSSocket): string {
  const { valid_from: from, valid_to: to } = socket.getPeerCertificate()
  const trust = socket.authorized ? 'trusted' : `not trusted: ${String(socket.authorizationError)}`
  return `certificate: ${trust}, valid from ${from} to ${to}`
}
