import { HEX, is, LF } from './chars.ts'
import { deepest } from './encoded-runs.ts'
import { type Anchor, reach, type Scan } from './scan.ts'

/** What `hexdump -C`, `xxd`, `od` and `tcpdump -X` print: an offset, bytes in hex, and often the same bytes as letters. */
export function hexDumpAnchors(): Anchor[] {
  return ['0000000 ', '0000000:', '0x0000:'].map((literal) => ({ literal, handler: hexDump, data: 0, local: true }))
}

/** One byte of a dump: where it stands in hex, and where as a letter (or -1). */
type Dumped = { value: number; hex: number; letter: number }

const offset = /^[ \t]{0,8}(?:0x[0-9a-f]{4}:|[0-9a-f]{7,8}:?)[ \t]{1,3}(?=[0-9a-f]{2})/

function hexDump(scan: Scan, start: number): void {
  const lead = scan.bytes[start - 1]
  if (lead !== LF) scan.dependsOn(start - 1, start)
  const mayStart = lead === LF || lead === 9 || lead === 32 || (lead === 48 && scan.bytes[start - 2] === LF)
  if (!mayStart || scan.depth >= deepest) return
  let at = scan.lineStart(start, 12)
  if (!offset.test(scan.text(at, at + 24))) {
    scan.depends()
    return
  }
  scan.depends()
  // Two numbers at the start of a line are no dump.
  if (readLine(scan.text(at, scan.lineEnd(at, 200)), at).length < 4) return
  scan.dependsOnMore()
  if (start < (scan.seen.get('dump') ?? 0)) return
  const bytes: Dumped[] = []
  while (at < scan.end && at - start < reach) {
    const end = scan.lineEnd(at, 200)
    const line = readLine(scan.text(at, end), at)
    if (line.length === 0) break
    bytes.push(...line)
    at = end + 1
  }
  if (bytes.length < 8) return
  scan.seen.set('dump', at - 1)
  const inner = scan.inner(Buffer.from(bytes.map(({ value }) => value)), start, at - 1)
  for (const span of inner.spans) claimDumped(scan, bytes.slice(span.start, span.end), span.rule, span.value)
  scan.learned.push(...inner.learned)
}

function readLine(line: string, from: number): Dumped[] {
  const head = offset.exec(line)
  if (head === null) return []
  const found: Dumped[] = []
  let at = head[0].length
  while (found.length < 16) {
    const pair = /^ {0,2}([0-9a-f]{2})(?=[0-9a-f]{2}|[ \t]|$)/.exec(line.slice(at, at + 6))
    // Two blanks part the bytes from the letters, or the first eight from the others.
    if (pair === null || (pair[0].startsWith('  ') && found.length !== 8)) break
    at += pair[0].length
    found.push({ value: Number.parseInt(pair[1]!, 16), hex: from + at - 2, letter: -1 })
  }
  const letters = /^[ \t]+[|>]?/.exec(line.slice(at))
  const first = at + (letters?.[0].length ?? 0)
  const isPrinted = letters !== null && found.every(({ value }, i) => printed(value).includes(line[first + i] ?? ''))
  if (isPrinted) for (const [i, byte] of found.entries()) byte.letter = from + first + i
  return found
}

const printed = (value: number) => (value >= 32 && value < 127 ? [String.fromCharCode(value)] : ['.', ' '])

/** Claims the pairs and the letters of the bytes, line by line. */
function claimDumped(scan: Scan, bytes: readonly Dumped[], rule: number, value: string | undefined): void {
  for (let i = 0; i < bytes.length; ) {
    let to = i + 1
    while (to < bytes.length && bytes[to]!.hex - bytes[to - 1]!.hex <= 4) to++
    const [first, last] = [bytes[i]!, bytes[to - 1]!]
    scan.claim(first.hex, last.hex + 2, rule, value)
    if (first.letter >= 0 && is(scan.bytes[first.hex], HEX)) scan.claim(first.letter, last.letter + 1, rule, value)
    i = to
  }
}
