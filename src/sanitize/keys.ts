import { ownText } from './latin1.ts'
import {
  harmlessQualifiers,
  keyQualifiers,
  passwordWords,
  productWords,
  remarkWords,
  secretWords,
  tailWords,
  weakWords,
} from './rules/key-words.ts'
import { serviceNames } from './rules/service-names.ts'

/** How far a key alone makes its value a secret. */
export const sure = 3
export const likely = 2
export const perhaps = 1

export type Key = { strength: number; kind: string }

const none: Key = { strength: 0, kind: '' }
const known = new Map<string, Key>()

/**
 * What a key says about the value beside it: `DB_PASSWORD` is sure, `password_min_length` says nothing.
 *
 * @param identifier as it stands in the text, in latin1
 */
export function readKey(identifier: string): Key {
  const remembered = known.get(identifier)
  if (remembered !== undefined) return remembered
  const key = judge(splitWords(identifier), identifier)
  if (known.size > 5000) known.clear()
  known.set(ownText(identifier), key)
  return key
}

/** `dbUserPassword2`, `DB_USER_PASSWORD_2` and `db.user-password` are all db, user, password, 2. */
export function splitWords(identifier: string): string[] {
  return identifier
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .replace(/([A-Za-z])([0-9])/g, '$1 $2')
    .replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
    .split(/[^a-z0-9\x80-\xff]+/)
    .filter((word) => word !== '')
}

function judge(allWords: string[], identifier: string): Key {
  if (allWords.length > 12) return none
  // A shell keeps its folder there, a driver of databases its password.
  if (/^(?:OLD)?PWD$/.test(identifier)) return { strength: identifier === 'PWD' ? likely : 0, kind: 'password' }
  const words = [...allWords]
  while (words.length > 1 && /^(?:\d+|[a-d])$/.test(words.at(-1)!)) words.pop()
  const special = specialKey(words)
  if (special !== undefined) return special
  let end = words.length
  while (end > 1 && tailWords.has(words[end - 1]!) && strengthOf(words, end - 1) < sure) end--
  const deciding = strengthOf(words, end - 1)
  const before = end > 1 ? Math.max(...words.slice(0, end - 1).map((_, at) => strengthOf(words, at))) : 0
  if (deciding > 0) return { strength: Math.max(deciding, before === sure ? sure : 0), kind: kindOf(words) }
  if (remarkWords.has(words[end - 1]!) || remarkWords.has(words.at(-1)!)) return none
  if (before >= likely) return { strength: before - 1, kind: kindOf(words) }
  return none
}

/** Words that mean something only together. */
function specialKey(words: string[]): Key | undefined {
  const joined = words.join(' ')
  const ends = (...tails: string[]) => tails.some((tail) => joined === tail || joined.endsWith(` ${tail}`))
  if (ends('pin', 'puk', 'pin code', 'otp', 'passcode', 'tan', 'one time password'))
    return { strength: perhaps, kind: 'pin' }
  if (
    ends(
      'public key token',
      'existing secret',
      'pull secret',
      'pull secrets',
      'proxy pass',
      'fastcgi pass',
      'uwsgi pass',
      'grpc pass',
      'scgi pass',
      'memcached pass',
    )
  )
    return none
  // AWS's begin with `AKIA`; MinIO, Ceph, IBM and others let anything be one.
  if (ends('access key id', 'test reporter id'))
    return { strength: perhaps, kind: words.includes('aws') ? 'aws-access-key' : 'access-key' }
  if (ends('access id', 'accessid') && words.some((word) => serviceNames.has(word)))
    return { strength: likely, kind: 'access-key' }
  if (ends('secret id', 'session id', 'sess id', 'cookie value', 'set cookie', 'set cookie 2'))
    return { strength: likely, kind: kindOf(words) }
  if (ends('webhook url', 'hook url', 'webhook uri')) return { strength: perhaps, kind: 'webhook' }
  if (ends('connection string', 'conn string', 'connection str'))
    return { strength: perhaps, kind: 'connection-string' }
  if (
    ends(
      'user pass',
      'access code',
      'verification code',
      'recovery code',
      'backup code',
      'auth code',
      'security code',
      'otp code',
      'pin code',
      'one time code',
      'mfa code',
      'sms code',
      'login code',
      'confirmation code',
      'recovery codes',
      'backup codes',
      'scratch codes',
    )
  ) {
    return { strength: likely, kind: 'code' }
  }
  if (
    /(?:^| )(?:gh|github|gitlab|gitea|bitbucket|confluence|jira|atlassian|asana|airtable|azure|ado|devops|access) pat$/.test(
      joined,
    )
  )
    return { strength: likely, kind: 'token' }
  if (ends('cli auth', 'rediscli auth', 'sentry dsn'))
    return { strength: joined.endsWith('auth') ? sure : likely, kind: kindOf(words) }
  if (ends('setup key', 'secret key', 'key material', 'key content')) return { strength: likely, kind: 'key' }
  if (
    ends(
      'mot de passe',
      'code secret',
      'phrase secrete',
      'seed phrase',
      'recovery phrase',
      'mnemonic phrase',
      Buffer.from('كلمة المرور').toString('latin1'),
    )
  )
    return { strength: sure, kind: 'password' }
  if (
    ends(
      'encryption salt',
      'salt key',
      'auth salt',
      'secure auth salt',
      'logged in salt',
      'nonce salt',
      'password salt',
      'signing salt',
    )
  )
    return { strength: likely, kind: 'salt' }
  if (ends('client key data', 'client certificate data')) return { strength: likely, kind: 'client-key' }
  if (
    ends(
      'status code',
      'error code',
      'exit code',
      'response code',
      'country code',
      'zip code',
      'postal code',
      'area code',
      'source code',
      'return code',
      'language code',
      'currency code',
      'http code',
      'bar code',
      'reason code',
      'event code',
      'product code',
      'close code',
      'op code',
      'exception code',
      'result code',
    )
  )
    return none
  if (
    ends(
      'key id',
      'token id',
      'token type',
      'next token',
      'page token',
      'continuation token',
      'next page token',
      'sync token',
      'unexpected token',
      'reset token url',
    )
  )
    return none
  return undefined
}

