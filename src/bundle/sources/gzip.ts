import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { LeaveOut } from '../left-out.ts'
import type { Budget } from './budget.ts'

/**
 * Unpacks while streaming. Several gzip members in a row read as one, and what follows the last one is ignored, as gzip does.
 *
 * @throws LeaveOut ARCHIVE_BOMB, ARCHIVE_TOO_BIG, ARCHIVE_TOO_SLOW, ARCHIVE_BROKEN
 */
export async function* gunzip(packed: AsyncIterable<Uint8Array>, budget: Budget): AsyncGenerator<Buffer> {
  const unzip = createGunzip({ chunkSize: 64 * 1024 })
  let packedBytes = 0
  let unpackedBytes = 0
  async function* counted() {
    for await (const chunk of packed) {
      packedBytes += chunk.length
      yield chunk
    }
  }
  // A failure on the way in destroys `unzip` with the same error, so it surfaces in the loop below.
  const feeding = pipeline(Readable.from(counted()), unzip).catch(() => undefined)
  try {
    for await (const chunk of unzip as AsyncIterable<Buffer>) {
      unpackedBytes += chunk.length
      budget.ratio(packedBytes, unpackedBytes)
      budget.unpacked(chunk.length)
      yield chunk
    }
  } catch (cause) {
    throw isZlibError(cause) ? new LeaveOut('ARCHIVE_BROKEN', undefined, { cause }) : cause
  } finally {
    unzip.destroy()
    await feeding
  }
}

export const isZlibError = (cause: unknown) =>
  cause instanceof Error && 'code' in cause && typeof cause.code === 'string' && cause.code.startsWith('Z_')
