import { byteSet, CR, code, is, LF, QUOTE } from './chars.ts'
import { connect } from './connect.ts'
import type { Connection } from './connection.ts'
import { bareEnd, endsLine, quotedEnd } from './extent.ts'
import { authorizationValue, cookieValue } from './headers.ts'
import { readKey, sure } from './keys.ts'
import { pairedValues } from './pairs.ts'
import { rule } from './rule-names.ts'
import type { Anchor, Scan } from './scan.ts'
import { isPlaceholder, isSecretValue, looksRandom } from './values.ts'
import { cutValue } from './wraps.ts'

/** Pieces that every sensitive key holds. They are looked for everywhere; what they are part of decides. */
const stems = `passw pwd passphrase passcode secret token credential apikey api_key api-key "api key" accesskey access_key access-key
"access key" privatekey private_key private-key "private key" signing encryption_key encryption-key encryptionkey "encryption key" -key _key
auth_key authkey authorization bearer cookie csrf xsrf sessionid session_id session-id sessid passkey mnemonic recovery requirepass masterauth
bindpw rootpw storepass keypass userpass dbpass db_pass _pass -pass .pass kennwort contrase senha wachtwoord motdepasse "mot de passe" "seed phrase"
hasło haslo heslo parola lösenord adgangskode salasana jelsz пароль секрет токен 密码 密碼 口令 パスワード 비밀번호 令牌 密钥 signature connectionstring
connection_string conn_string webhook hmac dockercfg dockerconfigjson accountkey account_key sharedkey shared_key license_key licensekey
secretkey masterkey master_key storage_key storagekey cvv cvc kubeconfig jwt clientkey client-key-data _otp preshared shared-key _dsn _pw -pw
_sid _sig _salt _hash passout passin`

/** Short words count only right before a sign. */
const shortWords =
  'key pass auth sid sig pin otp code salt nonce hash pw psk dsn session sas creds digest seed clave totp challenge keys'
const signs = ['=', ':', '"', "'", ' =', ' :', '>', '\\', ']', ' "', " '", ' |', '`', '*', '%3d']

