import { isAscii } from 'node:buffer'
import { createReadStream } from 'node:fs'
import type { Progress } from '../build.ts'
import { readBundle } from '../read-bundle.ts'
import { inTurns } from '../turns.ts'
import { allRules, search, strongRules } from './rules.ts'
import { createTextScan } from './text-scan.ts'
import { loadSecretlint } from './voice.ts'

/** Where the second scan found something. Never what. */
export interface Hit {
  rule: string
  file: string
  /** From 1; 0 when it lies outside any file's text. */
  line: number
}

export interface Verification {
  ok: boolean
  hits: Hit[]
  /** There were more hits than are listed. */
  truncated: boolean
}

/** Enough to find the cause by; a bundle with this many is not released anyway. */
const MAX_HITS = 500
/** The file name of what lies between the texts: names and padding of the archive. */
const OUTSIDE = '(archive)'

/**
 * The second scan: reads a finished bundle with rules of its own and finds what the sanitizer missed. Looks at the text of
 * every file, at other readings of each line (escapes, base64, colours), and at the unpacked bytes as they are.
 * Shares no code with the sanitizer, and asks secretlint as well.
 *
 * @throws BundleProblem NOT_A_BUNDLE when the file cannot be unpacked
 */
export async function scanBundle(
  path: string,
  {
    signal,
    onProgress,
  }: { signal?: AbortSignal | undefined; onProgress?: ((progress: Progress) => void) | undefined } = {},
): Promise<Verification> {
  const hits: Hit[] = []
  const seen = new Set<string>()
  let truncated = false
  const report = (rule: string, file: string, line: number) => {
    const mark = `${rule} ${file} ${line}`
    if (seen.has(mark)) return
    if (hits.length >= MAX_HITS) truncated = true
    else {
      seen.add(mark)
      hits.push({ rule, file, line })
    }
  }
  const secretlint = await loadSecretlint()
  let doneBytes = 0
  const onBytes = (bytes: number) => {
    doneBytes += bytes
    onProgress?.({ stage: 'check', doneBytes, totalBytes: 0 })
  }
  const packed = inTurns(createReadStream(path), signal)
  await readBundle(packed, {
    // Names and padding too: everything that somebody would download.
    async outside(bytes) {
      search(bytes.toString('latin1'), allRules, (rule) => report(rule, OUTSIDE, 0))
    },
    async file({ path: file }, bytes) {
      search(file, allRules, (rule) => report(rule, OUTSIDE, 0))
      const scan = createTextScan((rule, line) => report(rule, file, line), secretlint)
      for await (const chunk of inTurns(bytes, signal, onBytes)) {
        await scan.take(chunk)
        // Bytes that are not text as they stand may still spell something, read one by one.
        if (!isAscii(chunk)) {
          search(chunk.toString('latin1').replaceAll('\0', ''), strongRules, (rule) => report(rule, file, scan.line))
        }
      }
      await scan.end()
    },
  })
  return { ok: hits.length === 0, hits, truncated }
}
