import { code, LF } from './chars.ts'
import type { Anchor, Scan } from './scan.ts'
import { claimSender } from './sender.ts'

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')

export function syslogAnchors(): Anchor[] {
  return [
    ...months.flatMap((month) =>
      [`${month} 00 00:00:00 `, `${month}  0 00:00:00 `, `${month} 0 00:00:00 `].map((literal) => ({
        literal,
        handler: syslogHost,
        data: 0,
        local: true,
      })),
    ),
    { literal: 'T00:00:00', handler: isoHost, data: 0, local: true },
  ]
}

/** `Mar  5 10:22:33 web-3 sshd[77]: …`: the word behind the time, when a program and a colon follow. */
function syslogHost(scan: Scan, start: number, end: number): void {
  const before = scan.bytes[start - 1]
  if (
    before !== undefined &&
    before !== LF &&
    before !== code('>') &&
    before !== code('"') &&
    before !== 13 &&
    before !== 58 &&
    before !== 32
  )
    return
  claimBehindTime(scan, end)
}

/** What goes on behind the host: a program with its colon, a table of RFC 5424, or syslog's own remarks. */
const behindHost =
  /^ {1,3}(?:(?:: )?%?[\w./()@+-]{1,60}(?: [A-Z][\w.]{0,30}){0,2}(?:\[[\w.-]{1,20}\])?(?: ?\([\w.[\]-]{1,60}\))?(?:\[\d{1,8}\])?(?: \d{1,3}(?:\.\d{1,3}){1,3})?:|[\w./-]{1,48} (?:\d{1,10}|-) [\w-]{1,32} (?:\[|-|\u00ef)|-{2,3} (?:last message|[\w.-]{1,30}\[\d{1,8}\]:)|last message repeated )/

/**
 * A host with the way its message came, as syslog-ng writes it with `chain_hostnames`: `src@web-3`, `web-3/relay-1`; both sides of
 * the slash are hosts.
 */
const host = /^(?:\d{4} )?(?:([A-Za-z0-9_][\w.-]{0,80})([@/]))?([A-Za-z0-9_][\w.:-]{1,100})(?= )/

function claimBehindTime(scan: Scan, at: number): void {
  const text = scan.text(at, at + 280)
  scan.spend(40)
  const match = host.exec(text)
  if (match === null || !behindHost.test(text.slice(match[0].length))) return
  const [whole, relay, sign, name] = match
  const to = at + whole.length
  const from = to - name!.length
  if (sign === '/') claimSender(scan, from - 1 - relay!.length, from - 1)
  claimSender(scan, from, to)
}

/** The same behind an ISO time at the start of a line, with or without RFC 5424's `<34>1`. */
function isoHost(scan: Scan, start: number, end: number): void {
  const lineStart = scan.lineStart(start, 24)
  if (scan.bytes[lineStart] === code('<')) scan.depends()
  if (!/^(?:<\d{1,3}>1? ?)?\d{4}-\d\d-\d\d$/.test(scan.text(lineStart, start))) return
  const rest = /^(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)? {1,2}(?=[A-Za-z0-9])/.exec(scan.text(end, end + 20))
  if (rest === null) return
  const at = end + rest[0].length
  if (
    /^\S+ (?:[\w./@-]{1,48}\[\d{1,8}\]:|kernel:|systemd:|sudo:|su:|CRON|sshd:|[\w./-]{1,48} (?:\d{1,8} [\w-]{1,32} |- [\w-]{1,32} (?:- |\[)))/.test(
      scan.text(at, at + 180),
    )
  )
    claimBehindTime(scan, at)
}
