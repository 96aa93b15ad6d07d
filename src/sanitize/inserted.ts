import { byteSet, code } from './chars.ts'
import type { ClaimCell } from './columns.ts'
import { reach, type Scan } from './scan.ts'

/** What stands before the bracket that opens the columns. */
const verb = /(?:insert(?: ignore)? into|replace into|merge into|copy) [^\s()]{1,120} ?$/i
const longestVerb = 160
/** No list of columns is longer. */
const longestList = 2000
const list = byteSet(' \t\r\nA-Za-z0-9_,."\'\x60$#-')
for (const bracket of '[]') list[bracket.charCodeAt(0)] = 1
const between = byteSet(' \t\r\n"\'\x60[')
for (let byte = 0x80; byte < 256; byte++) list[byte] = 1

/**
 * SQL says first how the columns are called and then what stands in them: `INSERT INTO users (id, password) VALUES (1, 'x'), (2, 'y')`,
 * and `COPY users (id, password) FROM stdin;` with a line for each row.
 *
 * @returns whether the key is such a column
 */
export function claimInserted(scan: Scan, keyStart: number, keyEnd: number, claim: ClaimCell): boolean {
  // A column stands behind a bracket or a comma.
  const before = scan.runBefore(between, keyStart, 40) - 1
  scan.dependsOn(before, keyStart)
  if (scan.bytes[before] !== code('(') && scan.bytes[before] !== code(',')) return false
  const open = scan.runBefore(list, before + 1, longestList) - 1
  scan.dependsOn(open, keyStart)
  if (scan.bytes[open] !== code('(') || !verb.test(scan.text(open - longestVerb, open))) return false
  scan.dependsOnMore()
  const column = scan.text(open + 1, keyStart).split(',').length - 1
  const after = scan.text(keyEnd, keyEnd + longestList)
  const close = after.indexOf(')')
  if (close < 0) return false
  const width = column + after.slice(0, close).split(',').length
  const intro = /^\)\s{0,20}(?:(?:overriding \w+ value\s+)?values\s{0,20}(?=\()|from stdin[^\r\n]{0,80}\r?\n)/i.exec(
    after.slice(close, close + 140),
  )
  if (intro === null) return true
  const at = keyEnd + close + intro[0].length
  if (/stdin/i.test(intro[0])) claimCopied(scan, at, column, width, claim)
  else claimTuples(scan, at, column, claim)
  return true
}

/** The rows of `COPY`: tabs between, up to `\.`. */
function claimCopied(scan: Scan, start: number, column: number, width: number, claim: ClaimCell): void {
  for (let at = start; at < scan.end && at - start < reach; ) {
    const end = scan.lineEnd(at)
    const cells = scan.text(at, end).split('\t')
    if (cells.length !== width) return
    const from = at + cells.slice(0, column).reduce((sum, cell) => sum + cell.length + 1, 0)
    claimValue(scan, from, from + cells[column]!.length, claim)
    at = end + 1
  }
}

/** The bracketed rows of `VALUES`; a quoted text may hold commas and brackets. */
function claimTuples(scan: Scan, start: number, column: number, claim: ClaimCell): void {
  const text = scan.text(start, start + reach)
  let at = 0
  while (text[at] === '(') {
    let from = at + 1
    let index = 0
    let depth = 1
    let i = from
    for (; i < text.length && depth > 0; i++) {
      const char = text[i]!
      if (char === "'") i = literalEnd(text, i)
      else if (char === '(') depth++
      else if (char === ')') depth--
      if ((char === ',' && depth === 1) || depth === 0) {
        if (index === column) claimValue(scan, start + from, start + i, claim)
        index++
        from = i + 1
      }
    }
    const next = /^\s{0,8},\s{0,40}(?=\()/.exec(text.slice(i, i + 60))
    if (next === null) return
    at = i + next[0].length
  }
}

/** Where a text ends whose quote stands at `open`: SQL writes a quote in it twice or behind a backslash. */
function literalEnd(text: string, open: number): number {
  let i = open + 1
  for (; i < text.length; i++) {
    if (text[i] === '\\') i++
    else if (text[i] === "'" && text[i + 1] === "'") i++
    else if (text[i] === "'") return i
  }
  return i
}

function claimValue(scan: Scan, start: number, end: number, claim: ClaimCell): void {
  const cell = scan.text(start, end)
  const lead = /^\s*(?:[NEB]?')?/.exec(cell)![0].length
  const tail = /'?\s*$/.exec(cell)![0].length
  const isCall = /^[A-Z_]+\(/.test(cell.trim())
  if (!isCall && end - tail > start + lead) claim(start + lead, end - tail, true)
}
