import { claimPeers } from './peers.ts'
import type { Anchor, Scan } from './scan.ts'
import { claimSender } from './sender.ts'

/**
 * Event logs of clusters name the machine in a column of its own: behind the day, as `- 1204771330 2008.03.06 cn77 …` does, or in
 * front of a kind and a Unix time, `77120 node-311 unix.hw net.up 1204771330 1 …`.
 */
export function eventColumnAnchors(): Anchor[] {
  return [
    { literal: ' 0000.00.00 ', handler: behindDay, data: 0, local: true },
    { literal: ' 0000000000 0 ', handler: beforeKind, data: 0, local: true },
    { literal: ' 0000000000 -0 ', handler: beforeKind, data: 0, local: true },
  ]
}

/** A mark of the alert or a hyphen, the Unix time, the day, the machine. */
function behindDay(scan: Scan, start: number, end: number): void {
  const before = scan.text(scan.lineStart(start, 60), start)
  if (!/^(?:-|[A-Z][A-Z_]{1,20}) \d{9,10}$/.test(before)) return
  const name = /^[A-Za-z][\w.:-]{1,60}(?= )/.exec(scan.text(end, end + 64))?.[0]
  // `UNKNOWN_LOCATION`, `NULL`
  if (name !== undefined && /[a-z\d]/.test(name)) claimSender(scan, end, end + name.length)
}

/** A number, the machine, what of it, what happened, the Unix time. */
function beforeKind(scan: Scan, start: number): void {
  const lineStart = scan.lineStart(start, 140)
  const match = /^(\d{1,10} )([A-Za-z][\w-]{1,48}) [a-z_][\w.]{1,40} [a-z_][\w.-]{1,60}$/.exec(
    scan.text(lineStart, start),
  )
  if (match === null || !/\d/.test(match[2]!)) return
  const from = lineStart + match[1]!.length
  claimSender(scan, from, from + match[2]!.length)
  if (/^[A-Za-z]{2}/.test(match[2]!)) claimPeers(scan, start, match[2]!)
}
