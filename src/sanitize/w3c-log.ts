import { claimHost } from './hosts.ts'
import type { Anchor, Scan } from './scan.ts'
import { reach } from './scan.ts'
import { claimSureUser } from './users.ts'

/** What the columns that name somebody or a machine hold (w3.org/TR/WD-logfile, learn.microsoft.com: IIS log file formats). */
const columns = new Map<string, 'user' | 'host'>([
  ['cs-username', 'user'],
  ['cs-auth-user', 'user'],
  ['x-auth-user', 'user'],
  ['s-computername', 'host'],
  ['s-dns', 'host'],
  ['c-dns', 'host'],
  ['r-dns', 'host'],
  ['cs-host', 'host'],
  ['cs(host)', 'host'],
])

export const w3cLogAnchors = (): Anchor[] => [{ literal: '#Fields:', handler: fieldsLine, data: 0 }]

/**
 * `#Fields: date time cs-username s-computername …` says in which column each of the rows below has what. The rows are read as far
 * as any rule looks; the next `#Fields:` line begins anew.
 */
function fieldsLine(scan: Scan, start: number, end: number): void {
  const { bytes } = scan
  if (scan.lineStart(start, 4) !== start || !scan.isAt(start, '#Fields:')) return
  scan.dependsOnMore()
  let at = scan.lineEnd(end, 2000)
  const names = scan.text(end, at).trim().split(/\s+/)
  if (!names.some((name) => columns.has(name.toLowerCase()))) return
  while (at < scan.end && at - end < reach) {
    const from = at + (bytes[at] === 13 && bytes[at + 1] === 10 ? 2 : 1)
    at = scan.lineEnd(from, 4000)
    if (at <= from) return
    if (bytes[from] === 35) {
      if (scan.isAt(from, '#Fields:')) return
      continue
    }
    claimRow(scan, from, at, names)
  }
}

function claimRow(scan: Scan, start: number, end: number, names: readonly string[]): void {
  const cells = scan.text(start, end).split(' ')
  // Another program's line.
  if (cells.length !== names.length) return
  let at = start
  for (const [column, cell] of cells.entries()) {
    const kind = columns.get(names[column]!.toLowerCase())
    if (kind !== undefined && cell !== '-') claimCell(scan, at, cell, kind)
    at += cell.length + 1
  }
}

/** `-` stands for nothing; a user may have a domain before the backslash. */
function claimCell(scan: Scan, start: number, cell: string, kind: 'user' | 'host'): void {
  const backslash = cell.indexOf('\\')
  const end = start + cell.length
  if (kind === 'host') claimHost(scan, start, start + cell.replace(/:\d{1,5}$/, '').length, 'placed')
  else if (backslash < 0) claimSureUser(scan, start, end)
  else {
    if (backslash > 1) claimHost(scan, start, start + backslash, 'placed')
    claimSureUser(scan, start + backslash + 1, end)
  }
}
