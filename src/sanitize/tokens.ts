import { ALNUM, byteSet, code, DIGIT, is, UPPER } from './chars.ts'
import { certainRule, rule } from './rule-names.ts'
import type { Body, TokenRow } from './rules/token-row.ts'
import { codeTokens } from './rules/tokens-code.ts'
import { platformTokens } from './rules/tokens-platforms.ts'
import { serviceTokens } from './rules/tokens-services.ts'
import type { Anchor, Scan } from './scan.ts'
import { cutValue } from './wraps.ts'

/** Every kind of token that is known by its prefix. */
export const tokenRows: readonly TokenRow[] = [...codeTokens, ...platformTokens, ...serviceTokens]

export const nameSet = byteSet('A-Za-z0-9_-')
export const alnumSet = byteSet('A-Za-z0-9')
export const hexSet = byteSet('A-Fa-f0-9')
export const digitSet = byteSet('0-9')
export const base64Set = byteSet('A-Za-z0-9+/=')
const wideSet = byteSet('A-Za-z0-9+/=_-')
const dottedSet = byteSet('A-Za-z0-9_.-')

const bodies: Record<Body, Uint8Array> = {
  alnum: alnumSet,
  lower: byteSet('a-z0-9'),
  upper: byteSet('A-Z0-9'),
  hex: hexSet,
  name: nameSet,
  base64: wideSet,
  dotted: dottedSet,
  digits: digitSet,
  bech32: alnumSet,
  colons: byteSet('A-Za-z0-9:'),
  dollars: byteSet('A-Za-z0-9$'),
}

/** Prefixes that are too short to look for everywhere are tried only where a long run of token bytes starts. */
const isAnchor = (prefix: string, at: number) =>
  !tokenRows[at]!.atRun && (prefix.length >= 4 || (prefix.length === 3 && /[_.-]/.test(prefix)))

const prefixed = tokenRows.flatMap((row, at) => row.prefixes.map((prefix) => ({ at, prefix })))
const ruleOf = tokenRows.map((row) => rule(row.name))
const runPrefixes = prefixed.filter(({ prefix, at }) => !isAnchor(prefix, at))
const runPrefixesBy: (typeof prefixed)[] = []
for (const one of runPrefixes) {
  const first = one.prefix.charCodeAt(0)
  runPrefixesBy[first] = [...(runPrefixesBy[first] ?? []), one]
}
const dottedPrefixes = runPrefixes.filter(({ prefix }) => prefix.endsWith('.'))
const anchored = prefixed.filter(({ prefix, at }) => isAnchor(prefix, at))

const jwt = certainRule('jwt')

export function tokenAnchors(): Anchor[] {
  return [
    ...anchored.map(({ prefix }, data) => ({ literal: prefix, handler: prefixedToken, data, local: true })),
    { literal: 'eyJ', handler: webToken, data: 0 },
    ...['v1.local.', 'v2.local.', 'v3.local.', 'v4.local.', 'v1.public.', 'v2.public.', 'v3.public.', 'v4.public.'].map(
      (literal) => ({ literal, handler: paseto, data: 0 }),
    ),
    { literal: ':AA', handler: telegramToken, data: 0 },
    { literal: ':APA91', handler: firebaseToken, data: 0 },
    { literal: 'Q~', handler: azureSecret, data: 0 },
    { literal: '.atlasv1.', handler: terraformToken, data: 0 },
    { literal: 'T3BlbkFJ', handler: openAiMark, data: 0 },
    { literal: 'amzn.mws.', handler: amazonToken, data: 0 },
    { literal: 'amzn1.oa2-cs.v1.', handler: amazonToken, data: 0 },
    { literal: 'gAAAAA', handler: fernet, data: 0 },
  ]
}

/** Letters in the middle of a word do not start a token; an escape such as `\n` before it does not make a word. */
export function startsHere(scan: Scan, start: number): boolean {
  const before = scan.bytes[start - 1]
  if (start === 0 || !is(before, ALNUM)) return true
  return scan.bytes[start - 2] === code('\\') && (before === code('n') || before === code('t') || before === code('r'))
}

