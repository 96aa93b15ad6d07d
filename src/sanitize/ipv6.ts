import { ALNUM, code, DIGIT, HEX, is } from './chars.ts'
import { ipv4Rule, isHarmless } from './ipv4.ts'
import { claimMac } from './macs.ts'
import { rule } from './rule-names.ts'
import type { Anchor, Scan } from './scan.ts'

const ipv6Rule = rule('ipv6', 'ip')

export function colonAnchors(): Anchor[] {
  return [
    { literal: ':', handler: colon, data: 0, local: true },
    { literal: '.ip6.arpa', handler: reversed6, data: 0 },
    { literal: '.in-addr.arpa', handler: reversed4, data: 0 },
  ]
}

/** A colon between hex digits: a MAC, an IPv6 address, or (mostly) a time of day. Each run is read once. */
function colon(scan: Scan, at: number): void {
  if (at < scan.colonEnd) {
    scan.dependsOnEarlier(scan.colonEnd)
    return
  }
  const { bytes } = scan
  if (!mayBeAddress(bytes, at)) return
  scan.depends()
  let start = at
  while (start > 0 && at - start < 64 && (is(bytes[start - 1], HEX) || bytes[start - 1] === 58)) start--
  let end = at
  while (end < scan.end && end - at < 64 && (is(bytes[end], HEX) || bytes[end] === 58 || bytes[end] === 46)) end++
  scan.colonEnd = end
  scan.spend(end - start)
  while (end > start && bytes[end - 1] === 46) end--
  if (end > start && bytes[end - 1] === 58 && bytes[end - 2] !== 58) end--
  if (is(bytes[end], ALNUM) && bytes[end] !== undefined) return
  if (is(bytes[start - 1], ALNUM) && !isEscape(scan, start)) {
    // `addr:fe80::1` and the like: the word before is not part of the address.
    const from = bytes.indexOf(58, start) + 1
    if (from === 0 || from >= end) return
    start = from
  }
  if (bytes[start] === 58 && bytes[start + 1] !== 58) start++
  // More pairs than a MAC has, and fewer than a fingerprint: the number of a part, which may hold a MAC that nobody can tell.
  if (isLongPairs(scan, start, end)) {
    // Who sends, who receives, and of what kind: the head of an Ethernet frame, as a firewall logs it.
    if (end - start !== 41) return
    claimColons(scan, start, start + 17)
    claimColons(scan, start + 18, start + 35)
    return
  }
  for (let tries = 0; tries < 4 && start < end; tries++) {
    if (claimColons(scan, start, end)) return
    // A label or a port in front (`ff:aa::1`, `80:fe80::1`) hides the address: try behind its colon.
    const from = bytes.indexOf(58, start) + 1
    if (from === 0 || from >= end) return
    start = from
  }
}

/** Behind the first colon of an address there are four more groups, or two colons in a row; a time of day has neither. */
function mayBeAddress(bytes: Buffer, at: number): boolean {
  let i = at
  for (let colons = 1; colons < 5; colons++) {
    if (bytes[i + 1] === 58) return true
    const group = i + 1
    i = group
    while (i < group + 5 && is(bytes[i], HEX)) i++
    if (bytes[i] !== 58 || i === group) return false
  }
  return true
}

function isLongPairs(scan: Scan, start: number, end: number): boolean {
  if (end - start < 26) return false
  for (let i = start + 2; i < end; i += 3) if (scan.bytes[i] !== 58) return false
  return (end - start) % 3 === 2
}

const isEscape = (scan: Scan, at: number) =>
  scan.bytes[at - 2] === code('\\') && /[ntr]/.test(String.fromCharCode(scan.bytes[at - 1]!))

