import { nameOfCaller } from './addressed.ts'
import { ALNUM, ALPHA, byteSet, code, DIGIT, is, NAME } from './chars.ts'
import { rule } from './rule-names.ts'
import type { Anchor, Scan } from './scan.ts'

const phoneRule = rule('phone', 'phone')

export function phoneAnchors(): Anchor[] {
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
    { literal: '+0', handler: international, data: 0, local: true },
    { literal: '%2b0', handler: international, data: 0, local: 'line' },
    { literal: 'tel:', handler: telephone, data: 0, local: 'line' },
    ...phones.map((literal) => ({ literal, handler: national, data: 0, local: true })),
  ]
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
