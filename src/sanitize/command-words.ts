import { CR, code, is, LF, QUOTE } from './chars.ts'
import { quotedEnd } from './extent.ts'
import { rule } from './rule-names.ts'
import type { Scan } from './scan.ts'
import { isPlaceholder } from './values.ts'

export const cliPassword = rule('command-line-password')

/** A blank, or a line break behind a backslash. */
export function isBlank(scan: Scan, at: number): boolean {
  const byte = scan.bytes[at]
  if (byte === code('\\')) return scan.bytes[at + 1] === LF || scan.bytes[at + 1] === CR
  return byte === 32 || byte === 9 || byte === LF || byte === CR
}

/** The word of a command line at `at`: where it starts and ends, without its quotes. */
export function wordAt(scan: Scan, at: number, limit: number): [number, number] {
  if (is(scan.bytes[at], QUOTE)) return [at + 1, Math.min(quotedEnd(scan, at), limit)]
  let to = at
  while (to < limit && !isBlank(scan, to)) {
    if (is(scan.bytes[to], QUOTE) && to > at && scan.bytes[to - 1] === code('=')) {
      to = Math.min(quotedEnd(scan, to), limit)
      continue
    }
    to++
  }
  return [at, to]
}

/** Claims a word that its place makes a secret, unless it stands for one. */
export function claimWord(scan: Scan, start: number, end: number): void {
  const value = scan.text(start, end)
  if (end - start < 2 || isPlaceholder(value) || value.startsWith('-')) return
  const source = /^(?:pass|file|env|fd|stdin):/.exec(value)
  if (source !== null) {
    if (source[0] === 'pass:') scan.claimAndLearn(start + 5, end, cliPassword)
    return
  }
  scan.claimAndLearn(start, end, cliPassword)
}
