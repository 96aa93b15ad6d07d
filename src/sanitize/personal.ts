import { nameOfCaller, namesBeside, quotedPair } from './addressed.ts'
import { ALNUM, ALPHA, byteSet, code, DIGIT, is, NAME } from './chars.ts'
import { claimHost, isPseudonym } from './hosts.ts'
import { rule } from './rule-names.ts'
import type { Anchor, Scan } from './scan.ts'
import { digitSet } from './tokens.ts'
import { claimUser } from './users.ts'

const emailRule = rule('email', 'email')
const phoneRule = rule('phone', 'phone')
const cardRule = rule('card', 'card')
const ibanRule = rule('iban', 'iban')
const idRule = rule('national-id', 'id')

export function personalAnchors(): Anchor[] {
  const phones = [
    '000-000-0000',
    '000 000 0000',
    '000.000.0000',
    '(000) 000',
    '(000)000',
    '000) 000-0000',
    '(00) ',
    '(000) ',
    '(0000) ',
    '0-000-000-0',
    '00-00-00-00-00',
    '00 00 00 00 00',
    '(0) ',
    '(0)',
    '0-0000-0000',
    ') 00000-0000',
    ') 0000-0000',
    ') 000-00-00',
    '00000 000000',
    '000 000 00 00',
    '000 0000 0000',
  ]
  return [
    { literal: '@', handler: at, data: 0, local: true },
    { literal: '+0', handler: international, data: 0, local: true },
    { literal: '%2b0', handler: international, data: 0 },
    { literal: 'tel:', handler: telephone, data: 0 },
    ...phones.map((literal) => ({ literal, handler: national, data: 0, local: true })),
    ...['0000 0000 0000', '0000-0000-0000', '0000 000000 0000', '0000-000000-0000', '0000000000000'].map((literal) => ({
      literal,
      handler: card,
      data: 0,
      local: true,
    })),
    { literal: '000-00-0000', handler: socialSecurity, data: 0 },
    { literal: '00 0000 0000', handler: spacedIban, data: 0, local: true },
    ...countries.map((country) => ({ literal: `${country}00`, handler: iban, data: 0, local: true })),
  ]
}

const localSet = byteSet("A-Za-z0-9_.+'%=&!#$*/?^{|}~-")
for (let byte = 0x80; byte < 256; byte++) localSet[byte] = 1
const labelSet = byteSet('A-Za-z0-9._-')
for (let byte = 0x80; byte < 256; byte++) labelSet[byte] = 1

const notDomains =
  /\.(?:service|socket|mount|target|timer|slice|scope|device|path|js|ts|json|py|rb|jar|png|jpg|jpeg|svg|gif|webp|css|html|log|conf|yaml|yml|so|dll|exe|zip|gz)$/i

const commonDomains = /\.(?:com|net|org|edu|gov|info|io|[a-z]{2})$/i

