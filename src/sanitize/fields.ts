import { byteSet, code, is, QUOTE, SPACE } from './chars.ts'
import { claimColumn } from './columns.ts'
import { connect } from './connect.ts'
import type { Connection } from './connection.ts'
import { bareEnd, quotedEnd } from './extent.ts'
import { claimHostValue } from './field-hosts.ts'
import { fieldLiterals } from './field-literals.ts'
import { fieldOf } from './field-names.ts'
import { partOf } from './field-parts.ts'
import { claimPersonal, fullName } from './field-people.ts'
import { claimInserted } from './inserted.ts'
import { pairedValues } from './pairs.ts'
import { isProgram } from './program.ts'
import type { Field } from './rules/fields.ts'
import type { Anchor, Scan } from './scan.ts'
import { claimSureUser, claimUser } from './users.ts'
import { isPlaceholder } from './values.ts'

export function fieldAnchors(): Anchor[] {
  return fieldLiterals().map((literal) => ({ literal, handler: field, data: 0, local: true }))
}

const keySet = byteSet('A-Za-z0-9_.$-')
for (let byte = 0x80; byte < 256; byte++) keySet[byte] = 1

/** No name, address or number of a person or machine is longer. */
const longest = 200

/** A key that is no secret's but a person's, a user's, a host's: its value by its kind. */
function field(scan: Scan, anchored: number): void {
  const { bytes } = scan
  let start = anchored
  // Behind a blank, `Created by:`.
  if (scan.bytes[start] === 32) start++
  let from = scan.runBefore(keySet, start, 48)
  if (bytes[from - 1] === code('\\') && from < start && (bytes[from] === 110 || bytes[from] === 116)) from++
  let to = start
  while (to < scan.end && to - start < 48 && keySet[bytes[to]!] === 1) to++
  // `Owner ....: x` has dots that lead the eye.
  while (to > start && bytes[to - 1] === code('.')) to--
  const dot = scan.text(from, to).lastIndexOf('.')
  const name = scan.text(dot >= 0 ? from + dot + 1 : from, to)
  const part = partOf(scan, from, name)
  const kind = part ?? fieldOf(spoken(scan, from, name)) ?? (dot >= 0 ? fieldOf(scan.text(from, to)) : undefined)
  scan.dependsOn(from, to)
  if (kind === undefined) return
  scan.depends()
  const connection = connect(scan, from, to)
  scan.dependsOn(to, (connection?.at ?? to + 60) + 1)
  if (connection === undefined || connection.block || connection.how === 'prose' || isCell(scan, to)) {
    if (connection?.block) claimBlock(scan, to, connection, kind, name)
    claimCells(scan, from, to, kind, name)
    if (connection === undefined || connection.block || connection.how === 'prose') return
  }
  // `<b>Name:</b> Alice`
  const closing = /^<\/\w{1,10}>[ \t]{1,4}(?=[^<\s])/.exec(scan.text(connection.at, connection.at + 20))
  if (closing !== null) connection.at += closing[0].length
  claimField(
    scan,
    connection,
    kind,
    part === 'host' && !/(?:server|node)\W{1,6}$/i.test(scan.text(from - 10, from)) ? 'hostname' : name,
  )
}

