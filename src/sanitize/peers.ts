import { claimHost } from './hosts.ts'
import type { Scan } from './scan.ts'

/** As many names of six letters as a monitor lists in one line. */
const longest = 1200

/**
 * Claims the machines of one family in the rest of a line: beside `node-311`, `node-17` is one of its kind, and so are all of
 * `bn910 bn911 bn912`. Only words of their own.
 */
export function claimPeers(scan: Scan, at: number, name: string): void {
  const stem = ` ${/^[A-Za-z]+-*/.exec(name)![0]}`
  const line = scan.text(at, scan.lineEnd(at, longest))
  for (let found = line.indexOf(stem); found >= 0; found = line.indexOf(stem, found + stem.length)) {
    const digits = found + stem.length
    const number = /^[A-Z]?\d[\dA-Z]{0,5}(?=[\s,]|$)/.exec(line.slice(digits, digits + 8))?.[0]
    const from = at + found + 1
    if (number !== undefined && !scan.isClaimed(from)) claimHost(scan, from, at + digits + number.length, 'placed')
  }
}
