import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, rename, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { BundleResult } from './build.ts'
import type { Manifest } from './manifest.ts'
import { BundleProblem, translateDisk } from './problems.ts'
import { readBundle } from './read-bundle.ts'
import { readManifest, verifyBundle } from './verify/verify-bundle.ts'

export interface Adoption {
  /** The bundle's name on this side. */
  name: string
  /** The ticket it may be for. */
  ticket: string | null
  bytes: AsyncIterable<Uint8Array>
  outFile: string
  /** In the folder of `outFile`. */
  part: string
  maxBytes: number
  signal: AbortSignal
}

/**
 * Takes a bundle that was made elsewhere, and believes nothing of it: it must hold what its manifest says, byte for byte,
 * and the second scan must find nothing, or it is quarantined.
 *
 * @throws BundleProblem NOT_A_BUNDLE, BUNDLE_TOO_LARGE, DISK_FULL
 */
export async function adoptBundle({
  name,
  ticket,
  bytes,
  outFile,
  part,
  maxBytes,
  signal,
}: Adoption): Promise<BundleResult> {
  try {
    const { sizeBytes, sha256 } = await write(bytes, part, maxBytes)
    const manifest = await manifestOf(part)
    // One that was made without an address names no ticket.
    if (manifest.ticket !== null && manifest.ticket !== ticket) throw new BundleProblem('NOT_A_BUNDLE')
    const { mismatches, scan } = await verifyBundle(part, { signal })
    if (mismatches.length > 0) throw new BundleProblem('NOT_A_BUNDLE')
    const file = scan.ok ? outFile : `${outFile}.quarantined`
    await rename(part, file)
    await syncFolder(dirname(outFile))
    const state = scan.ok ? 'ready' : 'quarantined'
    return { state, file, name, sizeBytes, sha256, manifest, leftOut: [], verification: scan }
  } catch (cause) {
    await unlink(part).catch(() => undefined)
    throw cause
  }
}

async function write(bytes: AsyncIterable<Uint8Array>, part: string, maxBytes: number) {
  const hash = createHash('sha256')
  let sizeBytes = 0
  const file = await open(part, 'wx', 0o600)
  try {
    for await (const chunk of bytes) {
      sizeBytes += chunk.length
      if (sizeBytes > maxBytes) throw new BundleProblem('BUNDLE_TOO_LARGE')
      hash.update(chunk)
      await file.writeFile(chunk)
    }
    await file.sync()
  } catch (cause) {
    throw translateDisk(cause)
  } finally {
    await file.close()
  }
  return { sizeBytes, sha256: hash.digest('hex') }
}

async function manifestOf(path: string): Promise<Manifest> {
  let manifest: Manifest | undefined
  await readBundle(createReadStream(path), {
    async file({ path, sizeBytes }, bytes) {
      manifest ??= await readManifest(path, sizeBytes, bytes)
    },
  })
  if (manifest === undefined) throw new BundleProblem('NOT_A_BUNDLE')
  return manifest
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}
