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
  // Another option, or what the shell feeds the command with.
  if (isOption && (bytes[value] === code('-') || bytes[value] === code('<'))) return undefined
  if (isOption) return { ...plain(value), how: 'option' }
  if (is(bytes[value], QUOTE)) return { ...plain(value), how: 'remark' }
  const before = scan.text(scan.lineStart(keyStart, 200), keyStart)
  const rest = scan.text(value, scan.lineEnd(value, 300)).trimEnd()
  const alone = !/\s/.test(
    rest
      .replace(/^(?:0|5|6|7|8|9)\s+/, '')
      .replace(/(?:;| (?:r[ow](?: \S{1,20})?|view \S{1,20}|version \S{1,8}|privilege \d{1,2}))$/i, ''),
  )
  // `password combination.` ends a sentence.
  const endsSentence = /^[A-Za-z]{1,40}\.$/.test(rest)
  if (settingBefore.test(before) && alone && rest !== '' && !rest.startsWith('--') && !endsSentence) {
    const cisco = /^[0-9]\s+/.exec(rest)
    return {
      ...plain(value + (cisco?.[0].length ?? 0)),
      how: /[\dA-Z\W]/.test(rest) || /\s/.test(before.trim()) ? 'option' : 'remark',
    }
  }
  const typed = /^(?:(?:As )?\*?[\w[\].]{1,20}(?:\(\d{1,4}\))? )?:?= {1,2}/i.exec(rest)
  if (typed !== null) {
    const call = /^(?:\[\]byte|[A-Za-z]\w{0,20})\((?=["'`])/.exec(rest.slice(typed[0].length))
    return { ...plain(skipStringPrefix(scan, value + typed[0].length + (call?.[0].length ?? 0))), how: 'assign' }
  }
  const said = linkedTo(scan, value, rest)
  scan.spend(keyEnd - keyStart)
  if (said.isSign) return { ...plain(said.at), how: 'remark' }
  if (is(bytes[said.at], QUOTE)) return { ...plain(said.at), how: 'remark' }
  return { ...plain(said.at), how: said.at > value ? 'told' : 'prose' }
}

const about = String.raw`(?:\([^()]{1,40}\)|(?:for|of|to|on|from|di|de|du|des|pour|para|per|f\xc3\xbcr|van|voor) (?:(?:the|this|that|our|your|my|d[eiao][nemrsto]?|l[aeo]s?|el|il|het) (?:[\w.-]{1,30} ){0,3})?(?:user )?(?:\+?\d[\d ()/-]{5,20}\d|['"\x60]?[\w.@%-]{1,40}['"\x60]?)|d'\w{1,20}) {0,2}`
const link =
  '(?:(?:is|was) (?:generated|created|set) for \\S{1,60}(?=:)|(?:is|was|are|will be)(?: now| currently)?(?: set to)?|(?:has been )?(?:set|changed|reset|updated) to|to|as|of|equals|->|lautet|ist|est|es|era|war|\xc3\xa8|\xc3\xa9|\xc3\xa4r|er|jest|c.est)'
const aside = new RegExp(`^${about}(?:(?<![A-Za-z])(?:${link}):? |[=:] {0,2})`, 'i')
const named = new RegExp(`^${link}(?: ?[:=])? `, 'i')

/** Behind `for user X`, `is`, `was changed to` and the like: where the value stands, and whether a sign says so. */
function linkedTo(scan: Scan, value: number, rest: string): { at: number; isSign: boolean } {
  const beside = aside.exec(rest)
  // "the password to proceed to installation" says less than "the password of bob is".
  if (beside !== null)
    return { at: value + beside[0].length, isSign: !/(?<!set|changed|updated) (?:to|as|of) $/i.test(beside[0]) }
  const linking = named.exec(rest)
  if (linking === null) return { at: value, isSign: false }
  let at = value + linking[0].length
  while (scan.bytes[at] === 32) at++
  return { at, isSign: /[:=] $/.test(linking[0]) }
}
