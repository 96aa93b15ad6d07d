import { createHash } from 'node:crypto'
import { crashpoint } from '../crashpoint.ts'
import { type Report, type Sanitizer, sanitizerVersion } from '../sanitize/index.ts'
import { createAnalyzers, type Seen } from './analyze/analyzers.ts'
import { findingsOf } from './analyze/findings.ts'
import type { BundleFacts, BundleOrder } from './build.ts'
import { frequentErrors } from './frequent-errors.ts'
import { type KnownService, knownMarks, pathFor, serviceByMarks, serviceByName } from './layout.ts'
import { type LeftOut, sayLeftOut } from './left-out.ts'
import type { BundleLimits } from './limits.ts'
import { createLogReader, type LogFacts } from './log-facts.ts'
import { type BundleFile, Manifest } from './manifest.ts'
import { BundleProblem } from './problems.ts'
import { safeName } from './safe-name.ts'
import { createNumbering, fileName } from './sources/names.ts'
import type { TextFile } from './sources/read-source.ts'
import type { Segment, Spool } from './spool.ts'
import { renderSummary } from './summary.ts'
import { inTurns } from './turns.ts'
import { type ArchiveFile, writeArchive } from './write-archive.ts'

interface Place {
  sanitizer: Sanitizer
  spool: Spool
  /** The archive's temporary name. */
  part: string
  limits: BundleLimits
  signal: AbortSignal
}

/** A text after the sanitizer, with what it says. */
interface CleanText {
  file: BundleFile
  segment: Segment
  facts: LogFacts
  seen: Map<string, Seen>
  /** Redactions by rule: those of this time, and those of the bundle that it was taken from. */
  now: Record<string, number>
  before: Record<string, number>
}

/** Sanitizes texts in two passes and writes the archive. Order, names and bytes depend on the input and the key alone. */
export async function pack(texts: TextFile[], leftOut: LeftOut[], order: BundleOrder, place: Place) {
  const { sanitizer } = place
  const totalBytes = texts.reduce((total, { segment }) => total + segment.sizeBytes, 0)

  // A value that one file names beside its key may stand without it in an earlier one: learn all before cleaning any.
  const learned = progressOf(order, 'learn', totalBytes)
  for (const [index, { name, segment }] of texts.entries()) {
    await sanitizer.learn(inTurns(place.spool.read(segment), place.signal, learned), reportName(index, name))
  }
  crashpoint('bundle: learned')
  const cleaned = await cleanAll(texts, order, place)
  crashpoint('bundle: sanitized')
  const withheld = new Set(sanitizer.report().withheldFiles)
  const taken: CleanText[] = []
  const free = createNumbering()
  for (const [index, clean] of cleaned.entries()) {
    const text = texts[index]!
    if (withheld.has(reportName(index, text.name))) leftOut.push({ name: text.from, reason: 'NOT_TEXT' })
    else taken.push({ ...clean, file: { ...clean.file, path: free(clean.file.path) } })
  }
  const safeLeftOut = withSafeNames(leftOut, sanitizer)
  if (taken.length === 0) throw new BundleProblem('NOTHING_TO_BUNDLE', { leftOut: safeLeftOut })
  taken.sort((a, b) => (a.file.path < b.file.path ? -1 : 1))
  const dropped = await review(taken, safeLeftOut, order, place)
  const report = totalsOf(taken, dropped, order, sanitizer.report())

  return { ...(await write(taken, safeLeftOut, report, order, place)), leftOut: safeLeftOut }
}

/** Takes out what whoever makes the bundle does not want in it. @returns that. */
async function review(taken: CleanText[], leftOut: LeftOut[], order: BundleOrder, place: Place): Promise<CleanText[]> {
  if (order.review === undefined) return []
  const { redactions } = place.sanitizer.report()
  const files = taken.map(({ file, segment }) => ({ ...file, read: () => place.spool.read(segment) }))
  const unwanted = await order.review({ files, leftOut, redactions })
  place.signal.throwIfAborted()
  const dropped = taken.filter(({ file }) => unwanted.has(file.path))
  for (const clean of dropped) {
    taken.splice(taken.indexOf(clean), 1)
    leftOut.push({ name: clean.file.from, reason: 'NOT_WANTED' })
  }
  if (taken.length === 0) throw new BundleProblem('NOTHING_TO_BUNDLE', { leftOut })
  return dropped
}

/** Counts what was taken out of the files that are in the bundle, now and before, and of no others. */
function totalsOf(taken: CleanText[], dropped: CleanText[], { earlier }: BundleOrder, report: Report): Report {
  const byRule = { ...report.redactions.byRule }
  for (const { now } of dropped) addTo(byRule, now, -1)
  for (const { before } of taken) addTo(byRule, before)
  const kept = Object.fromEntries(Object.entries(byRule).filter(([, count]) => count > 0))
  const total = Object.values(kept).reduce((sum, count) => sum + count, 0)
  const withheldLines = report.withheldLines + (earlier?.withheldLines ?? 0)
  return { ...report, withheldLines, redactions: { ...report.redactions, total, byRule: kept } }
}

function addTo(counts: Record<string, number>, more: Record<string, number>, sign = 1): Record<string, number> {
  for (const [rule, count] of Object.entries(more)) counts[rule] = (counts[rule] ?? 0) + sign * count
  return counts
}

export const withSafeNames = (leftOut: LeftOut[], sanitizer: Sanitizer): LeftOut[] =>
  leftOut.map((file) => ({
    ...file,
    name: safeName(file.name, sanitizer),
    ...(file.detail === undefined ? {} : { detail: safeName(file.detail, sanitizer) }),
  }))

