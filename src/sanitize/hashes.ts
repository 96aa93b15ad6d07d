import { byteSet, code } from './chars.ts'
import { certainRule, rule } from './rule-names.ts'
import type { Anchor, Scan } from './scan.ts'
import { hexSet } from './tokens.ts'

const passwordHash = rule('password-hash')
const cryptSet = byteSet('A-Za-z0-9./$=,+_-')
const plainSet = byteSet('A-Za-z0-9./+=_-')

/** How password hashes start: crypt(3) and PHC strings, LDAP schemes, the formats of web frameworks and databases. */
const dollars =
  '$1$ $2$ $2a$ $2b$ $2x$ $2y$ $5$ $6$ $7$ $8$ $9$ $y$ $gy$ $sm3$ $apr1$ $md5$ $md5, $sha1$ $sha256$ $sha512$ $argon2 $argon2i$ $argon2d$ $argon2id$ $scrypt$ $pbkdf2 $P$ $H$ $S$ $B$ $bcrypt-sha256$ $balloon $NT$ $LM$ $mysqlna$ $ml$'
const cracked =
  '$krb5tgs$ $krb5asrep$ $krb5pa$ $DCC2$ $dcc$ $zip2$ $pkzip2$ $office$ $keepass$ $rar5$ $7z$ $bitlocker$ $pdf$ $sshng$'
const colons =
  'pbkdf2_sha256$ pbkdf2_sha1$ pbkdf2_sha512$ pbkdf2:sha256: pbkdf2:sha512: pbkdf2:sha1: scrypt: bcrypt_sha256$ bcrypt$ argon2$ sha1$ sha256$ sha512$ md5$ scram-sha-256$ scram-sha-1$ scram-sha-512$ pbkdf2-sha512$ pbkdf2-sha256$ grub.pbkdf2.sha512. phc$ sha512_crypt$'
const schemes =
  '{ssha} {ssha256} {ssha384} {ssha512} {sha} {sha256} {sha512} {smd5} {md5} {crypt} {pbkdf2} {pbkdf2-sha256} {pbkdf2-sha512} {argon2} {argon2id} {bcrypt} {blf-crypt} {sha512-crypt} {scram-sha-256} {x-isselfdescribing} {scrypt} {pkcs5s2}'

export function hashAnchors(): Anchor[] {
  return [
    ...dollars.split(' ').map((literal) => ({ literal, handler: cryptHash, data: 0 })),
    ...cracked.split(' ').map((literal) => ({ literal, handler: crackedHash, data: 0 })),
    // A shell or a compose file would read `$2b` as a variable: each dollar has a backslash or another dollar.
    ...escaped.flatMap((id) =>
      ['\\$', '$$'].map((dollar) => ({
        literal: id.split('$').join(dollar),
        handler: escapedHash,
        data: dollar.charCodeAt(0),
      })),
    ),
    ...colons.split(' ').map((literal) => ({ literal, handler: namedHash, data: 0 })),
    ...schemes.split(' ').map((literal) => ({ literal, handler: schemeHash, data: 0 })),
  ]
}

/** `$id$rounds=…$salt$hash`: everything from the first dollar on, so that not even the salt stays. */
function cryptHash(scan: Scan, start: number, end: number): void {
  if (scan.bytes[start - 1] === code('$')) return
  let to = scan.runOf(cryptSet, end, 1024)
  if (scan.bytes[start - 1] === code("'")) to = Math.min(to, scan.runOf(cryptSet, start, 1024))
  while (to > end && (scan.bytes[to - 1] === code(',') || scan.bytes[to - 1] === code('.'))) to--
  if (to - end < 14) return
  const isHash = scan
    .text(end, to)
    .split('$')
    .some((part) => part.length >= 13)
  if (isHash) scan.claimAndLearn(start, to, passwordHash)
}

const escaped = '$1$ $2a$ $2b$ $2y$ $5$ $6$ $7$ $y$ $apr1$ $argon2i$ $argon2d$ $argon2id$ $scrypt$'.split(' ')
const escapedSet = byteSet('A-Za-z0-9./$=,+_\\\\-')