/** An address of e-mail, or `user@host` where that is what it must be. */
function at(scan: Scan, start: number, end: number): void {
  const { bytes } = scan
  if (
    !is(bytes[start - 1], ALNUM) &&
    !(bytes[start - 1]! >= 0x80) &&
    bytes[start - 1] !== code('_') &&
    !((bytes[start - 1] === code('-') || bytes[start - 1] === code('+')) && is(bytes[start - 2], ALNUM)) &&
    bytes[start - 1] !== 34 &&
    bytes[start - 1] !== 39
  )
    return
  const next = bytes[end]
  if (next === 39 && bytes[start - 1] === 39) {
    quotedPair(scan, start, end)
    return
  }
  if (next === undefined || !(is(next, ALNUM) || next >= 0x80)) return
  if (scan.isClaimed(start - 1)) {
    hostOfPhone(scan, start, end)
    return
  }
  let from = scan.runBefore(localSet, start, 72)
  // Punctuation in front belongs to the sentence; so do a key and its sign.
  const local = scan.text(from, start)
  const sign = Math.max(
    local.lastIndexOf('='),
    local.lastIndexOf('/'),
    local.lastIndexOf('{'),
    local.lastIndexOf('|'),
    local.lastIndexOf("'"),
    local.lastIndexOf('&'),
    local.lastIndexOf('?'),
  )
  if (sign >= 0) from += sign + 1
  while (from < start && !is(bytes[from], ALNUM) && bytes[from]! < 0x80 && bytes[from] !== code('_')) from++
  if (bytes[from - 1] === code('\\') && /[nrt]/.test(String.fromCharCode(bytes[from]!)) && start - from > 1) from++
  let to = scan.runOf(labelSet, end, 255)
  if (bytes[to] === code('\\') && claimCut(scan, from, end, to)) return
  while (to > end && !is(bytes[to - 1], ALNUM) && bytes[to - 1]! < 0x80) to--
  if (to - end < 2 || start - from < 1) return
  const domain = scan.text(end, to)
  const name = scan.text(from, start)
  scan.dependsOn(from, to)
  // In Ruby `total+@item.price` is a sum.
  if (name.startsWith('redacted-') || (name.endsWith('+') && !commonDomains.test(domain))) return
  if (/^\d{1,3}(?:\.\d{1,3}){3}$/.test(domain)) {
    // `HttpServer2$Connector@0.0.0.0:8080`: a class within a class.
    if (/\$[A-Z]/.test(name)) return
    claimUser(scan, from, start)
    return
  }
  if (
    /^[\w-]+(?:\.[\w-]+)*\.[a-z\x80-\xff][a-z0-9\x80-\xff]{1,23}$|^xn--|^[\w-]+(?:\.[\w-]+)*\.xn--[\w-]+$/i.test(
      domain.replace(/[\x80-\xff]/g, 'x'),
    ) &&
    !notDomains.test(domain)
  ) {
    const low = `${name}@${domain}`.toLowerCase()
    if (
      /^(?:git|hg|svn)$/.test(name) &&
      (bytes[to] === code(':') || bytes[to] === code('/') || bytes[start - 4] === undefined)
    ) {
      claimHost(scan, end, to, 'placed')
      scan.dottedEnd = Math.max(scan.dottedEnd, to)
      return
    }
    if (isPseudonym(domain.toLowerCase()) && isPseudonym(name.toLowerCase())) return
    scan.claim(from, to, emailRule, low)
    scan.dottedEnd = Math.max(scan.dottedEnd, to)
    namesBeside(scan, from, to)
    return
  }
  if (domain.includes('.') || name.length < 2) return
  // user@host of a prompt, of ssh or of Kerberos
  scan.depends()
  // Behind options only, the command may stand in the line above.
  const words = scan.text(scan.lineStart(from, 60), from).split(/\s+/)
  if (words.every((word) => word === '' || word.startsWith('-'))) scan.dependsOnMore()
  const isShell =
    /^[:$#~)\]]/.test(scan.text(to, to + 1)) ||
    /(?:ssh|scp|sftp|rsync|ssh-copy-id)\s(?:-\S+\s+){0,4}$/.test(scan.text(from - 60, from))
  const isRealm = /^[A-Z][A-Z0-9-]{3,24}$/.test(domain)
  if (!isShell && !isRealm && !/'$/.test(scan.text(to, to + 1))) return
  if (is(bytes[end], DIGIT) || /^sha\d/.test(domain)) return
  claimUser(scan, from, start)
  claimHost(scan, end, to, 'placed')
}

/** `sip:+49301234567@pbx.acme.example`: a machine behind a number that is gone already. */
function hostOfPhone(scan: Scan, start: number, end: number): void {
  if (!is(scan.bytes[start - 1], DIGIT)) return
  const to = scan.runOf(labelSet, end, 255)
  if (to > end + 3) claimHost(scan, end, to, 'free')
}

const domainName = /^[\w-]{1,63}(?:\.[\w-]{1,63}){0,6}\.[a-z]{2,24}$/i

/** An address that a line break behind a backslash cuts in two. Says whether it is one. */
function claimCut(scan: Scan, start: number, domain: number, end: number): boolean {
  const from = end + (scan.bytes[end + 1] === 13 ? 3 : 2)
  if (scan.bytes[from - 1] !== 10) return false
  const to = scan.runOf(labelSet, from, 255)
  if (!domainName.test(scan.text(domain, end) + scan.text(from, to))) return false
  scan.dependsOnMore()
  const whole = (scan.text(start, end) + scan.text(from, to)).toLowerCase()
  scan.claim(start, end, emailRule, whole)
  scan.claim(from, to, emailRule, whole)
  return true
}

const groupSet = byteSet('0-9 ()./-')

/** `+49 30 1234567`, in any grouping: 8 to 15 digits behind the plus. */
function international(scan: Scan, start: number, end: number): void {
  const { bytes } = scan
  if (is(bytes[start - 1], ALNUM) || bytes[start - 1] === code('+') || bytes[start - 1] === code('-')) return
  claimPhone(scan, start, end - 1, 8, 15)
}

function telephone(scan: Scan, start: number, end: number): void {
  if (!is(scan.bytes[start - 1], ALNUM)) claimPhone(scan, end, end, 7, 15)
}

function claimPhone(scan: Scan, start: number, digitsFrom: number, least: number, most: number): boolean {
  const { bytes } = scan
  let to = scan.runOf(groupSet, digitsFrom, 28)
  while (to > digitsFrom && !is(bytes[to - 1], DIGIT)) to--
  let text = scan.text(digitsFrom, to)
  // A wide gap, or a full stop and a space, begins something else.
  const gap = text.search(/ {2}|\. | -|- |\)\)/)
  if (gap > 0) text = text.slice(0, gap)
  let digits = text.replace(/\D/g, '')
  if (digits.length < least) return false
  scan.depends()
  if (digits.length > most) {
    text = text.slice(0, text.indexOf(' ', Math.max(8, text.indexOf(digits[7]!))))
    digits = text.replace(/\D/g, '')
  }
  if (digits.length < least || digits.length > most || /^0{2,}$|^(\d)\1+$/.test(digits)) return false
  const end = digitsFrom + text.length
  // A port, or a time; but `sent to +49 30 1234567: done`.
  if (bytes[end] === code(':') && bytes[end + 1] !== 32) return false
  if (is(bytes[end], ALPHA) || bytes[end] === code('/')) return false
  scan.claim(start, end, phoneRule, digits.replace(/^1(?=\d{10}$)/, ''))
  nameOfCaller(scan, start)
  return true
}