async function cleanAll(texts: TextFile[], order: BundleOrder, { sanitizer, spool, signal }: Place) {
  const totalBytes = texts.reduce((total, { segment }) => total + segment.sizeBytes, 0)
  const done = progressOf(order, 'sanitize', totalBytes)
  const analyzers = createAnalyzers(order.facts.analyzers)
  const cleaned: CleanText[] = []
  for (const [index, text] of texts.entries()) {
    const hash = createHash('sha256')
    const reader = createLogReader()
    const analyzer = analyzers.file()
    const raw = inTurns(spool.read(text.segment), signal, done)
    const tapped = tap(sanitizer.file(raw, reportName(index, text.name)), (chunk) => {
      hash.update(chunk)
      reader.take(chunk)
      analyzer.take(chunk)
    })
    const segment = await spool.write(tapped)
    const facts = reader.end()
    const now = sanitizer.report().redactions.byFile[reportName(index, text.name)] ?? {}
    const before = text.earlier?.redactions ?? {}
    const from = safeName(text.earlier?.from ?? text.from, sanitizer)
    const service = serviceOf(text, facts, order.facts.services)
    const file: BundleFile = {
      path: pathFor(safeName(text.name, sanitizer), text.place === 'system' ? 'system' : service),
      sizeBytes: segment.sizeBytes,
      sha256: hash.digest('hex'),
      from,
      service,
      encoding: text.earlier?.encoding ?? text.encoding,
      lines: facts.lines,
      errors: facts.errors,
      warnings: facts.warnings,
      firstAt: facts.firstAt,
      lastAt: facts.lastAt,
      redactions: sorted(addTo({ ...now }, before)),
    }
    cleaned.push({ file, segment, facts, seen: analyzer.end(), now, before })
  }
  return cleaned
}

function serviceOf({ place, from }: TextFile, facts: LogFacts, services: KnownService[]): string | null {
  if (place !== undefined) return place === 'system' ? null : place
  return serviceByName(from, services) ?? serviceByMarks(facts.services, services)
}

async function write(taken: CleanText[], leftOut: LeftOut[], report: Report, order: BundleOrder, place: Place) {
  const { sanitizer } = place
  const { facts } = order
  const words = {
    title: facts.title === null ? null : sanitizer.text(facts.title),
    triage: facts.triage.map(sanitizer.text),
  }
  const body = manifestBody(taken, leftOut, report, facts)
  const errors = frequentErrors(taken.map(({ facts, file }) => ({ path: file.path, shapes: facts.shapes })))
  const summary = Buffer.from(renderSummary(body, words, errors))
  const summaryFile = { path: 'SUMMARY.md', sizeBytes: summary.length, sha256: sha256(summary) }
  const manifest = Manifest.parse({ ...body, summary: summaryFile })
  const manifestBytes = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`)

  const totalBytes = taken.reduce((total, { segment }) => total + segment.sizeBytes, 0)
  const written = progressOf(order, 'write', totalBytes)
  const files: ArchiveFile[] = [
    { path: 'manifest.json', sizeBytes: manifestBytes.length, bytes: [manifestBytes] },
    { path: summaryFile.path, sizeBytes: summary.length, bytes: [summary] },
    ...taken.map(({ file, segment }) => ({
      path: file.path,
      sizeBytes: segment.sizeBytes,
      bytes: inTurns(place.spool.read(segment), place.signal, written),
    })),
  ]
  const { limits, part, signal } = place
  return {
    manifest,
    ...(await writeArchive(part, files, {
      maxBytes: limits.maxBundleBytes,
      keptFreeBytes: limits.keptFreeBytes,
      signal,
    })),
  }
}

function manifestBody(
  taken: CleanText[],
  leftOut: LeftOut[],
  { redactions, withheldLines }: Report,
  facts: BundleFacts,
): Omit<Manifest, 'summary'> {
  const marks = new Map<string, number>()
  const versions = new Map<string, string>()
  for (const { file, facts } of taken) {
    if (file.service !== null) marks.set(file.service, (marks.get(file.service) ?? 0) + file.lines)
    for (const [mark, count] of facts.services) marks.set(mark, (marks.get(mark) ?? 0) + count)
    for (const [name, version] of facts.versions) versions.set(name, version)
  }
  return {
    schema: 'bee-bundle/1',
    name: fileName(facts.name),
    ticket: facts.ticket,
    desk: facts.desk,
    category: facts.category,
    profile: facts.profile,
    sanitizer: { version: sanitizerVersion },
    files: taken.map(({ file }) => file),
    redactions: { total: redactions.total, byRule: sorted(redactions.byRule) },
    withheldLines,
    leftOut: leftOut.map((file) => ({
      name: file.name,
      reason: file.reason,
      ...(file.detail === undefined ? {} : { detail: file.detail }),
      words: sayLeftOut({ ...file, name: '' }).trim(),
    })),
    services: knownMarks(marks, facts.services).map(({ id }) => id),
    versions: [...versions].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, version]) => ({ name, version })),
    findings: findingsOf(
      facts.analyzers,
      taken.map(({ file: { path, service }, seen }) => ({ path, service, seen })),
    ),
  }
}

/** How a text is called towards the sanitizer: unique, and with the ending by which it may know the format. */
const reportName = (index: number, name: string) => `${index + 1}/${fileName(name)}`

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const sorted = (counts: Record<string, number>) =>
  Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)))

async function* tap(source: AsyncIterable<Uint8Array>, see: (chunk: Uint8Array) => void) {
  for await (const chunk of source) {
    see(chunk)
    yield chunk
  }
}

function progressOf({ onProgress }: BundleOrder, stage: 'learn' | 'sanitize' | 'write', totalBytes: number) {
  let doneBytes = 0
  return (bytes: number) => {
    doneBytes += bytes
    onProgress?.({ stage, doneBytes, totalBytes })
  }
}