function escapedHash(scan: Scan, start: number, end: number, sign: number): void {
  const to = scan.runOf(escapedSet, end, 1024)
  let last = to
  while (last > end && (scan.bytes[last - 1] === code('\\') || scan.bytes[last - 1] === code(','))) last--
  const parts = scan.text(end, last).split(sign === code('$') ? '$$' : '\\$')
  if (parts.some((part) => part.length >= 13)) scan.claimAndLearn(start, last, passwordHash)
}

/** Where a hash with parameters ends that stands bare behind its key: its commas belong to it. 0 when there is none. */
export function phcEnd(scan: Scan, start: number): number {
  if (scan.bytes[start] !== code('$')) return 0
  const isHash = /^\$\$?[a-z][\w-]{1,24}\$\$?(?:v=\d{1,3}\$\$?)?[a-z]{1,3}=\d/.test(scan.text(start, start + 48))
  return isHash ? scan.runOf(cryptSet, start, 1024) : 0
}

/** `pbkdf2_sha256$260000$salt$hash`, `scrypt:32768:8:1$salt$hash`, `SCRAM-SHA-256$4096:salt$stored:server`. */
function namedHash(scan: Scan, start: number, end: number): void {
  const to = scan.runOf(hashSet, end, 1024)
  const parts = scan.text(end, to).split(/[$:.]/)
  if (parts.length >= 2 && parts.some((part) => part.length >= 16)) scan.claimAndLearn(start, to, passwordHash)
}
const hashSet = byteSet('A-Za-z0-9./$:=+_-')

/** `$krb5tgs$23$*svc$REALM$spn*$checksum$cipher`, `$DCC2$10240#user#hash`, `$office$*2013*…`: as hashcat writes them. */
function crackedHash(scan: Scan, start: number, end: number): void {
  // Within a run that was read there is no other.
  if (start < (scan.seen.get('cracked') ?? 0)) return
  const to = scan.runOf(crackedSet, end, 4096)
  scan.seen.set('cracked', to)
  if (to - end < 24) return
  if (
    scan
      .text(end, to)
      .split(/[$*#]/)
      .some((part) => part.length >= 24)
  )
    scan.claimAndLearn(start, to, passwordHash)
}
const crackedSet = byteSet('A-Za-z0-9./$=+_*#@:\\\\-')

/** `{SSHA}base64`, as LDAP directories and Dovecot write it. */
function schemeHash(scan: Scan, start: number, end: number): void {
  const to = scan.runOf(scan.bytes[end] === code('$') ? cryptSet : plainSet, end, 1024)
  if (to - end >= 10) scan.claimAndLearn(start, to, passwordHash)
}

/** Hashes without a mark of their own, at their usual places: `*` and 40 digits (MySQL), `md5` and 32 (PostgreSQL). */
export function bareHash(scan: Scan, start: number, end: number): boolean {
  const length = end - start
  if (length === 40 && scan.bytes[start - 1] === code('*') && scan.runOf(hexSet, start, 41) === end) {
    scan.claimAndLearn(start - 1, end, passwordHash)
    return true
  }
  // SQL Server: a version, 4 bytes of salt and one or two SHA-1, or one SHA-512 (learn.microsoft.com: PWDENCRYPT).
  if (length === 54 || length === 94 || length === 142) {
    scan.dependsOn(start, start + 6)
    if (/^0x0[12]00$/.test(scan.text(start, start + 6)) && scan.runOf(hexSet, start + 2, 160) === end) {
      scan.claimAndLearn(start, end, passwordHash)
      return true
    }
  }
  // Ghost's admin key: an identifier and a secret (ghost.org/docs/admin-api).
  if (length === 64 && scan.bytes[start - 1] === code(':') && scan.runOf(hexSet, start, 65) === end) {
    const head = scan.runBefore(hexSet, start - 1, 26)
    if (start - 1 - head === 24) {
      scan.claimAndLearn(start, end, certainRule('ghost-key'))
      return true
    }
  }
  if (length === 35) scan.dependsOn(start, start + 3)
  if (length === 35 && scan.isAt(start, 'md5') && scan.runOf(hexSet, start + 3, 33) === end) {
    scan.claimAndLearn(start, end, passwordHash)
    return true
  }
  return false
}
