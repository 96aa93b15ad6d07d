import { basename } from 'node:path'
import { type Block, createCutter } from './blocks.ts'
import { clean } from './clean.ts'
import { createEcho, type Echo } from './echo.ts'
import { type Found, foundIn } from './found.ts'
import type { Sanitizer, SanitizerOptions } from './index.ts'
import { LineMemory } from './line-memory.ts'
import { createMemory } from './memory.ts'
import { createReaders, type Readers } from './parallel.ts'
import { createPolicyRules } from './policy.ts'
import { createPseudonyms } from './pseudonyms.ts'
import { type Extra, emptyScan, readWindow } from './read.ts'
import type { Report } from './report.ts'
import { ruleName, ruleStyle } from './rule-names.ts'
import type { Sanitized } from './sanitized.ts'
import { type Hints, margin, withMargin } from './scan.ts'
import { mergeSpans, type Span } from './spans.ts'
import { replaceSpans } from './writer.ts'

/** Everything behind `createSanitizer`, on one thread. */
export function createSequentialSanitizer(options: SanitizerOptions, version: string): Sanitizer {
  const allowedHosts = (options.policy?.allowedHosts ?? []).map((host) => host.toLowerCase())
  const extra: Extra | undefined = createPolicyRules(options.policy)
  const echo: Echo = createEcho()
  const memory = createMemory()
  const threads = options.threads ?? 1
  let readers: Readers | undefined
  let lines: LineMemory | undefined
  let blocksRead = 0
  const pseudonyms = createPseudonyms(options.key, options.numbersAfter)
  const byRule: Record<string, number> = {}
  const byFile: Record<string, Record<string, number>> = {}
  const withheldFiles: string[] = []
  let withheldLines = 0
  const hintsFor = (name: string): Hints => ({ name: basename(name.replaceAll('\\', '/')).toLowerCase(), allowedHosts })

  /** Short texts do without: what is learned in them would not be asked for. */
  const linesOf = () => {
    if (lines === undefined && ++blocksRead > 4) lines = new LineMemory()
    return lines
  }

  function count(file: string | undefined): (rule: number) => void {
    return (number) => {
      const rule = ruleName(number)
      byRule[rule] = (byRule[rule] ?? 0) + 1
      if (file === undefined) return
      const own = byFile[file] ?? {}
      byFile[file] = own
      own[rule] = (own[rule] ?? 0) + 1
    }
  }

  function remember(learned: readonly { value: string; rule: number }[]): void {
    for (const { value, rule } of learned) if (ruleStyle(rule) === 'secret') echo.learn(value, rule)
  }

  function sanitizeText(input: string): Sanitized {
    const bytes = withMargin(clean(Buffer.from(input)))
    const hints = hintsFor('')
    const scan = readWindow(bytes, hints, echo, extra)
    let spans = mergeSpans(scan.spans, bytes)
    const known = echo.size
    remember(scan.learned)
    if (echo.size > known) {
      echo.find(scan)
      spans = mergeSpans(scan.spans, bytes)
    }
    withheldLines += scan.withheld
    return replaceSpans(bytes, margin, bytes.length, spans, pseudonyms, count(undefined)).toString() as Sanitized
  }

  function* blocksOf(cutter: ReturnType<typeof createCutter>, chunk: Uint8Array | undefined): Generator<Block> {
    yield* chunk === undefined ? cutter.finish() : cutter.push(chunk)
  }

  async function learn(source: AsyncIterable<Uint8Array>, name: string): Promise<void> {
    const cutter = createCutter()
    const hints = hintsFor(name)
    const pending: { block: Block; found: Found | Promise<Found> }[] = []
    let index = 0

    async function settle(most: number): Promise<void> {
      while (pending.length > most) {
        const { block, found } = pending.shift()!
        const { spans, learned, withheld, viewed } = await found
        remember(learned)
        memory.keep(name, index++, block, { spans, learned, withheld, viewed })
      }
    }
    async function read(chunk: Uint8Array | undefined): Promise<void> {
      for (const block of blocksOf(cutter, chunk)) {
        // Threads are worth their start for long texts only.
        if (index >= blocksBeforeThreads && threads > 1) readers ??= createReaders(threads, options.policy)
        pending.push({
          block,
          found: readers?.read(block, hints) ?? foundIn(block.bytes, hints, undefined, extra, linesOf()),
        })
        await settle(readers?.width ?? 0)
      }
    }

    for await (const chunk of source) await read(chunk)
    await read(undefined)
    await settle(0)
  }

  async function* file(source: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<Uint8Array> {
    const cutter = createCutter()
    const hints = hintsFor(name)
    const counted = count(name)
    let line = 1
    let index = 0
    /** How far the last span reached over the end of its block. */
    let owed = 0
    let isEmpty = true

    function spansOf(block: Block): Span[] {
      const known = memory.recall(name, index++, block)
      if (known !== undefined) {
        withheldLines += known.withheld
        const scan = emptyScan(block.bytes, hints)
        echo.find(scan)
        return scan.spans.length === 0 ? known.spans : mergeSpans([...known.spans, ...scan.spans], block.bytes)
      }
      const found = foundIn(block.bytes, hints, echo, extra, linesOf())
      remember(found.learned)
      withheldLines += found.withheld
      return found.spans
    }

    function write(block: Block): Buffer {
      const spans = spansOf(block)
      const from = block.from + owed
      const to = Math.max(from, endOf(spans, block))
      owed = to - block.to
      const explain = options.explain
      const tell =
        explain &&
        ((rule: string, down: number, column: number, length: number) =>
          explain({ rule, file: name, line: line + down, column: column + 1, length }))
      const out = replaceSpans(block.bytes, from, to, spans, pseudonyms, counted, tell)
      if (explain !== undefined) line += lineBreaks(block.bytes, from, to)
      return out
    }

    for await (const chunk of source) {
      if (chunk.length > 0) isEmpty = false
      for (const block of blocksOf(cutter, chunk)) yield write(block)
    }
    for (const block of blocksOf(cutter, undefined)) yield write(block)
    memory.forget(name)
    if (cutter.encoding === 'binary' && !isEmpty) {
      withheldFiles.push(name)
      yield Buffer.from('[withheld: this file is not text]\n')
    }
  }

  return {
    text: sanitizeText,
    learn,
    file,
    report: (): Report => ({
      version,
      redactions: {
        total: Object.values(byRule).reduce((sum, some) => sum + some, 0),
        byRule: { ...byRule },
        byFile: structuredClone(byFile),
      },
      withheldLines,
      withheldFiles: [...withheldFiles],
    }),
  }
}

/** Some 8 MB are read while threads would still be starting. */
const blocksBeforeThreads = 32

/** A span that begins in this block belongs to it whole. */
function endOf(spans: readonly Span[], block: Block): number {
  if (block.isLast) return block.to
  for (const span of spans) if (span.start < block.to && span.end > block.to) return span.end
  return block.to
}

function lineBreaks(bytes: Buffer, from: number, to: number): number {
  let breaks = 0
  for (let at = bytes.indexOf(10, from); at >= 0 && at < to; at = bytes.indexOf(10, at + 1)) breaks++
  return breaks
}