export function keyAnchors(): Anchor[] {
  const whole = (stems.match(/"[^"]+"|\S+/g) ?? []).map((stem) => stem.replaceAll('"', ''))
  const short = shortWords.split(' ').flatMap((word) => signs.map((sign) => word + sign))
  const flags = [
    'server key ',
    'server-key ',
    'community ',
    'key-string ',
    '-pass ',
    '-key ',
    '-pin ',
    '-auth ',
    '-psk ',
    'psk ',
  ]
  return [...whole, ...short, ...flags].map((stem) => ({
    literal: Buffer.from(stem).toString('latin1'),
    handler: keyed,
    data: 0,
    local: true,
  }))
}

const innerKey = byteSet('A-Za-z0-9_.$-')
for (let byte = 0x80; byte < 256; byte++) innerKey[byte] = 1

/** Finds the whole key around a stem, once, and reads what stands beside it. */
function keyed(scan: Scan, start: number, end: number): void {
  if (start < scan.identEnd) {
    scan.dependsOnEarlier(scan.identEnd)
    return
  }
  const { bytes } = scan
  let from = start
  while (from > 0 && start - from < 80 && innerKey[bytes[from - 1]!] === 1) from--
  // `\npassword=` in a quoted text: the n belongs to the line break.
  if (
    bytes[from - 1] === code('\\') &&
    from < start &&
    (bytes[from] === 110 || bytes[from] === 116 || bytes[from] === 114)
  )
    from++
  let to = start
  while (to < end || (to < scan.end && to - start < 80 && innerKey[bytes[to]!] === 1)) {
    if (to < end && innerKey[bytes[to]!] !== 1 && bytes[to] !== 32) break
    if (to < end && bytes[to] === 32 && to >= end - 2) break
    // Full-width punctuation is no letter.
    if (bytes[to] === 0xef && bytes[to + 1] === 0xbc) break
    to++
  }
  scan.identEnd = to
  scan.spend(to - from + 20)
  let name = from
  while (bytes[name] === code('-') || bytes[name] === code('.')) name++
  let last = to
  while (last > name && (bytes[last - 1] === code('.') || bytes[last - 1] === code('-'))) last--
  const identifier = scan.text(name, last)
  scan.dependsOn(from, to)
  // A token that an earlier pass has written names a kind of secret, and is none.
  if (identifier.includes('redacted-') || scan.isAt(from - 9, 'redacted:')) return
  // The name in `https://name:password@host` is the URL rule's.
  if (scan.isAt(from - 3, '://')) return
  const key = readKey(identifier)
  if (key.strength === 0) return
  scan.depends()
  const connection = connect(scan, from, last)
  if (connection === undefined) {
    scan.dependsOnMore()
    pairedValues(scan, from, last, key)
    return
  }
  if (connection.how !== 'prose') scan.dependsOnMore()
  const header = /(?:^|[-_.])(authorization|cookies?\d?)$/i.exec(identifier)?.[1]
  if (header !== undefined && connection.how !== 'prose' && connection.how !== 'option' && !connection.block) {
    const read = /^c/i.test(header) ? cookieValue : authorizationValue
    read(scan, connection.at, from)
    return
  }
  claimBeside(scan, connection, key.strength, rule(key.kind), key.kind === 'pin')
}

/** Reads the value that a connection leads to, and claims it when it is a secret. */
function claimBeside(scan: Scan, connection: Connection, strength: number, kind: number, isPin: boolean): void {
  const { bytes } = scan
  const { at, how } = connection
  if (connection.block) {
    claimBlock(scan, connection, kind)
    return
  }
  if (is(bytes[at], QUOTE)) {
    claimQuoted(scan, at, how, strength, kind, isPin)
    return
  }
  let end = bareEnd(scan, at, how === 'query')
  if (connection.wholeLine) end = wholeLine(scan, at, end)
  if (how === 'table') end = cellEnd(scan, at)
  const value = scan.text(at, end)
  const moreText = !endsLine(scan, end)
  // Only what is written like an assignment is believed without looking like a secret.
  const assigned =
    how === 'assign' || how === 'query' || how === 'option' || how === 'json' || how === 'markup' || how === 'table'
  if (how === 'prose' && !(looksRandom(value) || (strength === sure && isMixed(value)))) return
  scan.dependsOnMore()
  const isSecret = isSecretValue(value, strength, {
    quoted: how === 'markup',
    assigned,
    moreText,
    isPin,
    isSetting: connection.wholeLine,
  })
  if (!isSecret) {
    const rest = moreText || how === 'prose' ? undefined : cutValue(scan, at, end)
    if (rest === undefined) return
    scan.claimAndLearn(rest[0], rest[1], kind)
  }
  if (how === 'json') scan.claimQuoted(at, end, kind, '"')
  else scan.claimAndLearn(at, end, kind)
}

function claimQuoted(
  scan: Scan,
  open: number,
  how: Connection['how'],
  strength: number,
  kind: number,
  isPin: boolean,
): void {
  const { bytes } = scan
  const end = quotedEnd(scan, open)
  let from = open + 1
  // Three quotes open a long text in Python, Kotlin, TOML and Groovy.
  if (end === from && bytes[open + 2] === bytes[open] && bytes[open + 1] === bytes[open]) from = open + 3
  const to = from > end ? quotedEnd(scan, from - 1) : end
  const value = scan.text(from, to)
  const assigned = how !== 'prose'
  if (!isSecretValue(value, strength, { quoted: true, assigned, moreText: false, isPin })) return
  scan.claimAndLearn(from, to, kind)
  // A list of values: `"tokens": ["a", "b"]`.
  let next = to + 1
  while (bytes[next] === code('\\') || bytes[next] === 32 || bytes[next] === LF || bytes[next] === code(',')) next++
  const inList = how === 'list' && next > to + 1 && is(bytes[next], QUOTE)
  if (inList) claimQuoted(scan, next, how, strength, kind, isPin)
}

const isMixed = (value: string) =>
  value.length >= 6 && /\d|[^A-Za-z0-9.,]/.test(value.slice(0, -1)) && /[A-Za-z]/.test(value) && !/^\w+[:=]/.test(value)

/** An unquoted value at the start of a line may hold spaces: take them all, unless the rest looks like more keys or prose. */
function wholeLine(scan: Scan, start: number, end: number): number {
  if (scan.bytes[end] === code('\\')) return end
  let to = scan.lineEnd(start)
  const comment = scan.text(start, to).search(/\s[#;]/)
  if (comment > 0) to = start + comment
  while (to > start && (scan.bytes[to - 1] === 32 || scan.bytes[to - 1] === 9)) to--
  while (to > end && (scan.bytes[to - 1] === code(',') || scan.bytes[to - 1] === code(';'))) to--
  const rest = scan.text(end, to)
  if (rest.length > 120 || /[=:"'<>{}]/.test(rest) || rest.split(' ').length > 7) return end
  return Math.max(end, to)
}

function cellEnd(scan: Scan, start: number): number {
  let to = start
  while (to < scan.end && scan.bytes[to] !== code('|') && scan.bytes[to] !== LF) to++
  while (to > start && scan.bytes[to - 1] === 32) to--
  return to
}

/** A YAML block below its key: every line that is indented deeper. */
function claimBlock(scan: Scan, { at, indent }: Connection, kind: number): void {
  const { bytes } = scan
  let i = at
  for (let lines = 0; lines < 400 && i < scan.end; lines++) {
    let from = i
    while (bytes[from] === 32 || bytes[from] === 9) from++
    const end = scan.lineEnd(from)
    if (end > from) {
      if (from - i <= indent) return
      const value = scan.text(from, end)
      if (!isPlaceholder(value)) scan.claimAndLearn(from, end, kind)
    }
    i = end + 1
    if (bytes[end] === CR && bytes[end + 1] === LF) i++
  }
}
