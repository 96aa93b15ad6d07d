import { ALNUM, code, is, QUOTE } from './chars.ts'
import { type Connection, plain, skipStringPrefix } from './connection.ts'
import type { Scan } from './scan.ts'

const settingBefore =
  /^\s{0,40}(?:(?:env|setx|set|setenv|arg|export|config set|-x|-gx|-ux|alter|identified|password|user \S{1,40}|username \S{1,40}|login \S{1,64}|machine \S{1,64} login \S{1,64}|enable|default|option|snmp-server|neighbor \S{1,40}|aaa|key|[\w-]{2,20}-server(?: host \S{1,40})?|[\w-]{2,10} chap|ppp pap|\S{1,20} authentication|username \S{1,40})\s{1,4}){0,3}(?:--?|\/|\$env:)?$/i

/** A key and a value with nothing but a space between: an option, a directive, or a sentence. */
export function withoutSign(scan: Scan, keyStart: number, keyEnd: number, value: number): Connection | undefined {
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
