import { createHash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import type { z } from 'zod'
import type { UploadAddress } from './address.ts'
import { printable } from './preview.ts'
import { UploadInfo, UploadRefusal, UploadState } from './protocol.ts'

/** The server said no, in words for people. */
export class UploadProblem extends Error {
  override readonly name = 'UploadProblem'
  readonly code: string
  constructor(code: string, message: string, options?: ErrorOptions) {
    super(printable(message), options)
    this.code = code
  }
}

export interface SendOptions {
  signal?: AbortSignal | undefined
  onProgress?: ((sentBytes: number, totalBytes: number) => void) | undefined
  /** How long a server may be out of reach before the upload is given up. */
  patienceMs?: number | undefined
}

/** A piece that does not arrive in this time was too large for the line. */
const pieceMs = 25_000
const smallestPiece = 64 * 1024
const pollMs = 500
/** So many times in a row a piece may fail at a server that answers otherwise: about a minute. */
const mostStalls = 9

/**
 * What the server wants for this ticket.
 *
 * @throws UploadProblem
 */
export async function askServer(address: UploadAddress, { signal, patienceMs }: SendOptions = {}): Promise<UploadInfo> {
  return await patiently(() => call(address, '', { signal }, UploadInfo), { signal, patienceMs })
}

/**
 * Sends a finished bundle in pieces. A server that knows it from an earlier try says how much it has, so a broken upload
 * goes on where it stopped, even from another process.
 *
 * @throws UploadProblem
 */
export async function sendBundle(
  path: string,
  address: UploadAddress,
  options: SendOptions = {},
): Promise<UploadState> {
  const { signal, onProgress } = options
  const file = await open(path, 'r')
  try {
    const { size: sizeBytes } = await file.stat()
    const announced = JSON.stringify({ kind: 'bundle', sizeBytes, sha256: await hashOf(file) })
    const json = { method: 'POST', body: announced, headers: { 'content-type': 'application/json' }, signal }
    const begin = () => patiently(() => call(address, '/uploads', json, UploadState), options)
    let state = await begin()
    let pieceBytes = state.pieceBytes
    let stalls = 0
    while (state.state === 'receiving' && state.offsets[0]! < sizeBytes) {
      const at = state.offsets[0]!
      onProgress?.(at, sizeBytes)
      const piece = Buffer.alloc(Math.min(pieceBytes, sizeBytes - at))
      await file.read(piece, 0, piece.length, at)
      try {
        const path = `/uploads/${state.id}/0?offset=${at}`
        const put = { method: 'PUT', body: piece, headers: { 'content-type': 'application/octet-stream' }, signal }
        state = await call(address, path, put, UploadState, pieceMs)
        stalls = 0
      } catch (cause) {
        signal?.throwIfAborted()
        // The server has another part of it than we think, has started anew, or the line broke: ask again.
        if (!(cause instanceof UploadProblem) || !isPassing(cause) || ++stalls > mostStalls) throw cause
        await wait(100 * 2 ** stalls, undefined, { signal })
        pieceBytes = Math.max(smallestPiece, Math.floor(pieceBytes / 2))
        state = await begin()
      }
    }
    onProgress?.(sizeBytes, sizeBytes)
    if (state.state === 'receiving') {
      const done = { method: 'POST', signal }
      state = await patiently(() => call(address, `/uploads/${state.id}/done`, done, UploadState), options)
    }
    while (state.state === 'checking') {
      await wait(pollMs, undefined, { signal })
      state = await patiently(() => call(address, `/uploads/${state.id}`, { signal }, UploadState), options)
    }
    return state
  } finally {
    await file.close()
  }
}

async function hashOf(file: FileHandle): Promise<string> {
  const hash = createHash('sha256')
  const stream = file.createReadStream({ start: 0, autoClose: false })
  for await (const chunk of stream) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

/** Out of reach, restarting, busy, or about something that is asked for again anyhow. */
const passing = new Set(['NOT_REACHABLE', 'UPLOAD_OFFSET', 'UPLOAD_BUSY', 'UNAVAILABLE', 'BAD_GATEWAY', 'TIMED_OUT'])
const isPassing = ({ code }: UploadProblem) => passing.has(code)

async function patiently<T>(work: () => Promise<T>, { signal, patienceMs = 120_000 }: SendOptions): Promise<T> {
  const startedAt = performance.now()
  for (let pauseMs = 250; ; pauseMs = Math.min(pauseMs * 2, 8000)) {
    try {
      return await work()
    } catch (cause) {
      signal?.throwIfAborted()
      const isOver = performance.now() - startedAt + pauseMs > patienceMs
      if (!(cause instanceof UploadProblem) || !isPassing(cause) || isOver) throw cause
      await wait(pauseMs, undefined, { signal })
    }
  }
}

async function call<Schema extends z.ZodType>(
  { server, code }: UploadAddress,
  path: string,
  { signal, ...init }: Omit<RequestInit, 'signal'> & { signal?: AbortSignal | undefined },
  schema: Schema,
  timeoutMs = 30_000,
): Promise<z.output<Schema>> {
  const over = AbortSignal.timeout(timeoutMs)
  let response: Response
  let body: unknown
  try {
    response = await fetch(`${server}/u/${code}${path}`, {
      ...init,
      headers: { accept: 'application/json', 'user-agent': 'bee-collect', ...init.headers },
      redirect: 'manual',
      signal: signal ? AbortSignal.any([signal, over]) : over,
    })
    body = await response.json().catch(() => undefined)
  } catch (cause) {
    signal?.throwIfAborted()
    const why = cause instanceof Error && 'cause' in cause ? (cause.cause as NodeJS.ErrnoException)?.code : undefined
    const words = `${new URL(server).host} does not answer${why ? ` (${why})` : ''}. Check the address and the network.`
    throw new UploadProblem(over.aborted ? 'TIMED_OUT' : 'NOT_REACHABLE', words, { cause })
  }
  const good = response.ok ? schema.safeParse(body) : undefined
  if (good?.success) return good.data
  const refused = UploadRefusal.safeParse(body)
  if (!response.ok && refused.success) throw new UploadProblem(refused.data.code, refused.data.message)
  const gateway = response.status >= 502 && response.status <= 504
  throw new UploadProblem(
    gateway ? 'BAD_GATEWAY' : 'NOT_BEE',
    `${new URL(server).host} answered ${response.status}, not as a Bee of this version does. Check the address.`,
  )
}
