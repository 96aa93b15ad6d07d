import { ALPHA, code, DIGIT, is, kinds, NAME, UPPER } from './chars.ts'
import { isMachine } from './known-names.ts'
import { pseudonymKinds } from './pseudonym-kinds.ts'
import { remembered } from './remembered.ts'
import { rule } from './rule-names.ts'
import { publicHosts, publicServices } from './rules/public-hosts.ts'
import { certainEndings, packageRoots, privateEndings, shortEndings, wordEndings } from './rules/top-level.ts'
import type { Scan } from './scan.ts'

export const hostRule = rule('host', 'host')
const wellKnown = new Set(publicHosts)
const services = new Set(publicServices)

/** How sure the place is that a host stands in it. */
export type Trust = 'free' | 'placed'

/** Claims a host name; in a place that only takes hosts (`placed`) any name counts. Says whether it did. */
export function claimHost(scan: Scan, start: number, end: number, trust: Trust): boolean {
  let to = end
  while (to > start && !is(scan.bytes[to - 1], ALPHA | DIGIT)) to--
  let from = start
  while (from < to && !is(scan.bytes[from], ALPHA | DIGIT)) from++
  if (to - from < 2 || to - from > 253) return false
  if (trust === 'free') {
    if (!mayEndHost(scan, from, to)) return false
    scan.dependsOn(from, to)
    if (!looksLikeHost(scan, from, to)) return false
  }
  scan.dependsOn(from, to)
  const name = scan.text(from, to)
  const low = name.toLowerCase()
  // `ip-3-private.nip.io`: an earlier pass has been here.
  if (isOfNobody(low) || isAllowed(scan, low)) return false
  if (trust === 'placed' && !mayBeHost(low)) return false
  scan.claim(from, to, hostRule, low === name ? undefined : low)
  if (trust === 'placed' && isMachine(name)) scan.learnName(name, hostRule)
  return true
}

const isOfNobody = remembered(
  (name: string) =>
    services.has(name) ||
    isPseudonym(name) ||
    isPseudonym(name.split('.', 1)[0]!) ||
    tailsOf(name).some((tail) => wellKnown.has(tail)),
)

function isAllowed(scan: Scan, name: string): boolean {
  const { allowedHosts } = scan.hints
  if (allowedHosts.length === 0) return false
  return tailsOf(name).some((tail, at) => allowedHosts.includes(at === 0 ? tail : `*.${tail}`))
}

/** A name, and what is left of it without its first labels. */
const tailsOf = (name: string) => name.split('.').map((_, at, labels) => labels.slice(at).join('.'))

const pseudonym = new RegExp(
  String.raw`^(?:(?:${pseudonymKinds})-\d{1,9}(?:-(?:private|public|net-\d{1,9})){0,3}|redacted(?:-[a-z0-9-]{1,80})?)$`,
)

/** A name this sanitizer wrote itself, now or in an earlier pass. */
export const isPseudonym = remembered((text: string) => pseudonym.test(text))

const notHosts = new Set(
  'localhost unknown none null undefined true false any all default self server client local remote node host master slave primary secondary leader follower worker manager yes no internal external public private production staging development test prod dev stage and or the is was not for with from name address http https tcp udp ssl tls'.split(
    ' ',
  ),
)

const mayBeHost = remembered((name: string) => !notHosts.has(name) && /[a-z]/.test(name))

/** The quick part of the answer: most dotted names end in a capital or a number. */
function mayEndHost(scan: Scan, start: number, end: number): boolean {
  const { bytes } = scan
  let last = end
  while (last > start && bytes[last - 1] !== 46) last--
  if (last <= start + 1 || end - last < 2 || end - last > 18 || !is(bytes[last], ALPHA)) return false
  return !is(bytes[last], UPPER) || is(bytes[last + 1], UPPER)
}

