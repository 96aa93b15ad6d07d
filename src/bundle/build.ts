import { link, mkdir, rename, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { crashpoint } from '../crashpoint.ts'
import { createSanitizer, type Policy, type Sanitizer } from '../sanitize/index.ts'
import { syncFolder } from '../sync-folder.ts'
import type { NamedAnalyzer } from './analyze/analyzers.ts'
import type { KnownService } from './layout.ts'
import { LeaveOut, type LeftOut } from './left-out.ts'
import { type BundleLimits, bundleLimits } from './limits.ts'
import type { BundleFile, Manifest } from './manifest.ts'
import { pack, withSafeNames } from './pack.ts'
import { BundleProblem } from './problems.ts'
import { label } from './sources/names.ts'
import { readSource, type TextFile } from './sources/read-source.ts'
import { createSpool, type Spool } from './spool.ts'
import { temporaryName } from './sweep.ts'
import { inTurns } from './turns.ts'
import { scanBundle, type Verification } from './verify/scan-bundle.ts'

/** Something to take into a bundle. `open` is called once; what it throws as `LeaveOut` is listed, not fatal. */
export interface BundleSource {
  name: string
  /** Where it goes, when whoever found it knows: a service of the desk, or `system`. Left out: by its name and content. */
  place?: string
  /** For a text of a bundle that was made elsewhere: what is known of it from then. */
  earlier?: Earlier
  open(signal: AbortSignal): AsyncIterable<Uint8Array>
}

export type Earlier = Pick<BundleFile, 'from' | 'encoding' | 'redactions'>

export interface BundleFacts {
  /** The bundle's file name: `auth-issues-ST-2026-001.tar.gz`. */
  name: string
  /** `ST-2026-001` */
  ticket: string | null
  desk: string | null
  category: string | null
  profile: string | null
  /** The desk's services, by which logs are sorted. */
  services: KnownService[]
  /** Words for SUMMARY.md. They are sanitized here once more, with the bundle's key. */
  title: string | null
  triage: string[]
  /** Rules over the sanitized texts; what they find goes into the manifest and the summary. */
  analyzers: NamedAnalyzer[]
}

export interface BundleOrder {
  facts: BundleFacts
  sources: BundleSource[]
  /** What could not even be opened, found by whoever made the list of sources. */
  leftOut?: LeftOut[]
  /** The sources were sanitized before, elsewhere: what was withheld then, and the highest numbers of pseudonyms. */
  earlier?: { withheldLines: number; numbers: { names: number; secrets: number } }
  /** 32 random bytes, fresh for each bundle. The same key and input give the same bytes. */
  key: Uint8Array
  policy?: Policy | undefined
  /** Where the bundle goes. What stands there is replaced, unless `keepExisting`. */
  outFile: string
  keepExisting?: boolean
  /** For encrypted spools; swept at start by `sweepWork`. */
  workDir: string
  /** The unfinished archive, in the folder of `outFile`: whoever may have to clean up after a crash can name it. */
  part?: string
  limits?: Partial<BundleLimits> | undefined
  signal?: AbortSignal | undefined
  onProgress?: ((progress: Progress) => void) | undefined
  /**
   * Asked once all is sanitized and nothing is written: whoever makes the bundle may look into it.
   *
   * @returns the paths that they do not want in it
   */
  review?: ((contents: Contents) => Promise<ReadonlySet<string>>) | undefined
}

/** What a bundle would hold: everything in it is sanitized already. */
export interface Contents {
  files: (Pick<BundleFile, 'path' | 'sizeBytes' | 'lines' | 'redactions'> & { read(): AsyncIterable<Buffer> })[]
  leftOut: LeftOut[]
  redactions: { total: number; byRule: Record<string, number> }
}

export interface Progress {
  stage: 'read' | 'learn' | 'sanitize' | 'write' | 'check'
  doneBytes: number
  /** Unknown (0) while reading: an archive does not say what it holds. */
  totalBytes: number
}

export interface BundleResult {
  /** `quarantined`: the second scan found something. There must be no link to it. */
  state: 'ready' | 'quarantined'
  /** `outFile`; for a quarantined bundle `outFile` with `.quarantined` behind it, so that nobody serves it by mistake. */
  file: string
  name: string
  sizeBytes: number
  sha256: string
  manifest: Manifest
  leftOut: LeftOut[]
  verification: Verification
}

/**
 * Makes a sanitized bundle: reads all sources into an encrypted spool, learns their secrets, sanitizes, packs, scans the
 * finished file with another engine, and gives it its name only then. Whatever fails, nothing partial keeps that name.
 *
 * @throws BundleProblem NOTHING_TO_BUNDLE, CANCELLED, BUILD_TIMED_OUT, DISK_FULL, BUNDLE_TOO_LARGE, FILE_EXISTS
 */
export async function buildBundle(order: BundleOrder): Promise<BundleResult> {
  const limits = { ...bundleLimits, ...order.limits }
  const outFolder = dirname(order.outFile)
  await mkdir(order.workDir, { recursive: true, mode: 0o700 })
  await mkdir(outFolder, { recursive: true, mode: 0o700 })
  const spool = createSpool(order.workDir, limits.spoolMemoryBytes, limits.keptFreeBytes)
  const part = order.part ?? join(outFolder, temporaryName('.part'))
  const sanitizer = createSanitizer({
    key: order.key,
    numbersAfter: order.earlier?.numbers,
    ...(order.policy ? { policy: order.policy } : {}),
  })
  const deadline = AbortSignal.timeout(limits.maxBuildMs)
  const signal = AbortSignal.any(order.signal ? [deadline, order.signal] : [deadline])
  try {
    const { texts, leftOut } = await readAll(order, sanitizer, limits, spool, signal)
    crashpoint('bundle: read')
    const packed = await pack(texts, leftOut, order, { sanitizer, spool, part, limits, signal })
    crashpoint('bundle: written')
    const verification = await scanBundle(part, { signal, onProgress: order.onProgress })
    const file = verification.ok ? order.outFile : `${order.outFile}.quarantined`
    signal.throwIfAborted()
    crashpoint('bundle: scanned')
    await giveName(part, file, order.keepExisting === true)
    crashpoint('bundle: named')
    await syncFolder(outFolder)
    crashpoint('bundle: on disk')
    return { state: verification.ok ? 'ready' : 'quarantined', file, name: order.facts.name, ...packed, verification }
  } catch (cause) {
    await unlink(part).catch(() => undefined)
    if (deadline.aborted) throw new BundleProblem('BUILD_TIMED_OUT', { cause })
    if (order.signal?.aborted) throw new BundleProblem('CANCELLED', { cause })
    throw cause
  } finally {
    await spool.close()
  }
}

async function readAll(
  order: BundleOrder,
  sanitizer: Sanitizer,
  limits: BundleLimits,
  spool: Spool,
  signal: AbortSignal,
) {
  const texts: TextFile[] = []
  const leftOut: LeftOut[] = [...(order.leftOut ?? [])]
  let doneBytes = 0
  const report = (bytes: number) => {
    doneBytes += bytes
    order.onProgress?.({ stage: 'read', doneBytes, totalBytes: 0 })
  }
  for (const { name, open, ...known } of order.sources) {
    // One bundle has one allowance, however many sources it is made of.
    const used = texts.reduce((total, { segment }) => total + segment.sizeBytes, 0)
    const left = { ...limits, maxTotalBytes: limits.maxTotalBytes - used, maxEntries: limits.maxEntries - texts.length }
    try {
      const found = await readSource(inTurns(open(signal), signal, report), name, spool, { limits: left, signal })
      texts.push(...found.texts.map((text) => ({ ...text, ...known })))
      leftOut.push(...found.leftOut)
    } catch (cause) {
      if (!(cause instanceof LeaveOut)) throw cause
      leftOut.push({ name: label(name), reason: cause.reason, detail: cause.detail })
    }
  }
  if (texts.length === 0) throw new BundleProblem('NOTHING_TO_BUNDLE', { leftOut: withSafeNames(leftOut, sanitizer) })
  return { texts, leftOut }
}

/** Renaming replaces what is there; linking refuses to, also when it came to be a moment ago. */
async function giveName(part: string, file: string, keepExisting: boolean): Promise<void> {
  if (!keepExisting) return await rename(part, file)
  try {
    await link(part, file)
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
    if (code === 'EEXIST') throw new BundleProblem('FILE_EXISTS', { cause })
    // Some file systems have no links.
    return await rename(part, file)
  }
  await unlink(part)
}
