import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { extract, type Header } from 'tar-stream'
import { LeaveOut } from '../left-out.ts'
import type { Budget } from './budget.ts'
import { asBuffer } from './peek.ts'

const BLOCK = 512

export interface ArchiveEntry {
  name: string
  sizeBytes: number
  /** Must be read to its end, or left unread, before the next entry is asked for. */
  bytes: AsyncGenerator<Buffer>
}

/**
 * The ordinary files of a tar, one after the other. Nothing is ever written by an entry's name.
 *
 * @throws LeaveOut ARCHIVE_LINK, ARCHIVE_HEADER, ARCHIVE_LIES, ARCHIVE_BROKEN, ARCHIVE_TOO_MANY_FILES
 */
export async function* untar(packed: AsyncIterable<Uint8Array>, budget: Budget): AsyncGenerator<ArchiveEntry> {
  const tar = extract()
  let tail: Buffer = Buffer.alloc(0)
  async function* watched() {
    for await (const chunk of packed) {
      tail = chunk.length >= BLOCK ? asBuffer(chunk).subarray(-BLOCK) : Buffer.concat([tail, chunk]).subarray(-BLOCK)
      yield chunk
    }
  }
  // tar-stream gathers headers in memory and refuses them above 4 MiB; its errors reach the loop below.
  const feeding = pipeline(Readable.from(watched()), tar as unknown as NodeJS.WritableStream).catch(() => undefined)
  try {
    for await (const entry of tar) {
      const { header } = entry
      budget.entry()
      const bytes = readToEnd(entry as AsyncIterable<Uint8Array>)
      if (mayPass(header)) yield { name: header.name, sizeBytes: header.size, bytes }
      // Whatever was not read of an entry stands between us and the next one.
      for await (const _ of bytes);
    }
    // Without the zeros that end every tar it was cut between two files, and nobody can tell how many are missing.
    if (tail.some((byte) => byte !== 0)) throw new LeaveOut('ARCHIVE_BROKEN')
  } catch (cause) {
    throw translate(cause)
  } finally {
    tar.destroy()
    await feeding
  }
}

/** False for folders, which hold nothing by themselves. */
function mayPass({ type, size, pax }: Header): boolean {
  if (type === 'directory' && size === 0) return false
  if (type !== 'file') throw new LeaveOut('ARCHIVE_LINK')
  for (const key of Object.keys(pax ?? {})) {
    // Two places that state a size can disagree, and only files above 8 GB need the second.
    if (key === 'size') throw new LeaveOut('ARCHIVE_LIES')
    if (key.startsWith('GNU.sparse')) throw new LeaveOut('ARCHIVE_LINK')
  }
  return true
}

/** Reading may stop early without breaking the archive: the rest is read and dropped. */
async function* readToEnd(entry: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  const iterator = entry[Symbol.asyncIterator]()
  let ended = false
  try {
    for (;;) {
      const { done, value } = await iterator.next()
      if (done) break
      yield asBuffer(value)
    }
    ended = true
  } catch (cause) {
    ended = true
    throw translate(cause)
  } finally {
    while (!ended) {
      const { done } = await iterator.next().catch(() => ({ done: true }))
      ended = done === true
    }
  }
}

function translate(cause: unknown): unknown {
  if (cause instanceof LeaveOut || !(cause instanceof Error)) return cause
  if (/exceeds max size/i.test(cause.message)) return new LeaveOut('ARCHIVE_HEADER', undefined, { cause })
  if (/tar header|Invalid header|Unexpected end of data/i.test(cause.message)) {
    return new LeaveOut('ARCHIVE_BROKEN', undefined, { cause })
  }
  return cause
}
