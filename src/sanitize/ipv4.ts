import { ALNUM, ALPHA, code, DIGIT, is, kinds, NAME, UPPER } from './chars.ts'
import { claimHost, dottedRun } from './hosts.ts'
import { namesBehindAddress } from './lines.ts'
import { claimMac } from './macs.ts'
import { rule } from './rule-names.ts'
import type { Anchor, Scan } from './scan.ts'
import { hexSet } from './tokens.ts'
import { isVersion } from './versions.ts'

export const ipv4Rule = rule('ipv4', 'ip')

export function dottedAnchors(): Anchor[] {
  return [
    { literal: '.', handler: dotted, data: 0, local: true },
    { literal: 'ip-', handler: dashedAddress, data: 0, local: true },
    { literal: 'ec2-', handler: dashedAddress, data: 0, local: true },
    { literal: 'ip_', handler: dashedAddress, data: 0, local: true },
    { literal: '0-0-0', handler: dashedQuad, data: 0, local: true },
    { literal: '00-0-0', handler: dashedQuad, data: 0, local: true },
    { literal: '00-00-0', handler: dashedQuad, data: 0, local: true },
    { literal: '0-00-0', handler: dashedQuad, data: 0, local: true },
    { literal: '000-000-0', handler: dashedQuad, data: 0, local: true },
    { literal: '000-00-0', handler: dashedQuad, data: 0, local: true },
    { literal: '00-000-0', handler: dashedQuad, data: 0, local: true },
    { literal: '0-000-0', handler: dashedQuad, data: 0, local: true },
    { literal: '000-0-0', handler: dashedQuad, data: 0, local: true },
    { literal: '_10_', handler: underscored, data: 0, local: true },
    { literal: '_192_168_', handler: underscored, data: 0, local: true },
    { literal: '_172_', handler: underscored, data: 0, local: true },
  ]
}

/** A dot inside a name: an address, a host, or (mostly) neither. Each dotted run is read once. */
function dotted(scan: Scan, at: number): void {
  if (at < scan.dottedEnd) {
    scan.dependsOnEarlier(scan.dottedEnd)
    return
  }
  const { bytes } = scan
  if (!is(bytes[at - 1], NAME) || !is(bytes[at + 1], NAME)) return
  if (isOrdinary(scan, at)) return
  const [start, end] = dottedRun(scan, at)
  const mayBeQuad = hasQuad(bytes, start, end)
  if (mayBeQuad || end - start === 14) scan.depends()
  scan.dottedEnd = end
  if (bytes[at - 1] === undefined || scan.isClaimed(at)) return
  let found = false
  for (let i = mayBeQuad ? start : end; i < end; i++) {
    if (!is(bytes[i], DIGIT) || is(bytes[i - 1], DIGIT)) continue
    const quad = readQuad(scan, i, end)
    if (quad === undefined) continue
    if (claimQuad(scan, i, quad, start)) found = true
    i = quad.end - 1
  }
  if (found) return
  if (end - start === 14 && claimDottedMac(scan, start, end)) return
  // `ben.info@acme.example`: an address of e-mail is claimed whole.
  if (bytes[start - 1] === code('@') || (bytes[end] === code('@') && isDomain(scan, end + 1))) return
  claimHost(scan, start, end, 'free')
}

const isDomain = (scan: Scan, at: number) =>
  /^[\w-]{1,63}(?:\.[\w-]{1,63}){0,6}\.[a-z]{2,24}/i.test(scan.text(at, at + 255))

/**
 * Reads on from the first dot of a run. Most runs are classes, files and decimals: fewer than three dots and no numbers between,
 * or a last part that no host has. Those need no second look.
 */
function isOrdinary(scan: Scan, at: number): boolean {
  const { bytes } = scan
  const most = Math.min(scan.end, at + 255)
  let dots = 1
  let last = at + 1
  let i = at + 1
  for (; i < most; i++) {
    const byte = bytes[i]!
    if (byte === 46) {
      dots++
      last = i + 1
    } else if ((kinds[byte]! & NAME) === 0) break
  }
  const kind = kinds[bytes[last]!]!
  const isCapital = (kind & UPPER) !== 0 && (kinds[bytes[last + 1]!]! & UPPER) === 0
  const isNumber = (kind & DIGIT) !== 0
  const mayBeAddress = isNumber && (dots >= 3 || (dots === 2 && i - at === 10))
  const ordinary = isCapital || (isNumber && !mayBeAddress)
  // Numbers within a longer name still count: `10.1.2.3.log`, `host.10.1.2.3.Foo`.
  if (!ordinary || (dots >= 3 && hasDigitAfterDot(bytes, at, i))) return false
  scan.dottedEnd = i
  return true
}

