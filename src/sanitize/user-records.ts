import { ALNUM, DIGIT, is } from './chars.ts'
import { rule } from './rule-names.ts'
import type { Anchor, Scan } from './scan.ts'
import { claimSureUser } from './users.ts'

const personRule = rule('person', 'person')

/** Users by their column in what a machine prints and keeps of them. */
export function userRecordAnchors(): Anchor[] {
  return [
    { literal: 'uid=', handler: numbered, data: 0, local: true },
    { literal: 'gid=', handler: numbered, data: 0, local: true },
    { literal: 'groups=', handler: numbered, data: 0 },
    { literal: 'sudo: ', handler: sudo, data: 0 },
    { literal: 'sudo[', handler: sudo, data: 0 },
    { literal: ':x:0', handler: passwdLine, data: 0 },
    { literal: ':*:0', handler: passwdLine, data: 0 },
    ...['rwx', 'rw-', 'r-x', 'r--'].map((literal) => ({ literal, handler: listing, data: 0 })),
    { literal: 'uid=', handler: distinguished, data: 0, local: true },
    { literal: 'cn=', handler: distinguished, data: 1 },
    { literal: 'crontab(', handler: inParentheses, data: 0 },
    { literal: 'CRON[', handler: cron, data: 0 },
  ]
}

/** `uid=1000(alice)`, as `id` prints it. */
function numbered(scan: Scan, _start: number, end: number): void {
  for (let at = end, names = 0; names < 40; names++) {
    const open = /^\d{1,10}\(([^()\s]{1,64})\),?/.exec(scan.text(at, at + 80))
    if (open === null) return
    scan.depends()
    const from = at + open[0].indexOf('(') + 1
    claimSureUser(scan, from, from + open[1]!.length)
    at += open[0].length
  }
}

/** `sudo:   alice : TTY=…`. */
function sudo(scan: Scan, _start: number, end: number): void {
  const match = /^(?:\d{1,8}\]: )?\s{0,12}([\w.@$-]{1,64}) : /.exec(scan.text(end, end + 90))
  if (match === null) return
  const from = end + match[0].length - 3 - match[1]!.length
  claimSureUser(scan, from, from + match[1]!.length)
}

/** `CRON[123]: (alice) CMD (…)`. */
function cron(scan: Scan, _start: number, end: number): void {
  const match = /^\d{1,8}\]: \(([\w.@$-]{1,64})\)/.exec(scan.text(end, end + 90))
  if (match !== null) claimSureUser(scan, end + match[0].length - 1 - match[1]!.length, end + match[0].length - 1)
}

function inParentheses(scan: Scan, _start: number, end: number): void {
  const match = /^([\w.@$-]{1,64})\)/.exec(scan.text(end, end + 66))
  if (match !== null) claimSureUser(scan, end, end + match[1]!.length)
}

/** `alice:x:1000:1000:Alice Smith,,,:/home/alice:/bin/bash`. */
function passwdLine(scan: Scan, start: number, end: number): void {
  const lineStart = scan.lineStart(start, 70)
  const name = scan.text(lineStart, start)
  const rest = /^\d{0,9}:\d{1,10}:([^:\n]{0,120}):\//.exec(scan.text(end, end + 160))
  if (!/^[a-z_][\w.-]{0,40}\$?$/i.test(name) || rest === null || !claimSureUser(scan, lineStart, start)) return
  const gecos = rest[1]!.split(',')[0]!.trim()
  const from = end + rest[0].indexOf(rest[1]!, rest[0].indexOf(':', rest[0].indexOf(':') + 1))
  if (gecos.length > 3) scan.claim(from, from + gecos.length, personRule)
}

/** Owner and group in `ls -l`. */
function listing(scan: Scan, start: number): void {
  const match =
    /^[-dlbcps](?:[r-][w-][xsStT-]){3}[.+@]? {1,6}\d{1,6} ([\w.@+\\$-]{1,40}) {1,20}([\w.@+\\$-]{1,40}) {1,20}\d/.exec(
      scan.text(start - 1, start + 130),
    )
  if (match === null || is(scan.bytes[start - 2], ALNUM)) return
  const owner = start - 1 + match[0].indexOf(match[1]!, 10)
  claimSureUser(scan, owner, owner + match[1]!.length)
  const group = owner + match[1]!.length + scan.text(owner + match[1]!.length, start + 130).indexOf(match[2]!)
  claimSureUser(scan, group, group + match[2]!.length)
}

/** `uid=alice,ou=people,dc=corp`, `CN=Alice Smith,OU=…`. */
function distinguished(scan: Scan, start: number, end: number, isCommonName: number): void {
  if (is(scan.bytes[start - 1], ALNUM)) return
  const text = scan.text(end, end + 80)
  // The list may go on in the next line.
  if (/^[^,=+<>"\n\\/]{2,64}[,/]\r?\n/.test(text)) scan.dependsOnMore()
  const match = /^([^,=+<>"\n\\/]{2,64})(?:,|\/| ,)\s?(?:ou|o|dc|cn|c|l|st)=/i.exec(text)
  if (match === null || is(scan.bytes[end], DIGIT)) return
  scan.depends()
  const value = match[1]!
  if (!isCommonName) claimSureUser(scan, end, end + value.length)
  else if (
    /^[A-Z\x80-\xff][^\s]{1,24}(?: [A-Z\x80-\xff][^\s]{0,24}){1,3}$/.test(value) &&
    !/\b(?:CA|Root|Authority|Certificate|Server|Services?|Inc|Ltd|Test|SSL|TLS|RSA|Domain|Users|Admins)\b/.test(value)
  )
    scan.claim(end, end + value.length, personRule)
}
