import { claimBelow, claimRemarked, claimSection } from './below.ts'
import { claimBeside } from './beside.ts'
import { ALNUM, byteSet, CR, code, is, LF, QUOTE } from './chars.ts'
import { type ClaimCell, claimColumn, isGap } from './columns.ts'
import { connect } from './connect.ts'
import { endsLine } from './extent.ts'
import { authorizationValue, cookieValue } from './headers.ts'
import { claimInserted } from './inserted.ts'
import { type Key, perhaps, sure } from './key-strength.ts'
import { readKey } from './keys.ts'
import { claimMembers } from './members.ts'
import { type ClaimPaired, pairedValues } from './pairs.ts'
import { rule } from './rule-names.ts'
import type { Anchor, Scan } from './scan.ts'
import { furthest } from './signs.ts'
import { isSecretValue, looksRandom } from './values.ts'

/** Pieces that every sensitive key holds. They are looked for everywhere; what they are part of decides. */
const stems = `passw pwd passphrase passcode secret token credential apikey api_key api-key "api key" accesskey access_key access-key
"access key" privatekey private_key private-key "private key" signing encryption_key encryption-key encryptionkey "encryption key" -key _key
auth_key authkey authorization bearer cookie csrf xsrf sessionid session_id session-id sessid passkey mnemonic requirepass masterauth
bindpw rootpw storepass keypass userpass dbpass db_pass _pass -pass .pass kennwort contrase senha wachtwoord motdepasse "mot de passe" "seed phrase" seed_phrase seedphrase "recovery code" recovery_code recovery-code recoverycode "recovery phrase" recovery_phrase recoveryphrase "recovery key" recoverykey "backup code" backup_code backupcode "verification code" "security code" "access code" "login code" "auth code"
"sms code" "confirmation code" "one-time code" "one-time password" "setup key" "secret key" pepper whsec crumb macaroon cle_ cle- clé zaporka sifra šifra slapta parool kodeord lykilord matkhau sandi гасло лозинка парола losungswort zugangscode contrasenya contrasinal pasahitza senha toegangscode mdp jeton clave chave chiave schlüssel schluessel şifre sifre κωδικ geslo lozinka llave klucz
sleutel secrète "كلمة المرور" סיסמה authtok setcookie code_verifier codeverifier erlang_cookie
hasło haslo heslo parola lösenord adgangskode salasana jelsz пароль секрет токен 密码 密碼 口令 パスワード 비밀번호 토큰 令牌 密钥 signature connectionstring
connection_string conn_string webhook hmac dockercfg dockerconfigjson accountkey account_key sharedkey shared_key license_key licensekey
secretkey masterkey master_key storage_key storagekey cvv cvc kubeconfig jwt clientkey client-key-data _otp preshared shared-key _dsn _pw -pw
_sid _sig _salt _hash passout passin access_id accessid access_key_id reporter_id`

/** Short words count only right before a sign. */
const shortWords =
  'key pass auth crumb sid sig pin puk tan otp code salt nonce hash pw psk dsn session sas creds digest seed clave totp challenge keys pat'
const signs = ['=', ':', '"', "'", ' =', ' :', '>', '\\', ']', ' "', " '", ' |', '`', '*', '%3d']