function hasDigitAfterDot(bytes: Buffer, from: number, end: number): boolean {
  for (let i = from; i < end; i++) if (bytes[i] === 46 && is(bytes[i + 1], DIGIT)) return true
  return false
}

/** Whether four short numbers with dots between stand in a run. */
function hasQuad(bytes: Buffer, start: number, end: number): boolean {
  let numbers = 0
  let digits = 0
  for (let i = start; i < end; i++) {
    if (is(bytes[i], DIGIT)) {
      if (++digits > 3) numbers = 0
      else if (numbers === 3) return true
    } else {
      numbers = bytes[i] === 46 && digits > 0 && digits <= 3 ? numbers + 1 : 0
      digits = 0
    }
  }
  return false
}

type Quad = { end: number; octets: number[] }

/** Four numbers up to 255 with dots between, and no fifth. */
function readQuad(scan: Scan, start: number, limit: number): Quad | undefined {
  const { bytes } = scan
  // A dot within four bytes, or it is no address.
  if (bytes[start + 1] !== 46 && bytes[start + 2] !== 46 && bytes[start + 3] !== 46) return undefined
  const octets: number[] = []
  let i = start
  while (octets.length < 4) {
    let value = 0
    const from = i
    while (i < limit && i - from < 3 && is(bytes[i], DIGIT)) value = value * 10 + bytes[i++]! - 48
    if (i === from || value > 255 || is(bytes[i], DIGIT)) return undefined
    if (i - from > 1 && bytes[from] === 48 && i - from !== 3) return undefined
    octets.push(value)
    if (octets.length === 4) break
    if (bytes[i] !== 46) return undefined
    i++
  }
  if (bytes[i] === 46 && is(bytes[i + 1], DIGIT) && !isPort(scan, start, i)) return undefined
  return { end: i, octets }
}

/** `IP 10.1.2.3.443 > 10.4.5.6.51234:`, as tcpdump writes a port. */
function isPort(scan: Scan, start: number, end: number): boolean {
  const port = /^\.(\d{1,5})(?![\w.])/.exec(scan.text(end, end + 7))?.[1]
  if (port === undefined) return false
  if (/(?:IP|>) $/.test(scan.text(start - 3, start)) && /^\.\d{1,5}(?: >|:)/.test(scan.text(end, end + 9))) return true
  // Alone, a fifth number makes a port only where none of a version or an object identifier is as long.
  return (
    port.length >= 4 &&
    Number(port) >= 1024 &&
    Number(port) < 65_536 &&
    /^(?:1\d\d|2\d\d|[3-9]\d|10)\.(?:\d{2,3}\.){2}\d{1,3}$/.test(scan.text(start, end)) &&
    !/[\w.]/.test(scan.text(start - 1, start))
  )
}

function claimQuad(scan: Scan, start: number, { end, octets }: Quad, runStart: number): boolean {
  if (scan.bytes[start - 1] === 46 && scan.bytes[start - 2] !== 46) return false
  if (is(scan.bytes[end], ALPHA) && !is(scan.bytes[start - 1], ALPHA)) return false
  if (scan.bytes[start - 1] === 47) nameBefore(scan, start - 1)
  if (isHarmless(octets) || isVersion(scan, start, end, octets, runStart)) return true
  const value = octets.join('.')
  scan.claim(start, end, ipv4Rule, value.length === end - start ? undefined : value)
  const startsLine = start === 0 || scan.bytes[start - 1] === 10
  if (startsLine && scan.bytes[end] === 32 && (is(scan.bytes[end + 1], ALPHA) || scan.bytes[end + 1] === 32))
    namesBehindAddress(scan, end)
  return true
}

