import { kindOf } from './key-kinds.ts'
import { type Key, likely, none, perhaps, sure } from './key-strength.ts'
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
import { specialKey } from './special-keys.ts'

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
    /(?:db|my|user|root|admin|smtp|smb|mail|ftp|sql|http|proxy|redis|auth|rpc|ldap|bind|key|store|trust|usr|pg|api|web|wifi|vpn|ks|dn|sudo|ssh|ssl|cert|login|become|account|backup|app)(?:pass|pwd|pw)$/.test(
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
  if (/secret(?:read|write)$/.test(word)) return likely
  if (/(?:sig|signature|authkey|sharedsecret)$/.test(word)) return perhaps
  if (/[a-z]{3}key$/.test(word) && !harmlessKeys.test(word)) return perhaps
  // `databasepasswordprod`: a word behind that changes nothing.
  const lead = /^(.{6,40}?)(?:production|prod|staging|stage|test|live|value|dev|new|old|confirm|hash|text)$/.exec(
    word,
  )?.[1]
  return lead === undefined ? 0 : glued(lead)
}
