import { type BundleOrder, type BundleResult, type BundleSource, buildBundle } from './build.ts'
import type { LeftOut } from './left-out.ts'
import { bundleLimits } from './limits.ts'
import type { BundleFile, Manifest } from './manifest.ts'
import { BundleProblem } from './problems.ts'
import { createHighestNumbers } from './pseudonyms.ts'
import { detail, fileName, label } from './sources/names.ts'
import type { Encoding } from './sources/text.ts'
import { createSpool, type Segment, type Spool } from './spool.ts'
import { readContents } from './verify/verify-bundle.ts'

export interface Adoption extends Omit<BundleOrder, 'sources' | 'leftOut' | 'earlier'> {
  /** The bundle as it came. */
  bytes: AsyncIterable<Uint8Array>
}

/**
 * Takes a bundle that was made elsewhere, and believes nothing of it. It must hold what its manifest says, byte for byte;
 * then its texts go through sanitizer, analyzers and second scan once more, because only this side knows what its desk
 * removes, and the manifest and summary are written anew. Until then its bytes lie in a spool, enciphered like any other raw text.
 *
 * @throws BundleProblem NOT_A_BUNDLE, BUNDLE_TOO_LARGE, and all that `buildBundle` throws
 */
export async function adoptBundle({ bytes, ...order }: Adoption): Promise<BundleResult> {
  const limits = { ...bundleLimits, ...order.limits }
  const spool = createSpool(order.workDir, limits.spoolMemoryBytes, limits.keptFreeBytes)
  try {
    const seen = createHighestNumbers()
    const segments = new Map<string, Segment>()
    const { manifest, mismatches } = await readContents(atMost(bytes, limits.maxBundleBytes), {
      signal: order.signal,
      maxBytes: limits.maxTotalBytes,
      take: async (path, bytes) => segments.set(path, await spool.write(tap(bytes, seen.take))),
    })
    // One that was made without an address names no ticket.
    const isForAnother = manifest.ticket !== null && manifest.ticket !== order.facts.ticket
    if (isForAnother || mismatches.length > 0) throw new BundleProblem('NOT_A_BUNDLE')

    const leftOut = leftOutThen(manifest)
    const result = await buildBundle({
      ...order,
      sources: manifest.files.map((file) => sourceOf(file, segments.get(file.path)!, spool, order)),
      leftOut,
      earlier: { withheldLines: manifest.withheldLines, numbers: seen.highest },
    })
    // Whoever made it has seen what they left out; only what is left out here is news.
    return { ...result, leftOut: result.leftOut.slice(leftOut.length) }
  } finally {
    await spool.close()
  }
}

function sourceOf(
  { path, from, encoding, redactions }: BundleFile,
  segment: Segment,
  spool: Spool,
  { facts }: Pick<BundleOrder, 'facts'>,
): BundleSource {
  const [, folder, service] = /^(system|logs)\/(?:([^/]+)\/)?/.exec(path) ?? []
  const isKnown = folder === 'system' || facts.services.some(({ id }) => id === service)
  return {
    name: fileName(path),
    ...(isKnown ? { place: folder === 'system' ? 'system' : service! } : {}),
    earlier: {
      from: label(from),
      encoding: encodings.includes(encoding as Encoding) ? encoding : 'utf-8',
      redactions: Object.fromEntries(Object.entries(redactions).filter(([rule]) => ruleName.test(rule))),
    },
    open: () => spool.read(segment),
  }
}

const encodings: readonly Encoding[] = ['utf-8', 'utf-16le', 'utf-16be', 'utf-32le', 'utf-32be', 'windows-1252']
const ruleName = /^[a-z0-9][a-z0-9-]{0,60}$/
/** Reasons are this side's words; names and details are theirs, and shown. */
const mostLeftOut = 2000

const leftOutThen = ({ leftOut }: Manifest): LeftOut[] =>
  leftOut.slice(0, mostLeftOut).map(({ name, reason, detail: said }) => ({
    name: label(name),
    reason,
    ...(said === undefined ? {} : { detail: detail(said) }),
  }))

async function* atMost(bytes: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<Uint8Array> {
  let sizeBytes = 0
  for await (const chunk of bytes) {
    sizeBytes += chunk.length
    if (sizeBytes > maxBytes) throw new BundleProblem('BUNDLE_TOO_LARGE')
    yield chunk
  }
}

async function* tap(bytes: AsyncIterable<Buffer>, see: (chunk: Buffer) => void): AsyncGenerator<Buffer> {
  for await (const chunk of bytes) {
    see(chunk)
    yield chunk
  }
}