/** Numbers without a country: only in groupings that nothing else is written in. */
function national(scan: Scan, start: number): void {
  const { bytes } = scan
  let from = start
  while (
    from > 0 &&
    start - from < 6 &&
    (is(bytes[from - 1], DIGIT) || (bytes[from - 1] === 40 && bytes[start] !== 40))
  )
    from--
  if (from !== start && !(start - from <= 2 && bytes[from] === 40)) return
  const before = bytes[from - 1]
  if (
    is(before, NAME) ||
    before === code('.') ||
    before === code('+') ||
    before === code('/') ||
    before === code(':') ||
    before === code('$')
  )
    return
  scan.depends()
  const text = scan.text(from, from + 24)
  const isNumber =
    /^\(\d{3}\) ?\d{3}[-. ]\d{4}(?![\d-])/.test(text) ||
    /^(?:1[-. ])?\d{3}-\d{3}-\d{4}(?![\d-])/.test(text) ||
    /^[2-9]\d\d\.[2-9]\d\d\.\d{4}(?![\d.])/.test(text) ||
    /^[2-9]\d\d [2-9]\d\d \d{4}(?! ?\d)/.test(text) ||
    /^\(0?\d{2,4}\) ?\d{3,4}[-. ]?\d{3,5}(?![\d-])/.test(text) ||
    /^0\d([- .])\d\d\1\d\d\1\d\d\1\d\d(?![\d-])/.test(text) ||
    /^0[5789]0-\d{4}-\d{4}(?![\d-])/.test(text) ||
    /^\(\d\d\) 9?\d{4}-\d{4}(?![\d-])/.test(text) ||
    /^8? ?\(9\d\d\) \d{3}-\d\d-\d\d(?![\d-])/.test(text) ||
    /^07\d{3} \d{6}(?! ?\d)/.test(text) ||
    /^0\d\d \d{3} \d\d \d\d(?! ?\d)/.test(text) ||
    /^0[12]\d \d{4} \d{4}(?! ?\d)/.test(text)
  if (isNumber) claimPhone(scan, from, from, 9, 12)
}

