import { z } from 'zod'
import type { Finding as KnownFinding } from '../core/finding.ts'
import { type LeftOutReason, leftOutReasons } from './left-out.ts'

/** Counts by the name of a sanitizer rule. Never a value. */
const Redactions = z.record(z.string(), z.int().nonnegative())

const reasons = Object.keys(leftOutReasons) as [LeftOutReason, ...LeftOutReason[]]

/** One text in a bundle. */
export const BundleFile = z.object({
  /** Its path in the archive: `logs/kratos/app.log`. */
  path: z.string(),
  sizeBytes: z.int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Where it was found, sanitized: `logs.zip › kratos/app.log`. */
  from: z.string(),
  /** The desk's service that wrote it, or null when that is not plain. */
  service: z.string().nullable(),
  /** What it was written in; in the bundle everything is UTF-8. */
  encoding: z.string(),
  lines: z.int().nonnegative(),
  errors: z.int().nonnegative(),
  warnings: z.int().nonnegative(),
  /** The first and the last time that its lines name, as ISO 8601; null when they name none. */
  firstAt: z.string().nullable(),
  lastAt: z.string().nullable(),
  redactions: Redactions,
})
export type BundleFile = z.output<typeof BundleFile>

/** What an analyzer saw in the (sanitized) texts. */
export const Finding = z.object({
  analyzer: z.string(),
  severity: z.enum(['info', 'warning', 'error', 'critical']),
  message: z.string(),
  count: z.int().nonnegative(),
  isFloor: z.boolean(),
  firstAt: z.string().nullable(),
  lastAt: z.string().nullable(),
  service: z.string().nullable(),
  article: z.string().nullable(),
  /** Path in this bundle. */
  file: z.string(),
  /** From 1. */
  line: z.int().positive(),
}) satisfies z.ZodType<KnownFinding>

export const LeftOutFile = z.object({
  /** Sanitized. */
  name: z.string(),
  reason: z.enum(reasons),
  detail: z.string().optional(),
  /** The same for people. */
  words: z.string(),
})

/**
 * `manifest.json`, the first file of every bundle: what it holds, with hashes, what was redacted and what was left out.
 * Published: programs may rely on it. It holds no time of making, so that the same input and key give the same bytes.
 */
export const Manifest = z.object({
  schema: z.literal('bee-bundle/1'),
  /** The bundle's own file name: `auth-issues-ST-2026-001.tar.gz`. */
  name: z.string(),
  /** `ST-2026-001`, or null for a bundle made without a ticket. */
  ticket: z.string().nullable(),
  desk: z.string().nullable(),
  category: z.string().nullable(),
  profile: z.string().nullable(),
  sanitizer: z.object({ version: z.string() }),
  /** Everything in the archive but this manifest. */
  files: z.array(BundleFile),
  summary: z.object({ path: z.string(), sizeBytes: z.int(), sha256: z.string() }),
  redactions: z.object({ total: z.int().nonnegative(), byRule: Redactions }),
  withheldLines: z.int().nonnegative(),
  leftOut: z.array(LeftOutFile),
  /** Services that the texts name, most often named first. */
  services: z.array(z.string()),
  /** Versions that the texts state: `kratos 1.3.0`. */
  versions: z.array(z.object({ name: z.string(), version: z.string() })),
  findings: z.array(Finding),
})
export type Manifest = z.output<typeof Manifest>

/** The findings of a manifest that was kept as text; none in one that cannot be read. */
export function findingsIn(manifest: string | null): KnownFinding[] {
  if (manifest === null) return []
  const read = z.object({ findings: z.array(Finding) }).safeParse(JSON.parse(manifest))
  return read.success ? read.data.findings : []
}
