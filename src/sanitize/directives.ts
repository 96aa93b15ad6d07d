import { ALNUM, is } from './chars.ts'
import { claimHost, isPseudonym } from './hosts.ts'
import { claimMac } from './macs.ts'
import { mayCrossLines, tellsDigits } from './pattern-facts.ts'
import { rule } from './rule-names.ts'
import { directives } from './rules/directives.ts'
import { notLogins, notPeers, notPeople, soundsEnglish } from './rules/spoken-words.ts'
import { wordsAfterUser } from './rules/users.ts'
import type { Anchor, Scan } from './scan.ts'
import { claimUser } from './users.ts'
import { isPlaceholder, isPlainPassword, isProse } from './values.ts'

/** No directive is longer; what stands further on is another's. */
const longest = 600
/** So far before its literal a pattern may begin that has no use for the whole line. */
const near = 60

/** Of each pattern: whether what it finds may reach into the next line, and whether it tells one digit from another. */
const reaches = directives.map(({ pattern, from }) => from === 'literal' && mayCrossLines(pattern))
const countsDigits = directives.map(({ pattern }) => tellsDigits(pattern))
const numbers = directives.map(({ name }) => rule(name, styleOf(name)))
/** With the places of the groups. */
const patterns = directives.map(({ pattern }) => new RegExp(pattern.source, `${pattern.flags}d`))

function styleOf(name: string) {
  if (name === 'phone' || name === 'person' || name === 'email' || name === 'host' || name === 'user' || name === 'mac')
    return name
  if (name === 'national-id') return 'id'
  return name.endsWith('-account') ? 'account' : 'secret'
}

/** Literals are written with `~` for a blank, so that a list of them can be read. */
export function directiveAnchors(): Anchor[] {
  return directives.flatMap(({ literals }, data) =>
    literals.split(' ').map((literal) => ({
      literal: Buffer.from(literal.replaceAll('~', ' ')).toString('latin1'),
      handler: directive,
      data,
      local: true,
      exact: /[1-9]/.test(literal),
    })),
  )
}

function directive(scan: Scan, start: number, end: number, data: number): void {
  const { from, inWord } = directives[data]!
  const isWord = is(scan.bytes[start], ALNUM)
  if (from === 'literal' && isWord && is(scan.bytes[start - 1], ALNUM) && inWord !== true) return
  if (countsDigits[data]) scan.depends()
  const at = from === 'literal' ? start : scan.lineStart(start, from === 'line' ? longest : near)
  const text = scan.text(at, from === 'literal' ? textEnd(scan, start, end, data) : scan.lineEnd(start, longest))
  const places = patterns[data]!.exec(text)?.indices?.groups
  if (places === undefined) return
  scan.depends()
  for (const [group, place] of Object.entries(places)) {
    if (place === undefined) continue
    const [from, to] = [at + place[0], at + place[1]]
    // Not learned, as it is a word everywhere else.
    if (group === 'more' && places.user !== undefined && isPlainPassword(scan.text(from, to)))
      scan.claim(from, to, numbers[data]!)
    else claimGroup(scan, group.replace(/\d+$/, ''), from, to, numbers[data]!)
  }
}

/** How far a text goes that starts at its literal. */
function textEnd(scan: Scan, start: number, end: number, data: number): number {
  const most = start + longest
  if (!reaches[data]) return most
  if (directives[data]!.overLines !== true) {
    // A break may be all that the literal ends with.
    const to = scan.lineEnd(end - 1, longest)
    if (!isLast.test(scan.text(end, to))) return Math.min(to, most)
  }
  scan.dependsOnMore()
  return most
}
/** Behind a literal that ends its line: blanks and signs. */
const isLast = /^[\s:=>"'*,.(-]*$/

/**
 * The group's name says what its text is; all others than those of people and machines are secrets. A `host` is one when it has
 * a digit, a `machine` in any case. A `login` is a user and a `peer` a machine unless it is a word that a sentence goes on with.
 */
function claimGroup(scan: Scan, group: string, start: number, end: number, kind: number): void {
  const value = scan.text(start, end)
  if (group === 'user') claimUser(scan, start, end)
  else if (group === 'login') {
    const word = value.toLowerCase().replace(/[.-]+$/, '')
    if (
      !notLogins.has(word) &&
      !wordsAfterUser.has(word) &&
      !notPeers.has(word) &&
      !numberedThing.test(word) &&
      !soundsEnglish(value)
    )
      claimUser(scan, start, end)
  } else if (group === 'peer') {
    if (
      !notPeers.has(value.toLowerCase()) &&
      !soundsEnglish(value) &&
      !/^(?:v\d|(?:com|org|net|io|java|javax)\.)/i.test(value)
    )
      claimHost(scan, start, end, 'placed')
  } else if (group === 'host') {
    if (/\d/.test(value) && !notMachines.test(value) && !scan.isClaimed(start)) claimHost(scan, start, end, 'placed')
  } else if (group === 'machine') {
    if (!scan.isClaimed(start)) claimHost(scan, start, end, 'placed')
  } else if (group === 'person') {
    if (!notPeople.test(value) && !isPseudonym(value.toLowerCase())) scan.claim(start, end, kind, value.toLowerCase())
  } else if (group === 'mac') claimMac(scan, start, end, value.toLowerCase())
  else if (group === 'phone') {
    if (isPhone(value)) scan.claim(start, end, kind, value.replace(/\D/g, ''))
  } else if (group === 'id') {
    const digits = value.replace(/\D/g, '').length
    if (value === value.toUpperCase() && (digits >= 5 || (digits >= 2 && /^[A-Z0-9]{8,10}$/.test(value))))
      scan.claim(start, end, kind, value.replace(/[^A-Z0-9]/g, ''))
  } else if (group === 'birth' || group === 'account' || group === 'email' || group === 'place')
    scan.claim(start, end, kind, value.toLowerCase())
  else if (!isPlaceholder(value) && !isProse(value)) claimSecret(scan, start, end, kind, group === 'encoded')
}

/** One of many things that a program has. */
const numberedThing =
  /^(?:thread|worker|job|task|pool|process|pid|client|step|stage|phase|v|version|build|migration|port|core|cpu|gpu|queue|batch|line|rule|policy|role|item|event|session|request|level|tier|team|group|page|part|run|test|case|pr|issue|ticket|application|appattempt|attempt|container|block|blk)[-_.#]?\d[\d._]*$/
const notMachines = /^(?:https?|ipv|tls|ssl|sha|md|utf|base|v|py|python|php|java|es|h|rev|build|version|x)\d+$/i
/** Seven digits at least, and no date, no address and no version. */
function isPhone(value: string): boolean {
  const digits = value.replace(/\D/g, '').length
  if (digits < 7 || digits > 15 || /^\d{4}-\d\d-\d\d|^\d{1,3}(?:\.\d{1,3}){3}$|^\d+\.\d+$|^\d{10,13}$/.test(value))
    return /^0\d{9,12}$/.test(value)
  return digits >= 9 || /^[0+(]|\d[ ()./-]\d/.test(value)
}

function claimSecret(scan: Scan, start: number, end: number, kind: number, isEncoded: boolean): void {
  scan.claimAndLearn(start, end, kind)
  if (!isEncoded) return
  const plain = Buffer.from(scan.text(start, end), 'base64').toString('latin1')
  if (/^[\x20-\x7e]{3,}$/.test(plain) && !isPlaceholder(plain)) scan.learned.push({ value: plain, rule: kind })
}
