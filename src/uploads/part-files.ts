import { createCipheriv } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { open, readdir, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { besideDatabase } from '../bundle/limits.ts'
import { translateDisk } from '../bundle/problems.ts'
import { createRoom } from '../bundle/room.ts'
import type { Seal } from '../store/seal.ts'

const suffix = '.part'
const chunkBytes = 256 * 1024

/**
 * Bundles that are arriving piece by piece. They are said to be sanitized, which nobody has checked yet, so they lie there
 * under AES-256-CTR with a key of their own, from the key file: unlike a spool they must outlive a restart.
 */
export function createPartFiles(folder: string, seal: Pick<Seal, 'keyFor'>) {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const room = createRoom(folder, besideDatabase)
  const pathOf = (id: string) => join(folder, `${id}${suffix}`)

  /** Enciphers or deciphers, which is the same; the counter is the place in the file, in blocks of 16 bytes. */
  function cipher(id: string, offset: number, bytes: Uint8Array): Buffer {
    const counter = Buffer.alloc(16)
    counter.writeBigUInt64BE(BigInt(Math.floor(offset / 16)), 8)
    const stream = createCipheriv('aes-256-ctr', seal.keyFor(`upload:${id}`), counter)
    stream.update(Buffer.alloc(offset % 16))
    return stream.update(bytes)
  }

  return {
    /** @throws BundleProblem DISK_FULL */
    async write(id: string, offset: number, bytes: Uint8Array): Promise<void> {
      try {
        await room.take(bytes.length)
        const file = await open(pathOf(id), offset === 0 ? 'w' : 'r+', 0o600)
        try {
          const secret = cipher(id, offset, bytes)
          for (let done = 0; done < secret.length; ) {
            done += (await file.write(secret, done, secret.length - done, offset + done)).bytesWritten
          }
        } finally {
          await file.close()
        }
      } catch (cause) {
        throw translateDisk(cause)
      }
    },

    async *read(id: string, sizeBytes: number): AsyncGenerator<Buffer> {
      const file = await open(pathOf(id), 'r')
      try {
        for (let at = 0; at < sizeBytes; ) {
          const buffer = Buffer.allocUnsafe(Math.min(chunkBytes, sizeBytes - at))
          const { bytesRead } = await file.read(buffer, 0, buffer.length, at)
          if (bytesRead === 0) throw new Error('a part file is shorter than what was received')
          yield cipher(id, at, buffer.subarray(0, bytesRead))
          at += bytesRead
        }
      } finally {
        await file.close()
      }
    },

    remove: (id: string) => unlink(pathOf(id)).catch(() => undefined),

    /** Removes what belongs to no upload that may still be wanted (F50). @returns how many */
    async sweep(alive: ReadonlySet<string>): Promise<number> {
      const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(suffix))
      const over = names.map((name) => name.slice(0, -suffix.length)).filter((id) => !alive.has(id))
      for (const id of over) await this.remove(id)
      return over.length
    },
  }
}