function prefixedToken(scan: Scan, start: number, end: number, data: number): void {
  const { at, prefix } = anchored[data]!
  claimToken(scan, start, end, at, prefix)
}

/** Claims a token of a row whose prefix stands at `start`; says whether there was one. */
function claimToken(scan: Scan, start: number, end: number, at: number, prefix: string): boolean {
  if (!scan.isAt(start, prefix)) {
    scan.dependsOn(start, end)
    return false
  }
  const row = tokenRows[at]!
  if (!row.free && !startsHere(scan, start)) return false
  scan.depends()
  const bodyEnd = scan.runOf(bodies[row.body], end, Math.max(512, row.length * 4))
  let length = bodyEnd - end
  while (length > 0 && scan.bytes[end + length - 1] === code('.')) length--
  if (length < row.atLeast || !isRich(scan, end, end + length, row.digit)) {
    const rest = length < row.length && end + length === bodyEnd ? cutValue(scan, start, bodyEnd) : undefined
    if (rest === undefined || rest[1] - rest[0] + length < row.atLeast) return false
    scan.claimAndLearn(start, bodyEnd, ruleOf[at]!)
    scan.claimAndLearn(rest[0], rest[1], ruleOf[at]!)
    return true
  }
  scan.claimAndLearn(start, Math.max(end + length, scan.runOf(nameSet, end)), ruleOf[at]!)
  return true
}

/** A body that is one word or a row of the same letter is an example in a text, not a token. */
function isRich(scan: Scan, start: number, end: number, needsDigit: boolean): boolean {
  let digits = 0
  let uppers = 0
  let changes = 0
  // Of a row of prefixes each one begins in the body of the one before.
  const from = start >= scan.poorStart && start < scan.poorEnd ? Math.min(scan.poorEnd, end) : start
  if (isPoor(scan, from, end)) {
    if (from === start) scan.poorStart = start
    scan.poorEnd = from === start ? end : Math.max(scan.poorEnd, end)
    return false
  }
  scan.spend(2 * (end - start))
  for (let i = start; i < end; i++) {
    const byte = scan.bytes[i]!
    if (is(byte, DIGIT)) digits++
    else if (byte >= 65 && byte <= 90) uppers++
    if (i > start && byte !== scan.bytes[i - 1]) changes++
  }
  if (changes * 3 < end - start) return false
  if (needsDigit) return digits > 0
  return digits > 0 || (uppers > 0 && uppers < end - start) || (uppers > 0 && end - start >= 12)
}

/** Whether there is neither a digit nor a capital. */
function isPoor(scan: Scan, start: number, end: number): boolean {
  let i = start
  while (i < end && !is(scan.bytes[i], DIGIT | UPPER)) i++
  scan.spend(i - start)
  return i === end
}

/** Tries the short prefixes at the start of a long run; says whether one fitted. */
export function runToken(scan: Scan, start: number): boolean {
  // None of these prefixes is longer, and none goes over a line break.
  scan.dependsOn(scan.lineStart(start, 3), start + 3)
  if (salesforceToken(scan, start)) return true
  for (const { at, prefix } of runPrefixesBy[scan.bytes[start]!] ?? []) {
    if (scan.isAt(start, prefix) && claimToken(scan, start, start + prefix.length, at, prefix)) return true
  }
  if (scan.bytes[start - 1] !== code('.')) return false
  // The run starts behind a prefix that ends in a dot.
  for (const { at, prefix } of dottedPrefixes) {
    const early = start - prefix.length
    if (scan.isAt(early, prefix) && claimToken(scan, early, start, at, prefix)) return true
  }
  return false
}

