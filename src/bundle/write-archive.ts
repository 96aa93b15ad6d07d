import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { crashpoint } from '../crashpoint.ts'
import { BundleProblem, translateDisk } from './problems.ts'
import { createRoom } from './room.ts'

export interface ArchiveFile {
  path: string
  sizeBytes: number
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>
}

const BLOCK = 512
const NAME_BYTES = 100

/**
 * Writes a `.tar.gz` whose bytes depend on the files alone: fixed owner, mode, time and gzip header, order as given.
 * Synced to the disk before it resolves; the folder is the caller's to sync after renaming.
 *
 * @param path must not exist; mode 0600
 * @throws BundleProblem DISK_FULL, BUNDLE_TOO_LARGE
 */
export async function writeArchive(
  path: string,
  files: ArchiveFile[],
  {
    maxBytes = Number.POSITIVE_INFINITY,
    keptFreeBytes = 0,
    signal,
  }: { maxBytes?: number; keptFreeBytes?: number; signal?: AbortSignal } = {},
): Promise<{ sizeBytes: number; sha256: string }> {
  const hash = createHash('sha256')
  const room = createRoom(dirname(path), keptFreeBytes)
  let sizeBytes = 0
  const handle = await open(
    path,
    constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW,
    0o600,
  )
  try {
    const write = async (packed: AsyncIterable<Buffer>) => {
      for await (const chunk of packed) {
        const bytes = sizeBytes === 0 ? withFixedHeader(chunk) : chunk
        await room.take(bytes.length)
        for (let done = 0; done < bytes.length; ) {
          const { bytesWritten } = await handle.write(bytes, done)
          done += bytesWritten
        }
        hash.update(bytes)
        sizeBytes += bytes.length
        if (sizeBytes > maxBytes) throw new BundleProblem('BUNDLE_TOO_LARGE')
      }
    }
    await pipeline(Readable.from(tarOf(files)), createGzip({ level: 6 }), write, signal ? { signal } : {})
    crashpoint('bundle: written, not on disk')
    await handle.sync()
  } catch (cause) {
    throw translateDisk(cause)
  } finally {
    await handle.close()
  }
  return { sizeBytes, sha256: hash.digest('hex') }
}

/** zlib writes the operating system into byte 9 of the header; 255 is "unknown" (RFC 1952, 2.3.1). */
function withFixedHeader(first: Buffer): Buffer {
  const fixed = Buffer.from(first)
  fixed[9] = 255
  return fixed
}

async function* tarOf(files: ArchiveFile[]): AsyncGenerator<Uint8Array> {
  for (const { path, sizeBytes, bytes } of files) {
    yield header(path, sizeBytes)
    let written = 0
    for await (const chunk of bytes) {
      written += chunk.length
      yield chunk
    }
    if (written !== sizeBytes) throw new Error(`a file of the archive has ${written} bytes instead of ${sizeBytes}`)
    yield Buffer.alloc((BLOCK - (sizeBytes % BLOCK)) % BLOCK)
  }
  yield Buffer.alloc(2 * BLOCK)
}

/** A POSIX ustar header (IEEE 1003.1, "ustar Interchange Format"). Paths here are short ASCII. */
function header(path: string, sizeBytes: number): Buffer {
  const { name, prefix } = split(path)
  const block = Buffer.alloc(BLOCK)
  block.write(name, 0, 'latin1')
  block.write('0000644\0', 100, 'latin1')
  block.write('0000000\0', 108, 'latin1')
  block.write('0000000\0', 116, 'latin1')
  block.write(`${sizeBytes.toString(8).padStart(11, '0')}\0`, 124, 'latin1')
  block.write('00000000000\0', 136, 'latin1')
  block.write('0', 156, 'latin1')
  block.write('ustar\x0000', 257, 'latin1')
  block.write(prefix, 345, 'latin1')
  block.fill(' ', 148, 156)
  let sum = 0
  for (const byte of block) sum += byte
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
  return block
}

function split(path: string): { name: string; prefix: string } {
  if (path.length <= NAME_BYTES) return { name: path, prefix: '' }
  const slash = path.lastIndexOf('/')
  return { name: path.slice(slash + 1), prefix: path.slice(0, slash) }
}
