import { belowKey } from './below.ts'
import { CR, code, DIGIT, is, LF, QUOTE } from './chars.ts'
import { type Connection, plain, skipStringPrefix } from './connection.ts'
import { fieldOf } from './field-names.ts'
import type { Scan } from './scan.ts'
import { withoutSign } from './sentence.ts'
import { type Between, readBetween } from './signs.ts'
import { wrappingLength } from './wrapping.ts'

/** What stands between a key and its value, and what kind of writing that is. Nothing when no value hangs on the key. */
export function connect(scan: Scan, keyStart: number, keyEnd: number): Connection | undefined {
  const between = readBetween(scan, keyStart, keyEnd)
  if (between === undefined || 'how' in between) return between
  const { bytes } = scan
  const { sign, keyQuoted, spaces } = between
  if (sign !== 0) between.at += wrappingLength(scan, between.at)
  // `'{"password":'"'"'x'"'"'}'`, `'\''x'\''`: a quote within a text that a shell has in quotes.
  if (sign !== 0 && bytes[between.at] === code("'"))
    between.at += scan.isAt(between.at, `'"'"'`) ? 5 : scan.isAt(between.at, `'\\''`) ? 4 : 0
  const { at } = between
  if (sign === code(',') && (!is(bytes[at], QUOTE) || isFieldName(scan, at))) return undefined
  if (bytes[at] === LF || bytes[at] === CR) return undefined
  if (bytes[at] === code('{') && !startsWithBrace(scan, at))
    return sign === code('=') && inBraces(scan, at) ? plain(at + 1) : undefined
  if (closesText(scan, keyStart, at, keyQuoted)) return undefined
  const value = skipStringPrefix(scan, at)
  if (sign === 0 && spaces > 0) return keyQuoted ? named(scan, at) : withoutSign(scan, keyStart, keyEnd, value)
  if (sign === 0) return undefined
  return bySign(scan, keyStart, between, value)
}

/** `["username", "password", "email"]`: a list of names, and no value among them. */
function isFieldName(scan: Scan, at: number): boolean {
  const name = /^["'`]([A-Za-z][\w-]{1,30})["'`]/.exec(scan.text(at, at + 34))?.[1]
  return name !== undefined && fieldOf(name) !== undefined
}

/** `prompt("Password: ")`, `"Enter your token: " + x`, `label:"Password:",`: the quote ends the text that the key stands in. */
function closesText(scan: Scan, keyStart: number, at: number, keyQuoted: boolean): boolean {
  const quote = scan.bytes[at]
  if (!is(quote, QUOTE) || !(scan.bytes[at - 1] === 32 || (scan.bytes[at - 1] === code(':') && !keyQuoted)))
    return false
  const next = scan.text(at + 1, Math.min(at + 4, scan.lineEnd(at, 6) + 1))
  if (!/^(?:\)|;|,|\]|\}|\s?[+.]|\s?$|\s*[\r\n])/.test(next)) return false
  const before = scan.text(scan.lineStart(keyStart, 60), keyStart)
  const opened = before.lastIndexOf(String.fromCharCode(quote!))
  return (
    opened >= 0 && /^[\w' ,-]*$/.test(before.slice(opened + 1)) && /[(=:\s,[]$/.test(before.slice(0, opened) || ' ')
  )
}

/** Behind a name in quotes a value in quotes: `set "PASSWORD" to "x"`. */
function named(scan: Scan, at: number): Connection | undefined {
  const link = /^(?:set to|to|is|as|was|equals|with)(?: value)?:? {1,2}(?=["'`])/i.exec(scan.text(at, at + 24))
  return link === null ? undefined : { ...plain(at + link[0].length), how: 'remark' }
}

/** What a sign means: an item of a list, a query, a block below, JSON, a line of settings, or a remark. */
function bySign(scan: Scan, keyStart: number, between: Between, value: number): Connection | undefined {
  const { bytes } = scan
  const { at, sign, keyQuoted, bracketed, list, spaces } = between
  if (sign === code('-')) return { ...plain(value), how: is(bytes[value], QUOTE) ? 'remark' : 'told' }
  if (list && is(bytes[value], QUOTE)) return { ...plain(value), how: 'list' }
  const before = bytes[keyStart - 1]
  const inQuery = sign === code('=') && (before === code('?') || before === code('&'))
  // `GET /login?user=&pass= HTTP/1.1`: nothing is given.
  if (inQuery) return spaces === 0 ? { ...plain(value), how: 'query' } : undefined
  if ((bytes[at] === code('|') || bytes[at] === code('>')) && sign === code(':'))
    return belowKey(scan, keyStart, scan.lineEnd(at))
  if (keyQuoted && sign === code(':') && !is(bytes[value], QUOTE)) return { ...plain(value), how: 'json' }
  const startsLine = isLineStart(scan, keyStart)
  const remark = sign === code(':') && !keyQuoted && !bracketed && !startsLine
  return { ...plain(value), how: remark ? 'remark' : 'assign', wholeLine: startsLine }
}

/** `password={h}o)p[e-x`: a brace that begins a password, no object and no template. */
function startsWithBrace(scan: Scan, at: number): boolean {
  const line = scan.text(at, scan.lineEnd(at, 130)).trimEnd()
  return (
    /^\{[^\s"'\x60,:;=]{9,120}$/.test(line) &&
    new Set(line.match(/[^\w{}]/g)).size >= 3 &&
    !/^(?:\{\{[\w.$|-]*\}\}|\{[\w.-]*\})/.test(line)
  )
}

/** `PWD={p;w}`, as ODBC writes a value with a sign in it; `{name}` is a template's. */
function inBraces(scan: Scan, at: number): boolean {
  const inner = /^\{([^{}\s"']{4,80})\}(?:[;"'\s]|$)/.exec(scan.text(at, at + 84))?.[1]
  return inner !== undefined && !/^[\w.]+$/.test(inner)
}

/** Whether only an indent, a list dash, `export` and the like stand before the key. */
function isLineStart(scan: Scan, keyStart: number): boolean {
  const lineStart = scan.lineStart(keyStart, 60)
  // Most lines begin with a time.
  for (let i = lineStart; i < keyStart; i++) if (is(scan.bytes[i], DIGIT)) return false
  const before = scan.text(lineStart, keyStart)
  return /^\s{0,60}(?:-\s{1,4})?["']?(?:(?:export|set|env|declare|local|setenv|const|let|var|ENV|ARG|SetEnv|-x|-gx|\$env:|--?|[#;]{1,2})\s{0,3}){0,3}$/i.test(
    before,
  )
}
