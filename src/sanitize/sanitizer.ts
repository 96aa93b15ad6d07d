import { basename } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
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
import { ruleName, ruleStyle, type Style } from './rule-names.ts'
import { settleAgain } from './run-lines.ts'
import type { Sanitized } from './sanitized.ts'
import { type Hints, margin, type Scan, withMargin } from './scan.ts'
import { type SharedLines, takeOver } from './shared-lines.ts'
import { mergeSpans, type Span } from './spans.ts'
import { readViewsAgain } from './views-again.ts'
import { placed, writeBlock } from './write-block.ts'
import { Out, writeReplaced } from './writer.ts'

/** What is removed wherever it stands, once a place has told what it is. */
const echoed: ReadonlySet<Style> = new Set(['secret', 'host', 'user', 'person', 'account', 'mac'])

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
  /** How many files are being learned now. */
  let learning = 0
  const pseudonyms = createPseudonyms(options.key, options.numbersAfter)
  /** How often each rule has struck, by its number. */
  const byRule: number[] = []
  const byFile: [string, number[]][] = []
  const withheldFiles: string[] = []
  let withheldLines = 0
  const hintsFor = (name: string): Hints => ({ name: basename(name.replaceAll('\\', '/')).toLowerCase(), allowedHosts })

  /** Short texts do without: what is learned in them would not be asked for. */
  const linesOf = () => {
    if (lines === undefined && ++blocksRead > 6) lines = new LineMemory()
    return lines
  }

  /** Counts in what is reported of all, and of a file. */
  function count(file: string | undefined): (rule: number) => void {
    const own: number[] = []
    if (file !== undefined) byFile.push([file, own])
    return (rule) => {
      byRule[rule] = (byRule[rule] ?? 0) + 1
      if (file !== undefined) own[rule] = (own[rule] ?? 0) + 1
    }
  }

  function remember(learned: readonly { value: string; rule: number }[]): void {
    for (const { value, rule } of learned) if (echoed.has(ruleStyle(rule))) echo.learn(value, rule)
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
    const out = new Out(bytes.length + 256)
    writeReplaced(out, bytes, margin, bytes.length, spans, 0, pseudonyms, count(undefined))
    return out.done().toString() as Sanitized
  }

  function* blocksOf(cutter: ReturnType<typeof createCutter>, chunk: Uint8Array | undefined): Generator<Block> {
    yield* chunk === undefined ? cutter.finish() : cutter.push(chunk)
  }

  /** What threads have learned of lines spares the second pass to read them. */
  function learnLines(shared: SharedLines): void {
    lines ??= new LineMemory()
    takeOver(lines.exact, shared)
  }

  async function learn(source: AsyncIterable<Uint8Array>, name: string): Promise<void> {
    const cutter = createCutter()
    const hints = hintsFor(name)
    const pending: { block: Block; found: Found | Promise<Found> }[] = []
    let index = 0

    async function settle(most: number): Promise<void> {
      while (pending.length > most) {
        const { block, found } = pending.shift()!
        const result = await found
        remember(result.learned)
        memory.keep(name, index++, block, result)
      }
    }
    async function read(block: Block): Promise<void> {
      const found = readers?.read(block, hints) ?? foundIn(block.bytes, hints, extra, linesOf())
      pending.push({ block, found })
      await settle(readers === undefined ? 0 : (threads - 1) * blocksPerThread)
      // Who reads here lets others have their turn.
      if (readers === undefined) await nextTurn()
    }
    /** Blocks of a text that may still turn out to be short. */
    const first: Block[] = []
    let firstBytes = 0
    async function take(chunk: Uint8Array | undefined): Promise<void> {
      for (const block of blocksOf(cutter, chunk)) {
        first.push(block)
        firstBytes += block.to - block.from
        // Threads are worth their start for long texts only; then this one need not get to know the rules at all.
        if (threads > 1 && firstBytes >= bytesBeforeThreads)
          readers ??= createReaders(threads - 1, options.policy, learnLines)
        if (threads === 1 || readers !== undefined) for (const known of first.splice(0)) await read(known)
      }
    }

    learning++
    try {
      for await (const chunk of source) await take(chunk)
      await take(undefined)
      for (const block of first) await read(block)
      await settle(0)
    } finally {
      learning--
    }
  }

  async function* file(source: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<Uint8Array> {
    const cutter = createCutter()
    const hints = hintsFor(name)
    const counted = count(name)
    // Their memory is wanted for other things; who learns again starts new ones.
    if (learning === 0) {
      readers?.close()
      readers = undefined
    }
    let line = 1
    let index = 0
    /** How far the last span reached over the end of its block. */
    let owed = 0
    let isEmpty = true

    /** What is known of a block from `learn`, and the values that were learned since. */
    function recalled(block: Block): Scan | undefined {
      const known = memory.recall(name, index++, block)
      if (known === undefined) return undefined
      const scan = emptyScan(block.bytes, hints, lines)
      if (!settleAgain(scan, known.settled)) return undefined
      for (const span of known.spans) scan.spans.push(span)
      echo.findInRest(scan)
      const isWhole = readViewsAgain(scan, known.views, (bytes) => readWindow(bytes, hints, echo, extra, lines))
      if (!isWhole) return undefined
      withheldLines += known.withheld
      return scan
    }

    function read(block: Block): Scan {
      const scan = readWindow(block.bytes, hints, echo, extra, linesOf())
      remember(scan.learned)
      withheldLines += scan.withheld
      return scan
    }

    function write(block: Block): Uint8Array {
      const scan = recalled(block) ?? read(block)
      const from = block.from + owed
      const explain = options.explain
      const tell =
        explain &&
        ((rule: string, down: number, column: number, length: number) =>
          explain({ rule, file: name, line: line + down, column: column + 1, length }))
      const writing = { echo, pseudonyms, count: counted, tell }
      const found = placed(scan, from, block.to, writing)
      const to = Math.max(from, endOf(found.spans, block))
      owed = to - block.to
      const out = writeBlock(scan, from, to, found, writing)
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
        total: byRule.reduce((sum, some) => sum + some, 0),
        byRule: named(byRule),
        byFile: filed(byFile),
      },
      withheldLines,
      withheldFiles: [...withheldFiles],
    }),
  }
}

const named = (counts: readonly number[]) =>
  Object.fromEntries(counts.flatMap((count, rule) => (count > 0 ? [[ruleName(rule), count]] : [])))

/** The counts of each file that had any; of all its readings together. */
function filed(byFile: readonly [string, number[]][]): Record<string, Record<string, number>> {
  const files: Record<string, Record<string, number>> = {}
  for (const [file, counts] of byFile) {
    for (const [rule, count] of Object.entries(named(counts))) {
      files[file] ??= {}
      files[file][rule] = (files[file][rule] ?? 0) + count
    }
  }
  return files
}

/** A text this short is read sooner than a thread has started and learned the rules. */
const bytesBeforeThreads = 1.5 * 1024 * 1024

/** So many blocks keep each thread busy. */
const blocksPerThread = 3

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
