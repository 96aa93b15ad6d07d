import { ALNUM, is, LF, QUOTE } from './chars.ts'
import { claimWord, cliPassword, wordAt } from './command-words.ts'
import { quotedEnd } from './extent.ts'
import { rule } from './rule-names.ts'
import type { Anchor, Scan } from './scan.ts'
import { claimUser } from './users.ts'
import { isProse } from './values.ts'

/** Logins in `.netrc`, SQL, FTP and the like, where a word says what the next one is. */
export function loginAnchors(): Anchor[] {
  return [
    { literal: 'machine ', handler: netrc, data: 0 },
    { literal: ' password ', handler: netrc, data: 1, local: true },
    { literal: 'identified by ', handler: identified, data: 0 },
    { literal: 'identified with ', handler: identified, data: 0 },
    { literal: '| chpasswd', handler: changePassword, data: 0 },
    { literal: '|chpasswd', handler: changePassword, data: 0 },
    { literal: 'pass:', handler: passSource, data: 0 },
    { literal: 'PASS ', handler: protocol, data: 0, local: 'line' },
    { literal: 'AUTH ', handler: protocol, data: 1, local: 'line' },
    { literal: '$ANSIBLE_VAULT;', handler: ansibleVault, data: 0 },
  ]
}

/** `machine host login name password secret` in one line or several. */
function netrc(scan: Scan, start: number, end: number, inner: number): void {
  const { bytes } = scan
  if (is(bytes[start - 1], ALNUM) && !inner) return
  if (inner) {
    const before = scan.text(start - 160, start)
    // Who has only one word of this line before it looks at the line above.
    if (!/\S\s+\S/.test(scan.text(scan.lineStart(start, 160), start))) scan.dependsOnMore()
    if (!/(?:^|\s)(?:login|user|username|account)[ \t]+(?!(?:and|or|und|et)\b)\S+\s*$/i.test(before)) return
    scan.dependsOnMore()
    const [from, to] = wordAt(scan, end, scan.lineEnd(end))
    const digit = /^[0-9]$/.test(scan.text(from, to)) && bytes[to] === 32
    const [valueFrom, valueTo] = digit ? wordAt(scan, to + 1, scan.lineEnd(end)) : [from, to]
    if (isProse(scan.text(valueFrom, valueTo))) return
    claimWord(scan, valueFrom, valueTo)
    return
  }
  const text = scan.text(end, end + 300)
  const login = /^\S+\s+login\s+(\S+)\s+password\s+(\S+)/.exec(text)
  if (login === null) return
  const password = end + login[0].length - login[2]!.length
  claimWord(scan, password, password + login[2]!.length)
  const user = end + login[0].indexOf(login[1]!, login[0].indexOf('login') + 5)
  claimUser(scan, user, user + login[1]!.length)
}

/** SQL: `IDENTIFIED BY 'x'`, `IDENTIFIED WITH plugin BY|AS 'x'`; not `revision identified by '4f2c'`. */
function identified(scan: Scan, start: number, end: number): void {
  const before = scan.text(scan.lineStart(start, 400), start)
  if (!/\b(?:user|role|account|grant|to|on|current_user\(?\)?|alter|create|into)\b|['"`]@|[`'"]\s$/i.test(before))
    return
  const plugin = /^(?:(?:['"`]?\w{1,40}['"`]? )?(?:by|as) )?(?:password |values )?/i.exec(scan.text(end, end + 80))
  const at = end + (plugin?.[0].length ?? 0)
  const [from, to] = is(scan.bytes[at], QUOTE) ? [at + 1, quotedEnd(scan, at)] : wordAt(scan, at, scan.lineEnd(at, 200))
  const cut = is(scan.bytes[at], QUOTE) ? to : from + scan.text(from, to).replace(/[;,)]+$/, '').length
  if (is(scan.bytes[at], QUOTE) || /[\d]/.test(scan.text(from, cut))) claimWord(scan, from, cut)
}

/** `echo 'alice:hunter2' | chpasswd`. */
function changePassword(scan: Scan, start: number): void {
  const from = scan.lineStart(start, 300)
  const match = /([\w.-]{1,40}):([^\s'"|]{2,120})['"]?\s*$/.exec(scan.text(from, start))
  if (match === null) return
  const at = from + match.index + match[1]!.length + 1
  claimWord(scan, at, at + match[2]!.length)
}

/** `-passin pass:hunter2` */
function passSource(scan: Scan, start: number, end: number): void {
  if (!/-pass(?:in|out)?[ =]['"]?$/.test(scan.text(start - 11, start))) return
  let to = end
  while (to < scan.end && scan.bytes[to]! > 32 && !is(scan.bytes[to], QUOTE)) to++
  if (to > end) scan.claimAndLearn(end, to, cliPassword)
}

/** FTP's and POP3's `PASS x`, Redis' `AUTH [user] x`. */
function protocol(scan: Scan, start: number, end: number, isAuth: number): void {
  const { bytes } = scan
  const before = bytes[start - 1]
  if ((before !== undefined && before > 32) || !scan.isAt(start, isAuth ? 'AUTH' : 'PASS')) return
  const lineEnd = scan.lineEnd(end, 200)
  const rest = scan.text(end, lineEnd).replace(/["'\s]+$/, '')
  const words = rest.split(' ')
  const value = words.at(-1)!
  if (
    words.length > 2 ||
    value.length < 4 ||
    // Test runners say `PASS src/app.test.ts`.
    /\w\.[a-z]{1,5}$/.test(value) ||
    /^(?:PLAIN|LOGIN|GSSAPI|TLS|NTLM|CRAM-MD5|XOAUTH2|required|failed|ok|succeeded|error|mechanisms?)$/i.test(value)
  )
    return
  const bare = value.replace(/^["']/, '')
  const from = end + rest.length - bare.length
  if (/[\d\W]/.test(bare) || ((before === undefined || before === LF) && bare.length >= 6))
    claimWord(scan, from, from + bare.length)
}

/** The lines of hex digits below `$ANSIBLE_VAULT;1.1;AES256`. */
function ansibleVault(scan: Scan, _start: number, end: number): void {
  let at = scan.lineEnd(end) + 1
  for (let lines = 0; lines < 300; lines++) {
    const to = scan.lineEnd(at)
    const line = scan.text(at, to)
    if (!/^\s*[0-9a-f]{2,80}$/.test(line)) return
    scan.claim(at + line.search(/\S/), to, rule('ansible-vault'))
    at = to + 1
  }
}
