import { namesBeside, quotedPair } from './addressed.ts'
import { ALNUM, byteSet, code, DIGIT, is } from './chars.ts'
import { claimHost, isPseudonym } from './hosts.ts'
import { rule } from './rule-names.ts'
import type { Anchor, Scan } from './scan.ts'
import { claimUser } from './users.ts'

const emailRule = rule('email', 'email')

export function emailAnchors(): Anchor[] {
  return [{ literal: '@', handler: at, data: 0, local: true }]
}

const localSet = byteSet("A-Za-z0-9_.+'%=&!#$*/?^{|}~-")
for (let byte = 0x80; byte < 256; byte++) localSet[byte] = 1
const labelSet = byteSet('A-Za-z0-9._-')
for (let byte = 0x80; byte < 256; byte++) labelSet[byte] = 1

const notDomains =
  /\.(?:service|socket|mount|target|timer|slice|scope|device|path|js|ts|json|py|rb|jar|png|jpg|jpeg|svg|gif|webp|css|html|log|conf|yaml|yml|so|dll|exe|zip|gz)$/i

/** An address that documentation writes where yours belongs (RFC 2606). */
export const isNobodys =
  /^(?:users?|username|name|you|your[-_.]?\w{0,8}|my[-_.]?e?mail|me|some(?:one|body)|anyone|test(?:er|user)?\d?|foo|bar|baz|admin|info|contact|support|e?mail|hello|no-?reply|postmaster|webmaster|example|sample|first\.last|firstname\.lastname|nobody|root)@(?:[\w-]+\.)?(?:example\.(?:com|org|net)|example|test|invalid)$/

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
  if (claimBounce(scan, start, end)) return
  if (scan.isClaimed(start - 1)) {
    hostOfPhone(scan, start, end)
    return
  }
  let from = scan.runBefore(localSet, start, 72)
  const quoted = bytes[start - 1] === 34 ? quotedLocal(scan, start) : undefined
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
  if (quoted !== undefined) from = quoted
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
    if (isNobodys.test(low) || (quoted !== undefined && /(?:^|\.)example\.\w{3}$/i.test(domain))) {
      scan.dottedEnd = Math.max(scan.dottedEnd, to)
      return
    }
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

/** `bounce-88=alice=acme.org@lists.example`: whom a list wrote to, within the address that it wrote from. */
function claimBounce(scan: Scan, start: number, end: number): boolean {
  if (scan.bytes[start - 4] !== 46 && scan.bytes[start - 3] !== 46 && scan.bytes[start - 5] !== 46) return false
  const local =
    /(?:^|[\s<:"'])((?:bounces?|owner|return|noreply|srs\d|m?s?prvs\d?|b|m)[\w.+-]{0,40}=[\w.+=-]{3,80}\.[a-z]{2,4})$/i.exec(
      scan.text(start - 130, start),
    )?.[1]
  if (local === undefined) return false
  scan.depends()
  const to = scan.runOf(labelSet, end, 255)
  scan.claim(start - local.length, to, emailRule, scan.text(start - local.length, to).toLowerCase())
  scan.dottedEnd = Math.max(scan.dottedEnd, to)
  return true
}

/** `"very common"@acme.org`: where the quoted part before the sign starts (RFC 5321). */
function quotedLocal(scan: Scan, end: number): number | undefined {
  const local = /(?:^|[\s<,:;(])"([\w.+%@ -]{1,64})"$/.exec(scan.text(end - 70, end))?.[1]
  return local === undefined ? undefined : end - 2 - local.length
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
