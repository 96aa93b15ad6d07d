import { ALNUM, code, is, LF } from './chars.ts'
import { claimHost } from './hosts.ts'
import type { Anchor, Scan } from './scan.ts'
import { claimUser } from './users.ts'

export function lineAnchors(): Anchor[] {
  return [
    { literal: '\nssh-rsa AAAA', handler: knownHost, data: 0, local: 'line' },
    { literal: '\nssh-ed25519 AAAA', handler: knownHost, data: 0, local: 'line' },
    { literal: '\necdsa-sha2-', handler: knownHost, data: 0, local: 'line' },
    { literal: ' ssh-rsa AAAA', handler: knownHost, data: 0, local: 'line' },
    { literal: ' ssh-ed25519 AAAA', handler: knownHost, data: 0, local: 'line' },
    { literal: ' ssh-dss AAAA', handler: knownHost, data: 0, local: 'line' },
    { literal: ' ecdsa-sha2-', handler: knownHost, data: 0, local: 'line' },
    { literal: ' sk-ssh-', handler: knownHost, data: 0, local: 'line' },
    { literal: 'dns:', handler: alternativeName, data: 0, local: 'line' },
    { literal: 'cn=', handler: commonName, data: 0, local: 'line' },
    { literal: 'cn = ', handler: commonName, data: 0, local: 'line' },
    { literal: '/cn=', handler: commonName, data: 0, local: 'line' },
    { literal: '@', handler: prompt, data: 0, local: true },
    { literal: ' [00/', handler: remoteUser, data: 0, local: true },
    { literal: 'nodename ', handler: directive, data: 0, local: 'line' },
    { literal: 'server_name ', handler: directive, data: 0, local: 'line' },
    { literal: 'servername ', handler: directive, data: 0, local: 'line' },
    { literal: 'serveralias ', handler: directive, data: 0, local: 'line' },
    { literal: 'hostname ', handler: directive, data: 0, local: 'line' },
    { literal: '\tlogin: ', handler: directive, data: 1, local: 'line' },
    { literal: 'linux ', handler: uname, data: 0, local: true },
    { literal: 'darwin ', handler: uname, data: 0, local: true },
    { literal: 'successfully assigned ', handler: scheduled, data: 0, local: 'line' },
    { literal: 'from host ', handler: directive, data: 0, local: 'line' },
    { literal: 'to host ', handler: directive, data: 0, local: 'line' },
    { literal: 'on host ', handler: directive, data: 0, local: 'line' },
    { literal: 'on node ', handler: directive, data: 0, local: 'line' },
    { literal: '::1', handler: hostsLine, data: 0 },
    { literal: '\t', handler: tabbed, data: 0, local: true },
  ]
}

/** The first column of known_hosts: names and addresses before a public key. */
function knownHost(scan: Scan, start: number, end: number): void {
  const isBare = scan.bytes[start] === LF
  const from = isBare ? start + 1 : scan.lineStart(start, 300)
  const text = isBare ? '' : scan.text(from, start)
  if (/^(?:@cert-authority |@revoked )?[\w.,:[\]*?-]{2,300}$/.test(text)) {
    let at = from + (text.startsWith('@') ? text.indexOf(' ') + 1 : 0)
    for (const part of scan.text(at, start).split(',')) {
      const name = /^\[?([A-Za-z0-9][\w.-]*)\]?(?::\d+)?$/.exec(part)?.[1]
      if (name !== undefined && !/^\d+(?:\.\d+){3}$/.test(name))
        claimHost(scan, at + part.indexOf(name), at + part.indexOf(name) + name.length, 'placed')
      at += part.length + 1
    }
  }
  // The remark behind the key: user@host.
  const line = scan.text(end, scan.lineEnd(end, 1200))
  const remark = / ([\w.-]{1,40})@([\w.-]{1,80})$/.exec(line)
  if (remark === null) return
  const at = end + line.length - remark[0].length + 1
  claimUser(scan, at, at + remark[1]!.length)
  claimHost(scan, at + remark[1]!.length + 1, end + line.length, 'placed')
}

/** `DNS:web.corp, DNS:*.corp` of a certificate. */
function alternativeName(scan: Scan, start: number, end: number): void {
  if (is(scan.bytes[start - 1], ALNUM) || !scan.isAt(start, 'DNS:')) return
  const match = /^[ \t]?(?:\*\.)?([A-Za-z0-9_][\w.-]{1,250})/.exec(scan.text(end, end + 256))
  if (match === null) return
  const to = end + match[0].length
  claimHost(scan, to - match[1]!.length, to, 'placed')
}

