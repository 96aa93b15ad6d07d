import { join } from 'node:path'
import type { Seal } from '../store/seal.ts'
import { createPartFiles } from './part-files.ts'
import { createRawFiles } from './raw-files.ts'

/** Where the bytes of uploads wait until a bundle is made of them. */
export type Arrivals = ReturnType<typeof createArrivals>

export function createArrivals({ dataDir, seal }: { dataDir: string; seal: Pick<Seal, 'keyFor'> }) {
  const parts = createPartFiles(join(dataDir, 'uploads'), seal)
  const raw = createRawFiles(join(dataDir, 'work'))
  return {
    parts,
    raw,
    /** Frees what nobody wants any more. */
    async sweep(alive: ReadonlySet<string>): Promise<void> {
      await parts.sweep(alive)
      for (const id of raw.ids()) if (!alive.has(id)) await raw.forget(id)
    },
    async forget(id: string): Promise<void> {
      await parts.remove(id)
      await raw.forget(id)
    },
  }
}

/** How a bundle's sources name an upload; no address of the web begins so. */
export const uploadUrl = (id: string, kind: 'bundle' | 'files') => `bee-upload:${kind}:${id}`

export function readUploadUrl(url: string): { id: string; kind: 'bundle' | 'files' } | undefined {
  const [, kind, id] = /^bee-upload:(bundle|files):([0-9a-f]{24})$/.exec(url) ?? []
  return kind === undefined || id === undefined ? undefined : { id, kind: kind as 'bundle' | 'files' }
}