function strengthOf(words: readonly string[], at: number): number {
  const word = words[at]!
  if (word === 'key' || word === 'keys') return keyStrength(words, at)
  if (passwordWords.has(word)) return sure
  if (secretWords.has(word)) return likely
  if (word === 'code' || weakWords.has(word)) return perhaps
  return glued(word)
}

const serviceQualifiers = new Set(['primary', 'secondary', 'routing', 'object', 'event'])

/** A `key` is a secret by the word before it. */
function keyStrength(words: readonly string[], at: number): number {
  const before = words[at - 1]
  if (before === undefined) return perhaps
  // A service calls its own key so: `COSMOS_PRIMARY_KEY`.
  const isService =
    serviceQualifiers.has(before) && words.some((word) => productWords.has(word) || serviceNames.has(word))
  if (isService) return perhaps
  if (harmlessQualifiers.has(before)) return 0
  if (keyQualifiers.has(before) || serviceNames.has(before)) return likely
  return perhaps
}

const harmlessKeys =
  /(?:mon|tur|hot|whis|don|joc|hoc|lac|public|primary|foreign|sort|sorting|cache|row|object|hash|group|partition|translation|column|unique|index|lookup|natural|i18n|event|message|bucket|registry|idempotency|dedup|short|host|known|composite|candidate|range|shard|label|tag|metric|config|field|table|node|item|path|file)key$/

/** Words written together: `dbpassword`, `authtoken`, `mysqlpwd`. */
function glued(word: string): number {
  if (word.length < 5) return 0
  // Programs: what they say of themselves is no password.
  if (/^(?:ch|chg|g|k|yp|smb|mk|vnc|ldap)passwd$/.test(word)) return 0
  if (
    /(?:password|passwort|passwd|passphrase|kennwort|wachtwoord|passcode)s?$/.test(word) ||
    /^(?:password|passwd|passwort)/.test(word)
  ) {
    return /^password(?:less|s?reset|policy|change|required)/.test(word) ? 0 : sure
  }
  if (
    /(?:db|my|user|root|admin|smtp|smb|mail|ftp|sql|http|proxy|redis|auth|rpc|ldap|bind|key|store|trust|usr|pg|api|web|wifi|vpn|ks|sudo|ssh|ssl|cert|login|become|account|backup|app)(?:pass|pwd|pw)$/.test(
      word,
    )
  )
    return sure
  if (
    /(?:secret|token|apikey|privatekey|accesskey|secretkey|authkey|signingkey|masterkey|sharedkey|accountkey|servicekey|credential|credentials|appkey|clientkey|encryptionkey|sessionid|sessid|licensekey)$/.test(
      word,
    )
  )
    return likely
  if (/(?:sig|signature|authkey|sharedsecret)$/.test(word)) return perhaps
  if (/[a-z]{3}key$/.test(word) && !harmlessKeys.test(word)) return perhaps
  // `databasepasswordprod`: a word behind that changes nothing.
  const lead = /^(.{6,40}?)(?:production|prod|staging|stage|test|live|value|dev|new|old|confirm|hash|text)$/.exec(
    word,
  )?.[1]
  return lead === undefined ? 0 : glued(lead)
}

function kindOf(words: readonly string[]): string {
  const product = words.find((word) => productWords.has(word))
  const base = baseKind(words.join(' '))
  return product === undefined ? base : `${product}-${base}`
}

function baseKind(joined: string): string {
  if (/hash|digest/.test(joined) && /pass|pwd|pw/.test(joined)) return 'password-hash'
  if (
    /pass(?:w|phrase|code|$)|\bpwd|\bpw\b|kennwort|contrase|senha|haslo|parola/.test(joined) &&
    !/token|secret|key|cookie/.test(joined)
  )
    return 'password'
  if (/api ?key/.test(joined)) return 'api-key'
  if (/private ?key|priv ?key/.test(joined)) return 'private-key'
  if (/access ?key/.test(joined)) return 'access-key'
  if (/cookie/.test(joined)) return 'cookie'
  if (/csrf|xsrf/.test(joined)) return 'csrf-token'
  if (/token|jwt|bearer/.test(joined)) return 'token'
  if (/secret/.test(joined)) return 'secret'
  if (/sess|sid/.test(joined)) return 'session'
  if (/sig|hmac/.test(joined)) return 'signature'
  if (/cred/.test(joined)) return 'credential'
  if (/cvv|cvc/.test(joined)) return 'card-code'
  if (/ key|^key|key$/.test(joined)) return 'key'
  if (/auth/.test(joined)) return 'authorization'
  if (/otp|code|pin|salt|nonce|hash|state/.test(joined)) return 'code'
  return 'password'
}
