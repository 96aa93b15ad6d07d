import { ALNUM, ALPHA, CR, code, DIGIT, is, LF, QUOTE } from './chars.ts'
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

/** What stands between a key and its value, and what kind of writing that is. Nothing when no value hangs on the key. */
export function connect(scan: Scan, keyStart: number, keyEnd: number): Connection | undefined {
  const { bytes } = scan
  let sign = 0
  let keyQuoted = false
  let bracketed = false
  let list = false
  let spaces = 0
  let i = keyEnd
  const most = Math.min(scan.end, keyEnd + 60)
  for (; i < most; i++) {
    const byte = bytes[i]!
    if (byte === 32 || byte === 9) spaces++
    else if (byte === code('\\') && (is(bytes[i + 1], QUOTE) || bytes[i + 1] === code('\\'))) continue
    else if (byte === code('\\') && sign !== 0 && (bytes[i + 1] === CR || bytes[i + 1] === LF)) continue
    else if (is(byte, QUOTE)) {
      if (sign !== 0 || spaces > 0) break
      keyQuoted = true
    } else if (byte === code('=')) sign = sign === 0 || sign === code(':') ? byte : sign
    else if (byte === code(':')) {
      if (bytes[i + 1] === code(':') && !(bytes[i + 2] === 32)) return undefined
      sign = sign === 0 ? byte : sign
      i += typeLength(scan, i)
    } else if (byte === 0xef && sign === 0 && scan.isAt(i, '\xef\xbc\x9a')) {
      sign = code(':')
      i += 2
    } else if (byte === code('>')) {
      if (sign === code(':') && isFolded(scan, i)) break
      if (sign === 0 && bytes[keyStart - 1] !== code('<') && !keyQuoted && spaces === 0) return undefined
      if (bytes[i - 1] !== code('=') && bytes[i - 1] !== code('-')) return fromMarkup(scan, i + 1)
      sign = code('=')
    } else if (byte === code('-') && bytes[i + 1] === code('>')) continue
    else if (byte === code('[') && sign === 0 && indexLength(scan, i) > 0) {
      i += indexLength(scan, i) - 1
      bracketed = true
    } else if (byte === code(']') && sign === 0) bracketed = true
    else if (byte === code(')') && sign === 0 && keyQuoted) bracketed = true
    else if (byte === code('?') && sign === 0 && bytes[i + 1] === code(':')) continue
    else if (
      byte === code('*') &&
      bytes[i + 1] !== undefined &&
      (sign !== 0 || bytes[i + 1] === code('*') || bytes[i - 1] === code('*'))
    )
      continue
    else if (
      byte === code('(') &&
      sign === 0 &&
      (is(bytes[i + 1], QUOTE) || (is(bytes[i + 2], QUOTE) && bytes[i + 1] !== code(')')))
    )
      sign = code('=')
    else if (byte === code(',') && sign === 0 && isArgument(scan, keyStart, i, keyQuoted)) sign = code(',')
    else if (byte === code('<') && bytes[i + 1] === code('<') && sign !== 0) i++
    else if (
      byte === code('[') &&
      sign !== 0 &&
      (is(bytes[i + 1], QUOTE) || bytes[i + 1] === 32 || bytes[i + 1] === LF || bytes[i + 1] === code('\\'))
    )
      list = true
    else if (byte === code('|') && sign === 0 && spaces > 0)
      return { ...plain(i + 1 + (bytes[i + 1] === 32 ? 1 : 0)), how: 'table' }
    else if (byte === code('%') && sign === 0 && (scan.isAt(i, '%3D') || scan.isAt(i, '%3d')))
      return { ...plain(i + 3), how: 'query' }
    else if ((byte === LF || byte === CR) && sign === code(':')) return belowKey(scan, keyStart, i)
    else break
  }
  if (i >= scan.end || i >= most) return undefined
  const at = i
  if (sign === code(',') && !is(bytes[at], QUOTE)) return undefined
  if (bytes[at] === LF || bytes[at] === CR || bytes[at] === code('{')) return undefined
  const value = skipStringPrefix(scan, at)
  if (sign === 0) return spaces > 0 && !keyQuoted ? withoutSign(scan, keyStart, keyEnd, value) : undefined
  if (list && is(bytes[value], QUOTE)) return { ...plain(value), how: 'list' }
  const before = bytes[keyStart - 1]
  if (sign === code('=') && (before === code('?') || before === code('&')) && spaces === 0)
    return { ...plain(value), how: 'query' }
  if ((bytes[at] === code('|') || bytes[at] === code('>')) && sign === code(':'))
    return belowKey(scan, keyStart, scan.lineEnd(at))
  if (keyQuoted && sign === code(':') && !is(bytes[value], QUOTE)) return { ...plain(value), how: 'json' }
  const startsLine = isLineStart(scan, keyStart)
  const remark = sign === code(':') && !keyQuoted && !bracketed && !startsLine
  return { ...plain(value), how: remark ? 'remark' : 'assign', wholeLine: startsLine }
}

