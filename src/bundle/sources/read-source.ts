import type { Earlier } from '../build.ts'
import { LeaveOut, type LeftOut } from '../left-out.ts'
import { type BundleLimits, bundleLimits } from '../limits.ts'
import type { Segment, Spool } from '../spool.ts'
import { type Budget, createBudget } from './budget.ts'
import { gunzip } from './gzip.ts'
import { agrees, kindOf, promisesArchive, withoutGzip } from './kind.ts'
import { label, trail } from './names.ts'
import { type Bytes, peek } from './peek.ts'
import { type ArchiveEntry, untar } from './tar.ts'
import { type Encoding, encodingOf, SNIFF_BYTES, toUtf8 } from './text.ts'
import { unzip } from './zip.ts'

/** A text that lies in the spool as UTF-8, not sanitized yet. */
export interface TextFile {
  /** Its own name, cleaned: a label, never a path. */
  name: string
  /** Where it was found: `logs.zip › kratos/app.log`. */
  from: string
  encoding: Encoding
  segment: Segment
  /** A service of the desk, or `system`, when that is known and need not be guessed. */
  place?: string
  /** What was known of it in a bundle made elsewhere. */
  earlier?: Earlier
}

export interface SourceContents {
  texts: TextFile[]
  leftOut: LeftOut[]
}

interface Reading {
  spool: Spool
  limits: BundleLimits
  budget: Budget
  found: SourceContents
  signal: AbortSignal | undefined
}

/**
 * Reads one source, plain text or archive, into the spool. Never throws for what the source is: whatever cannot be taken
 * is in `leftOut` with its reason. A hostile archive is refused as a whole; a damaged one inside another goes alone.
 *
 * @param name what the person or the server called it; shown only after cleaning
 */
export async function readSource(
  bytes: Bytes,
  name: string,
  spool: Spool,
  { limits = bundleLimits, signal }: { limits?: BundleLimits; signal?: AbortSignal | undefined } = {},
): Promise<SourceContents> {
  const found: SourceContents = { texts: [], leftOut: [] }
  const budget = createBudget(limits)
  const reading: Reading = { spool, limits, budget, found, signal }
  const shown = label(name)
  try {
    await take(countIn(bytes, budget), shown, shown, 0, reading)
    return found
  } catch (cause) {
    if (!(cause instanceof LeaveOut)) throw cause
    return { texts: [], leftOut: [{ name: shown, reason: cause.reason, detail: cause.detail }] }
  }
}

async function* countIn(bytes: Bytes, budget: Budget) {
  for await (const chunk of bytes) {
    budget.took(chunk.length)
    yield chunk
  }
}

/** Looks at one file, at whatever depth, and takes it or lists it. Only what must end the whole source is thrown. */
async function take(bytes: Bytes, name: string, from: string, depth: number, reading: Reading): Promise<void> {
  reading.signal?.throwIfAborted()
  const { texts, leftOut } = reading.found
  const before = { texts: texts.length, leftOut: leftOut.length }
  let all: AsyncGenerator<Buffer> | undefined
  try {
    const peeked = await peek(bytes, SNIFF_BYTES)
    all = peeked.all
    await takeByKind(peeked.head, all, name, from, depth, reading)
  } catch (cause) {
    if (!(cause instanceof LeaveOut) || cause.hostile) throw cause
    // An archive is taken whole or not at all: half of one would look complete.
    texts.length = before.texts
    leftOut.length = before.leftOut
    leftOut.push({ name: from, reason: cause.reason, detail: cause.detail })
  } finally {
    await all?.return(undefined)
  }
}

async function takeByKind(
  head: Buffer,
  all: AsyncGenerator<Buffer>,
  name: string,
  from: string,
  depth: number,
  reading: Reading,
): Promise<void> {
  const { spool, limits, budget, found } = reading
  const kind = kindOf(head)
  if (head.length === 0) throw new LeaveOut('EMPTY')
  if (kind.is === 'packed') throw new LeaveOut('UNKNOWN_COMPRESSION', kind.what)
  if (kind.is === 'binary') throw new LeaveOut('NOT_TEXT', kind.what)
  if (kind.is === 'maybe-text') {
    const encoding = encodingFor(head, name)
    const segment = await spool.write(limited(toUtf8(all, encoding), limits))
    found.texts.push({ name, from, encoding, segment })
    return
  }

  if (!agrees(name, kind.is)) throw new LeaveOut('NAME_MISMATCH', kind.is)
  if (kind.is === 'gzip') {
    if (depth >= limits.maxDepth) throw new LeaveOut('NESTED_TOO_DEEP')
    const inner = withoutGzip(name)
    return await takeUnzipped(gunzip(all, budget), inner, from, depth + 1, reading)
  }
  if (depth >= limits.maxDepth) throw new LeaveOut('NESTED_TOO_DEEP')
  await takeArchive(kind.is, all, from, depth + 1, reading)
}

/** @throws LeaveOut NOT_TEXT; ARCHIVE_BROKEN for what is neither text nor the archive that its name promises */
function encodingFor(head: Buffer, name: string): Encoding {
  try {
    return encodingOf(head)
  } catch (cause) {
    throw promisesArchive(name) ? new LeaveOut('ARCHIVE_BROKEN', undefined, { cause }) : cause
  }
}

/** A tar straight inside a gzip is one archive to everybody, so it does not count as another level. */
async function takeUnzipped(bytes: Bytes, name: string, from: string, depth: number, reading: Reading): Promise<void> {
  const { head, all } = await peek(bytes, SNIFF_BYTES)
  try {
    if (kindOf(head).is === 'tar') await takeArchive('tar', all, from, depth, reading)
    else await takeByKind(head, all, name, from, depth, reading)
  } finally {
    await all.return(undefined)
  }
}

async function takeArchive(
  kind: 'zip' | 'tar',
  bytes: AsyncGenerator<Buffer>,
  from: string,
  depth: number,
  reading: Reading,
): Promise<void> {
  const { spool, budget } = reading
  const entries: AsyncGenerator<ArchiveEntry> =
    kind === 'tar' ? untar(bytes, budget) : unzip(spool, await spool.write(bytes), budget)
  let isEmpty = true
  for await (const entry of entries) {
    isEmpty = false
    await take(entry.bytes, label(entry.name), trail(from, entry.name), depth, reading)
  }
  if (isEmpty) throw new LeaveOut('EMPTY')
}

async function* limited(bytes: AsyncIterable<Buffer>, { maxFileBytes }: BundleLimits) {
  let length = 0
  for await (const chunk of bytes) {
    length += chunk.length
    if (length > maxFileBytes) throw new LeaveOut('FILE_TOO_BIG')
    yield chunk
  }
}
