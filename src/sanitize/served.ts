import { ALNUM, code, DIGIT, is, kinds, LOWER, QUOTE, UPPER } from './chars.ts'
import { splitWords } from './keys.ts'
import { remembered } from './remembered.ts'
import { rule } from './rule-names.ts'
import { serviceNames } from './rules/service-names.ts'
import type { Scan } from './scan.ts'
import { looksRandom } from './values.ts'

const serviceKey = rule('service-key')
/** A name further off speaks of something else. */
const furthest = 64
/** Names and numbers of things, which services log too. */
const remarks =
  /^(?:url|uri|host|version|commit|sha|sha1|sha256|digest|hash|etag|image|build|trace|span|request|req|event|message|msg|job|run|task|deploy|region|path|file|dir|status|ray|event|uid|uuid|guid|checksum|revision|rev|ref|branch|tag)$/i

/**
 * A value that only a machine makes, behind the name of a service: `algolia = "…"`, `heroku: …`, `ADAFRUIT_IO '…'`,
 * `twitch_client_id=…`, `twilio sid … key …`.
 *
 * @param start where the value starts; what stands before it is read backwards
 * @returns whether it was claimed
 */
export function servedKey(scan: Scan, start: number, end: number): boolean {
  if (!mayBeRandom(scan.bytes, start, end)) return false
  const words = wordsBefore(scan, start)
  if (!isServed(words) && !isServedBeside(scan, start) && !isWordOfService(scan, words, start, end)) return false
  scan.depends()
  const value = scan.text(start, end)
  if (!looksRandom(value) || /^(?:https?|[a-z]+(?:[-_][a-z]+)+-?\d{0,4}$)/.test(value)) return false
  scan.claimAndLearn(start, end, serviceKey)
  return true
}

/** What `looksRandom` asks of every value: two digits and four letters, or four of each case. */
function mayBeRandom(bytes: Buffer, start: number, end: number): boolean {
  let digits = 0
  let lowers = 0
  let uppers = 0
  for (let i = start; i < end; i++) {
    const kind = kinds[bytes[i]!]!
    if ((kind & DIGIT) !== 0) digits++
    else if ((kind & LOWER) !== 0) lowers++
    else if ((kind & UPPER) !== 0) uppers++
  }
  return (digits >= 2 && lowers + uppers >= 4) || (lowers >= 4 && uppers >= 4)
}

/** Services that are called as things are: their name alone stands before a value in quotes, which is long. */
const serviceWords = new Set(
  `mux wit surge circle circleci bunny crisp hive shortcut oracle jenkins front column close float bubble box clover segment auth hunter render railway drone
fly neon notion linear loops knock novu resend pulse drift gem gong lever tailscale teller plain orb metronome unit modern mercury ramp brex deel pylon
rev square uber lyft bolt zoom slack teams line viber signal wise revolut monzo starling`.split(/\s+/),
)

function isWordOfService(scan: Scan, words: readonly string[] | undefined, start: number, end: number): boolean {
  if (words?.length !== 1 || end - start < 32 || !is(scan.bytes[start - 1], QUOTE)) return false
  return serviceWords.has(words[0]!.toLowerCase())
}

/** Whether a service is among the words, and nothing behind it says that the value is no key. */
function isServed(words: readonly string[] | undefined): boolean {
  if (words === undefined) return false
  const at = words.findIndex((word, i) => serviceNames.has(word) || serviceNames.has(word + (words[i + 1] ?? '')))
  if (at < 0) return false
  // `message-bird` has a remark's word in its own name.
  const width = serviceNames.has(words[at]!) ? 1 : 2
  return !words.slice(at + width).some((word) => remarks.test(word))
}

/** The words of the key before a value, when only a sign, quotes and blanks stand between. */
function wordsBefore(scan: Scan, start: number): readonly string[] | undefined {
  const { bytes } = scan
  const least = start - furthest
  let i = start - 1
  const inQuotes = is(bytes[i], QUOTE)
  while (i > least && (isBetween(bytes[i]) || (inQuotes && bytes[i] === code(',')))) i--
  // `new AlgoliaClient("…")`: the quote opens an argument.
  if (bytes[i] === code('(') && i < start - 1) i--
  if (i === start - 1 || !is(bytes[i], ALNUM)) return undefined
  let from = i
  while (from > least && (is(bytes[from - 1], ALNUM) || isJoint(bytes[from - 1]))) from--
  scan.spend(start - from)
  scan.dependsOn(from, i + 1)
  return lastWords(scan.text(from, i + 1))
}

const lastWords = remembered((text) => splitWords(text).slice(-6))

const isBetween = (byte: number | undefined) =>
  byte === 32 ||
  byte === code('=') ||
  byte === code(':') ||
  byte === code('>') ||
  byte === code('|') ||
  byte === code('?') ||
  byte === code('\\') ||
  byte === code('-') ||
  is(byte, QUOTE)

/** What joins the words of a key; one blank does too: `algolia admin key`. */
const isJoint = (byte: number | undefined) =>
  byte === code('_') || byte === code('-') || byte === code('.') || byte === 32

/** How far the first of several values may be behind the name of their service. */
const furthestBeside = 120
const keyish =
  /^(?:api|app|admin|public|private|consumer|customer|client|user|account|auth|access|oauth|key|keys|secret|token|id|sid|credentials?|password|and|with|within)$/i
/** Accounts of AWS and of Twilio are known by themselves, and their secrets follow them. */
const accountIds = /^(?:A[KS]IA[A-Z0-9]{16}|(?:AC|SK)[0-9a-f]{32})$/
const parts = /[^\s"'`=:|,;/&(){}[\]<>]+/g

/** Whether nothing but other values of a service and words for such stand before: `spotify <id> : <secret>`, `algolia app X admin …`. */
function isServedBeside(scan: Scan, start: number): boolean {
  const near = scan.text(Math.max(scan.lineStart(start, 24), start - 24), start)
  const nearest = /([A-Za-z]{2,11})?[\s"'`=:|,;/&(){}[\]]{1,6}$/.exec(near)
  if (nearest === null) return false
  if (nearest[1] !== undefined && !keyish.test(nearest[1]) && !/[\dA-Za-z]{8}[^\dA-Za-z]+$/.test(near)) return false
  const line = scan.lineStart(start, furthestBeside)
  scan.dependsOn(line, start)
  const before = scan.text(line, start).match(parts) ?? []
  let values = 0
  for (const part of before.reverse()) {
    const isValue = part.length >= 8 && /\d/.test(part) && !/^[\d.TZ:+-]+$/.test(part)
    if (isValue && accountIds.test(part)) return true
    if (isValue) values++
    else if (!keyish.test(part)) return values > 0 && isServed(lastWords(part)) && !/\.[a-z]{2,6}$/.test(part)
  }
  return false
}
