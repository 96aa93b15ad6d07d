import { constants } from 'node:fs'
import { type FileHandle, lstat, open } from 'node:fs/promises'
import { join } from 'node:path'
import { createFileMemory } from './file-memory.ts'

/** Names that Bee gives to bundle files. No part of a request ever becomes a path. */
const ownName = /^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/

/** What the database says of a file. */
export interface KnownFile {
  file: string | null
  sizeBytes: number | null
}

/** An open bundle. */
export interface BundleSource {
  /** Up to `most` bytes from there on; none at the end. What it gives is good until the next call. */
  read(at: number, most: number): Promise<Buffer>
  /** Whether the bytes are in memory, for everybody: large parts cost nothing then. */
  isShared: boolean
  close(): Promise<void>
}

export type BundleFiles = ReturnType<typeof createBundleFiles>

/** The files of bundles: opened once while they are in demand, because most bundles are small and reading costs more than sending. */
export function createBundleFiles(folder: string) {
  const memory = createFileMemory(async (name, size) => {
    const handle = await openPlain(name, size)
    if (handle === undefined) return undefined
    try {
      const bytes = Buffer.allocUnsafeSlow(size)
      for (let at = 0; at < size; ) {
        const { bytesRead } = await handle.read(bytes, at, size - at, at)
        if (bytesRead === 0) return undefined
        at += bytesRead
      }
      return bytes
    } finally {
      await handle.close()
    }
  })

  async function openPlain(name: string, size: number): Promise<FileHandle | undefined> {
    const handle = await open(join(folder, name), constants.O_RDONLY | constants.O_NOFOLLOW).catch(notThere)
    if (handle === undefined) return undefined
    const stats = await handle.stat()
    if (stats.isFile() && stats.size === size) return handle
    await handle.close()
    return undefined
  }

  return {
    /** Whether the file can be sent: it is in memory, or there, a plain file, and as long as the database says. */
    async has({ file, sizeBytes }: KnownFile): Promise<boolean> {
      if (file === null || !ownName.test(file)) return false
      if (sizeBytes !== null && memory.has(file, sizeBytes)) return true
      const stats = await lstat(join(folder, file)).catch(notThere)
      return stats?.isFile() === true && stats.size === sizeBytes
    },

    /** @returns undefined when `has` would say no. */
    async open({ file, sizeBytes }: KnownFile): Promise<BundleSource | undefined> {
      if (file === null || sizeBytes === null || !ownName.test(file)) return undefined
      if (memory.takes(sizeBytes)) {
        const bytes = await memory.get(file, sizeBytes)
        return bytes && { read: async (at, most) => bytes.subarray(at, at + most), isShared: true, close: nothing }
      }
      const handle = await openPlain(file, sizeBytes)
      return handle && fromDisk(handle)
    },
  }
}

function fromDisk(handle: FileHandle): BundleSource {
  let buffer = Buffer.alloc(0)
  return {
    async read(at, most) {
      if (buffer.length < most) buffer = Buffer.allocUnsafe(most)
      const { bytesRead } = await handle.read(buffer, 0, most, at)
      return buffer.subarray(0, bytesRead)
    },
    isShared: false,
    close: () => handle.close(),
  }
}

const nothing = async () => {}

function notThere(cause: NodeJS.ErrnoException): undefined {
  if (cause.code !== 'ENOENT' && cause.code !== 'ELOOP') throw cause
}
