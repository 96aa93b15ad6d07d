import { byteSet, CR, code, is, LF, NAME, QUOTE } from './chars.ts'
import { backslashesBefore, quotedEnd } from './extent.ts'
import { sure } from './key-strength.ts'
import { readKey } from './keys.ts'
import { isProgram } from './program.ts'
import { rule } from './rule-names.ts'
import { type Anchor, reach, type Scan } from './scan.ts'
import { startsHere } from './tokens.ts'
import { isPlaceholder, looksRandom } from './values.ts'

const authorization = rule('authorization')
const cookie = rule('cookie')
const tokenSet = byteSet('A-Za-z0-9+/=._~:%|!*$&@^-')

export function headerAnchors(): Anchor[] {
  return [
    { literal: 'bearer ', handler: bearer, data: 0 },
    { literal: 'bearer%20', handler: bearer, data: 0 },
    { literal: 'bearer, ', handler: bearer, data: 0 },
    { literal: 'bearer+', handler: bearer, data: 0 },
    { literal: 'basic ', handler: basic, data: 0 },
    { literal: 'basic%20', handler: basic, data: 0 },
    { literal: 'negotiate ', handler: negotiate, data: 0 },
    { literal: 'ntlm TlRM', handler: negotiate, data: 0 },
    { literal: 'auth plain ', handler: negotiate, data: 0 },
    { literal: 'auth login ', handler: negotiate, data: 0 },
    { literal: 'authenticate plain ', handler: negotiate, data: 0 },
  ]
}

/** `Bearer …` wherever it stands; the words "bearer token" are not one. */
function bearer(scan: Scan, start: number, behind: number): void {
  if (!startsHere(scan, start)) return
  // `"Bearer " + "…"`, `f"Bearer {'…'}"`
  const joint = /^(?:["'\x60]\s{0,4}[+.&,]\s{0,4}["'\x60]|\$?\{\s?["'])/.exec(scan.text(behind, behind + 14))?.[0]
  const end = behind + (joint?.length ?? 0)
  const to = scan.runOf(tokenSet, end)
  const value = scan.text(end, to)
  const isToken =
    value.length >= 16
      ? looksRandom(value) || /\d/.test(value)
      : value.length >= 8 && /\d/.test(value) && /[a-z]/i.test(value)
  if (isToken && !isPlaceholder(value)) scan.claimAndLearn(end, trimmed(scan, end, to), authorization)
}

/** `Basic …`, when it decodes to a name and a password. */
function basic(scan: Scan, start: number, end: number): void {
  const to = scan.runOf(byteSet64, end)
  if (to - end < 6 || !startsHere(scan, start)) return
  const plain = Buffer.from(scan.text(end, to), 'base64').toString('latin1')
  const colon = plain.indexOf(':')
  if (colon < 0 || /[^\x20-\xff]/.test(plain)) return
  scan.claimAndLearn(end, to, authorization)
  learnPassword(scan, plain.slice(colon + 1))
}
const byteSet64 = byteSet('A-Za-z0-9+/=_-')

function learnPassword(scan: Scan, password: string): void {
  if (!isPlaceholder(password)) scan.learned.push({ value: password, rule: rule('password') })
}

function negotiate(scan: Scan, start: number, end: number): void {
  const from = scan.bytes[end - 1] === 32 ? end : end - 4
  const to = scan.runOf(byteSet64, from)
  if (to - from < 12 || scan.bytes[from] === code('-') || !startsHere(scan, start)) return
  const plain = Buffer.from(scan.text(from, to), 'base64').toString('latin1')
  const [, , password] = plain.split('\0')
  if (password !== undefined) learnPassword(scan, password)
  scan.claimAndLearn(from, to, authorization)
}

function trimmed(scan: Scan, start: number, end: number): number {
  let to = end
  while (
    to > start &&
    (scan.bytes[to - 1] === code('.') || scan.bytes[to - 1] === code(',') || scan.bytes[to - 1] === code(':'))
  )
    to--
  return to
}

