import { CR, code, is, LF, QUOTE } from './chars.ts'
import { type LineTable, unknown } from './line-table.ts'
import { ruleStyle } from './rule-names.ts'
import type { Scan } from './scan.ts'
import { claimLength, claimMark } from './steps.ts'

/**
 * Whether a line that comes again byte for byte needs nothing but the claims that are known: nobody must be asked again, and no
 * claim reaches for the next line. Such a line is not read at all.
 */
export function isSettled(table: LineTable, line: number, bytes: Buffer, start: number, end: number): boolean {
  const known = table.settledOf(line)
  if (known !== unknown) return known === 1
  const runs = table.runsOf(line)
  if (runs === unknown) return false
  const settled = areClaims(table, table.callsOf(line), bytes, start, end) && areClaims(table, runs, bytes, start, end)
  table.settle(line, settled)
  return settled
}

/** Whether a list makes claims and no more, each of them within its line and done with it. */
function areClaims({ lists }: LineTable, list: number, bytes: Buffer, start: number, end: number): boolean {
  for (let k = list + 1; k <= list + lists[list]!; k += claimLength + 1) {
    if ((lists[k]! & 0xffff) !== claimMark) return false
    const claimEnd = start + lists[k + 3]!
    if (claimEnd >= end || (ruleStyle(lists[k + 4]!) === 'secret' && mayGoOn(bytes, claimEnd))) return false
  }
  return true
}

/** Whether a value that ends here may go on in the next line or behind a sign: `goesOnAt` would have to look. */
function mayGoOn(bytes: Buffer, end: number): boolean {
  if (is(bytes[end], QUOTE)) {
    let i = end + 1
    while (bytes[i] === 32 || bytes[i] === 9) i++
    if (bytes[i] === code('+') || bytes[i] === code('.') || bytes[i] === code('&')) return true
  }
  for (let i = end; i <= end + 6; i++) {
    const byte = bytes[i]
    if (byte === LF || byte === CR) return true
    if (byte === undefined || !(signs.has(byte) || is(byte, QUOTE))) return false
  }
  return false
}

/** What `goesOnAt` passes over. */
const signs = new Set([...' \t\\+.&=,'].map(code))

/** Whether a settled line has a claim on this byte. */
export function isClaimedInSettled({ settled, memory }: Scan, at: number): boolean {
  let k = settled.length - 3
  while (k >= 0 && settled[k]! > at) k -= 3
  if (memory === undefined || k < 0 || at >= settled[k + 1]!) return false
  const { lists } = memory.exact
  const list = memory.exact.callsOf(settled[k + 2]!)
  const place = at - settled[k]!
  for (let i = list + 1; i <= list + lists[list]!; i += claimLength + 1)
    if (place >= lists[i + 2]! && place < lists[i + 3]!) return true
  return false
}
