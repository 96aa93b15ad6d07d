import { besideDatabase } from '../bundle/limits.ts'
import { createSpool, type Segment, type Spool } from '../bundle/spool.ts'

interface Arriving {
  spool: Spool
  files: { name: string; sizeBytes: number; receivedBytes: number; segments: Segment[] }[]
  isWriting: boolean
}

/** Small logs stay in memory. */
const memoryBytes = 4 * 1024 ** 2

/**
 * Files that nobody has sanitized yet, as they arrive from the page: in memory, and beyond it enciphered with a key that
 * only this process has. They do not outlive it.
 */
export function createRawFiles(workDir: string) {
  const all = new Map<string, Arriving>()
  return {
    begin(id: string, files: { name: string; sizeBytes: number }[]): void {
      const empty = files.map((file) => ({ ...file, receivedBytes: 0, segments: [] }))
      all.set(id, { spool: createSpool(workDir, memoryBytes, besideDatabase), files: empty, isWriting: false })
    },
    get: (id: string) => all.get(id)?.files,
    /** @returns false when it is not what comes next, or is more than was announced */
    async write(id: string, index: number, offset: number, bytes: Uint8Array): Promise<boolean> {
      const arriving = all.get(id)
      const file = arriving?.files[index]
      if (!arriving || !file || arriving.isWriting) return false
      if (file.receivedBytes !== offset || offset + bytes.length > file.sizeBytes) return false
      arriving.isWriting = true
      try {
        // The spool keeps what it is given, and the piece belongs to the request.
        file.segments.push(await arriving.spool.write([Buffer.from(bytes)]))
        file.receivedBytes += bytes.length
      } finally {
        arriving.isWriting = false
      }
      return true
    },
    sources(id: string): { name: string; read(): AsyncIterable<Uint8Array> }[] | undefined {
      const arriving = all.get(id)
      if (arriving === undefined) return undefined
      const { spool } = arriving
      return arriving.files.map(({ name, segments }) => ({
        name,
        async *read() {
          for (const segment of segments) yield* spool.read(segment)
        },
      }))
    },
    async forget(id: string): Promise<void> {
      const arriving = all.get(id)
      all.delete(id)
      await arriving?.spool.close()
    },
    ids: () => [...all.keys()],
  }
}
