import { code, is, QUOTE } from './chars.ts'
import type { Scan } from './scan.ts'

/** How a value hangs on its key. */
export type Connection = {
  /** Where the value, or its opening quote, stands. */
  at: number
  how: 'assign' | 'json' | 'query' | 'option' | 'markup' | 'table' | 'list' | 'remark' | 'told' | 'prose'
  /** The value may run to the end of its line: a dotenv, ini or YAML line. */
  wholeLine: boolean
  /** The value is the indented block below. */
  block: boolean
  /** Columns before the key on its line; only for a block. */
  indent: number
}

export const plain = (at: number): Connection => ({ at, how: 'assign', wholeLine: false, block: false, indent: 0 })

/** b"…", f'…', u8"…", @"…", YAML's `!!str "…"`, PHP's `string(9) "…"`: what belongs to the quote. */
export function skipStringPrefix(scan: Scan, from: number): number {
  const first = scan.bytes[from]
  const tag =
    first === code('!')
      ? /^!!?(?!vault|env|secret|ref|sub|include|file)[a-z]{0,10} {1,3}/i.exec(scan.text(from, from + 16))
      : first === code('s')
        ? /^string\(\d{1,6}\) (?=\\{0,3}")/.exec(scan.text(from, from + 20))
        : null
  const at = from + (tag?.[0].length ?? 0)
  for (let i = at; i < at + 3; i++) {
    if (is(scan.bytes[i], QUOTE)) return i
    if (scan.bytes[i] !== code('@') && !/[bBfFrRuULN8$]/.test(String.fromCharCode(scan.bytes[i] ?? 0))) return at
  }
  return at
}
