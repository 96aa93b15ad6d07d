import { get as getHttp, type IncomingMessage, type RequestOptions } from 'node:http'
import { get as getHttps } from 'node:https'
import { permittedAddress, type Resolve } from './fetch-address.ts'
import { LeaveOut } from './left-out.ts'
import { type BundleLimits, bundleLimits } from './limits.ts'

export interface FetchOptions {
  /** Further `host:port` than Discord's own; http only on this machine. */
  extraHosts?: string[]
  limits?: Pick<BundleLimits, 'maxAttachmentBytes' | 'maxFetchMs' | 'maxSilenceMs'>
  signal?: AbortSignal | undefined
  resolve?: Resolve
}

/**
 * Streams an attachment. Only from allowed hosts, to a checked and pinned address, without following redirects, and
 * without a header that says more than "Bee". Nothing is asked of the server before the first chunk is wanted.
 *
 * @throws LeaveOut HOST_REFUSED, NOT_REACHABLE, TIMED_OUT, HTTP_STATUS, TOO_LARGE
 */
export async function* fetchAttachment(address: string, options: FetchOptions = {}): AsyncGenerator<Buffer> {
  const limits = options.limits ?? bundleLimits
  const deadline = AbortSignal.timeout(limits.maxFetchMs)
  const silence = new AbortController()
  const signal = AbortSignal.any([deadline, silence.signal, ...(options.signal ? [options.signal] : [])])
  let response: IncomingMessage | undefined
  try {
    const { url, ip, family } = await permittedAddress(address, options.extraHosts ?? [], options.resolve)
    response = await ask(url, {
      agent: false,
      headers: { accept: '*/*', 'accept-encoding': 'identity', 'user-agent': 'Bee' },
      lookup: (_host, { all }, done) => (all ? done(null, [{ address: ip, family }]) : done(null, ip, family)),
      maxHeaderSize: 16 * 1024,
      signal,
      timeout: limits.maxSilenceMs,
      onSilence: () => silence.abort(),
    })
    if (response.statusCode !== 200) throw new LeaveOut('HTTP_STATUS', `HTTP ${response.statusCode}`)
    const announced = Number(response.headers['content-length'] ?? 0)
    if (announced > limits.maxAttachmentBytes) throw new LeaveOut('TOO_LARGE')

    let received = 0
    for await (const chunk of response as AsyncIterable<Buffer>) {
      received += chunk.length
      if (received > limits.maxAttachmentBytes) throw new LeaveOut('TOO_LARGE')
      yield chunk
    }
  } catch (cause) {
    if (cause instanceof LeaveOut) throw cause
    options.signal?.throwIfAborted()
    throw new LeaveOut(deadline.aborted || silence.signal.aborted ? 'TIMED_OUT' : 'NOT_REACHABLE', undefined, { cause })
  } finally {
    response?.destroy()
  }
}

async function ask(url: URL, { onSilence, ...request }: RequestOptions & { onSilence: () => void }) {
  return await new Promise<IncomingMessage>((resolve, reject) => {
    const sent = (url.protocol === 'https:' ? getHttps : getHttp)(url, request, resolve)
    sent.on('timeout', onSilence)
    sent.on('error', reject)
  })
}