/** `CN=web.corp` and `CN = web-3`: a host when it is written like one. */
function commonName(scan: Scan, start: number, end: number): void {
  if (is(scan.bytes[start - 1], ALNUM) || scan.bytes[start - 1] === code('_')) return
  // `CN=R3` and its kind sign certificates.
  const match = /^(?:\*\.)?([A-Za-z0-9][\w-]*(?:\.[\w-]+)+|(?=[\w-]{4})[A-Za-z][\w-]*\d[\w-]*)(?=[,/\s"'<>;]|$)/.exec(
    scan.text(end, end + 256),
  )
  if (match === null) return
  const to = end + match[0].length
  claimHost(scan, to - match[1]!.length, to, 'placed')
}

/** `10.1.2.3 - alice [11/Mar/2024:…`, as web servers log who has signed in. */
function remoteUser(scan: Scan, start: number): void {
  if (scan.bytes[start - 1] === code('-')) return
  const user = /(?:^|[\r\n])[\w.:-]{2,60} \S{1,40} ([\w.@$-]{2,60})$/.exec(scan.text(start - 170, start))?.[1]
  if (user !== undefined && !user.includes('@') && /[a-z]/i.test(user)) claimUser(scan, start - user.length, start)
}

/** `alice@web-3:~$ `, `[alice@web-3 ~]#`. */
function prompt(scan: Scan, at: number, end: number): void {
  const before = /(?:^|[\n\r[(])([a-z_][\w.-]{0,31})$/.exec(scan.text(at - 34, at))
  if (before === null) return
  const after = /^([A-Za-z][\w.-]{1,63})(?::[~/][^\s$#]{0,80}[$#] |:[~/]|[ ][^\s\]]{1,60}\][$#])/.exec(
    scan.text(end, end + 160),
  )
  if (after === null) return
  scan.depends()
  claimUser(scan, at - before[1]!.length, at)
  claimHost(scan, end, end + after[1]!.length, 'placed')
}

/** `server_name a.corp b.corp;`, `hostname web-3`, `… on host db-1`. */
function directive(scan: Scan, start: number, end: number, isUser: number): void {
  if (is(scan.bytes[start - 1], ALNUM)) return
  let at = end
  for (let names = 0; names < 8; names++) {
    const match = /^ {0,8}['"]?(?:\*?\.)?([A-Za-z0-9](?:[\w.-]{0,250}[A-Za-z0-9])?)(?=['"]?(?:[;\s,.)]|$))/.exec(
      scan.text(at, at + 258),
    )
    if (match === null) return
    const to = at + match[0].length
    if (isUser) claimUser(scan, to - match[1]!.length, to)
    else if (/[\d.-]/.test(match[1]!) && !/^\d/.test(match[1]!) && !/^v?\d+(?:\.\d+)+/.test(match[1]!))
      claimHost(scan, to - match[1]!.length, to, 'placed')
    if (!scan.isAt(start, 'server', true)) return
    at = to
  }
}

/** `Linux web-3 5.15.0-91-generic #101-Ubuntu SMP …`, as `uname -a` prints it. */
function uname(scan: Scan, start: number, end: number): void {
  if (is(scan.bytes[start - 1], ALNUM)) return
  const match = /^([A-Za-z][\w.-]{1,63}) \d{1,2}\.\d{1,3}\.\d/.exec(scan.text(end, end + 90))
  if (match !== null) scan.depends()
  if (match !== null && !/^(?:version|kernel|release)$/i.test(match[1]!))
    claimHost(scan, end, end + match[1]!.length, 'placed')
}

/** `Successfully assigned default/web-0 to node-7`, as the scheduler of Kubernetes says it. */
function scheduled(scan: Scan, _start: number, end: number): void {
  const match = /^\S{1,160} to ([A-Za-z0-9][\w.-]{1,100})/.exec(scan.text(end, end + 280))
  if (match !== null) claimHost(scan, end + match[0].length - match[1]!.length, end + match[0].length, 'placed')
}

function hostsLine(scan: Scan, _start: number, end: number): void {
  namesBehindAddress(scan, end)
}

/** A tab behind an address at the start of a line, in /etc/hosts and what is written like it. */
function tabbed(scan: Scan, start: number, end: number): void {
  let from = start
  while (
    from > 0 &&
    start - from < 46 &&
    (is(scan.bytes[from - 1], ALNUM) || scan.bytes[from - 1] === 46 || scan.bytes[from - 1] === 58)
  )
    from--
  if (
    from !== start &&
    (from === 0 || scan.bytes[from - 1] === LF) &&
    /^(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]{0,4}:[0-9a-f:]+)$/i.test(scan.text(from, start))
  ) {
    scan.depends()
    namesBehindAddress(scan, end, true)
  }
}

/** `10.1.2.3   web-3.corp web-3`: names and nothing else up to the end of the line. */
export function namesBehindAddress(scan: Scan, at: number, isTable = false): void {
  // What a line of names means is said by the name of the file.
  scan.dependsOnMore()
  const line = scan.text(at, scan.lineEnd(at, 400))
  const names = line.replace(/#.*$/, '')
  if (!/^[\s\w.-]+$/.test(names) || names.trim().split(/\s+/).length > 8) return
  // One blank and a word is prose; one with a dot in front is a table of hosts.
  if (!isTable && !/^\s{2,}|\t/.test(line) && !/^\s[\w-]+(?:\.[\w-]+)+(?:\s|$)/.test(names)) return
  const isHostsFile = /(?:^|[./-])hosts(?:$|[.-])/.test(scan.hints.name)
  for (const match of names.matchAll(/[^\s]+/g)) {
    const name = match[0]
    if (!/[a-z]/i.test(name) || /^ip6-/.test(name)) continue
    if (isHostsFile || /[.\d-]/.test(name) || /\t/.test(line))
      claimHost(scan, at + match.index, at + match.index + name.length, 'placed')
  }
}
