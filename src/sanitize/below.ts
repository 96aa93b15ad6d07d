import { CR, code, LF } from './chars.ts'
import { type Connection, plain } from './connection.ts'
import type { Scan } from './scan.ts'

/** `<password>value</password>`, `<key>password</key><string>value</string>`: the text before the next `<`. */
export function fromMarkup(scan: Scan, start: number): Connection | undefined {
  let i = start
  while (
    i < start + 40 &&
    (scan.bytes[i] === 32 || scan.bytes[i] === LF || scan.bytes[i] === CR || scan.bytes[i] === 9)
  )
    i++
  // Behind a line break only an element's own text counts: it is closed on its line.
  const isBelow = scan.bytes.subarray(start, i).includes(LF)
  if (
    isBelow &&
    !scan.text(i, scan.lineEnd(i, 300)).includes('</') &&
    !/^\s*<\//.test(scan.text(scan.lineEnd(i, 300), scan.lineEnd(i, 300) + 60))
  )
    return undefined
  if (scan.isAt(i, '<![CDATA[')) i += 9
  if (scan.bytes[i] === code('<') || scan.bytes[i] === undefined) return undefined
  return { ...plain(i), how: 'markup' }
}

/** `key:` or `key: |` with the value in the lines below. */
export function belowKey(scan: Scan, keyStart: number, lineEnd: number): Connection | undefined {
  const { bytes } = scan
  const header = scan.text(Math.max(0, lineEnd - 8), lineEnd)
  const lineStart = scan.lineStart(keyStart)
  const before = scan.text(lineStart, keyStart)
  if (!/^[\s\-"']*$/.test(before)) return undefined
  const indent = before.search(/\S|$/)
  let next = lineEnd
  if (bytes[next] === CR) next++
  if (bytes[next] === LF) next++
  const end = scan.lineEnd(next)
  const line = scan.text(next, end)
  if (line.search(/\S/) <= indent) return undefined
  const isBlock = /[|>][+-]?\d?\s*$/.test(header)
  if (!isBlock && (/[:{}[\]]\s|:$|^\s*-\s/.test(line) || line.trim().includes(' '))) return undefined
  return { ...plain(next), block: true, indent }
}