/** `full_name: |` and the value in the one line below, as YAML folds texts. */
function claimBlock(scan: Scan, keyEnd: number, { at }: Connection, kind: Field, name: string): void {
  scan.dependsOnMore()
  if (!/^["']?: {1,4}[|>][+-]?\r?$/.test(scan.text(keyEnd, scan.lineEnd(keyEnd, 20)))) return
  const line = scan.text(at, scan.lineEnd(at, 200))
  const from = at + line.search(/\S/)
  const to = at + line.trimEnd().length
  if (to <= from || isPlaceholder(scan.text(from, to))) return
  if (kind === 'user') claimUser(scan, from, to)
  else if (kind === 'host') claimHostValue(scan, from, to, name, true)
  else claimPersonal(scan, from, to, kind, true, 'assign')
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
    if (!isColumn || scan.isClaimed(from) || isPlaceholder(value) || value.length > longest) return false
    if (kind === 'user') return mayBeUser(value, 'table') && claimSureUser(scan, from, to)
    if (kind === 'host') claimHostValue(scan, from, to, name, true)
    else claimPersonal(scan, from, to, kind, true, 'table')
    return true
  }
  if (claimInserted(scan, start, end, claim) || claimColumn(scan, start, end, claim)) return
  // A name that is itself a value, as in `{"key": "full_name", "value": "x"}`.
  const isNamed =
    /(?:name|key|field|attribute|label|question|property)["']?\s{0,3}[:=]\s{0,3}["']?$|["']path["']\s{0,3}:\s{0,3}["']\/$|<\w{1,10}>$/i.test(
      scan.text(start - 24, start),
    )
  const isClaim =
    scan.bytes[start - 1] === 47 && /\bname=["']https?:[^"'<>]{5,90}\/$/i.test(scan.text(start - 110, start))
  if (isNamed || isClaim)
    pairedValues(scan, start, end, (from, to, quoted) => {
      const more = quoted ? to : cellEnd(scan, from, to)
      claim(from, more, true)
    })
}

/** `Account Name:`, `Full name:`: the word before belongs to the field. */
function spoken(scan: Scan, from: number, name: string): string {
  if (scan.bytes[from - 1] !== 32 || !/^(?:name|number|id|address|code|date|holder|by|domain|no|nr)$/i.test(name))
    return name
  const before = /([A-Za-z]{2,14}) $/.exec(scan.text(from - 16, from))
  return before === null ? name : `${before[1]}_${name}`
}

function claimField(scan: Scan, { at, how }: Connection, kind: Field, name: string): void {
  const { bytes } = scan
  let from = at
  let to: number
  const quoted = is(bytes[at], QUOTE)
  if (quoted) {
    from = at + 1
    to = quotedEnd(scan, at)
  } else to = bareEnd(scan, at, how === 'query', longest + 100)
  // `assignee: @alice`
  if (kind === 'user' && bytes[from] === 64) from++
  // `LOGONSERVER=\\\\DC03`
  if (kind === 'host') while (bytes[from] === 92 && from < to) from++
  scan.dependsOn(from, to)
  if (to <= from || scan.isClaimed(from)) return
  // `(HOST=a)(PORT=1)`: the bracket before the key closes.
  if (!quoted && bytes[from - name.length - 2] === code('(')) to = beforeCloser(scan, from, to)
  // `UserId=alice(1010)`, `Job_Owner = alice@login-2`: what stands behind the name is another's.
  if (kind === 'user' && !quoted) to = beforeNumber(scan, from, to)
  const value = scan.text(from, to)
  if (isPlaceholder(value) || value.length > longest) return
  // `customer: { name: faker.name() }`
  if (!quoted && kind === 'person' && /[(=]|^\w+\.\w/.test(value)) return
  // `host = req.headers.host`, `user = await find()`: a program says where the value comes from.
  if (!quoted && (isExpression.test(value) || isProgram(scan, from, to))) return
  // `read(fd, handle=handle)`, `self._handle = handle`, `sub = sub.data` hand on what has the same name.
  if (!quoted && isHandedOn(name.toLowerCase(), value.toLowerCase())) return
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
    if (looseUsers.test(name) && !isMarked(value)) return
    if (mayBeUser(value, how) && !(/^[A-Z][a-z]+$/.test(value) && /^ [a-z]/.test(scan.text(to, to + 2))))
      if (how === 'remark') claimUser(scan, from, to)
      else claimSureUser(scan, from, to)
  } else if (kind === 'host') {
    // An image of a container: `FROM node:20-alpine`.
    if (!(how === 'remark' && /^\d/.test(value))) claimHostValue(scan, from, to, name, quoted || how !== 'remark')
  } else claimPersonal(scan, from, to, kind, quoted, how)
}

function beforeNumber(scan: Scan, start: number, end: number): number {
  const name = /^(?:([A-Za-z_][\w-]{1,40})(?=\(\d{2,10}\)?$)|([A-Za-z_][\w.-]{1,40})@([A-Za-z][\w-]{1,60})$)/.exec(
    scan.text(start, end),
  )
  if (name === null) return end
  const to = start + (name[1] ?? name[2]!).length
  if (name[3] !== undefined) claimHostValue(scan, to + 1, end, 'hostname', true)
  return to
}

const isHandedOn = (name: string, value: string) =>
  name === value || name.endsWith(`_${value}`) || value.startsWith(`${name}.`)

function beforeCloser(scan: Scan, start: number, end: number): number {
  const closer = scan.text(start, end).indexOf(')')
  return closer > 0 ? start + closer : end
}

function mayBeUser(value: string, how: Connection['how']): boolean {
  if (/[\s/\\@:=()[\]{}<>,;|"]/.test(value) && !/^[\w.-]+(?: [\w.-]+)?$/.test(value)) return false
  if (value.includes(' ') && value.split(' ').length > 2) return false
  const isWord =
    /^(?:agent|password|authentication|authorization|not|is|has|found|logged|was|see|client|various|multiple|mon|tue|wed|thu|fri|sat|sun|0x[\da-f]+|with|login|failed|in|id|name|unknown|invalid|error|and|or|for|to|the|a|an|this|only|required|missing|connected|disconnected|created|deleted|updated|does|must|interface|space|input|data|mode|level|defined|session|accounts?|groups?|roles?|string|int|number|object|boolean|varchar|text|null|str|uuid|char|success|successful|active|inactive|locked|expired|commands|phone|ip|\w{3,12}ing)$/i
  if (isWord.test(value) || (value.includes(' ') && isWord.test(value.slice(0, value.indexOf(' '))))) return false
  return how !== 'remark' || /^[\w.$\x80-\xff-]{2,40}$/.test(value)
}

const isExpression =
  /^(?:await|async|new|yield|typeof|function|lambda|self|this|req|request|ctx|context|event|args|params|props|options|opts)$|^[A-Za-z_$][A-Za-z_$]*(?:\.[A-Za-z_$]+){0,5}\.[A-Za-z_]*(?:host|name|user|login|id|email|value|owner|author|account|phone|domain|address)$|^(?:req|request|self|this|session|auth|ctx|context|tree|props|params|args|config|cfg|settings|options)\.[A-Za-z_$.]+$/i

/** Keys that hold a user as often as anything else: a topic, a kind, an operator. */
const looseUsers = /^(?:subject|identity|operator|sub|principal|actor|author|handle)$/i

/** Whether a word has what names of users have and plain words do not: a digit, a sign, a capital within. */
const isMarked = (value: string) =>
  !value.includes('%') &&
  /^[A-Za-z]\S*[\d_.@\\]|^[A-Z]?[a-z]+[A-Z][a-z]|^(?:svc|srv|sa|adm|usr|ext)-/.test(value) &&
  !/(?:Assigned|Account|User|Role|Service|Hub|Lab|Bot|Actions|System|Admin|Id)$/.test(value)

const fullNames =
  /^(?:author|committer|owner|assignee|operator|cn|(?:created|updated|modified|requested|reported|approved)[-_]?by)$/i

/** What names a person only where two names stand behind it. */
const looseNames =
  /(?:contact|patient|employee|passenger|attendee|reporter|requester|approver|reviewer|supervisor|technician|applicant|candidate|student|ansprechpartner|sachbearbeiter|mitarbeiter|fn|(?:registrant|member|subscriber|driver|tenant|applicant|agent)[-_ ]?name|assigned[-_ ]?to)$/i

/** Where the text of an element ends; a name may have a blank in it. */
function cellEnd(scan: Scan, start: number, end: number): number {
  const text = /^[^<>\r\n]{1,120}(?=<)/.exec(scan.text(start, start + 122))?.[0]
  return text === undefined ? end : start + text.trimEnd().length
}