/** Whether a dotted name in the open is a host: by its ending, its labels and what stands around it. */
function looksLikeHost(scan: Scan, start: number, end: number): boolean {
  const { bytes } = scan
  const after = bytes[end]
  if (after === code('(') || (after === code('=') && bytes[end + 1] !== code('='))) return false
  let first = start
  // `/_ssl.cpython-311-x86_64-linux-gnu.so`: what a name begins with is trimmed.
  while (bytes[first - 1] === code('_') || bytes[first - 1] === code('-')) first--
  const before = bytes[first - 1]
  const afterScheme = before === code('/') && bytes[first - 2] === code('/')
  const inPath = !afterScheme && (before === code('/') || before === code('\\'))
  const name = scan.text(start, end)
  return afterScheme ? isHostInUrl(name) : inPath ? isHostInPath(name) : isHostInText(name)
}

const isHostInUrl = remembered((name: string) => isHostName(name, true, false))
const isHostInPath = remembered((name: string) => isHostName(name, false, true))
const isHostInText = remembered((name: string) => isHostName(name, false, false))

function isHostName(name: string, afterScheme: boolean, inPath: boolean): boolean {
  const parts = name.split('.')
  const raw = parts.at(-1)!
  if (parts.length < 2 || raw.length < 2 || parts.slice(1).includes('')) return false
  const ending = raw.toLowerCase()
  if (raw !== ending && name !== name.toUpperCase()) return false
  const hasHyphen = name.includes('-')
  const marked = hasHyphen || /\d/.test(name)
  const first = parts[0]!.slice(0, 12).toLowerCase()
  if (!afterScheme && packageRoots.has(first) && parts.length > 2 && !hasHyphen) return false
  if (!afterScheme && programRoots.has(first)) return false
  // A capital behind a small letter: a class or a field.
  const isCamel = /[a-z][A-Z]/.test(name)
  if (certainEndings.has(ending)) return !isCamel || afterScheme || parts.length > 2
  if (privateEndings.has(ending))
    return !inPath ? !isCamel && !isSetting(ending, parts.length, marked) : parts.length > 2 && marked
  if (isCamel || (ending === 'so' && !afterScheme && isLibrary.test(name))) return false
  if (wordEndings.has(ending)) return parts.length > 2 ? marked || afterScheme : marked && !inPath
  if (shortEndings.has(ending)) return parts.length > 2 && (marked || afterScheme) && !inPath && !/\.\d+\./.test(name)
  return afterScheme
}

/** What programs call their parts: `log.info`, `threading.local`. */
const programRoots = new Set(
  'java javax sun jdk os sys this self log logger logging console threading operator coverage'.split(' '),
)

/** Files of code for a program to load: `mod_ssl-2.4.so`, `libx-1.2.so`, `_ssl.cpython-311-x86_64-linux-gnu.so`. */
const isLibrary = /^(?:lib|mod_|_|pam_|nss)|cpython-|-linux-|[-_]\d[\d.]*\.so$|_[a-z]+\.so$/

/** `logging.home`, `settings.private`: words that end settings more often than hosts. */
function isSetting(ending: string, labels: number, marked: boolean): boolean {
  const certain = ['internal', 'lan', 'corp', 'local', 'localdomain', 'intra', 'intranet', 'k8s', 'localnet']
  return !certain.includes(ending) && !(labels > 2 && marked) && !marked
}

/** Where the dotted name around `at` starts and ends. */
export function dottedRun(scan: Scan, at: number): [number, number] {
  const { bytes } = scan
  const least = Math.max(0, at - 255)
  const most = Math.min(scan.end, at + 255)
  let start = at
  while (start > least && ((kinds[bytes[start - 1]!]! & NAME) !== 0 || bytes[start - 1] === 46)) start--
  let end = at
  while (end < most && ((kinds[bytes[end]!]! & NAME) !== 0 || bytes[end] === 46)) end++
  scan.spend(end - start)
  // An escape such as \n is not part of the name.
  if (
    bytes[start - 1] === code('\\') &&
    (bytes[start] === code('n') || bytes[start] === code('t') || bytes[start] === code('r'))
  )
    start++
  return [start, end]
}
