import { is, NAME } from './chars.ts'
import { claimHost } from './hosts.ts'
import type { Scan } from './scan.ts'

const words =
  /^(?:gmt|utc|est|edt|cst|cdt|mst|mdt|pst|pdt|cet|cest|bst|ist|jst|msk|z|am|pm|info|warn|warning|error|debug|trace|fatal|notice|crit|alert|emerg|last|message|kernel|the|and|\d{2,4})$/i

/** Claims the machine that a line comes from, and where the line says its name again. */
export function claimSender(scan: Scan, start: number, end: number): void {
  const name = scan.text(start, end)
  if (words.test(name) || name.endsWith(':')) return
  scan.dependsOn(start, end)
  // `ip-10-1-2-3` is an address by its own rule.
  if (/\d{1,3}-\d{1,3}-\d{1,3}-\d{1,3}/.test(name) || !claimHost(scan, start, end, 'placed')) return
  if (/\d/.test(name)) claimAgain(scan, start, name)
}

/** A sender that speaks of itself: its name in the rest of its line, `domain name (web-3)`, `msgid=<1@web-3>`. */
function claimAgain(scan: Scan, at: number, name: string): void {
  const start = scan.lineStart(at, 200)
  // A line has one sender, and names it soon.
  if (at - start >= 200 || scan.seen.get('sender') === start) return
  scan.seen.set('sender', start)
  const line = scan.text(start, scan.lineEnd(at, 1200))
  for (let found = line.indexOf(name); found >= 0; found = line.indexOf(name, found + name.length)) {
    const from = start + found
    const to = from + name.length
    const isPart = isPartOfName(scan, from - 1) || isPartOfName(scan, to)
    if (from !== at && !isPart && !scan.isClaimed(from)) claimHost(scan, from, to, 'placed')
  }
}

const isPartOfName = (scan: Scan, at: number) => is(scan.bytes[at], NAME)
