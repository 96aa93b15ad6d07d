import { createHash, type Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { z } from 'zod'
import { bundleLimits } from '../limits.ts'
import { Manifest } from '../manifest.ts'
import { BundleProblem } from '../problems.ts'
import { readBundle } from '../read-bundle.ts'
import { label } from '../sources/names.ts'
import { inTurns } from '../turns.ts'
import { scanBundle, type Verification } from './scan-bundle.ts'

export interface VerifiedBundle {
  ok: boolean
  name: string
  sizeBytes: number
  files: number
  /** Where the archive is not what its manifest says, in words. */
  mismatches: { file: string; problem: string }[]
  scan: Verification
}

/** A manifest of the largest bundle that may be built has about 1 MB. */
const MAX_MANIFEST_BYTES = 16 * 1024 * 1024

/**
 * Checks a finished bundle, whoever hands it in: that it holds what its manifest says, byte for byte, and that the second
 * scan finds nothing in it.
 *
 * @throws BundleProblem NOT_A_BUNDLE
 */
export async function verifyBundle(path: string, { signal }: { signal?: AbortSignal } = {}): Promise<VerifiedBundle> {
  const { manifest, mismatches, sizeBytes } = await readContents(createReadStream(path), { signal })
  const scan = await scanBundle(path, { signal })
  const ok = mismatches.length === 0 && scan.ok
  return { ok, name: label(manifest.name), sizeBytes, files: manifest.files.length, mismatches, scan }
}

interface Found {
  path: string
  sizeBytes: number
  sha256: string
}

export interface Reading {
  signal?: AbortSignal | undefined
  /** Of all that is unpacked. */
  maxBytes?: number
  /** Takes each file beside the manifest, once it is known what there is. */
  take?(path: string, bytes: AsyncIterable<Buffer>): Promise<unknown>
}

/**
 * Reads a bundle's manifest and compares everything beside it with what it says.
 *
 * @throws BundleProblem NOT_A_BUNDLE
 */
export async function readContents(packed: AsyncIterable<Uint8Array>, how: Reading) {
  const { signal, maxBytes = bundleLimits.maxTotalBytes * 2, take = drain } = how
  const found: Found[] = []
  let manifest: Manifest | undefined
  let sizeBytes = 0
  await readBundle(inTurns(packed, signal), {
    async file({ path, sizeBytes: size }, bytes) {
      sizeBytes += size
      if (sizeBytes > maxBytes) throw new BundleProblem('NOT_A_BUNDLE')
      // The manifest is the first file, so that nothing need be read to know what there is.
      if (manifest === undefined) {
        manifest = await readManifest(path, size, bytes)
        return
      }
      const hash = createHash('sha256')
      await take(path, hashed(inTurns(bytes, signal), hash))
      found.push({ path, sizeBytes: size, sha256: hash.digest('hex') })
    },
  })
  if (manifest === undefined) throw new BundleProblem('NOT_A_BUNDLE')
  return { manifest, mismatches: compare(manifest, found), sizeBytes }
}

async function* hashed(bytes: AsyncIterable<Buffer>, hash: Hash): AsyncGenerator<Buffer> {
  for await (const chunk of bytes) {
    hash.update(chunk)
    yield chunk
  }
}

async function drain(_path: string, bytes: AsyncIterable<Buffer>): Promise<void> {
  for await (const _ of bytes);
}

/** @throws BundleProblem NOT_A_BUNDLE */
export async function readManifest(path: string, sizeBytes: number, bytes: AsyncIterable<Buffer>): Promise<Manifest> {
  if (path !== 'manifest.json' || sizeBytes > MAX_MANIFEST_BYTES) throw new BundleProblem('NOT_A_BUNDLE')
  const chunks: Buffer[] = []
  for await (const chunk of bytes) chunks.push(chunk)
  const result = z
    .string()
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown
      } catch {
        context.addIssue('not JSON')
        return z.NEVER
      }
    })
    .pipe(Manifest)
    .safeParse(Buffer.concat(chunks).toString('utf8'))
  if (!result.success) throw new BundleProblem('NOT_A_BUNDLE', { cause: result.error })
  return result.data
}

function compare(manifest: Manifest, found: Found[]) {
  const mismatches: { file: string; problem: string }[] = []
  const wrong = (file: string, problem: string) => mismatches.push({ file: label(file), problem })
  const expected = new Map([...manifest.files, manifest.summary].map((file) => [file.path, file]))
  const seen = new Set<string>()
  for (const { path, sizeBytes, sha256 } of found) {
    const file = expected.get(path)
    if (seen.has(path)) wrong(path, 'is there twice')
    else if (file === undefined) wrong(path, 'is not in the manifest')
    else if (file.sizeBytes !== sizeBytes) wrong(path, `has ${sizeBytes} bytes instead of ${file.sizeBytes}`)
    else if (file.sha256 !== sha256) wrong(path, 'has another content than the manifest says')
    if (!/^(?:SUMMARY\.md|(?:logs\/[a-z0-9][a-z0-9-]{0,60}|system)\/[A-Za-z0-9._-]{1,100})$/.test(path)) {
      wrong(path, 'has a path that Bee does not write')
    }
    seen.add(path)
  }
  for (const path of expected.keys()) if (!seen.has(path)) wrong(path, 'is in the manifest but not in the archive')
  return mismatches
}
