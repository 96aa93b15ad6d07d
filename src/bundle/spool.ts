import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import { type FileHandle, mkdir, open, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { translateDisk } from './problems.ts'
import { createRoom } from './room.ts'
import { temporaryName } from './sweep.ts'

/** A stretch of a spool. Only the spool that made it can read it. */
export interface Segment {
  readonly sizeBytes: number
  readonly blocks: readonly Buffer[]
  /** Where the rest lies in the file, when it did not fit in memory. */
  readonly offset: number
  readonly onDiskBytes: number
}

/**
 * Holds what must be read more than once, without a readable byte on disk: small things stay in memory, the rest goes to
 * one append-only file under AES-256-CTR, whose key lives only here. The file loses its name as soon as it is open,
 * so that even `kill -9` leaves nothing behind; where an open file cannot be unlinked (Windows), `sweepWork` removes it.
 */
export interface Spool {
  /** One at a time: a second `write` must wait until the first has resolved. */
  write(source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<Segment>
  read(segment: Segment, start?: number, end?: number): AsyncGenerator<Buffer>
  close(): Promise<void>
}

const BLOCK = 256 * 1024
const AES_BLOCK = 16

/** @param keptFreeBytes of the disk: see `createRoom` */
export function createSpool(workDir: string, memoryBytes: number, keptFreeBytes = 0): Spool {
  const room = createRoom(workDir, keptFreeBytes)
  const key = randomBytes(32)
  const nonce = randomBytes(AES_BLOCK)
  let inMemory = 0
  let fileSize = 0
  let file: FileHandle | undefined
  let namedPath: string | undefined

  async function openFile() {
    await mkdir(workDir, { recursive: true, mode: 0o700 })
    const path = join(workDir, temporaryName('.spool'))
    const handle = await open(path, constants.O_RDWR | constants.O_CREAT | constants.O_EXCL, 0o600)
    await unlink(path).catch(() => {
      namedPath = path
    })
    return handle
  }

  // The counter is the position in the file, and the file only grows: no part of the key stream is ever used twice.
  async function append(plain: Buffer) {
    file ??= await openFile()
    await room.take(plain.length)
    const cipher = createCipheriv('aes-256-ctr', key, counterAt(nonce, fileSize))
    cipher.update(Buffer.alloc(fileSize % AES_BLOCK))
    const bytes = cipher.update(plain)
    const at = fileSize
    fileSize += bytes.length
    for (let done = 0; done < bytes.length; ) {
      const { bytesWritten } = await file.write(bytes, done, bytes.length - done, at + done)
      done += bytesWritten
    }
  }

  async function* readDisk(offset: number, length: number) {
    if (length === 0 || file === undefined) return
    const decipher = createDecipheriv('aes-256-ctr', key, counterAt(nonce, offset))
    decipher.update(Buffer.alloc(offset % AES_BLOCK))
    for (let done = 0; done < length; ) {
      const buffer = Buffer.allocUnsafe(Math.min(BLOCK, length - done))
      const { bytesRead } = await file.read(buffer, 0, buffer.length, offset + done)
      if (bytesRead === 0) throw new Error('spool is shorter than what was written to it')
      done += bytesRead
      yield decipher.update(buffer.subarray(0, bytesRead))
    }
  }

  return {
    async write(source) {
      const blocks: Buffer[] = []
      const offset = fileSize
      let sizeBytes = 0
      let spilled = false
      let pending: Buffer[] = []
      let pendingBytes = 0

      async function flush() {
        if (pendingBytes === 0) return
        const block = Buffer.concat(pending)
        pending = []
        pendingBytes = 0
        if (!spilled && inMemory + block.length <= memoryBytes) {
          inMemory += block.length
          blocks.push(block)
          return
        }
        spilled = true
        await append(block)
      }

      try {
        for await (const chunk of source) {
          sizeBytes += chunk.length
          pendingBytes += chunk.length
          pending.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength))
          if (pendingBytes >= BLOCK) await flush()
        }
        await flush()
      } catch (cause) {
        for (const block of blocks) inMemory -= block.length
        throw translateDisk(cause)
      }
      return { sizeBytes, blocks, offset, onDiskBytes: spilled ? fileSize - offset : 0 }
    },

    async *read(segment, start = 0, end = segment.sizeBytes) {
      let position = 0
      for (const block of segment.blocks) {
        const from = Math.max(start - position, 0)
        const to = Math.min(end - position, block.length)
        if (from < to) yield block.subarray(from, to)
        position += block.length
      }
      const from = Math.max(start - position, 0)
      const to = Math.min(end - position, segment.onDiskBytes)
      if (from < to) yield* readDisk(segment.offset + from, to - from)
    },

    async close() {
      key.fill(0)
      await file?.close()
      if (namedPath) await unlink(namedPath).catch(() => undefined)
      file = undefined
    },
  }
}

/** CTR counts in blocks of 16 bytes, big-endian, from the nonce on. */
function counterAt(nonce: Buffer, position: number): Buffer {
  const mask = (1n << 128n) - 1n
  const value = (BigInt(`0x${nonce.toString('hex')}`) + BigInt(Math.floor(position / AES_BLOCK))) & mask
  return Buffer.from(value.toString(16).padStart(32, '0'), 'hex')
}