/** 13 to 19 digits with a card's first digits and check digit. */
function card(scan: Scan, start: number): void {
  const { bytes } = scan
  if (start < scan.digitEnd) {
    scan.dependsOnEarlier(scan.digitEnd)
    return
  }
  const from = scan.runBefore(digitSet, start, 6)
  const run = scan.runOf(digitSet, from, 64)
  scan.digitEnd = run
  // 13 to 19 digits, or a group of four; no brand begins with 0, 1, 7, 8 or 9.
  if (run - from !== 4 && (run - from < 13 || run - from > 19)) return
  scan.depends()
  const first = bytes[from]!
  if (first < 50 || first > 54) return
  if (
    is(bytes[from - 1], ALNUM) ||
    // A number below zero, `blk_-4…`, or another group before.
    (bytes[from - 1] === code('-') && !is(bytes[from - 2], ALPHA)) ||
    bytes[from - 1] === code('.') ||
    bytes[from - 1] === code('_')
  )
    return
  const text = /^(?:\d{13,19}|\d{4}([ -])\d{4}\1\d{4}\1\d{1,7}|\d{4}([ -])\d{6}\2\d{4,5})(?![\d.]\d)/.exec(
    scan.text(from, from + 26),
  )?.[0]
  if (text === undefined || is(bytes[from + text.length], ALNUM)) return
  const digits = text.replace(/\D/g, '')
  const brand =
    /^(?:4(?:\d{12}|\d{15}|\d{18})|5[1-5]\d{14}|2(?:2[2-9]|[3-6]\d|7[01])\d{13}|3[47]\d{13}|3(?:0[0-5]|[68]\d)\d{11}|6(?:011|5\d\d|4[4-9]\d)\d{12}|62\d{14,17}|35(?:2[89]|[3-8]\d)\d{12}|(?:50|5[6-9]|6\d)\d{11,17})$/
  if (brand.test(digits) && hasLuhn(digits) && !/^(\d)\1+$/.test(digits))
    scan.claim(from, from + text.length, cardRule, digits)
}

export function hasLuhn(digits: string): boolean {
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    let digit = digits.charCodeAt(digits.length - 1 - i) - 48
    if (i % 2 === 1) digit = digit > 4 ? digit * 2 - 9 : digit * 2
    sum += digit
  }
  return sum % 10 === 0
}

function socialSecurity(scan: Scan, start: number, end: number): void {
  if (is(scan.bytes[start - 1], NAME) || is(scan.bytes[end], NAME) || scan.bytes[start - 1] === code('.')) return
  const text = scan.text(start, end)
  if (!/^(?:000|666|9..)|-00-|0000$/.test(text)) scan.claim(start, end, idRule, text.replaceAll('-', ''))
}

/** Countries with an IBAN (SWIFT's registry). */
const countries =
  'AD AE AL AT AZ BA BE BG BH BR BY CH CR CY CZ DE DK DO EE EG ES FI FO FR GB GE GI GL GR GT HR HU IE IL IQ IS IT JO KW KZ LB LC LI LT LU LV LY MC MD ME MK MR MT MU NL NO PK PL PS PT QA RO RS SA SC SE SI SK SM ST SV TL TN TR UA VA VG XK'.split(
    ' ',
  )

function iban(scan: Scan, start: number): void {
  if (is(scan.bytes[start - 1], ALNUM)) return
  const text = /^[A-Z]{2}\d\d(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,3})?/.exec(scan.text(start, start + 44))?.[0]
  if (text === undefined) return
  scan.depends()
  for (let length = text.length; length >= 15; length--) {
    const digits = text.slice(0, length).replace(/[ -]/g, '')
    if (is(scan.bytes[start + length], ALNUM) || digits.length < 15 || digits.length > 34 || !hasMod97(digits)) continue
    scan.claim(start, start + length, ibanRule, digits)
    return
  }
}

function spacedIban(scan: Scan, start: number): void {
  if (is(scan.bytes[start - 1], ALPHA)) iban(scan, start - 2)
}

function hasMod97(text: string): boolean {
  let rest = 0
  for (const char of text.slice(4) + text.slice(0, 4)) {
    const value = char >= 'A' ? char.charCodeAt(0) - 55 : char.charCodeAt(0) - 48
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest === 1
}