function claimColons(scan: Scan, start: number, end: number): boolean {
  const text = scan.text(start, end)
  const mac = readMac(withoutZeros(text) ?? text, ':')
  if (mac !== undefined) {
    if (mac !== '') claimMac(scan, start, end, mac)
    return true
  }
  const groups = readIpv6(text)
  if (groups === undefined) {
    // A port behind the last group, without brackets.
    const cut = text.lastIndexOf(':')
    const rest = text.slice(0, cut)
    // A group has four digits at most: `2001:db8::5:40000`.
    const isPort = /^\d{5}$/.test(text.slice(cut + 1)) && text.includes('::')
    if (text.split(':').length !== 9 && !isPort) return false
    return readIpv6(rest) !== undefined && claimColons(scan, start, start + cut)
  }
  const embedded = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff
  if (embedded) {
    const octets = [groups[6]! >> 8, groups[6]! & 255, groups[7]! >> 8, groups[7]! & 255]
    const from = text.includes('.') ? start + text.lastIndexOf(':') + 1 : start
    if (!isHarmless(octets)) scan.claim(from, end, ipv4Rule, octets.join('.'))
    return true
  }
  const head = groups[0]!
  // Global unicast, unique local, link-local and translated addresses; the rest is loopback, multicast, or C++.
  const isAddress =
    (head >= 0x2000 && head <= 0x3fff) ||
    (head >= 0xfc00 && head <= 0xfdff) ||
    (head >= 0xfe80 && head <= 0xfeff) ||
    head === 0x64 ||
    (head > 0 && isWritten(text))
  if (!isAddress || !/\d/.test(text)) return false
  if (groups.slice(1).every((group) => group === 0) && head !== 0x2001) return true
  scan.claim(start, end, ipv6Rule, groups.map((group) => group.toString(16)).join(':'))
  return true
}

/** `52:54:0:ab:cd:ef`, as BSD and macOS write a MAC, without the zeros in front. */
function withoutZeros(text: string): string | undefined {
  if (text.length > 16 || text.length < 13 || !/^[0-9a-f]{1,2}(?::[0-9a-f]{1,2}){5}$/i.test(text)) return undefined
  const isTelling = /[a-f]/i.test(text) && /\d/.test(text)
  return isTelling
    ? text
        .split(':')
        .map((pair) => pair.padStart(2, '0'))
        .join(':')
    : undefined
}

/** So many groups of three digits or more: nothing else is written so, whoever the address belongs to. */
const isWritten = (text: string) => (text.match(/[0-9a-f]{3,4}/gi)?.length ?? 0) >= (text.includes('::') ? 5 : 4)

/** Six or eight pairs of hex digits. Broadcast, multicast and zero give an empty text: an address of nobody. */
export function readMac(text: string, separator: string): string | undefined {
  if (text.length !== 17 && text.length !== 23) return undefined
  const pairs = text.split(separator)
  if (pairs.length * 3 - 1 !== text.length || !pairs.every((pair) => /^[0-9a-fA-F]{2}$/.test(pair))) return undefined
  const digits = pairs.join('').toLowerCase()
  const ofNobody = /^(?:f{12}|0{12}|01005e.{6}|3333.{8}|f{16}|0{16})$/.test(digits)
  return ofNobody ? '' : digits
}

/** The eight groups of an IPv6 address in any notation. */
export function readIpv6(text: string): number[] | undefined {
  if (text.length < 3 || text.length > 45) return undefined
  let source = text
  const quad = /^(.*:)(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)
  if (quad !== null) {
    const [a = 0, b = 0, c = 0, d = 0] = quad.slice(2).map(Number)
    if (a > 255 || b > 255 || c > 255 || d > 255) return undefined
    source = `${quad[1]}${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`
  } else if (text.includes('.')) return undefined
  const halves = source.split('::')
  if (halves.length > 2) return undefined
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')))
  if (![...head, ...tail].every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return undefined
  const missing = 8 - head.length - tail.length
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined
  const numbers = (groups: string[]) => groups.map((group) => Number.parseInt(group, 16))
  return [...numbers(head), ...Array.from({ length: halves.length === 2 ? missing : 0 }, () => 0), ...numbers(tail)]
}

/** `4.3.2.1.in-addr.arpa`: the same address, read backwards. */
function reversed4(scan: Scan, start: number): void {
  let from = start
  while (from > 0 && start - from < 15 && (is(scan.bytes[from - 1], DIGIT) || scan.bytes[from - 1] === 46)) from--
  const octets = scan.text(from, start).split('.').map(Number).reverse()
  if (octets.length < 3 || octets.length > 4 || octets.some((octet) => octet > 255) || isHarmless(octets)) return
  scan.claim(from, start, ipv4Rule, octets.length === 4 ? octets.join('.') : `${octets.join('.')}.0`)
}

/** 32 hex digits with dots between, last digit first. */
function reversed6(scan: Scan, start: number): void {
  let from = start
  while (from > 0 && start - from < 63 && (is(scan.bytes[from - 1], HEX) || scan.bytes[from - 1] === 46)) from--
  const digits = scan.text(from, start).split('.').reverse().join('')
  if (digits.length < 8) return
  const groups = readIpv6(digits.padEnd(32, '0').match(/.{4}/g)!.join(':'))
  if (groups !== undefined) scan.claim(from, start, ipv6Rule, groups.map((group) => group.toString(16)).join(':'))
}
