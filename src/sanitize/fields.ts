import { namesBeside } from './addressed.ts'
import { byteSet, code, is, QUOTE, SPACE } from './chars.ts'
import { claimColumn } from './columns.ts'
import { connect } from './connect.ts'
import type { Connection } from './connection.ts'
import { bareEnd, quotedEnd } from './extent.ts'
import { claimHost, isPseudonym } from './hosts.ts'
import { claimInserted } from './inserted.ts'
import { ownText } from './latin1.ts'
import { pairedValues } from './pairs.ts'
import { rule } from './rule-names.ts'
import { type Field, fieldNames, fieldStems } from './rules/fields.ts'
import { certainEndings, packageRoots, privateEndings, shortEndings, wordEndings } from './rules/top-level.ts'
import type { Anchor, Scan } from './scan.ts'
import { claimUser } from './users.ts'
import { isPlaceholder } from './values.ts'

const rules: Record<Exclude<Field, 'user' | 'host'>, number> = {
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
}

const signs = [',', '\t', '=', ':', '"', "'", ' =', ' :', '>', '\\', ' "', ']', '`', ' |', '*', '%3d']
/** Columns that may be the last of a table, or stand apart from what separates them. */
const lastColumns = 'name phone mobile email iban ssn birthdate birth_date street address username'.split(' ')
/** Names that are set in a column of their own, with blanks up to the sign. */
const aligned = ['user', 'username', 'host', 'hostname', 'server', 'login', 'name']
/** Columns of tables that have semicolons between. */
const semicolons =
  'vorname nachname first_name last_name firstname lastname surname full_name email phone telefon mobil iban strasse street birthdate geburtsdatum'.split(
    ' ',
  )
const options = ['computername ', 'user ', 'host ', 'username ', 'hostname ', 'login ', 'full-name ', 'domain ']

export function fieldAnchors(): Anchor[] {
  const anchor = (literal: string) => ({ literal, handler: field, data: 0, local: true })
  const stems = fieldStems.map((word) => Buffer.from(word).toString('latin1'))
  return [
    ...stems.flatMap((word) => signs.map((sign) => anchor(word + sign))),
    ...lastColumns.flatMap((word) => [')', '\n', '\r', '  ', '<'].map((sign) => anchor(word + sign))),
    ...semicolons.map((word) => anchor(`${word};`)),
    ...aligned.map((word) => anchor(`${word}    `)),
    ...options.map((word) => anchor(`--${word}`)),
  ]
}

const keySet = byteSet('A-Za-z0-9_.$-')
for (let byte = 0x80; byte < 256; byte++) keySet[byte] = 1

/** A key that is no secret's but a person's, a user's, a host's: its value by its kind. */
function field(scan: Scan, start: number): void {
  const { bytes } = scan
  let from = scan.runBefore(keySet, start, 48)
  if (bytes[from - 1] === code('\\') && from < start && (bytes[from] === 110 || bytes[from] === 116)) from++
  let to = start
  while (to < scan.end && to - start < 48 && keySet[bytes[to]!] === 1) to++
  const dot = scan.text(from, to).lastIndexOf('.')
  const name = scan.text(dot >= 0 ? from + dot + 1 : from, to)
  const kind =
    partOf(scan, from, name) ??
    fieldOf(spoken(scan, from, name)) ??
    (dot >= 0 ? fieldOf(scan.text(from, to)) : undefined)
  scan.dependsOn(from, to)
  if (kind === undefined) return
  scan.depends()
  const connection = connect(scan, from, to)
  scan.dependsOn(to, (connection?.at ?? to + 60) + 1)
  if (connection === undefined || connection.block || connection.how === 'prose' || isCell(scan, to)) {
    claimCells(scan, from, to, kind, name)
    if (connection === undefined || connection.block || connection.how === 'prose') return
  }
  claimField(scan, connection, kind, name)
}

