import { CR, LF } from './chars.ts'
import { reach, type Scan } from './scan.ts'
import { looksRandom } from './values.ts'

/**
 * Claims what a cell holds, when it is what its column's name says; says whether it did.
 *
 * @param isColumn it stands below the name, not beside it
 */
export type ClaimCell = (start: number, end: number, isColumn: boolean) => boolean

/** A cell of a table: where its content stands. */
type Cell = { start: number; end: number }

/**
 * A key that is a column's name, `user,password,role` or `| user | password |`, makes a secret of every cell below it;
 * one that is the cell before, `apiToken,x,`, of the next.
 *
 * @returns whether the line is a table's
 */
export function claimColumn(scan: Scan, keyStart: number, keyEnd: number, claim: ClaimCell): boolean {
  const separator = separatorAt(scan, keyStart, keyEnd)
  if (separator === undefined) return false
  const lineStart = scan.lineStart(keyStart, 1000)
  const lineEnd = scan.lineEnd(keyStart, 2000)
  // A line that goes on and on is no row.
  if (!isEdge(scan, lineStart - 1) || !isEdge(scan, lineEnd)) return false
  const header = cellsOf(scan, lineStart, lineEnd, separator)
  const column = header.findIndex(({ start, end }) => keyStart === start && keyEnd === end)
  if (header.length < 2 || header.length > mostColumns || column < 0) return false
  scan.dependsOnMore()
  // Within the rows of a table nothing is a header again.
  const isRow = lineStart < (scan.seen.get('rows') ?? 0) && lineStart > (scan.seen.get('header') ?? 0)
  // Two columns that blanks keep apart are mostly names and their values.
  const isList = separator === gap && header.length === 2
  if (!isRow && !isList && header.every((cell) => isName(scan.text(cell.start, cell.end)))) {
    const rows = scan.seen.get('rows')
    claimRows(scan, lineEnd, separator, header, column, claim)
    const hasRows = scan.seen.get('rows') !== rows
    if (hasRows) scan.seen.set('header', lineStart)
    if (hasRows || header.length > 2) return true
  }
  return (separator !== '|' && claimCell(header[column + 1], claim, false)) || isRow
}

function isEdge(scan: Scan, at: number): boolean {
  const byte = scan.bytes[at]
  return byte === undefined || byte === LF || byte === CR
}

/** What separates the key from its neighbours, when the line may be a row of a table. */
function separatorAt(scan: Scan, keyStart: number, keyEnd: number): string | undefined {
  const ahead = /^["'\x60]? {0,40}([,;|\t]|[\r\n]|$)/.exec(scan.text(keyEnd, keyEnd + 44))?.[1]
  if (ahead !== undefined && /[,;|\t]/.test(ahead)) return ahead
  const behind = /([,;|\t]|[^\s] {2}) {0,40}["'\x60]?$/.exec(scan.text(keyStart - 44, keyStart))?.[1]
  if (ahead === undefined) return isGap(scan, keyEnd) ? gap : undefined
  return behind?.endsWith(gap) ? gap : behind
}

/** Columns that blanks alone keep apart: two at least. */
const gap = '  '
export const isGap = (scan: Scan, at: number) => /^ {2,60}[^\s|,;:=>-]/.test(scan.text(at, at + 62))

/** No table that people look at is wider. */
const mostColumns = 200
/** The line that was cut last: many keys may stand on one. */
const lastLines = new WeakMap<Scan, { start: number; separator: string; cells: Cell[] }>()

function cellsOf(scan: Scan, start: number, end: number, separator: string): Cell[] {
  const last = lastLines.get(scan)
  if (last !== undefined && last.start === start && last.separator === separator) return last.cells
  const found = cells(scan, start, end, separator)
  lastLines.set(scan, { start, separator, cells: found })
  return found
}

/** The cells of a line; a separator within double quotes is none. */
function cells(scan: Scan, start: number, end: number, separator: string): Cell[] {
  const found: Cell[] = []
  const line = scan.text(start, end)
  if (separator === gap) {
    for (const cell of line.matchAll(/[^ ]+(?: [^ ]+)*/g))
      found.push({ start: start + cell.index, end: start + cell.index + cell[0].length })
    return found
  }
  let from = 0
  let isQuoted = false
  for (let i = 0; i <= line.length; i++) {
    if (line[i] === '"') isQuoted = !isQuoted
    if (i < line.length && (isQuoted || line[i] !== separator)) continue
    const cell = trimmed(line, from, i)
    const isBorder = separator === '|' && cell.start === cell.end && (found.length === 0 || i === line.length)
    if (!isBorder) found.push({ start: start + cell.start, end: start + cell.end })
    from = i + 1
  }
  return found
}

function trimmed(line: string, from: number, to: number): Cell {
  let start = from
  let end = to
  while (start < end && /[ "'\x60\r]/.test(line[start]!)) start++
  while (end > start && /[ "'\x60\r]/.test(line[end - 1]!)) end--
  return { start, end }
}

/** The name of a column: no sentence, no value. */
const isName = (text: string) =>
  /^[A-Za-z\x80-\xff][\w.\x80-\xff-]{0,40}(?: [A-Za-z][\w.-]{0,20}){0,2}$/.test(text) && !looksRandom(text)

/** Rows go on as long as they have as many cells as the header. */
function claimRows(
  scan: Scan,
  headerEnd: number,
  separator: string,
  header: readonly Cell[],
  column: number,
  claim: ClaimCell,
): void {
  const names = header.map((cell) => scan.text(cell.start, cell.end))
  let at = headerEnd
  for (let rows = 0; rows < 500 && at - headerEnd < reach; rows++) {
    while (scan.bytes[at] === CR) at++
    if (scan.bytes[at] !== LF) return
    const end = scan.lineEnd(at + 1, 4000)
    const row = cells(scan, at + 1, end, separator)
    const isRule = /^[\s|+:=-]{3,}$/.test(scan.text(at + 1, end))
    if (row.length !== header.length && !isRule) return
    // Another table, whose first column is called the same.
    if (!isRule && names[0] !== '' && names[0] === scan.text(row[0]!.start, row[0]!.end)) return
    if (!isRule) claimCell(row[column], claim, true)
    at = end
    scan.seen.set('rows', at)
  }
}

const claimCell = (cell: Cell | undefined, claim: ClaimCell, isColumn: boolean): boolean =>
  cell !== undefined && cell.end > cell.start && claim(cell.start, cell.end, isColumn)
