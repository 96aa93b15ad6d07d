import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Up to here a text stays in memory. */
const inMemoryBytes = 8 * 1024 * 1024
const pieceBytes = 128 * 1024

/**
 * Keeps a stream so that it can be read twice. What does not fit in memory goes to a file that has no name any more and is
 * encrypted with a key that exists in this process only.
 */
export async function spooled(source: AsyncIterable<Uint8Array>): Promise<() => AsyncIterable<Uint8Array>> {
  const kept: Uint8Array[] = []
  let size = 0
  let disk: ReturnType<typeof createDisk> | undefined
  for await (const chunk of source) {
    size += chunk.length
    if (size <= inMemoryBytes) kept.push(chunk)
    else {
      disk ??= createDisk()
      disk.write(chunk)
    }
  }
  return async function* () {
    yield* kept
    if (disk !== undefined) yield* disk.read()
  }
}

function createDisk() {
  const key = randomBytes(32)
  const iv = randomBytes(16)
  const path = join(tmpdir(), `bee-${randomBytes(8).toString('hex')}`)
  const descriptor = openSync(path, 'wx+', 0o600)
  rmSync(path)
  process.once('exit', () => closeSync(descriptor))
  const cipher = createCipheriv('aes-256-ctr', key, iv)
  let size = 0
  return {
    write(chunk: Uint8Array) {
      const secret = cipher.update(chunk)
      let written = 0
      while (written < secret.length)
        written += writeSync(descriptor, secret, written, secret.length - written, size + written)
      size += secret.length
    },
    *read(): Generator<Uint8Array> {
      const decipher = createDecipheriv('aes-256-ctr', key, iv)
      const piece = Buffer.alloc(pieceBytes)
      for (let at = 0; at < size; ) {
        const length = readSync(descriptor, piece, 0, pieceBytes, at)
        yield decipher.update(piece.subarray(0, length))
        at += length
      }
    },
  }
}
