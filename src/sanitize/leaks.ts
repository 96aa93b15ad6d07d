import { crc32 } from 'node:zlib'
import { clean } from './clean.ts'
import { readWindow } from './read.ts'
import { isCertain, ruleName, ruleStyle } from './rule-names.ts'
import type { TokenRow } from './rules/token-row.ts'
import { withMargin } from './scan.ts'
import { meaningOf, type Span } from './spans.ts'
import { tokenRows } from './tokens.ts'
import { looksRandom } from './values.ts'

/**
 * The kinds of credentials in what a person writes, each as often as there are different ones; never a value. Only what is one for
 * sure counts: a maker's own prefix with all that follows it, a checksum, or a structure that was read. A password
 * that is known only by the word before it does not, for people write about passwords all the time.
 *
 * @param text a message, some thousand characters at most
 * @param now Unix milliseconds; a web token that has run out is nobody's secret any more
 */
export function leaksIn(text: string, now: number): string[] {
  const bytes = withMargin(clean(Buffer.from(text)))
  const found = new Map<string, string>()
  const look = (span: Meant, around: string) => {
    const kind = kindOf(span, around, now)
    // A key whose beginning is lost is found line by line.
    if (kind !== undefined) found.set(kind === 'private-key' ? kind : span.value, kind)
    return kind !== undefined
  }
  for (const span of spansOf(bytes)) {
    if (ruleStyle(span.rule) !== 'secret') continue
    const around = bytes.toString('latin1', Math.max(0, span.start - 80), Math.min(bytes.length, span.end + 40))
    // Behind `TOKEN=` a value is claimed for its key, and nobody has looked at what it is itself.
    if (!look(span, around))
      for (const inner of spansOf(withMargin(Buffer.from(span.value, 'latin1')))) look(inner, around)
  }
  return [...found.values()].sort()
}

type Meant = Span & { value: string }

const spansOf = (bytes: Buffer): Meant[] =>
  readWindow(bytes, { name: '', allowedHosts: [] }, undefined).spans.map((span) => ({
    ...span,
    value: meaningOf(span, bytes),
  }))

/** What it is for sure; undefined for all that may be something else. */
function kindOf({ rule, value }: Meant, around: string, now: number): string | undefined {
  if (isSample(value)) return undefined
  const kind = ruleName(rule)
  const whole = tokenRows.find((row) => row.certain && isWhole(value, row))
  if (whole !== undefined) return whole.name
  return isCertain(rule) && isGenuine(kind, value, around, now) ? kind : undefined
}

function isGenuine(kind: string, value: string, around: string, now: number): boolean {
  switch (kind) {
    case 'jwt':
      return isLiveWebToken(value, now)
    case 'private-key':
      // A whole line at least.
      return value.replace(/[^A-Za-z0-9+/]/g, '').length >= 48
    case 'webhook':
      return /discord(?:app)?\.com\/api\/webhooks\/|hooks\.slack\.com\/services\//.test(around)
    case 'url-password':
      // Nobody makes up a mixed password of twelve letters for an example, and few write it into an address.
      return value.length >= 12 && looksRandom(value) && !/@(?:localhost|127\.)/.test(around)
    default:
      return true
  }
}

/** A cut token is of no use to anybody, and a prefix with a few letters is how people speak of tokens. */
function isWhole(value: string, { prefixes, length }: TokenRow): boolean {
  const prefix = prefixes.find((one) => value.startsWith(one))
  if (prefix === undefined || publicPrefixes.some((one) => value.startsWith(one))) return false
  const body = value.length - prefix.length
  if (body < Math.max(Math.min(length, 16), length * 0.6)) return false
  return !/^(?:gh[pousr]_|npm_)[A-Za-z0-9]{36}$/.test(value) || hasChecksum(value)
}

/** Keys that their makers want to be seen in web pages. */
const publicPrefixes = ['sb_publishable_', 'phc_', 'pk-lf-', 'pk.', 'tk.']

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** GitHub's and npm's tokens end in the CRC-32 of the 30 letters before, in base62 (github.blog, "new authentication token formats"). */
function hasChecksum(token: string): boolean {
  const body = token.slice(token.indexOf('_') + 1)
  let sum = 0
  for (const letter of body.slice(30)) sum = sum * 62 + base62.indexOf(letter)
  return sum === crc32(body.slice(0, 30))
}

/** Signed, not run out, and not the one from the introduction to web tokens. */
function isLiveWebToken(value: string, now: number): boolean {
  const parts = value.split('.')
  if (!/"(?:alg|enc)"/.test(decoded(parts[0]))) return false
  if (parts.length === 5) return true
  const payload = decoded(parts[1])
  const ends = /"exp": ?(\d{9,11})\b/.exec(payload)?.[1]
  const isOver = ends !== undefined && Number(ends) * 1000 < now
  const isSigned = parts.length === 3 && parts[2]!.length >= 20
  return isSigned && payload.startsWith('{') && !isOver && !/"sub": ?"1234567890"/.test(payload)
}

const decoded = (part = '') => Buffer.from(part, 'base64url').toString('latin1')

/** As documents write them: AWS's own `…EXAMPLE`, test modes, runs of one letter or of the alphabet. */
const isSample = (value: string) =>
  /example|sample|dummy|placeholder|redacted|_test_|x{5}|\*{3}|\.{3}|(.)\1{6}|0?123456789|abcdefgh/i.test(value)
