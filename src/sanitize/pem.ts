import { byteSet, CR, code, LF } from './chars.ts'
import { certainRule, rule } from './rule-names.ts'
import { type Anchor, reach, type Scan } from './scan.ts'

const privateKey = certainRule('private-key')
const certificate = rule('certificate')
const bodySet = byteSet('A-Za-z0-9+/=')

export function pemAnchors(): Anchor[] {
  return [
    { literal: '-----BEGIN ', handler: opening, data: 5 },
    { literal: '---- BEGIN ', handler: opening, data: 4 },
    { literal: '-----END ', handler: closing, data: 0 },
    { literal: '---- END ', handler: closing, data: 0 },
    { literal: 'Private-Lines:', handler: putty, data: 0 },
    { literal: 'LS0tLS1CRUdJT', handler: encodedPem, data: 0 },
    { literal: 'b3BlbnNzaC1rZXktdjE', handler: encodedPem, data: 0 },
    ...[
      'MIIEowIBAA',
      'MIIEpAIBAA',
      'MIIEvgIBAD',
      'MIIEvQIBAD',
      'MIIJKQIBAA',
      'MIIJQgIBAD',
      'MHcCAQEE',
      'MIGHAgEAMBM',
      'MC4CAQAwBQYDK2V',
    ].map((literal) => ({ literal, handler: encodedPem, data: 0 })),
  ]
}

/** What a block of this label holds: private keys of every kind, certificates (they name hosts), or what may stay. */
function kindOf(label: string): number | undefined {
  if (/PRIVATE|SECRET|ENCRYPTED|STATIC KEY|PGP MESSAGE|PARAMETERS KEY|PKCS12|SESSION/i.test(label)) return privateKey
  if (/CERTIFICATE/i.test(label)) return certificate
  return undefined
}

/**
 * A PEM block, wherever it was put: on lines of its own, indented, behind a log's prefix on each line, with `\n` written out,
 * flattened to one line, or cut off. Line breaks, indents and prefixes stay.
 */
function opening(scan: Scan, start: number, end: number, dashes: number): void {
  const { bytes } = scan
  let label = end
  while (label < scan.end && label - end < 60 && bytes[label] !== code('-') && bytes[label] !== LF) label++
  const kind = kindOf(scan.text(end, label))
  if (kind === undefined) return
  let at = label
  while (bytes[at] === code('-') && at - label < 5) at++
  const limit = Math.min(scan.end, at + 4 * reach)
  const lineStart = scan.lineStart(start, 200)
  const prefix = scan.text(lineStart, start)
  const footer = findFooter(scan, at, limit, dashes)
  const value = scan.text(at, Math.min(at + 400, footer ?? limit))
  if (footer === undefined) claimUntilForeign(scan, at, limit, prefix, kind, value)
  else claimLines(scan, at, footer, prefix, kind, value)
}

/** Where the END line begins, if it comes before anything that cannot be part of a key. */
function findFooter(scan: Scan, from: number, limit: number, dashes: number): number | undefined {
  const marks = dashes === 5 ? ['-----END', '-----BEGIN'] : ['---- END', '---- BEGIN']
  // Where a search has found no END, later ones need not look again.
  const name = `no ${marks[0]}`
  const searched = Math.max(from, scan.seen.get(name) ?? 0)
  const found = searched < limit ? scan.bytes.subarray(searched, limit).indexOf(marks[0]!, 0, 'latin1') : -1
  scan.spend(200 + ((limit - searched) >> 3))
  if (found < 0) {
    scan.seen.set(name, Math.max(searched, limit - marks[0]!.length))
    return undefined
  }
  const end = searched + found - from
  scan.spend(end >> 3)
  const again = scan.bytes.subarray(from, from + end).indexOf(marks[1]!, 0, 'latin1')
  return again >= 0 ? undefined : from + end
}

/** Claims what each line holds behind its prefix. */
function claimLines(scan: Scan, from: number, to: number, prefix: string, kind: number, value: string): void {
  let i = from
  let first = true
  while (i < to) {
    let lineEnd = i
    while (lineEnd < to && scan.bytes[lineEnd] !== LF && scan.bytes[lineEnd] !== CR) lineEnd++
    const start = first ? i : contentStart(scan, i, lineEnd, prefix)
    const isFooterLine = lineEnd === to
    if (start < lineEnd && !(isFooterLine && lineEnd - start < 8 && !first))
      claimBody(scan, start, lineEnd, kind, value)
    else if (isFooterLine && start < lineEnd && bodySet[scan.bytes[start]!] === 1)
      claimBody(scan, start, lineEnd, kind, value)
    first = false
    i = lineEnd + 1
  }
}

