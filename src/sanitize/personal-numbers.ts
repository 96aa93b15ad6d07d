import { ALNUM, ALPHA, code, is, NAME } from './chars.ts'
import { rule } from './rule-names.ts'
import type { Anchor, Scan } from './scan.ts'
import { digitSet } from './tokens.ts'

const cardRule = rule('card', 'card')
const ibanRule = rule('iban', 'iban')
const idRule = rule('national-id', 'id')

/** Numbers of people that a check digit or a shape tells: payment cards, bank accounts, national numbers. */
export function personalNumberAnchors(): Anchor[] {
  return [
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

function hasLuhn(digits: string): boolean {
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
