import { claimAccount } from './accounts.ts'
import { namesBeside } from './addressed.ts'
import type { Connection } from './connection.ts'
import { isNobodys } from './email.ts'
import { isPseudonym } from './hosts.ts'
import { isHarmless } from './ipv4.ts'
import { isFullName } from './known-names.ts'
import { rule } from './rule-names.ts'
import type { Field } from './rules/fields.ts'
import { notPeople } from './rules/spoken-words.ts'
import type { Scan } from './scan.ts'
import { isPlaceholder } from './values.ts'

export type Personal = Exclude<Field, 'user' | 'host'>

const rules: Record<Personal, number> = {
  person: rule('person', 'person'),
  phone: rule('phone', 'phone'),
  email: rule('email', 'email'),
  id: rule('national-id', 'id'),
  account: rule('cloud-account', 'account'),
  bank: rule('bank-account', 'iban'),
  card: rule('card', 'card'),
  birth: rule('birth-date'),
  street: rule('address'),
  place: rule('location'),
  mac: rule('mac', 'mac'),
  plate: rule('national-id', 'id'),
  postcode: rule('address'),
  ip: rule('ipv4', 'ip'),
}

/** Claims what a field about a person holds, when it looks like it; an unquoted value may go on behind a blank. */
export function claimPersonal(
  scan: Scan,
  start: number,
  end: number,
  kind: Personal,
  quoted: boolean,
  how: Connection['how'],
): void {
  const number = rules[kind]
  let to = end
  if (!quoted && (kind === 'person' || kind === 'street') && how !== 'query')
    to = kind === 'person' ? nameEnd(scan, start, end) : lineOrKey(scan, start, end)
  if (!quoted && kind === 'phone') {
    const more = /^[+(\d][\d ()./-]{5,24}\d/.exec(scan.text(start, start + 28))
    if (more !== null) to = Math.max(to, start + more[0].length)
  }
  if (!quoted && (kind === 'id' || kind === 'plate' || kind === 'postcode')) {
    const more = groups[kind].exec(scan.text(start, start + 28))
    if (more !== null) to = Math.max(to, start + more[0].length)
  }
  const value = scan.text(start, to)
  const low = value.toLowerCase()
  if (isPseudonym(low) || isPlaceholder(value)) return
  const digits = value.replace(/\D/g, '')
  if (!isPlausible[kind](value, digits.length)) return
  const canonical =
    kind === 'phone' || kind === 'card'
      ? digits
      : kind === 'bank'
        ? value.replace(/[ -]/g, '')
        : kind === 'ip'
          ? addressOf(value)
          : low
  if (kind === 'account') claimAccount(scan, start, to, canonical)
  else scan.claim(start, to, number, canonical)
  if (kind === 'person' && isFullName(value)) scan.learnName(value, number)
  if (kind === 'email' || (kind === 'person' && quoted && how === 'assign' && !value.includes(' ')))
    namesBeside(scan, start, to)
  // JSON wants a value where a bare number stood.
  if (!quoted && how === 'json' && /^[-\d.]+$/.test(value)) scan.spans.at(-1)!.wrap = '"'
}

/** Numbers that are written in groups with blanks between, of which each behind the first has a digit or two letters. */
const groups = {
  id: /^[A-Z0-9][A-Z0-9-]{0,10}(?: (?=[A-Z]{0,3}\d)[A-Z0-9]{2,6}){1,5}(?![\w])/,
  plate: /^[A-Z]{1,3}(?:[- ][A-Z]{1,3})? ?\d{1,4}[A-Z]{0,2}(?![\w])/,
  postcode: /^[A-Z]{1,2}\d{1,2}[A-Z]? \d[A-Z]{2}(?![\w])/,
}

/** Whether a text, with so many digits, may be what its field's name says. */
const isPlausible: Record<Personal, (value: string, digits: number) => boolean> = {
  person: (value) =>
    /[a-z\x80-\xff]{2}|^[A-Z]{2,}[ ,][A-Z ]{2,}/.test(value) &&
    !/[=/\\{}<>]|\d{3}/.test(value) &&
    !/^(?:is|not|the|required|missing|invalid|must|string|varchar|obligatoire|obligatorio|erforderlich|requis)$/i.test(
      value,
    ) &&
    // `displayName: Windows Update`, `cn: Domain Admins`: the name of a thing.
    !(/ .*[a-z]/.test(value) && notPeople.test(value)),
  phone: (value, digits) => digits >= 6 && !value.includes('//'),
  bank: (_, digits) => digits >= 6,
  card: (value, digits) => digits >= 6 && /^[\d -]+$/.test(value),
  id: (value, digits) =>
    ((digits >= 2 && /^[A-Z0-9]{8,16}$/.test(value)) || (digits >= 4 && value.length >= 6)) &&
    /^[\w ./-]{6,40}$/.test(value),
  mac: (value) => /^(?=.*[a-f])(?=.*\d)[0-9a-f]{12}$/i.test(value),
  account: (value) =>
    /^\d{9,14}$/.test(value) ||
    /^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(value) ||
    /^[0-9a-f]{32}$/i.test(value) ||
    (/[a-z]/i.test(value) && /\d/.test(value) && value.length >= 8 && value.length < 120),
  birth: (value) => /\d{2}/.test(value),
  plate: (value, digits) =>
    /^(?=.*\d)(?=.*[A-Z])[A-HJ-NPR-Z0-9]{17}$/.test(value) ||
    (digits > 0 &&
      digits < 6 &&
      /^[A-Z0-9\x80-\xff]{1,4}(?:[- ]?[A-Z0-9]{1,4}){1,3}$/.test(value) &&
      /[A-Z]/.test(value)),
  postcode: (value) =>
    /^(?:\d{4,6}|\d{4,5}-\d{3,4}|[A-Z]{1,2}\d{1,2}[A-Z]? ?\d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d)$/.test(value),
  ip: (value) => addressOf(value) !== undefined,
  place: (value) => /^-?\d{1,3}\.\d{3,}/.test(value),
  email: (value) => value.includes('@') && !isNobodys.test(value.toLowerCase()),
  street: (value) =>
    value.length >= 5 &&
    !/^(?:0x|\d+\.\d+\.)/.test(value) &&
    /\d/.test(value) &&
    /[a-z]/i.test(value) &&
    !/[@/\\]/.test(value),
}

/** Where two or three names end that begin at `start`, when the line or a bracket does so too; `end` otherwise. */
export function fullName(scan: Scan, start: number, end: number): number {
  const names =
    /^[A-Z\x80-\xff][a-z'\x80-\xff-]{1,24}(?: [A-Z\x80-\xff][a-z'\x80-\xff-]{1,24}){1,2}(?=\s*(?:[<(,;\r\n]|$))/.exec(
      scan.text(start, start + 90),
    )
  return names === null ? end : start + names[0].length
}

/** Up to four words that begin with a capital (or with no ASCII letter). */
function nameEnd(scan: Scan, start: number, end: number): number {
  const words =
    /^(?:(?:Dr|Mr|Mrs|Ms|Prof)\. )?[A-Z\x80-\xff][\w.'\x80-\xff-]{0,30}(?: (?:van|von|de|der|da|di|la|le|bin|al|el|den|dos|del)(?= )){0,2}(?: [A-Z\x80-\xff][\w.'\x80-\xff-]{0,30}(?![\w.'-]*[:=])){0,3}/.exec(
      scan.text(start, start + 120),
    )
  return words === null ? end : Math.max(end, start + words[0].trimEnd().length)
}

/** To the end of the line, or to where the next key begins. */
function lineOrKey(scan: Scan, start: number, end: number): number {
  const line = scan.text(start, scan.lineEnd(start, 200))
  const next = /[\s,;]+[\w.-]{2,30}[=:]/.exec(line)
  return Math.max(end, start + (next === null ? line.trimEnd().length : next.index))
}

/**
 * The address that a number stands for, when it is somebody's: `0x0a010203`, `167838211`, `012.1.2.3`, which only their key tells
 * from other numbers (inet_aton(3)).
 */
function addressOf(value: string): string | undefined {
  const octal = /^0\d{1,3}(?:\.\d{1,3}){3}$/.test(value)
  if (!octal && !/^(?:0x[0-9a-f]{8}|[1-9]\d{7,9})$/i.test(value)) return undefined
  const octets = octal
    ? value.split('.').map((part) => Number.parseInt(part, part.startsWith('0') ? 8 : 10))
    : [24, 16, 8, 0].map((bits) => (Number(value) / 2 ** bits) & 255)
  const isOne = octets.every((octet) => octet < 256) && Number(octal ? 0 : value) < 2 ** 32 && !isHarmless(octets)
  return isOne ? octets.join('.') : undefined
}
