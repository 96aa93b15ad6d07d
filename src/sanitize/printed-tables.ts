import { CR, is, LF, UPPER } from './chars.ts'
import { claimHostValue } from './field-hosts.ts'
import { type Anchor, reach, type Scan } from './scan.ts'
import { claimSureUser } from './users.ts'

const users = ['user', 'username', 'login', 'owner']
const machines = ['node', 'hostname', 'host', 'nodelist', 'machine']

/** Columns that tools set apart by blanks below names in capitals: `kubectl get pods -o wide`, `loginctl`, `squeue`, `docker node ls`. */
export function printedTableAnchors(): Anchor[] {
  const anchor = (word: string, data: number) =>
    [`\n${word} `, ` ${word} `, ` ${word}\n`, ` ${word}\r`].map((literal) => ({
      literal,
      handler: header,
      data,
      local: true,
    }))
  return [...users.flatMap((word) => anchor(word, 0)), ...machines.flatMap((word) => anchor(word, 1))]
}

type Cell = { at: number; name: string }
const isHeader = /^ {0,12}[A-Z][A-Z\d_%:()/#. -]+$/
/** A table that people look at is no longer. */
const mostRows = 300

function header(scan: Scan, start: number, _end: number, isMachine: number): void {
  const { bytes } = scan
  const from = start + 1
  if (!is(bytes[from], UPPER) || !is(bytes[from + 1], UPPER) || !is(bytes[from + 3], UPPER)) return
  const lineStart = scan.lineStart(from, 300)
  const lineEnd = scan.lineEnd(from, 300)
  const line = scan.text(lineStart, lineEnd)
  if (!isHeader.test(line)) return
  // A sentence in capitals, as licenses have them, has one blank between its words.
  if (!/\S {2,}\S/.test(line)) return
  const columns = cellsOf(line)
  const { length } = /^\S+/.exec(line.slice(from - lineStart))![0]
  // Each name counts once, or a line of nothing else would be read as often.
  const column = columns.findIndex(({ name }) => name === line.slice(from - lineStart, from - lineStart + length))
  if (columns.length < 3 || columns[column]!.at !== from - lineStart) return
  scan.dependsOnMore()
  let at = lineEnd
  for (let rows = 0; rows < mostRows && at - lineEnd < reach; rows++) {
    if (bytes[at] === CR) at++
    if (bytes[at] !== LF) return
    const end = scan.lineEnd(at + 1, 1000)
    const row = scan.text(at + 1, end)
    if (row.trim() === '' || isHeader.test(row)) return
    const cell = cellBelow(row, columns, column)
    if (cell !== undefined) claim(scan, at + 1 + cell.at, cell.name, isMachine)
    at = end
  }
}

const cellsOf = (line: string): Cell[] =>
  [...line.matchAll(/\S+/g)].map((match) => ({ at: match.index, name: match[0] }))

/** The cell at the place of its column's name, or as many cells from the left. */
function cellBelow(row: string, columns: readonly Cell[], column: number): Cell | undefined {
  const { at } = columns[column]!
  const below = /^\S+/.exec(row.slice(at))?.[0]
  if (below !== undefined && (at === 0 || row[at - 1] === ' ')) return { at, name: below }
  const cells = cellsOf(row)
  return cells.length === columns.length ? cells[column] : undefined
}

function claim(scan: Scan, start: number, value: string, isMachine: number): void {
  const end = start + value.length
  if (!/^[A-Za-z_][\w.@-]*$/.test(value) || scan.isClaimed(start)) return
  if (isMachine) claimHostValue(scan, start, end, 'hostname', true)
  else claimSureUser(scan, start, end)
}
