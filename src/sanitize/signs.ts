import { belowKey, fromMarkup } from './below.ts'
import { ALPHA, byteSet, CR, code, is, LF, QUOTE } from './chars.ts'
import { type Connection, plain } from './connection.ts'
import type { Scan } from './scan.ts'

/** What was read between a key and its value. */
export type Between = {
  /** Where reading stopped: at the value, or at what is none. */
  at: number
  /** `=`, `:`, `,` or 0. */
  sign: number
  keyQuoted: boolean
  bracketed: boolean
  list: boolean
  spaces: number
}

/** No sign stands further behind its key. */
export const furthest = 60

/** Reads on from a key until something stands there that may be its value. Nothing when that comes too late. */
export function readBetween(scan: Scan, keyStart: number, keyEnd: number): Between | Connection | undefined {
  const between: Between = { at: keyEnd, sign: 0, keyQuoted: false, bracketed: false, list: false, spaces: 0 }
  let most = Math.min(scan.end, keyEnd + furthest)
  while (between.at < most) {
    const width = filler(scan, keyStart, between) || signWidth(scan, keyStart, between) || bracketWidth(scan, between)
    if (width > 0) {
      between.at += width
      // The attributes of a tag may be long.
      if (width > furthest / 2) most = Math.min(scan.end, between.at + furthest)
      continue
    }
    if (width < 0) return undefined
    const read = elsewhere(scan, keyStart, between)
    return read === 'here' ? between : read
  }
  return undefined
}

/** The length of what means nothing: blanks, escaped quotes, the quote that closes the key, Markdown's stars. */
function filler(scan: Scan, keyStart: number, between: Between): number {
  const { bytes } = scan
  const { at, sign } = between
  const byte = bytes[at]!
  const next = bytes[at + 1]
  if (byte === 32 || byte === 9) {
    const attributes = sign === 0 && opensTag(scan, keyStart) ? attributesLength(scan, at) : 0
    if (attributes === 0) between.spaces++
    return attributes || 1
  }
  if (byte === code('\\')) {
    if (is(next, QUOTE) || next === code('\\')) return 1
    // `\tPASSWORD\tx`: columns of a table in a quoted text.
    if (next === code('t') && sign === 0 && /\\[nt]$/.test(scan.text(keyStart - 2, keyStart))) {
      between.sign = code(':')
      return 2
    }
    return sign !== 0 && (next === CR || next === LF) ? 1 : 0
  }
  if (is(byte, QUOTE) && sign === 0 && between.spaces === 0) {
    between.keyQuoted = true
    return 1
  }
  if (byte === code('*'))
    return next !== undefined && (sign !== 0 || next === code('*') || bytes[at - 1] === code('*')) ? 1 : 0
  if (byte === code('-') && next === code('>')) return 1
  if (byte === code('?') && sign === 0 && next === code(':')) return 1
  if (byte === code(':') && sign === 0 && between.keyQuoted) return visibilityLength(scan, at)
  return byte === code('<') && next === code('<') && sign !== 0 ? 2 : 0
}

/** `["password":protected]=>`, `["password":"User":private]=>`: who may see it, as PHP's dump writes it. */
const visibilityLength = (scan: Scan, at: number) =>
  /^(?::"[\w\\\\]{1,80}")?:(?:protected|private)(?=\])/.exec(scan.text(at, at + 100))?.[0].length ?? 0

/** The length of a sign, which is noted; -1 where it says that this is no key. */
function signWidth(scan: Scan, keyStart: number, between: Between): number {
  const { bytes } = scan
  const { at, sign } = between
  const byte = bytes[at]!
  const compound = sign === 0 ? compoundLength(scan, at) : 0
  if (compound > 0) {
    between.sign = code('=')
    return compound
  }
  const given = sign === 0 && between.spaces > 0 ? givenLength(scan, at) : 0
  if (given > 0) {
    between.sign = code('=')
    return given
  }
  const led = sign === 0 ? leaderLength(scan, between) : 0
  if (led > 0) {
    between.sign = code('-')
    return led
  }
  if (byte === code('=')) {
    if (sign === 0 || sign === code(':')) between.sign = byte
    return 1
  }
  if (byte === code(':')) {
    if (bytes[at + 1] === code(':') && !(bytes[at + 2] === 32)) return -1
    if (sign === 0) between.sign = byte
    return 1 + typeLength(scan, at)
  }
  if (byte === code('>') && (bytes[at - 1] === code('=') || bytes[at - 1] === code('-'))) {
    if (!opensText(scan, keyStart, between)) return -1
    between.sign = code('=')
    return 1
  }
  if (byte === 0xef && sign === 0 && scan.isAt(at, '\xef\xbc\x9a')) {
    between.sign = code(':')
    return 3
  }
  if (sign !== 0) return 0
  if (byte === code('(')) {
    const opens = is(bytes[at + 1], QUOTE) || (is(bytes[at + 2], QUOTE) && bytes[at + 1] !== code(')'))
    if (opens) between.sign = code('=')
    return opens ? 1 : 0
  }
  if (byte !== code(',') || !isArgument(scan, keyStart, at, between.keyQuoted)) return 0
  between.sign = byte
  return 1
}