/** `web-3/10.1.2.3:8030`, as Java writes the address of a machine whose name it knows. */
function nameBefore(scan: Scan, slash: number): void {
  if (!is(scan.bytes[slash - 1], ALNUM)) return
  const name = /(?:^|[\s=([,<"'@])([A-Za-z][\w.]{0,60}-[\w.-]{1,60})$/.exec(scan.text(slash - 124, slash))?.[1]
  if (name === undefined || !/\d/.test(name) || !/^(?::\d{2,5}|\s|$)/.test(afterQuad(scan, slash))) return
  if (!interfaces.test(name)) claimHost(scan, slash - name.length, slash, 'placed')
}

const afterQuad = (scan: Scan, slash: number) => scan.text(slash + 1, slash + 24).replace(/^[\d.]+/, '')
const interfaces =
  /^(?:eth|en|eno|ens|enp|wlan|wlp|bond|br|docker|veth|tun|tap|vlan|virbr|vmbr|lo|net|subnet|ipv?4?)\d*-/i

const publicResolvers = new Set(['8.8.8.8', '8.8.4.4', '1.1.1.1', '1.0.0.1', '9.9.9.9'])

/** Addresses of nobody: loopback, any, masks, multicast, the clouds' metadata address. */
export function isHarmless(octets: readonly number[]): boolean {
  const [a = 0, b = 0, c = 0, d = 0] = octets
  if (a === 127 || a === 0 || a >= 224) return true
  if (a === 169 && b === 254 && c === 169 && d === 254) return true
  if (c === 0 && d === 0 && (a === 10 || (a === 192 && b === 168) || (a === 172 && b === 16)) && (a !== 10 || b === 0))
    return true
  return (a === 8 || a === 1 || a === 9) && publicResolvers.has(octets.join('.'))
}

/** `aabb.ccdd.eeff`, as switches write it. */
function claimDottedMac(scan: Scan, start: number, end: number): boolean {
  for (const at of [start, start + 5, start + 10]) if (scan.runOf(hexSet, at, 5) !== at + 4) return false
  const digits = scan.text(start, end).replaceAll('.', '').toLowerCase()
  if (!/\d/.test(digits) || /^(.)\1*$/.test(digits)) return false
  claimMac(scan, start, end, digits)
  return true
}

/** `ip-10-1-2-3`, `ec2-52-1-2-3.compute…`: an address within a host name. */
function dashedAddress(scan: Scan, start: number, end: number): void {
  if (is(scan.bytes[start - 1], ALNUM)) return
  scan.depends()
  claimDashes(scan, start, end, true)
}

function underscored(scan: Scan, start: number): void {
  // `Plugin_18_0_0_209.exe`: a version.
  if (!/^_(?:10|192_168|172)_/.test(scan.text(start, start + 9))) return
  scan.depends()
  claimDashes(scan, start + 1, start + 1, false)
}

/** Four numbers with dashes between, in any host name: `dsl-203-0-113-9.provider.net`. */
function dashedQuad(scan: Scan, start: number): void {
  let from = start
  while (from > 0 && start - from < 3 && is(scan.bytes[from - 1], DIGIT)) from--
  const before = scan.bytes[from - 1]
  // A fifth number before; but `rack2-10-1-2-3` is a name with an address.
  if (before === code('-') && is(scan.bytes[from - 2], DIGIT) && !endsWord(scan, from - 1)) return
  if (before !== code('-') && before !== 46 && !is(before, ALPHA)) return
  scan.depends()
  claimDashes(scan, from, from, false)
}

/** Whether the digits before `at` end a word. */
function endsWord(scan: Scan, at: number): boolean {
  let i = at
  while (i > 0 && at - i < 4 && is(scan.bytes[i - 1], DIGIT)) i--
  return is(scan.bytes[i - 1], ALPHA)
}

function claimDashes(scan: Scan, start: number, from: number, prefixed: boolean): void {
  const octets: number[] = []
  let i = from
  for (; octets.length < 4; i++) {
    const at = i
    let value = 0
    while (i - at < 3 && is(scan.bytes[i], DIGIT)) value = value * 10 + scan.bytes[i++]! - 48
    if (i === at || value > 255 || is(scan.bytes[i], DIGIT)) return
    octets.push(value)
    if (octets.length === 4) break
    if (scan.bytes[i] !== code('-') && scan.bytes[i] !== code('_')) return
  }
  if (scan.bytes[i] === code('-') && is(scan.bytes[i + 1], DIGIT)) return
  if (isHarmless(octets) || octets[0]! < 2) return
  // In a name of its own only an address of a private net.
  if (!prefixed && scan.bytes[i] !== 46 && !isPrivateName(scan, start, i, octets)) return
  const [runStart, runEnd] = dottedRun(scan, i)
  scan.dottedEnd = Math.max(scan.dottedEnd, runEnd)
  // The address stays one value in every notation; a domain behind it is a host of its own.
  scan.claim(prefixed ? start : runStart, i, ipv4Rule, octets.join('.'))
  if (scan.bytes[i] === 46 && runEnd > i + 3) claimHost(scan, i + 1, runEnd, 'free')
}

/** `server-10-1-2-3`, `host_10_1_2_3.log`: a word, then an address of a private net. */
function isPrivateName(scan: Scan, start: number, end: number, octets: readonly number[]): boolean {
  const [a = 0, b = 0, c = 0, d = 0] = octets
  // `chart-10-0-0-1` is a version.
  if (Math.max(b, c, d) < 10) return false
  const isPrivate = a === 10 || (a === 192 && b === 168) || (a === 172 && b >= 16 && b < 32)
  return (
    isPrivate && !is(scan.bytes[end], ALPHA) && /[A-Za-z](?:[A-Za-z]|\d{1,3})[-_]$/.test(scan.text(start - 5, start))
  )
}