export function keyAnchors(): Anchor[] {
  const whole = (stems.match(/"[^"]+"|\S+/g) ?? []).map((stem) => stem.replaceAll('"', ''))
  const short = shortWords.split(' ').flatMap((word) => signs.map((sign) => word + sign))
  const flags = [
    'server key ',
    'server-key ',
    'consumer key ',
    'customer key ',
    'community ',
    'key-string ',
    'keymaterial',
    'key content ',
    'pass[',
    'psk[',
    'pass  ',
    'pw  ',
    '-pass ',
    '-key ',
    '-pin ',
    '-auth ',
    '-psk ',
    'psk ',
    ' pw ',
    'cli_auth',
    'key<',
    ...['pass', 'psk', 'pw'].flatMap((word) => ['<', ',', ')', ';'].map((sign) => word + sign)),
    ...['psk', 'pw'].flatMap((word) => ['\n', '\r'].map((sign) => word + sign)),
  ]
  return [...whole, ...short, ...flags].map((stem) => ({
    literal: Buffer.from(stem).toString('latin1'),
    handler: keyed,
    data: 0,
    local: true,
  }))
}

const phraseKey = /mnemonic|seed|phrase|recovery|wallet/i

const innerKey = byteSet('A-Za-z0-9_.$-')
for (let byte = 0x80; byte < 256; byte++) innerKey[byte] = 1

/** Finds the whole key around a stem, once, and reads what stands beside it. */
function keyed(scan: Scan, start: number, end: number): void {
  // `secret key` goes on where `secret` was read.
  if (start < scan.identEnd && end <= scan.identEnd) {
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
  // `password.set("x")`: what is done with it is no part of its name.
  const done =
    scan.bytes[last] === code('(')
      ? /\.(?:set|put|fill|type|assign|setValue|sendKeys|send_keys|update|store)$/.exec(scan.text(name, last))
      : null
  const identifier = scan.text(name, last - (done?.[0].length ?? 0))
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
    dependsOnSigns(scan, last)
    if (
      !claimSection(scan, from, last, key) &&
      !claimRemarked(scan, from, last, key) &&
      !claimMembers(scan, last, key) &&
      !claimBelow(scan, from, last, key) &&
      !claimInserted(scan, from, last, secretCell(scan, key)) &&
      !claimColumn(scan, from, last, secretCell(scan, key))
    )
      pairedValues(scan, from, last, secretPair(scan, key))
    return
  }
  // Between the names of other columns a key is one.
  if (isBeforeCell(scan, last)) {
    scan.dependsOnMore()
    const claimed = scan.spans.length
    if (claimInserted(scan, from, last, secretCell(scan, key))) return
    if (claimColumn(scan, from, last, secretCell(scan, key)) && scan.spans.length > claimed) return
  }
  scan.dependsOn(last, connection.at)
  const header = /(?:^|[-_.])(authorization|cookies?\d?)$/i.exec(identifier)?.[1]
  if (header !== undefined && connection.how !== 'prose' && connection.how !== 'option' && !connection.block) {
    scan.dependsOnMore()
    const read = /^c/i.test(header) ? cookieValue : authorizationValue
    read(scan, connection.at, from)
    return
  }
  const isPhrase = phraseKey.test(identifier)
  claimBeside(scan, connection, { strength: key.strength, kind: rule(key.kind), isPin: key.kind === 'pin', isPhrase })
}

/** Whether a value hangs on a key may follow from the next line where nothing but signs is left of this one, and in markup. */
function dependsOnSigns(scan: Scan, at: number): void {
  const { bytes } = scan
  for (let i = at; i < at + furthest; i++) {
    const byte = bytes[i]
    if (
      byte === undefined ||
      byte === LF ||
      byte === CR ||
      byte === code('|') ||
      byte === code('<') ||
      byte === code('>')
    ) {
      scan.dependsOnMore()
      return
    }
    if (is(byte, ALNUM) || byte >= 0x80) return
  }
}

/** Whether a comma, a tab or a gap stands behind a key, perhaps with the quote that closes it. */
function isBeforeCell(scan: Scan, at: number): boolean {
  const next = scan.bytes[is(scan.bytes[at], QUOTE) ? at + 1 : at]
  return next === code(',') || next === code('\t') || (next === 32 && scan.bytes[at + 1] === 32 && isGap(scan, at))
}

/** What a secret's column holds, or the cell beside its name. */
const secretCell =
  (scan: Scan, key: Key): ClaimCell =>
  (start, end, isColumn) => {
    const value = scan.text(start, end)
    const isMixed = value.length >= 6 && /\d/.test(value) && !/\s/.test(value)
    const isBody = key.strength > perhaps && /^(?=.*\d)(?=.*[a-z])[A-Za-z0-9]{14,}$/.test(value)
    if (!looksRandom(value) && !isBody && !(key.strength === sure && (isColumn || isMixed))) return false
    if (!isSecretValue(value, key.strength, { quoted: true, assigned: true, moreText: false })) return false
    scan.claimAndLearn(start, end, rule(key.kind))
    return true
  }

/** What the other half of a pair with a secret's name holds. */
const secretPair =
  (scan: Scan, key: Key): ClaimPaired =>
  (start, end, quoted, isText) => {
    const value = scan.text(start, end)
    if (isText && !looksRandom(value) && !(key.strength === sure && /\d/.test(value) && value.length >= 6)) return
    const place = { quoted, assigned: true, moreText: !quoted && !endsLine(scan, end) }
    if (isSecretValue(value, key.strength, place)) scan.claimAndLearn(start, end, rule(key.kind))
  }