/** Whether the field's name stands before a comma, a tab or a bar, as names of columns do. */
function isCell(scan: Scan, at: number): boolean {
  return /^["'\x60]?(?:[,\t]| {0,40}\|)/.test(scan.text(at, at + 44))
}

/** The cells below a column's name, or the values of an `INSERT`. */
function claimCells(scan: Scan, start: number, end: number, kind: Field, name: string): void {
  scan.dependsOnMore()
  const claim = (from: number, to: number, isColumn: boolean): boolean => {
    const value = scan.text(from, to)
    if (!isColumn || scan.isClaimed(from) || isPlaceholder(value) || value.length > 200) return false
    if (kind === 'user') return mayBeUser(value, 'table') && claimUser(scan, from, to)
    if (kind === 'host') claimHostValue(scan, from, to, name, true)
    else claimPersonal(scan, from, to, kind, true, 'table')
    return true
  }
  if (claimInserted(scan, start, end, claim) || claimColumn(scan, start, end, claim)) return
  // A name that is itself a value, as in `{"key": "full_name", "value": "x"}`.
  const isNamed = /(?:name|key|field|attribute)["']?\s{0,3}[:=]\s{0,3}["']?$|<\w{1,10}>$/i.test(
    scan.text(start - 24, start),
  )
  if (isNamed)
    pairedValues(scan, start, end, (from, to, quoted) => {
      const more = quoted ? to : cellEnd(scan, from, to)
      claim(from, more, true)
    })
}

/** `"host":{"name":"web-3"`, `user: {name: alice`: the name of what stands before the brace. */
function partOf(scan: Scan, from: number, name: string): Field | undefined {
  if (name !== 'name' && name !== 'Name') return undefined
  const parent =
    /\b(host|hostname|node|server|machine|computer|user|actor|owner)["']?\s?(?:=>|[:=])\s?\{\s?["']?$/i.exec(
      scan.text(from - 24, from),
    )?.[1]
  if (parent === undefined) return undefined
  return /^(?:user|actor|owner)$/i.test(parent) ? 'user' : 'host'
}

/** `Account Name:`, `Full name:`: the word before belongs to the field. */
function spoken(scan: Scan, from: number, name: string): string {
  if (scan.bytes[from - 1] !== 32 || !/^(?:name|number|id|address|code|date)$/i.test(name)) return name
  const before = /([A-Za-z]{2,14}) $/.exec(scan.text(from - 16, from))
  return before === null ? name : `${before[1]}_${name}`
}

const known = new Map<string, Field | undefined>()

function fieldOf(name: string): Field | undefined {
  const found = known.get(name)
  if (found !== undefined || known.has(name)) return found
  const low = name
    .replace(/^[-_$.]+/, '')
    .replace(/[-_.]/g, '')
    .toLowerCase()
  let kind = fieldNames.get(low)
  // `DB_USER`, `smtp-host`, `PGUSER`, `targetHost`: the last word decides.
  if (kind === undefined) {
    const words = name
      .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
      .toLowerCase()
      .split(/[-_.]/)
    const last = words.at(-1) ?? ''
    const two = words.slice(-2).join('')
    kind =
      fieldNames.get(two) ??
      (last === 'user' ||
      last === 'username' ||
      last === 'host' ||
      last === 'hostname' ||
      last === 'email' ||
      last === 'phone' ||
      last === 'mobile' ||
      last === 'fqdn' ||
      last === 'iban' ||
      last === 'ssn' ||
      last === 'login'
        ? fieldNames.get(last)
        : undefined)
    if (kind === undefined && /^(?:pg|my|db)(?:user|host)$/.test(last)) kind = last.endsWith('user') ? 'user' : 'host'
  }
  if (known.size > 3000) known.clear()
  known.set(ownText(name), kind)
  return kind
}

function claimField(scan: Scan, { at, how }: Connection, kind: Field, name: string): void {
  const { bytes } = scan
  let from = at
  let to: number
  const quoted = is(bytes[at], QUOTE)
  if (quoted) {
    from = at + 1
    to = quotedEnd(scan, at)
  } else to = bareEnd(scan, at, how === 'query')
  scan.dependsOn(from, to)
  if (to <= from || scan.isClaimed(from)) return
  // `(HOST=a)(PORT=1)`: the bracket before the key closes.
  if (!quoted && bytes[from - name.length - 2] === code('(')) to = beforeCloser(scan, from, to)
  const value = scan.text(from, to)
  if (isPlaceholder(value) || value.length > 200) return
  // `user.name == other.name` compares.
  if (!quoted && /==\s?$/.test(scan.text(at - 3, at))) return
  // `ruser= rhost=10.1.2.3`: nothing, and the next key.
  if (!quoted && is(bytes[at - 1], SPACE) && /^[\w.-]{1,40}=/.test(value)) return
  // `Author: Alice Smith`, `cn: Alice Smith`: two names with capitals are a person's.
  if (looseNames.test(name) && !/^[A-Z\x80-\xff]\S+ [A-Z\x80-\xff]\S+/.test(scan.text(from, from + 80))) return
  const mayBeFull = fullNames.test(name) || (kind === 'user' && /^[A-Z][a-z]+$/.test(value))
  const full = !quoted && mayBeFull ? fullName(scan, from, to) : 0
  if (full > to) claimPersonal(scan, from, full, 'person', true, how)
  else if (kind === 'user' && /^\d{12}$/.test(value)) claimPersonal(scan, from, to, 'account', quoted, how)
  else if (kind === 'user') {
    if (mayBeUser(value, how) && !(/^[A-Z][a-z]+$/.test(value) && /^ [a-z]/.test(scan.text(to, to + 2))))
      claimUser(scan, from, to)
  } else if (kind === 'host') {
    // An image of a container: `FROM node:20-alpine`.
    if (!(how === 'remark' && /^\d/.test(value))) claimHostValue(scan, from, to, name, quoted || how !== 'remark')
  } else claimPersonal(scan, from, to, kind, quoted, how)
}

function beforeCloser(scan: Scan, start: number, end: number): number {
  const closer = scan.text(start, end).indexOf(')')
  return closer > 0 ? start + closer : end
}

/** Where two or three names end that begin at `start`, when the line or a bracket does so too; `end` otherwise. */
function fullName(scan: Scan, start: number, end: number): number {
  const names =
    /^[A-Z\x80-\xff][a-z'\x80-\xff-]{1,24}(?: [A-Z\x80-\xff][a-z'\x80-\xff-]{1,24}){1,2}(?=\s*(?:[<(,;\r\n]|$))/.exec(
      scan.text(start, start + 90),
    )
  return names === null ? end : start + names[0].length
}

function mayBeUser(value: string, how: Connection['how']): boolean {
  if (/[\s/\\@:=()[\]{}<>,;|"]/.test(value) && !/^[\w.-]+(?: [\w.-]+)?$/.test(value)) return false
  if (value.includes(' ') && value.split(' ').length > 2) return false
  const isWord =
    /^(?:agent|password|authentication|authorization|not|is|has|found|logged|was|see|client|various|multiple|mon|tue|wed|thu|fri|sat|sun|0x[\da-f]+|with|login|failed|in|id|name|unknown|invalid|error|and|or|for|to|the|a|an|this|only|required|missing|connected|disconnected|created|deleted|updated|does|must|interface|space|input|data|mode|level|defined|session|accounts?|groups?|roles?|string|int|number|object|boolean|varchar|text|null|str|uuid|char|success|successful|active|inactive|locked|expired|commands|\w{3,12}ing)$/i
  if (isWord.test(value)) return false
  return how !== 'remark' || /^[\w.$\x80-\xff-]{2,40}$/.test(value)
}

/** A host, perhaps with a port, or several; addresses are found by their own rules. */
function claimHostValue(scan: Scan, start: number, end: number, name: string, certain: boolean): void {
  let from = start
  const text = scan.text(start, end)
  if (text.includes('://') || text.includes('/') || text.includes('@')) return
  for (const part of text.split(',')) {
    const host = /^\s*([A-Za-z0-9\x80-\xff](?:[A-Za-z0-9._\x80-\xff-]{0,250}[A-Za-z0-9])?)(?::\d{1,5})?\.?\s*$/.exec(
      part,
    )
    if (host !== null && !/^\d+(?:\.\d+)*$/.test(host[1]!) && isTelling(host[1]!, name, certain)) {
      const offset = from + part.indexOf(host[1]!)
      // `ip-10-1-2-3` is an address by its own rule.
      if (!/\d{1,3}-\d{1,3}-\d{1,3}-\d{1,3}/.test(host[1]!)) claimHost(scan, offset, offset + host[1]!.length, 'placed')
    }
    from += part.length + 1
  }
}

/** `host=db` and `server=web` tell nothing; `node: worker-3` and `hostname: gandalf` do. */
function isTelling(host: string, name: string, certain: boolean): boolean {
  // `Domain=com.acme.security.error`, as Apple's systems name their errors.
  if (isPackage(host)) return false
  // `CN=R3` signs certificates.
  if (host.length < 4 && /^(?:cn|commonname)$/i.test(name)) return false
  if (
    /^(?:host|hostname|fqdn|computername|computer|machine|machinename|nodename|workstation|dnsname|servername)$/i.test(
      name.replace(/[-_]/g, ''),
    )
  ) {
    return certain ? host.length >= 3 : /[\d.-]/.test(host) || host.length >= 5
  }
  return (
    /[\d.-]/.test(host) &&
    /[a-z]/i.test(host) &&
    !/^v?\d+(?:\.\d+)*\w?$|^[0-9a-f-]{20,}$|^[0-9a-f]{8,}$/i.test(host) &&
    !/\.(?:java|js|ts|py|go|rb|log|json|conf|yaml|yml|xml|service)$/.test(host)
  )
}

const endings = [certainEndings, privateEndings, wordEndings, shortEndings]

/** A name that begins with what others end with, and does not end so. */
function isPackage(host: string): boolean {
  const labels = host.toLowerCase().split('.')
  const last = labels.at(-1)!
  return labels.length > 2 && packageRoots.has(labels[0]!) && !endings.some((list) => list.has(last))
}

function claimPersonal(
  scan: Scan,
  start: number,
  end: number,
  kind: Exclude<Field, 'user' | 'host'>,
  quoted: boolean,
  how: Connection['how'],
): void {
  const number = rules[kind]
  const { bytes } = scan
  let to = end
  if (!quoted && (kind === 'person' || kind === 'street') && how !== 'query')
    to = kind === 'person' ? nameEnd(scan, start, end) : lineOrKey(scan, start, end)
  if (!quoted && kind === 'phone') {
    const more = /^[+(\d][\d ()./-]{5,24}\d/.exec(scan.text(start, start + 28))
    if (more !== null) to = Math.max(to, start + more[0].length)
  }
  if (!quoted && kind === 'id') {
    const more = /^[A-Z0-9]{1,6}(?: [A-Z0-9]{2,4}){2,5}(?![\w])/.exec(scan.text(start, start + 28))
    if (more !== null) to = Math.max(to, start + more[0].length)
  }
  const value = scan.text(start, to)
  const low = value.toLowerCase()
  if (isPseudonym(low) || isPlaceholder(value)) return
  const digits = value.replace(/\D/g, '')
  if (
    kind === 'person' &&
    (!/[a-z\x80-\xff]{2}|^[A-Z]{2,}[ ,][A-Z ]{2,}/.test(value) ||
      /[=/\\{}<>]|\d{3}/.test(value) ||
      /^(?:is|not|the|required|missing|invalid|must|string|varchar)$/i.test(value))
  )
    return
  if ((kind === 'phone' || kind === 'card' || kind === 'bank') && digits.length < 6) return
  if (kind === 'card' && !/^[\d -]+$/.test(value)) return
  const isCoded = digits.length >= 2 && /^[A-Z0-9]{8,16}$/.test(value)
  if (kind === 'id' && !isCoded && (digits.length < 4 || value.length < 6)) return
  if (kind === 'id' && !/^[\w ./-]{6,40}$/.test(value)) return
  if (kind === 'mac' && !/^(?=.*[a-f])(?=.*\d)[0-9a-f]{12}$/i.test(value)) return
  if (
    kind === 'account' &&
    !(
      /^\d{9,14}$/.test(value) ||
      /^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(value) ||
      /^[0-9a-f]{32}$/i.test(value) ||
      (/[a-z]/i.test(value) && /\d/.test(value) && value.length >= 8 && value.length < 120)
    )
  )
    return
  if (kind === 'birth' && !/\d{2}/.test(value)) return
  if (kind === 'place' && !/^-?\d{1,3}\.\d{3,}/.test(value)) return
  if (kind === 'email' && !value.includes('@')) return
  if (
    kind === 'street' &&
    (value.length < 5 ||
      /^(?:0x|\d+\.\d+\.)/.test(value) ||
      !/\d/.test(value) ||
      !/[a-z]/i.test(value) ||
      /[@/\\]/.test(value))
  )
    return
  const canonical =
    kind === 'phone' || kind === 'card' || kind === 'bank'
      ? kind === 'bank'
        ? value.replace(/[ -]/g, '')
        : digits
      : low
  scan.claim(start, to, number, canonical)
  if (kind === 'email') namesBeside(scan, start, to)
  // JSON wants a value where a bare number stood.
  if (!quoted && how === 'json' && /^[-\d.]+$/.test(value)) scan.spans.at(-1)!.wrap = '"'
  if (bytes[to] === undefined) scan.spend(1)
}

const fullNames =
  /^(?:author|committer|owner|assignee|operator|cn|(?:created|updated|modified|requested|reported|approved)[-_]?by)$/i

/** What names a person only where two names stand behind it. */
const looseNames =
  /(?:contact|patient|employee|passenger|attendee|reporter|requester|approver|reviewer|supervisor|technician|applicant|candidate|student|ansprechpartner|sachbearbeiter|mitarbeiter|fn|(?:registrant|member|subscriber|driver|tenant|applicant|agent)[-_ ]?name|assigned[-_ ]?to)$/i

/** Up to four words that begin with a capital (or with no ASCII letter). */
function nameEnd(scan: Scan, start: number, end: number): number {
  const words =
    /^(?:(?:Dr|Mr|Mrs|Ms|Prof)\. )?[A-Z\x80-\xff][\w.'\x80-\xff-]{0,30}(?: (?:van|von|de|der|da|di|la|le|bin|al|el|den|dos|del)){0,2}(?: [A-Z\x80-\xff][\w.'\x80-\xff-]{0,30}(?![\w.'-]*[:=])){0,3}/.exec(
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

/** Where the text of an element ends; a name may have a blank in it. */
function cellEnd(scan: Scan, start: number, end: number): number {
  const text = /^[^<>\r\n]{1,120}(?=<)/.exec(scan.text(start, start + 122))?.[0]
  return text === undefined ? end : start + text.trimEnd().length
}
