import { basename } from 'node:path'
import { type Block, createCutter } from './blocks.ts'
import { clean } from './clean.ts'
import { createEcho, type Echo } from './echo.ts'
import type { Sanitizer, SanitizerOptions } from './index.ts'
import { createMemory } from './memory.ts'
import { createPolicyRules } from './policy.ts'
import { createPseudonyms } from './pseudonyms.ts'
import { type Extra, emptyScan, readWindow } from './read.ts'
import type { Report } from './report.ts'
import { ruleStyle } from './rule-names.ts'
import type { Sanitized } from './sanitized.ts'
import { type Hints, mergeSpans, type Span } from './scan.ts'
import { replaceSpans } from './writer.ts'

/** Everything behind `createSanitizer`, on one thread. */
export function createSequentialSanitizer(options: SanitizerOptions, version: string): Sanitizer {
  const allowedHosts = (options.policy?.allowedHosts ?? []).map((host) => host.toLowerCase())
  const extra: Extra | undefined = createPolicyRules(options.policy)
  const echo: Echo = createEcho()
  const memory = createMemory()
  const pseudonyms = createPseudonyms(options.key)
  const byRule: Record<string, number> = {}
  const byFile: Record<string, Record<string, number>> = {}
  const withheldFiles: string[] = []
  let withheldLines = 0
  const hintsFor = (name: string): Hints => ({ name: basename(name.replaceAll('\\', '/')).toLowerCase(), allowedHosts })

  function count(file: string | undefined): (rule: string) => void {
    return (rule) => {
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
    const bytes = clean(Buffer.from(input))
    const hints = hintsFor('')
    const scan = readWindow(bytes, hints, echo, extra)
    let spans = mergeSpans(scan.spans)
    const known = echo.size
    remember(scan.learned)
    if (echo.size > known) {
      echo.find(scan)
      spans = mergeSpans(scan.spans)
    }
    withheldLines += scan.withheld
    return replaceSpans(bytes, 0, bytes.length, spans, pseudonyms, count(undefined)).toString() as Sanitized
  }

  function* blocksOf(cutter: ReturnType<typeof createCutter>, chunk: Uint8Array | undefined): Generator<Block> {
    yield* chunk === undefined ? cutter.finish() : cutter.push(chunk)
  }

  async function learn(source: AsyncIterable<Uint8Array>, name: string): Promise<void> {
    const cutter = createCutter()
    const hints = hintsFor(name)
    let index = 0
    const read = (chunk: Uint8Array | undefined) => {
      for (const block of blocksOf(cutter, chunk)) {
        const scan = readWindow(block.bytes, hints, undefined, extra)
        const spans = mergeSpans(scan.spans)
        cutter.advance(endOf(spans, block) - block.to)
        remember(scan.learned)
        memory.keep(name, index++, block, scan, spans)
      }
    }
    for await (const chunk of source) read(chunk)
    read(undefined)
  }

  async function* file(source: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<Uint8Array> {
    const cutter = createCutter()
    const hints = hintsFor(name)
    const counted = count(name)
    let line = 1
    let index = 0
    let isEmpty = true

    function spansOf(block: Block): Span[] {
      const known = memory.recall(name, index++, block)
      if (known !== undefined) {
        withheldLines += known.withheld
        const scan = emptyScan(block.bytes, hints)
        echo.find(scan)
        return scan.spans.length === 0 ? known.spans : mergeSpans([...known.spans, ...scan.spans])
      }
      const scan = readWindow(block.bytes, hints, echo, extra)
      remember(scan.learned)
      withheldLines += scan.withheld
      return mergeSpans(scan.spans)
    }

    function write(block: Block): Buffer {
      const spans = spansOf(block)
      const to = endOf(spans, block)
      cutter.advance(to - block.to)
      const explain = options.explain
      const tell =
        explain &&
        ((rule: string, down: number, column: number, length: number) =>
          explain({ rule, file: name, line: line + down, column: column + 1, length }))
      const out = replaceSpans(block.bytes, block.from, to, spans, pseudonyms, counted, tell)
      if (explain !== undefined) line += lineBreaks(block.bytes, block.from, to)
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
