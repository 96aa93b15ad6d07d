import { ALNUM, CR, code, is, LF } from './chars.ts'
import { quotedEnd } from './extent.ts'
import { rule } from './rule-names.ts'
import { type Command, commands } from './rules/commands.ts'
import type { Anchor, Scan } from './scan.ts'
import { claimUser } from './users.ts'
import { isPlaceholder, isProse } from './values.ts'

const cliPassword = rule('command-line-password')

type Row = {
  user: string[]
  next: string[]
  glued: string[]
  pair: string[]
  separator: string
  verbs: string[]
  word: number | undefined
}

const split = (words: string | undefined) => (words === undefined || words === '' ? [] : words.split(' '))
const rows: Row[] = commands.map((command: Command) => ({
  next: split(command.next),
  user: split(command.user),
  glued: split(command.glued),
  pair: split(command.pair),
  separator: command.separator ?? ':',
  verbs: split(command.verbs),
  word: command.word,
}))

export function commandAnchors(): Anchor[] {
  return [
    ...commands.flatMap((command, data) =>
      command.names.split(' ').map((name) => ({ literal: `${name} `, handler: commandLine, data, local: true })),
    ),
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

/** Reads the words of a command up to the end of its line or pipe. */
function commandLine(scan: Scan, start: number, end: number, data: number): void {
  const before = scan.bytes[start - 1]
  if (is(before, ALNUM) || before === code('-') || before === code('_') || before === code('.')) return
  scan.depends()
  const row = rows[data]!
  const lineEnd = commandEnd(scan, end)
  let at = end
  let plain = 0
  let active = row.verbs.length === 0
  for (let words = 0; words < 60 && at < lineEnd; words++) {
    while (at < lineEnd && isBlank(scan, at)) at++
    const [from, to] = wordAt(scan, at, lineEnd)
    if (to <= from) return
    const written = scan.text(from, to)
    const word = row.pair.length + row.next.length > 0 ? lastFlag(written, row) : written
    if (/^[|;&]{1,2}$/.test(word)) return
    at = Math.max(to, at + 1)
    if (is(scan.bytes[at], 128)) at++
    if (row.verbs.includes(word)) {
      active = true
      continue
    }
    if (!active) continue
    if (row.user.includes(word)) {
      while (at < lineEnd && isBlank(scan, at)) at++
      const [valueFrom, valueTo] = wordAt(scan, at, lineEnd)
      if (/^[a-z_][\w.-]{1,40}$/i.test(scan.text(valueFrom, valueTo))) claimUser(scan, valueFrom, valueTo)
      continue
    }
    if (row.pair.includes(word) || row.next.includes(word)) {
      while (at < lineEnd && isBlank(scan, at)) at++
      const [valueFrom, valueTo] = wordAt(scan, at, lineEnd)
      const joined = row.pair.includes(word) ? quotedPair(scan, valueFrom, valueTo, row.separator) : undefined
      if (joined !== undefined) claimWord(scan, joined[0], joined[1])
      if (row.pair.includes(word)) claimPair(scan, valueFrom, valueTo, row.separator)
      else claimWord(scan, valueFrom, valueTo)
      at = Math.max(valueTo, at + 1)
      continue
    }
    const glued = row.glued.find(
      (option) => word.startsWith(option) && word.length > option.length && !word.startsWith('--'),
    )
    if (glued !== undefined && !/^-p(?:ort|rotocol|assword)?$/.test(word)) {
      let glueFrom = from + glued.length
      if (is(scan.bytes[glueFrom], 128)) glueFrom++
      claimWord(scan, glueFrom, is(scan.bytes[to - 1], 128) ? to - 1 : to)
    } else if (!word.startsWith('-')) {
      if (row.word === plain++ && !isProse(word)) claimWord(scan, from, to)
    } else {
      const option = row.pair.find((name) => isGluedPair(word, name))
      const width = option === undefined ? 0 : option.length + (word[option.length] === '=' ? 1 : 0)
      if (width > 0) claimPair(scan, from + width, to, row.separator)
    }
  }
}

/** `-sSLu` is `-s -S -L -u`: what follows is the last one's. */
function lastFlag(word: string, { pair, next }: Row): string {
  if (!/^-[A-Za-z]{2,6}$/.test(word)) return word
  const last = `-${word.at(-1)}`
  return pair.includes(last) || (next.includes(last) && !next.includes(word)) ? last : word
}

/** `--user=alice:x`, `-ualice:x`. */
const isGluedPair = (word: string, option: string) =>
  word.startsWith(`${option}=`) || (option.length === 2 && word.startsWith(option) && word.includes(':'))

/** The end of the line, or of those that it goes on in: a shell joins them at a backslash. */
function commandEnd(scan: Scan, at: number): number {
  let end = scan.lineEnd(at, 1000)
  if (scan.bytes[end - 1] !== code('\\')) return end
  scan.dependsOnMore()
  // Within joined lines another command goes on to its own line's end only.
  if (at < (scan.seen.get('joined') ?? 0)) return end
  for (let lines = 0; lines < 12 && end - at < 1000 && scan.bytes[end - 1] === code('\\'); lines++)
    end = scan.lineEnd(end + (scan.bytes[end] === CR ? 2 : 1), 1000)
  scan.seen.set('joined', end)
  return end
}

/** A blank, or a line break behind a backslash. */
function isBlank(scan: Scan, at: number): boolean {
  const byte = scan.bytes[at]
  if (byte === code('\\')) return scan.bytes[at + 1] === LF || scan.bytes[at + 1] === CR
  return byte === 32 || byte === 9 || byte === LF || byte === CR
}

function wordAt(scan: Scan, at: number, limit: number): [number, number] {
  if (is(scan.bytes[at], 128)) return [at + 1, Math.min(quotedEnd(scan, at), limit)]
  let to = at
  while (to < limit && !isBlank(scan, to)) {
    if (is(scan.bytes[to], 128) && to > at && scan.bytes[to - 1] === code('=')) {
      to = Math.min(quotedEnd(scan, to), limit)
      continue
    }
    to++
  }
  return [at, to]
}

function claimWord(scan: Scan, start: number, end: number): void {
  const value = scan.text(start, end)
  if (end - start < 2 || isPlaceholder(value) || value.startsWith('-')) return
  const source = /^(?:pass|file|env|fd|stdin):/.exec(value)
  if (source !== null) {
    if (source[0] === 'pass:') scan.claimAndLearn(start + 5, end, cliPassword)
    return
  }
  scan.claimAndLearn(start, end, cliPassword)
}

/** `"name":"secret"`, each half in quotes of its own: where the secret stands. */
function quotedPair(scan: Scan, start: number, end: number, separator: string): [number, number] | undefined {
  const isPair =
    is(scan.bytes[start - 1], 128) && scan.isAt(end + 1, separator) && is(scan.bytes[end + 1 + separator.length], 128)
  const open = end + 1 + separator.length
  return isPair ? [open + 1, quotedEnd(scan, open)] : undefined
}

function claimPair(scan: Scan, start: number, end: number, separator: string): void {
  const at = scan.text(start, end).indexOf(separator)
  if (at < 0) {
    claimUser(scan, start, end)
    return
  }
  claimUser(scan, start, start + at)
  claimWord(scan, start + at + 1, end)
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
  const [from, to] = is(scan.bytes[at], 128) ? [at + 1, quotedEnd(scan, at)] : wordAt(scan, at, scan.lineEnd(at, 200))
  const cut = is(scan.bytes[at], 128) ? to : from + scan.text(from, to).replace(/[;,)]+$/, '').length
  if (is(scan.bytes[at], 128) || /[\d]/.test(scan.text(from, cut))) claimWord(scan, from, cut)
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
  while (to < scan.end && scan.bytes[to]! > 32 && !is(scan.bytes[to], 128)) to++
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