/** What an earlier pass has written in the place of a body stays. */
function claimBody(scan: Scan, start: number, end: number, kind: number, value: string): void {
  if (!/^\[?redacted[:-]/.test(scan.text(start, Math.min(end, start + 12)))) scan.claim(start, end, kind, value)
}

/** Behind white space, and behind what the lines of a log repeat before each. */
function contentStart(scan: Scan, from: number, to: number, prefix: string): number {
  const { bytes } = scan
  let i = from
  const word = /\S+\s*$/.exec(prefix)?.[0].trim() ?? ''
  if (prefix.trim().length > 6) {
    const line = scan.text(from, Math.min(to, from + prefix.length + 12))
    const at = word === '' ? -1 : line.indexOf(word)
    if (at >= 0) i = from + at + word.length
    else if (line.length > prefix.length && shape(line.slice(0, prefix.length)) === shape(prefix))
      i = from + prefix.length
  }
  while (
    i < to &&
    (bytes[i] === 32 ||
      bytes[i] === 9 ||
      bytes[i] === code('>') ||
      bytes[i] === code('|') ||
      bytes[i] === code('#') ||
      bytes[i] === code('"') ||
      bytes[i] === code("'") ||
      bytes[i] === code('*'))
  )
    i++
  return i
}

const shape = (text: string) => text.replace(/\d/g, '0').replace(/[a-z]/gi, 'a')

/** What a key begins with, or the word for what it is ciphered with. */
const startsBody = /^\s?(?:[A-Za-z0-9+/=]{12}|M[HI][A-Za-z]|Proc-Type:|DEK-Info:|[A-Za-z0-9+/=]{4,11}\s*$)/

/** A block that was cut off: goes on while lines look like a key's. */
function claimUntilForeign(scan: Scan, from: number, limit: number, prefix: string, kind: number, value: string): void {
  let i = from
  let first = true
  while (i < limit) {
    const lineEnd = scan.lineEnd(i, limit - i)
    const start = first ? i : contentStart(scan, i, lineEnd, prefix)
    const text = scan.text(start, lineEnd)
    if (first && text.trim() !== '') {
      // On the header's own line: `\n` written out, or blanks between the pieces.
      const body =
        /^(?:\\{1,4}[nr]|[A-Za-z0-9+/=]{1,20000}|[ ,"'+]|Proc-Type: [\w,]+|DEK-Info: [\w,-]+)+/.exec(
          text.slice(0, 16_000),
        )?.[0] ?? ''
      const words = body.split(/\\{1,4}[nr]|[ ,"'+]+/)
      const lastWord = words.findLastIndex((word) => word.length >= 16 || word === '')
      if (body.length >= 16 && lastWord >= 0) scan.claim(start, start + body.trimEnd().length, kind, value)
      if (body.length >= 16) return
      // Documents name the header: `-----BEGIN PRIVATE KEY-----` and then a word or the next cell of a table.
      if (!startsBody.test(text)) {
        if (!/^[\s"'`\\,+n]*$/.test(text)) return
        first = false
        i = scan.nextLine(lineEnd)
        continue
      }
    }
    const isBody =
      text === '' ||
      /^[A-Za-z0-9+/=]{4,200}\s*["'\\,+n]{0,6}$/.test(text) ||
      /^(?:Proc-Type|DEK-Info|Version|Comment|Hash|X-[\w-]+|Subject|Key-Type): /.test(text)
    if (!first && (!isBody || (/^[a-z]+$/.test(text) && text.length < 30))) return
    if (text !== '') scan.claim(start, lineEnd, kind, value)
    first = false
    i = scan.nextLine(lineEnd)
  }
}

/** An END without a BEGIN in sight: the lines above it that look like a key's. */
function closing(scan: Scan, start: number, end: number): void {
  const label = scan.text(end, end + 48).split('-')[0]!
  const kind = kindOf(label)
  if (kind === undefined || scan.isClaimed(start - 1) || scan.isClaimed(start - 2)) return
  const own = scan.lineStart(start, 200)
  const prefix = scan.text(own, start)
  let lineEnd = own - 1
  // Flattened: the body stands on the same line.
  const inline = /[A-Za-z0-9+/=\\n ]{24,}$/.exec(scan.text(start - 4096, start))?.[0]
  if (inline !== undefined && prefix.length > 24) {
    scan.claim(start - inline.length, start, kind)
    return
  }
  for (let lines = 0; lines < 400 && lineEnd > 0; lines++) {
    if (scan.bytes[lineEnd - 1] === CR) lineEnd--
    const from = scan.lineStart(lineEnd, 400)
    const at = contentStart(scan, from, lineEnd, prefix)
    const text = scan.text(at, lineEnd)
    const isBody = /^[A-Za-z0-9+/=]{16,200}$/.test(text) || (lines === 0 && /^[A-Za-z0-9+/=]{1,80}$/.test(text))
    if (!isBody || scan.isClaimed(at)) return
    scan.claim(at, lineEnd, kind)
    lineEnd = from - 1
  }
}

/** PuTTY keeps the private part behind `Private-Lines: n`. */
function putty(scan: Scan, _start: number, end: number): void {
  const count = Number(/^\s*(\d{1,3})/.exec(scan.text(end, end + 6))?.[1] ?? 0)
  let at = scan.lineEnd(end) + 1
  for (let line = 0; line < count; line++) {
    while (scan.bytes[at] === LF) at++
    const to = scan.lineEnd(at)
    scan.claim(at, to, privateKey)
    at = to + 1
  }
}

/** A whole key written as one run of base64. */
function encodedPem(scan: Scan, start: number, end: number): void {
  const literal = scan.text(start, end)
  if (!/^(?:LS0tLS1CRUdJT|b3BlbnNzaC1rZXktdjE|M(?:II|H|I|C)[A-Za-z0-9]+)$/.test(literal)) return
  const to = scan.runOf(bodySet, start, 4 * reach)
  if (to - start < 40) return
  const plain = Buffer.from(scan.text(start, Math.min(to, start + 80)), 'base64').toString('latin1')
  if (literal.startsWith('LS0') && kindOf(plain) === undefined) return
  scan.claimAndLearn(start, to, literal.startsWith('LS0') ? kindOf(plain)! : privateKey)
}