/** JWT, JWS and JWE: parts in base64url, the first a JSON object. */
function webToken(scan: Scan, start: number): void {
  if (!scan.isAt(start, 'eyJ')) return
  const headEnd = scan.runOf(nameSet, start)
  if (headEnd - start < 12) return
  const parts = scan.bytes[headEnd] === code('.') ? scan.runOf(dottedSet, headEnd) : headEnd
  const header = Buffer.from(scan.text(start, Math.min(headEnd, start + 64)), 'base64url').toString('latin1')
  const isHeader = /^\{ {0,4}"(?:alg|typ|enc|kid|cty|jku|x5[a-z]{1,4}|jwk|zip|epk)"/.test(header)
  if (!isHeader && parts - headEnd < 24) return
  if (!isHeader && !header.startsWith('{"')) return
  let end = parts
  while (end > headEnd && scan.bytes[end - 1] === code('.')) end--
  scan.claimAndLearn(start, end, jwt)
}

function paseto(scan: Scan, start: number, end: number): void {
  const bodyEnd = scan.runOf(dottedSet, end)
  if (bodyEnd - end >= 24 && startsHere(scan, start)) scan.claimAndLearn(start, bodyEnd, rule('paseto'))
}

function telegramToken(scan: Scan, start: number, end: number): void {
  const from = scan.runBefore(digitSet, start, 12)
  const to = scan.runOf(nameSet, start + 1)
  if (start - from < 8 || start - from > 10 || to - end < 28 || !scan.isAt(start, ':AA')) return
  scan.claimAndLearn(from, to, certainRule('telegram-token'))
}

/** Firebase: a device or a server, and 134 signs or more that all begin alike. */
function firebaseToken(scan: Scan, start: number, end: number): void {
  const from = scan.runBefore(nameSet, start, 40)
  const to = scan.runOf(nameSet, end)
  if (start - from >= 8 && to - end >= 100 && scan.isAt(start, ':APA91')) {
    scan.claimAndLearn(from, to, certainRule('firebase-token'))
  }
}

/** Salesforce: the organisation, which begins with 00D, `!`, and the session. */
function salesforceToken(scan: Scan, start: number): boolean {
  if (scan.bytes[start - 1] !== code('!')) return false
  const from = scan.runBefore(alnumSet, start - 1, 18)
  const to = scan.runOf(dottedSet, start)
  scan.dependsOn(from, start)
  if (start - from < 13 || to - start < 30 || !scan.isAt(from, '00D')) return false
  scan.claimAndLearn(from, to, salesforce)
  return true
}
const salesforce = rule('salesforce-token')

/** Azure AD: three letters, a digit, `Q~`, and 31 to 34 more. */
function azureSecret(scan: Scan, start: number, end: number): void {
  const body = scan.runOf(azureSet, end)
  const from = scan.runBefore(azureSet, start, 8)
  if (body - end >= 28 && start - from >= 3) scan.claimAndLearn(from, body, certainRule('azure-client-secret'))
}
const azureSet = byteSet('A-Za-z0-9_.~-')

function terraformToken(scan: Scan, start: number, end: number): void {
  const from = scan.runBefore(alnumSet, start, 20)
  const to = scan.runOf(nameSet, end)
  if (start - from >= 3 && to - end >= 12) scan.claimAndLearn(from, to, certainRule('terraform-token'))
}

function openAiMark(scan: Scan, start: number, end: number): void {
  if (!scan.isAt(start, 'T3BlbkFJ')) return
  const from = scan.runBefore(nameSet, start, 256)
  const to = scan.runOf(nameSet, end)
  if (start - from >= 12 && to - end >= 12) scan.claimAndLearn(from, to, rule('openai-key'))
}

function amazonToken(scan: Scan, start: number, end: number): void {
  const to = scan.runOf(nameSet, end)
  if (to - end >= 16) scan.claimAndLearn(start, to, rule('amazon-token'))
}

function fernet(scan: Scan, start: number): void {
  const to = scan.runOf(wideSet, start)
  if (scan.isAt(start, 'gAAAAA') && to - start >= 60 && startsHere(scan, start)) {
    scan.claimAndLearn(start, to, rule('fernet-token'))
  }
}
