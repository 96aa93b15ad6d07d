import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { setTimeout as after } from 'node:timers/promises'
import type { Links } from '../store/links.ts'
import type { BundleSource } from './bundle-files.ts'
import type { Span } from './range.ts'

/** Memory of one running download, and how it begins. */
const chunkBytes = 128 * 1024
/** Of what is in memory anyway, a quick reader gets more and more at a time. */
const largestChunkBytes = 1024 ** 2
const quickMs = 1000
/** Revoked links are looked for this often while anything runs, so that a download is cut within a second (A30). */
const watchMs = 400
/** A reader that takes less than a chunk in this time is cut off (F52): about 2 kB/s, slower than any modem. */
const patienceMs = 60_000
/** How long to wait for the news that a client left before the end that had already been handed to TCP. */
const afterwordMs = 250

export type Ended = 'all' | 'broken-off' | 'revoked'

interface Running {
  linkId: number
  network: string
  /** By a clock that nobody can set (RELIABILITY F15). */
  movedAt: number
  response: ServerResponse
  ended: Ended
}

export type Transfers = ReturnType<typeof createTransfers>

/** The downloads that run now: counted by network, watched for revocation and for readers that stand still. */
export function createTransfers(
  links: Pick<Links, 'revokedAmong'>,
  {
    mostPerNetwork = 64,
    stalledAfterMs = patienceMs,
  }: { mostPerNetwork?: number | undefined; stalledAfterMs?: number | undefined } = {},
) {
  const running = new Set<Running>()
  let timer: NodeJS.Timeout | undefined

  async function watch() {
    const now = performance.now()
    for (const transfer of running) if (now - transfer.movedAt > stalledAfterMs) cut(transfer, 'broken-off')
    if (running.size === 0) return
    const revoked = await links.revokedAmong([...new Set([...running].map(({ linkId }) => linkId))])
    for (const transfer of running) if (revoked.has(transfer.linkId)) cut(transfer, 'revoked')
  }

  /** A database that is busy for a moment must not end the watch. */
  const watchAgain = () => {
    timer = setTimeout(async () => {
      await watch().catch(() => {})
      if (running.size > 0) watchAgain()
      else timer = undefined
    }, watchMs)
  }

  return {
    mayStart(network: string): boolean {
      let theirs = 0
      for (const transfer of running) if (transfer.network === network) theirs++
      return theirs < mostPerNetwork
    },

    /**
     * Sends a part of a file; the response's head must be set. Never throws for a client that leaves.
     *
     * @returns how it ended, and how many bytes were handed to the client's connection: of the last ones, nobody
     *   knows whether they arrived.
     */
    async send(
      response: ServerResponse,
      file: BundleSource,
      { start, end }: Span,
      { linkId, network }: { linkId: number; network: string },
    ): Promise<{ ended: Ended; sent: number }> {
      // The response lets go of its socket when it ends.
      const { socket } = response
      const transfer: Running = { linkId, network, movedAt: performance.now(), response, ended: 'all' }
      running.add(transfer)
      if (timer === undefined) watchAgain()
      let sent = 0
      try {
        let chunk = chunkBytes
        for (let at = start; at <= end; ) {
          const bytes = await file.read(at, Math.min(chunk, end - at + 1))
          // The file has become shorter than it was: better a broken download than a wrong one.
          if (bytes.length === 0) response.destroy()
          else if (!response.destroyed) sent += bytes.length
          if (bytes.length === 0 || !(await written(response, bytes))) {
            return { ended: transfer.ended === 'all' ? 'broken-off' : transfer.ended, sent }
          }
          at += bytes.length
          const movedAt = performance.now()
          if (file.isShared) {
            const isQuick = movedAt - transfer.movedAt < quickMs
            chunk = isQuick ? Math.min(chunk * 2, largestChunkBytes) : chunkBytes
          }
          transfer.movedAt = movedAt
        }
      } finally {
        running.delete(transfer)
      }
      // Where the connection stays open, its next request must not wait for the afterword.
      if (response.shouldKeepAlive) response.end()
      const isEarly = await leftEarly(socket)
      response.end()
      return { ended: isEarly ? 'broken-off' : transfer.ended, sent }
    },

    /** Ends everything that runs: the process is about to stop. */
    cutAll() {
      for (const transfer of running) cut(transfer, 'broken-off')
    },

    get running() {
      return running.size
    },
  }
}

function cut(transfer: Running, why: Ended) {
  transfer.ended = why
  transfer.response.destroy()
}

/** True once the bytes are with the operating system; false when the connection is gone. */
function written(response: ServerResponse, bytes: Buffer): Promise<boolean> {
  return new Promise((resolve) => {
    if (response.destroyed) return resolve(false)
    const onClose = () => resolve(false)
    response.once('close', onClose)
    response.write(bytes, (problem) => {
      response.off('close', onClose)
      resolve(!problem)
    })
  })
}

/**
 * A small file is with the operating system at once, whatever the client does. One that leaves before it has read
 * everything resets the connection, and that is all there is to tell by.
 */
async function leftEarly(socket: Socket | null): Promise<boolean> {
  if (socket === null || socket.destroyed) return true
  await after(afterwordMs)
  return socket.errored !== null
}