/** `+=`, `?=`, `.=`, `||=`, `??=`, `::=` and `:::=`, as Make, PHP, Ruby and JavaScript assign; `;s:12:` as PHP keeps an array. */
function compoundLength(scan: Scan, at: number): number {
  const byte = scan.bytes[at]!
  if (compoundStarts[byte] !== 1) return 0
  return (
    /^(?:(?:[.+?^]|\?\?|\|\||&&|:{2,3})=(?!=)|;s:\d{1,5}:(?=\\{0,4}["']))/.exec(scan.text(at, at + 12))?.[0].length ?? 0
  )
}
const compoundStarts = byteSet('.+?|&:^;')

/**
 * What stands for a value that is not given, `env.TOKEN ?? 'x'`, `get("TOKEN") or "x"`; and the type that Windows writes before
 * each value of its registry.
 */
function givenLength(scan: Scan, at: number): number {
  const byte = scan.bytes[at]!
  if (givenStarts[byte] !== 1) return 0
  const text = scan.text(at, at + 40)
  const operator = /^(?:\?\?|\|\|)[ \t]{1,4}(?=\\{0,4}["'\x60])/.exec(text)
  if (operator !== null) return operator[0].length
  const registry = /^(?:\/t[ \t]{1,4})?REG_(?:EXPAND_|MULTI_)?SZ[ \t]{1,20}(?:\/d[ \t]{1,4})?/.exec(text)
  if (registry !== null) return registry[0].length
  const isCall = /[)\]]\s$/.test(scan.text(at - 2, at))
  return isCall && /^or (?=["'])/.test(text) ? 3 : 0
}
const givenStarts = byteSet('?|Ro/')

/** A dash, an arrow, or dots that lead the eye: `token - 'x'`, `Password ....: x`. */
function leaderLength(scan: Scan, { at, spaces }: Between): number {
  const byte = scan.bytes[at]!
  // R: `password <- "x"`.
  if (byte === 60) return spaces > 0 && /^<{1,2}- {1,2}["']/.test(scan.text(at, at + 7)) ? 2 : 0
  if (byte !== 46 && byte !== 45 && byte !== 0xe2) return 0
  const dash = spaces > 0 ? '(?:-{1,50}|\xe2\x80[\x93\x94]|\xe2\x86\x92|\xe2\x87\x92)[ \t]' : '-{3,50}:?[ \t]'
  return new RegExp(`^(?:${dash}|\\.{2,50}:[ \\t]|\\.{4,50}[ \\t])`).exec(scan.text(at, at + 54))?.[0].length ?? 0
}

/** The length of a bracket: behind the key an index or the end of one, behind the sign the start of a list. */
function bracketWidth(scan: Scan, between: Between): number {
  const { bytes } = scan
  const { at, sign } = between
  const byte = bytes[at]!
  const next = bytes[at + 1]
  if (byte === code('[') && sign !== 0) {
    between.list ||= is(next, QUOTE) || next === 32 || next === LF || next === code('\\')
    return is(next, QUOTE) || next === 32 || next === LF || next === code('\\') ? 1 : 0
  }
  if (sign !== 0) return 0
  const index = byte === code('[') ? indexLength(scan, at) : 0
  const closes = byte === code(']') || (byte === code(')') && between.keyQuoted)
  if (index > 0 || closes) between.bracketed = true
  return index > 0 ? index : closes ? 1 : 0
}

/** Whether a `>` may have a value behind it; in `a.password>b` it compares. */
const opensText = (scan: Scan, keyStart: number, { sign, keyQuoted, spaces }: Between) =>
  sign !== 0 || opensTag(scan, keyStart) || (keyQuoted && !closesTypes(scan, keyStart)) || spaces > 0

/** `Omit<Options, "clientSecret">`, `Event<"secret-found">`: the last name of a list of types. */
const closesTypes = (scan: Scan, keyStart: number) => /[A-Za-z]<["']$|, ?["']$/.test(scan.text(keyStart - 3, keyStart))

/** Whether a key is the name of an element, `<Password`, `<wsse:Password`. */
const opensTag = (scan: Scan, keyStart: number) =>
  scan.bytes[keyStart - 1] === code('<') ||
  (scan.bytes[keyStart - 1] === code(':') && /<[A-Za-z][\w-]{0,20}:$/.test(scan.text(keyStart - 23, keyStart)))

/** The length of an element's attributes, up to the end of its tag. */
const attributesLength = (scan: Scan, at: number) =>
  /^(?:\s{1,4}[\w:.-]{1,40}=(?:"[^"<>\r\n]{0,160}"|'[^'<>\r\n]{0,160}')){1,4}(?=>)/.exec(scan.text(at, at + 340))?.[0]
    .length ?? 0

/** Writing that says at once where the value is: a tag, a table, an escaped query, a block below the key. */
function elsewhere(scan: Scan, keyStart: number, between: Between): Connection | undefined | 'here' {
  const { bytes } = scan
  const { at, sign, spaces } = between
  const byte = bytes[at]!
  if (byte === code('>')) {
    if (sign === code(':') && isFolded(scan, at)) return 'here'
    return opensText(scan, keyStart, between) ? fromMarkup(scan, at + 1) : undefined
  }
  // `echo $PASS | tool` is a pipe.
  if (byte === code('|') && sign === 0 && spaces > 0 && bytes[keyStart] !== code('$') && isCell(scan, keyStart))
    return isHeader(scan, at) ? undefined : { ...plain(at + 1 + (bytes[at + 1] === 32 ? 1 : 0)), how: 'table' }
  if (byte === code('%') && sign === 0 && (scan.isAt(at, '%3D') || scan.isAt(at, '%3d')))
    return { ...plain(at + 3), how: 'query' }
  if (byte !== LF && byte !== CR) return 'here'
  return sign === code(':') ? belowKey(scan, keyStart, at) : (nextLine(scan, keyStart, between) ?? 'here')
}

/** Whether a key stands in the first cell of its line or behind another one. `(token: Token | undefined)` is a type. */
const isCell = (scan: Scan, keyStart: number) =>
  /^[^:@({[]*$|\|[^|:({[]*$/.test(scan.text(scan.lineStart(keyStart, 400), keyStart))

/** Whether the line below is the rule under a table's header. */
function isHeader(scan: Scan, at: number): boolean {
  const below = scan.lineEnd(at, 1000) + 1
  return /^[ \t]*[|+]?[ \t]*:?-{2,}[-:|+ \t\r]*$/.test(scan.text(below, scan.lineEnd(below, 1000)))
}

/** A value that its format puts on the line below the key: PHP's dump, a field of a form, an option in a YAML list. */
function nextLine(scan: Scan, keyStart: number, { at, sign, keyQuoted, bracketed }: Between): Connection | undefined {
  const text = scan.text(at, at + 160)
  const dump = sign !== 0 && bracketed ? /^\r?\n[ \t]{0,40}string\(\d{1,6}\) (?=")/.exec(text) : null
  if (dump !== null) return plain(at + dump[0].length)
  if (sign !== 0) return undefined
  const isField = keyQuoted && /name=["']$/i.test(scan.text(keyStart - 6, keyStart))
  const field = isField ? /^\r?\n(?:Content-[^\r\n]{0,80}\r?\n)?\r?\n(?=[^\s-])/i.exec(text) : null
  if (field !== null) return plain(at + field[0].length)
  const isOption = scan.bytes[keyStart] === code('-') && /-[ \t]{1,4}["']?$/.test(scan.text(keyStart - 6, keyStart))
  const item = isOption ? /^\r?\n[ \t]{0,40}-[ \t]{1,4}(?=[^\s-])/.exec(text) : null
  return item === null ? undefined : { ...plain(at + item[0].length), how: 'option' }
}

/** `key: >-` and a line break: YAML's folded text, not the end of a tag. */
const isFolded = (scan: Scan, at: number) => /^>[+-]?\d?[ \t]{0,4}[\r\n]/.test(scan.text(at, at + 10))

/** `secrets[0]=`, as properties and query strings write lists; 0 when it is none. */
function indexLength(scan: Scan, at: number): number {
  return /^\[\d{0,4}\](?=\s{0,2}[=:])/.exec(scan.text(at, at + 10))?.[0].length ?? 0
}

/** `("PASSWORD", "x")`, `{password, <<"x">>}`; not `{"name":"PASSWORD","value":…`, where another key follows. */
function isArgument(scan: Scan, keyStart: number, comma: number, keyQuoted: boolean): boolean {
  const follows = /^,\s{0,20}(?:<<)?["'`\\b]/.test(scan.text(comma, comma + 24))
  if (!follows) return false
  if (!keyQuoted) return scan.bytes[keyStart - 1] === code('{') || scan.bytes[keyStart - 1] === code('(')
  return !/^,\s{0,4}\\{0,8}["'`][\w.-]{1,40}\\{0,8}["'`]\s{0,4}[:=]/.test(scan.text(comma, comma + 60))
}

/** The length of `: Type ` before an equals sign, as typed languages write it, without the colon. */
function typeLength(scan: Scan, colon: number): number {
  let at = colon + 1
  while (scan.bytes[at] === 32) at++
  if (!is(scan.bytes[at], ALPHA) && scan.bytes[at] !== code('_') && scan.bytes[at] !== code('&')) return 0
  const type = /^: {0,2}(?:&(?:'[a-z]{1,12} )?)?[A-Za-z_][\w<>[\]|?.]{0,30} {1,3}(?==[^=])/.exec(
    scan.text(colon, colon + 40),
  )
  return type === null ? 0 : type[0].length - 1
}