/** Where a header's value ends: at the quote that it stands in, or at the end of the line. */
function headerEnd(scan: Scan, at: number, keyStart: number): [number, number] {
  const { bytes } = scan
  if (is(bytes[at], QUOTE)) return [at + 1, quotedEnd(scan, at)]
  let open = keyStart - 1
  while (bytes[open] === 32 || bytes[open] === code('>') || bytes[open] === code('<')) open--
  if (is(bytes[open], QUOTE)) return [at, quotedEnd(scan, open, backslashesBefore(scan, open))]
  let end = at
  while (end < scan.end && end - at < reach && bytes[end] !== LF && bytes[end] !== CR && !is(bytes[end], QUOTE)) end++
  scan.spend(end - at)
  return [at, end]
}

/**
 * `Authorization: <scheme> <credentials>`, in a header, an object or a log line.
 *
 * @param at where the value or its quote stands
 */
export function authorizationValue(scan: Scan, at: number, keyStart: number): void {
  if (at < (scan.seen.get('authorization') ?? 0)) return
  let [start, end] = headerEnd(scan, at, keyStart)
  scan.seen.set('authorization', Math.min(end, start + 512))
  const text = scan.text(start, Math.min(end, start + 2048))
  const scheme = /^([A-Za-z][\w-]{1,24})(?: |%20|\+)+/.exec(text)
  const from = start + (scheme?.[0].length ?? 0)
  const isList =
    /^(?:digest|aws4-[\w-]+|oauth|hawk|snowflake|signature|gap-auth|escher|edgegrid|eg1-hmac-sha256|credential)$/i.test(
      scheme?.[1] ?? '',
    )
  // The parts of such a list have quotes of their own; only the quote around all of it ends it.
  if (isList && start === at && !is(scan.bytes[keyStart - 1], QUOTE)) end = scan.lineEnd(at)
  let to = isList ? end : from
  while (to < end && scan.bytes[to] !== 32 && scan.bytes[to] !== code(',') && scan.bytes[to] !== code('\\')) to++
  if (to < end && (scan.bytes[to] === code(',') || scan.bytes[to] === 32) && is(scan.bytes[at], QUOTE)) to = end
  to = Math.max(trimmed(scan, from, to), from)
  const value = scan.text(from, to)
  if (isPlaceholder(value) || (scheme === null && value.length < 8) || /^[a-z]{1,12}$/.test(value)) return
  if (scheme === null && isProgram(scan, from, to)) return
  scan.claimAndLearn(from, to, authorization)
}

const attributes = /^(?:path|domain|expires|max-age|samesite|version|comment|priority|secure|httponly|partitioned)$/i

/** `Cookie: a=1; b=2` and `Set-Cookie: a=1; Path=/`: every value that could name a session or a person. */
export function cookieValue(scan: Scan, at: number, keyStart: number): void {
  const { bytes } = scan
  if (at < (scan.seen.get('cookie') ?? 0)) return
  const [start, end] = headerEnd(scan, at, keyStart)
  scan.seen.set('cookie', end)
  scan.spend(2 * (end - start))
  let i = start
  let any = false
  while (i < end) {
    while (i < end && (bytes[i] === 32 || bytes[i] === code(';') || bytes[i] === code(','))) i++
    const name = i
    while (i < end && (is(bytes[i], NAME) || bytes[i] === code('.') || bytes[i] === code('%'))) i++
    if (i === name || bytes[i] !== code('=')) {
      while (i < end && bytes[i] !== code(';')) i++
      if (!any && i >= end && looksRandom(scan.text(start, end))) scan.claimAndLearn(start, end, cookie)
      continue
    }
    const key = scan.text(name, i)
    const from = ++i
    while (i < end && bytes[i] !== code(';') && bytes[i] !== 32) i++
    any = true
    const value = scan.text(from, i)
    if (!attributes.test(key) && isTelling(key, value)) scan.claimAndLearn(from, i, cookie)
    if (i < end && bytes[i] === 32) break
  }
}

function isTelling(key: string, value: string): boolean {
  if (isPlaceholder(value)) return false
  if (readKey(key).strength >= sure - 1) return value.length >= 4
  return value.length >= 10 && /\d/.test(value) && !/^\d{4}-\d\d-\d\d/.test(value)
}