/** `key: >-` and a line break: YAML's folded text, not the end of a tag. */
const isFolded = (scan: Scan, at: number) => /^>[+-]?\d?[ \t]{0,4}[\r\n]/.test(scan.text(at, at + 10))

/** `secrets[0]=`, as properties and query strings write lists; 0 when it is none. */
function indexLength(scan: Scan, at: number): number {
  return /^\[\d{0,4}\](?=\s{0,2}[=:])/.exec(scan.text(at, at + 10))?.[0].length ?? 0
}

/** `("PASSWORD", "x")`, `{password, <<"x">>}`; not `{"name":"PASSWORD","value":…`, where another key follows. */
function isArgument(scan: Scan, keyStart: number, comma: number, keyQuoted: boolean): boolean {
  const follows = /^,\s{0,4}(?:<<)?["'`\\b]/.test(scan.text(comma, comma + 8))
  if (!follows) return false
  if (!keyQuoted) return scan.bytes[keyStart - 1] === code('{') || scan.bytes[keyStart - 1] === code('(')
  return !/^,\s{0,4}\\{0,8}["'`][\w.-]{1,40}\\{0,8}["'`]\s{0,4}[:=]/.test(scan.text(comma, comma + 60))
}

const plain = (at: number): Connection => ({ at, how: 'assign', wholeLine: false, block: false, indent: 0 })

/** b"…", f'…', u8"…", @"…": letters that belong to the quote. */
function skipStringPrefix(scan: Scan, at: number): number {
  for (let i = at; i < at + 3; i++) {
    if (is(scan.bytes[i], QUOTE)) return i
    if (scan.bytes[i] !== code('@') && !/[bBfFrRuULN8$]/.test(String.fromCharCode(scan.bytes[i] ?? 0))) return at
  }
  return at
}

/** The length of `: Type ` before an equals sign, as typed languages write it, without the colon. */
function typeLength(scan: Scan, colon: number): number {
  let at = colon + 1
  while (scan.bytes[at] === 32) at++
  if (!is(scan.bytes[at], ALPHA) && scan.bytes[at] !== code('_')) return 0
  const type = /^: {0,2}[A-Za-z_][\w<>[\]|?.]{0,30} {1,3}(?==[^=])/.exec(scan.text(colon, colon + 40))
  return type === null ? 0 : type[0].length - 1
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

/** `<password>value</password>`, `<key>password</key><string>value</string>`: the text before the next `<`. */
function fromMarkup(scan: Scan, start: number): Connection | undefined {
  let i = start
  while (
    i < start + 40 &&
    (scan.bytes[i] === 32 || scan.bytes[i] === LF || scan.bytes[i] === CR || scan.bytes[i] === 9)
  )
    i++
  // Behind a line break only an element's own text counts: it is closed on its line.
  const isBelow = scan.bytes.subarray(start, i).includes(LF)
  if (
    isBelow &&
    !scan.text(i, scan.lineEnd(i, 300)).includes('</') &&
    !/^\s*<\//.test(scan.text(scan.lineEnd(i, 300), scan.lineEnd(i, 300) + 60))
  )
    return undefined
  if (scan.isAt(i, '<![CDATA[')) i += 9
  if (scan.bytes[i] === code('<') || scan.bytes[i] === undefined) return undefined
  return { ...plain(i), how: 'markup' }
}

/** `key:` or `key: |` with the value in the lines below. */
function belowKey(scan: Scan, keyStart: number, lineEnd: number): Connection | undefined {
  const { bytes } = scan
  const header = scan.text(Math.max(0, lineEnd - 8), lineEnd)
  const lineStart = scan.lineStart(keyStart)
  const before = scan.text(lineStart, keyStart)
  if (!/^[\s\-"']*$/.test(before)) return undefined
  const indent = before.search(/\S|$/)
  let next = lineEnd
  if (bytes[next] === CR) next++
  if (bytes[next] === LF) next++
  const end = scan.lineEnd(next)
  const line = scan.text(next, end)
  if (line.search(/\S/) <= indent) return undefined
  const isBlock = /[|>][+-]?\d?\s*$/.test(header)
  if (!isBlock && (/[:{}[\]]\s|:$|^\s*-\s/.test(line) || line.trim().includes(' '))) return undefined
  return { ...plain(next), block: true, indent }
}

const settingBefore =
  /^\s{0,40}(?:(?:env|setx|set|setenv|arg|export|config set|-x|-gx|-ux|alter|identified|password|user \S{1,40}|username \S{1,40}|login \S{1,64}|machine \S{1,64} login \S{1,64}|enable|default|option|snmp-server|neighbor \S{1,40}|aaa|key|[\w-]{2,20}-server(?: host \S{1,40})?|[\w-]{2,10} chap|ppp pap|\S{1,20} authentication|username \S{1,40})\s{1,4}){0,3}(?:--?|\/|\$env:)?$/i

/** A key and a value with nothing but a space between: an option, a directive, or a sentence. */
function withoutSign(scan: Scan, keyStart: number, keyEnd: number, value: number): Connection | undefined {
  const { bytes } = scan
  const first = bytes[keyStart]
  const isOption = first === code('-') || (bytes[keyStart - 1] === code('-') && !is(bytes[keyStart - 2], ALNUM))
  if (isOption && bytes[value] === code('-')) return undefined
  if (isOption) return { ...plain(value), how: 'option' }
  if (is(bytes[value], QUOTE)) return { ...plain(value), how: 'remark' }
  const before = scan.text(scan.lineStart(keyStart, 200), keyStart)
  const rest = scan.text(value, scan.lineEnd(value, 300)).trimEnd()
  const alone = !/\s/.test(
    rest
      .replace(/^(?:0|5|6|7|8|9)\s+/, '')
      .replace(/(?:;| (?:ro|rw|view \S{1,20}|version \S{1,8}|privilege \d{1,2}))$/i, ''),
  )
  if (settingBefore.test(before) && alone && rest !== '') {
    const cisco = /^[0-9]\s+/.exec(rest)
    return {
      ...plain(value + (cisco?.[0].length ?? 0)),
      how: /[\dA-Z\W]/.test(rest) || /\s/.test(before.trim()) ? 'option' : 'remark',
    }
  }
  const typed = /^(?:\*?[\w[\].]{1,20} )?:?= {1,2}/.exec(rest)
  if (typed !== null) {
    const call = /^(?:\[\]byte|[A-Za-z]\w{0,20})\((?=["'`])/.exec(rest.slice(typed[0].length))
    return { ...plain(skipStringPrefix(scan, value + typed[0].length + (call?.[0].length ?? 0))), how: 'assign' }
  }
  const aside =
    /^(?:\([^()]{1,40}\)|(?:for|of|to|on|from) (?:the )?(?:user )?['"`]?[\w.@%-]{1,40}['"`]?) {0,2}(?:(?:is|was|to|set to):? |[=:] {0,2})/i.exec(
      rest,
    )
  if (aside !== null) return { ...plain(value + aside[0].length), how: 'remark' }
  const linking = /^(?:is|was|are|=|to|as|:|of|->|→|equals|set to|is set to|ist|est|es)\s+/i.exec(
    scan.text(value, value + 14),
  )
  const at = linking === null ? value : value + linking[0].length
  scan.spend(keyEnd - keyStart)
  if (is(bytes[at], QUOTE)) return { ...plain(at), how: 'remark' }
  return { ...plain(at), how: 'prose' }
}
