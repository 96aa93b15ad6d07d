import { z } from 'zod'
import { redactionWords } from '../bundle/redaction-words.ts'
import type { FoundLink, LinkContents } from '../store/links.ts'
import { curlLine } from './curl.ts'
import { count, numberWords, sizeWords, spanWords, timeWords } from './words.ts'

/** What the page of a link shows, in words. */
export interface LinkFacts {
  product: string
  ticketNumber: string
  name: string
  size: string
  sizeExact: string
  sha256: string
  expiresIn: string
  expiresAt: string
  expiresIso: string
  /** Of a personal address: how long it can be opened. */
  yoursUntil: string | undefined
  downloadsLeft: string
  downloadsTotal: number
  curl: string
  files: { path: string; size: string; service: string | null; redactions: number }[]
  redactions: { kind: string; count: number }[]
  redactionsTotal: number
  findings: string[]
  leftOut: string[]
}

/** What the page reads of a bundle's manifest; the whole of it is described in `bundle/manifest.ts`. */
const Shown = z.object({
  files: z
    .array(
      z.object({
        path: z.string(),
        sizeBytes: z.number(),
        service: z.string().nullable().default(null),
        redactions: z.record(z.string(), z.number()).default({}),
      }),
    )
    .default([]),
  redactions: z
    .object({ total: z.number(), byRule: z.record(z.string(), z.number()) })
    .default({ total: 0, byRule: {} }),
  findings: z.array(z.object({ message: z.string(), count: z.number() })).default([]),
  leftOut: z.array(z.object({ name: z.string().default(''), words: z.string() })).default([]),
})

/** More files than anybody reads on a page are summed up. */
const mostFiles = 200

export function factsOf(
  { link, bundle, ticketNumber, holder, ...contents }: FoundLink & LinkContents,
  about: { product: string; url: string; now: number },
): LinkFacts {
  const manifest = readManifest(contents.manifest)
  const sizeBytes = bundle.sizeBytes ?? 0
  return {
    product: about.product,
    ticketNumber,
    name: bundle.name,
    size: sizeWords(sizeBytes),
    sizeExact: count(sizeBytes, 'byte'),
    sha256: bundle.sha256 ?? '',
    expiresIn: spanWords(link.expiresAt - about.now),
    expiresAt: timeWords(link.expiresAt),
    expiresIso: new Date(link.expiresAt).toISOString(),
    yoursUntil: holder && timeWords(holder.endsAt),
    downloadsLeft: numberWords(link.downloadsLeft),
    downloadsTotal: link.downloadsTotal,
    curl: curlLine({ url: about.url, name: bundle.name }),
    files: manifest.files.slice(0, mostFiles).map(({ path, sizeBytes, service, redactions }) => ({
      path,
      size: sizeWords(sizeBytes),
      service,
      redactions: Object.values(redactions).reduce((sum, count) => sum + count, 0),
    })),
    redactions: redactionWords(manifest.redactions.byRule),
    redactionsTotal: manifest.redactions.total,
    findings: manifest.findings.map(({ message, count }) =>
      count > 1 ? `${message} (${numberWords(count)} times)` : message,
    ),
    leftOut: [
      // The manifest of an adopted bundle knows more: also what was left out where it was made.
      ...(manifest.leftOut.length > 0
        ? manifest.leftOut.map(({ name, words }) => `${name} ${words}`.trim())
        : contents.leftOut),
      ...(manifest.files.length > mostFiles
        ? [`${numberWords(manifest.files.length - mostFiles)} more files are inside and not listed here.`]
        : []),
    ],
  }
}

/** A bundle without a readable manifest can still be downloaded; the page then says less. */
function readManifest(text: string | null): z.output<typeof Shown> {
  try {
    return Shown.parse(JSON.parse(text ?? '{}'))
  } catch {
    return Shown.parse({})
  }
}
