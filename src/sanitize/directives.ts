import { ALNUM, is } from './chars.ts'
import { rule } from './rule-names.ts'
import { directives } from './rules/directives.ts'
import type { Anchor, Scan } from './scan.ts'
import { claimUser } from './users.ts'
import { isPlaceholder, isProse } from './values.ts'

/** No directive is longer; what stands further on is another's. */
const longest = 600

const numbers = directives.map(({ name }) => rule(name))

/** Literals are written with `~` for a blank, so that a list of them can be read. */
export function directiveAnchors(): Anchor[] {
  return directives.flatMap(({ literals }, data) =>
    literals.split(' ').map((literal) => ({ literal: literal.replaceAll('~', ' '), handler: directive, data })),
  )
}

function directive(scan: Scan, start: number, _end: number, data: number): void {
  const { from, pattern } = directives[data]!
  const isWord = is(scan.bytes[start], ALNUM)
  if (from === 'literal' && isWord && is(scan.bytes[start - 1], ALNUM) && !middles.has(data)) return
  const at = from === 'line' ? scan.lineStart(start, longest) : start
  const text = scan.text(at, from === 'line' ? scan.lineEnd(start, longest) : at + longest)
  const groups = pattern.exec(text)?.groups
  if (groups === undefined) return
  for (const [name, value] of Object.entries(groups)) {
    if (value === undefined || isPlaceholder(value) || isProse(value)) continue
    const place = at + text.lastIndexOf(value)
    if (name === 'user') claimUser(scan, place, place + value.length)
    else claimSecret(scan, place, place + value.length, numbers[data]!, name === 'encoded')
  }
}

function claimSecret(scan: Scan, start: number, end: number, kind: number, isEncoded: boolean): void {
  scan.claimAndLearn(start, end, kind)
  if (!isEncoded) return
  const plain = Buffer.from(scan.text(start, end), 'base64').toString('latin1')
  if (/^[\x20-\x7e]{3,}$/.test(plain) && !isPlaceholder(plain)) scan.learned.push({ value: plain, rule: kind })
}

/** Literals that are the end of a word: `Password:`, `TwilioClient(`. */
const middles = new Set(
  directives.flatMap(({ literals }, data) => (/^(?:assword:|client\()/.test(literals) ? [data] : [])),
)
