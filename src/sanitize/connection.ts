import { code, is, QUOTE } from './chars.ts'
import type { Scan } from './scan.ts'

/** How a value hangs on its key. */
export type Connection = {
  /** Where the value, or its opening quote, stands. */
  at: number
  how: 'assign' | 'json' | 'query' | 'option' | 'markup' | 'table' | 'list' | 'remark' | 'prose'
  /** The value may run to the end of its line: a dotenv, ini or YAML line. */
  wholeLine: boolean
  /** The value is the indented block below. */
  block: boolean
  /** Columns before the key on its line; only for a block. */
  indent: number
}

export const plain = (at: number): Connection => ({ at, how: 'assign', wholeLine: false, block: false, indent: 0 })

/** b"…", f'…', u8"…", @"…": letters that belong to the quote. */
export function skipStringPrefix(scan: Scan, at: number): number {
  for (let i = at; i < at + 3; i++) {
    if (is(scan.bytes[i], QUOTE)) return i
    if (scan.bytes[i] !== code('@') && !/[bBfFrRuULN8$]/.test(String.fromCharCode(scan.bytes[i] ?? 0))) return at
  }
  return at
}
