import { isPseudonym } from './hosts.ts'
import { likely, perhaps, sure } from './key-strength.ts'
import { readKey } from './keys.ts'
import { remembered } from './remembered.ts'

const words = (text: string) => new Set(text.split(/\s+/))

/** Values that stand for "nothing", "ask somebody" or a type, in any case. */
const emptyWords =
  words(`same-origin include omit option null none nil undefined nan true false yes no on off empty unset n/a na tbd todo fixme unknown default disabled enabled optional required
string str int integer number numeric bool boolean text varchar char bytes byte any object array list dict map void float double secret password passwd token key
apikey value xxx changeme change_me change-me changeit replaceme replace_me example sample dummy placeholder redacted removed masked hidden filtered omitted sanitized
secret_here password_here token_here your_password your_token your_secret your_api_key mypassword_here insert_here bearer basic digest negotiate ntlm plain md5 sha256 bcrypt scrypt
argon2 amd64 arm64 i386 i686 armhf armel x86_64 aarch64 noarch ppc64el ppc64le s390x riscv64 scram-sha-256 scram-sha-1 scram-sha-512 sha-256 sha-512 sha512 aes-256-gcm aes-256-cbc aes-128-gcm ed25519 x25519 eddsa hs512 files compat systemd sss hs256 rs256 es256 oauth oauth2 jwt opaque self this env file stdin prompt interactive inherit auto manual ***  ... - -- ? ! *`)

/** How remarks go on behind "password:" and the like; none of these is a secret. */
const proseWords =
  words(`is are was were be been not no the a an to of for from in on at by with without and or but has have had will would can cannot could must should may might
expired expires expire expiry aging invalid valid missing required requires failed fails failure failing denied rejected refused incorrect wrong mismatch matched unexpected expected unknown
authentication authorization authenticated authorized unauthorized error errors ok success successful successfully accepted changed updated created deleted removed reset
set unset found using used use user users username empty blank too short long weak strong please enter enter_your type provide provided supplied given token tokens
password passwords key keys secret secrets credentials auth login logged session loaded loading reading read parsing parsed generated generating refreshing refreshed
revoked cached stored saved encrypted decrypted hashed signing signed verified verifying verification validated validation validating checking check checked bad malformed
rotated rotating configured disabled enabled ignored skipped only same different new old one two this that it its check_your see your our you we they if when while before after
end start line position character char json html eof type class null none true false bearer basic
permission permissions access connection network known computed hash sensitive hidden omitted policy policies prompt
docker-registry generic subsystem module service plugin middleware reg_sz reg_expand_sz reg_dword für nicht ist wurde le la les de des el los il lo est pas`)

/** A sentence, and not a value with blanks: `password updated successfully`. */
function isSaid(value: string): boolean {
  const words = value.split(' ')
  return words.length >= 2 && words.slice(0, 2).every((word) => isProse(word) || isPlaceholder(word))
}

/** Whether a word goes on with what was said of a secret: `failed`, `required`. */
export const isProse = (value: string) => proseWords.has(value.toLowerCase().replace(/^\(|[.,;:!?)]+$/g, ''))

/** The word for a password, written where one belongs: a secret beside a user or a server, a placeholder elsewhere. */
export const isPlainPassword = (value: string) => /^(?:my|test)?[-_]?(?:secret|password|passwd|pass|pwd)$/i.test(value)

/** A value that is nobody's secret: empty, a placeholder, a reference to where the secret is kept, or our own token. */
export const isPlaceholder = remembered((value: string): boolean => {
  const low = value.toLowerCase()
  if (value === '' || emptyWords.has(low.replace(/[.;,)]$/, '')) || isPseudonym(low)) return true
  if (
    /^\[(?:redacted|withheld|filtered|masked|hidden|removed|scrubbed|secret|password|token|omitted|protected|obfuscated|sanitized)[^\]]{0,90}\]?$/i.test(
      value,
    )
  )
    return true
  if (/^[*x•.#_?\-=~+\s]+$|^[;,&|<>(){}[\]\s]{1,4}$|^--[a-z][a-z-]+$/i.test(value)) return true
  if (/^\$\{?[A-Za-z_][\w.:-]{0,80}\}?$/.test(value) && !/^\$\d/.test(value)) return true
  if (
    // A template is closed, or cut where its first blank stands.
    /^(?:\$\(|[$%#]\{[^{}]*(?:\}|$|\{)|\{\{[^{}]*(?:\}\}|$)|<%|@\w{1,30}@$|\{ ?[a-z_]{1,30} ?\}?$|%\w{1,40}%$|%\(\w{1,40}\)s?$|%[sdvq]$|\(\(|\[\[)/.test(
      value,
    )
  )
    return true
  if (/^(?:<[^<>]{0,80}>?|&lt;[^&;]{0,80}(?:&gt;)?)$/.test(value)) return true
  // The header of a key, without the key; one of several tokens of a program.
  if (/^-{5}BEGIN [A-Z0-9 ]{2,40}-{5}$|^token[0-9]$/.test(value)) return true
  // A package and its version: `cryptography-41.0.7`.
  if (
    /^[A-Za-z][\w.]{0,40}(?:-[A-Za-z][\w.]{0,40}){0,4}-\d{1,4}(?:\.\d{1,5}){1,3}(?:[-+.~]?(?:[a-z][a-z0-9_]{0,12}|[A-Z][A-Z0-9]{0,12}|Final|Release))?$/.test(
      value,
    )
  )
    return true
  if (
    /^(?:your|my|the|some|enter|insert|put|replace|change|set|add)[-_ ].{0,60}$/i.test(value) &&
    /(?:here|key|token|password|secret|me|value|your)/i.test(value) &&
    !/\d{3}/.test(value)
  )
    return true
  if (/^(?:example|sample|dummy|fake|placeholder|test)[-_]?(?:key|token|password|secret|value)?$/i.test(value))
    return true
  return isReference(value)
})

/** Where a secret is kept, not what it is. */
function isReference(value: string): boolean {
  if (
    /^(?:\/|\.{1,2}\/|~\/|[A-Za-z]:\\)[\w.\-/\\ ]{1,200}$/.test(value) &&
    !/^\/[A-Za-z0-9+/]{30,}=*$/.test(value) &&
    /[./\\][a-z]/i.test(value)
  )
    return true
  // A place in a source file, a part of a schema.
  if (/^\(?\/?(?:[\w.@+-]{1,60}\/){1,20}[\w.@+-]{1,80}:\d{1,6}(?::\d{1,6})?\)?$/.test(value)) return true
  if (/^#\/[a-z$][\w$/.~-]{2,120}$/i.test(value)) return true
  if (/^(?:[\w@.-]{1,60}\/){1,12}[\w.-]{1,80}\.[a-z]{1,5}$/i.test(value) && !/\d{4}/.test(value)) return true
  // `{d16d444c-…}GLOBALROOT/Windows/System32`: a path that begins at a volume or a class of devices.
  if (/^\{[0-9a-f]{8}-[0-9a-f-]{27}\}[\w ]{0,30}[/\\][\w.\-/\\ {}]{1,300}$/i.test(value)) return true
  if (
    /^(?:file|vault|ref\+|secretsmanager|ssm|op|doppler|gcp-?secrets?|awssm|azurekv|env|sops|kms|arn:aws:(?:secretsmanager|ssm|kms)):/i.test(
      value,
    )
  )
    return true
  if (
    /^(?:process\.env|os\.environ|os\.getenv|getenv|System\.getenv|ENV\[|env\(|Deno\.env|import\.meta|config\(|settings\.|secrets\.|vars\.|data\.|var\.|local\.|module\.|self\.|this\.)/.test(
      value,
    )
  )
    return true
  return /^!(?:vault|secret|env|Ref|Sub|GetAtt)/.test(value) || /^ENC\[AES256_GCM/.test(value)
}

export type Place = {
  quoted: boolean
  /** Written as an assignment (`=`, `":`, an option), not as a remark with a colon or nothing. */
  assigned: boolean
  /** Followed by more text on its line. */
  moreText: boolean
  /** The key is one of a short number. */
  isPin?: boolean
  /** A line of its own in a file of settings. */
  isSetting?: boolean
  /** Between semicolons, where no name of a variable stands. */
  isPart?: boolean
}

/** Whether a value beside a key of this strength is a secret. */
export function isSecretValue(value: string, strength: number, place: Place): boolean {
  if (isPlaceholder(value)) return false
  const low = value.toLowerCase()
  const isWord = /^[a-z]+$/.test(low)
  const called = place.quoted ? '' : value.slice(0, value.indexOf('(') + 1)
  if (/^[A-Za-z_][\w.]*\($/.test(called) && (place.assigned || called.includes('.'))) return false
  if (!place.quoted && (isCode(value) || (value.includes(' ') && isCode(value.slice(0, value.indexOf(' '))))))
    return false
  if (!place.quoted && value.includes(' ') && isSaid(value)) return false
  // `curl --tlspassword https://…` lacks its value.
  if (!place.quoted && /^https?:\/\/[^@\s?]*$/i.test(value)) return false
  if (!place.quoted && place.moreText && /^(?:await|async|new|function|lambda|yield|typeof)$/.test(value)) return false
  if (!place.quoted && !place.isPart && /^[a-z]+[A-Z_][A-Za-z_]*$/.test(value) && readKey(value).strength >= likely)
    return false
  if (!place.assigned || (!place.quoted && place.moreText)) {
    if (isProse(value)) return false
    if (!place.assigned && strength < sure && isWord) return false
  }
  if (/^-?\d{1,3}(?:\.\d{1,6})?(?:ms|s|m|h|d|kb|mb|gb|%)?$/i.test(value))
    return strength === sure && value.length >= 3 && /^\d+$/.test(value)
  if (strength === sure) return true
  if (place.isPin) return /^\d{4,8}$/.test(value)
  if (strength === likely) return isLikely(value, place)
  return strength === perhaps && looksRandom(value)
}

/** Whether a plain word behind "the password is" is one, and not what is wrong with it: `expired`, `missing`, `too short`. */
export function isToldWord(value: string): boolean {
  const word = value.toLowerCase().replace(/[.,;:!?]+$/, '')
  return (
    /^[a-z]{6,40}$/.test(word) &&
    !proseWords.has(word) &&
    !isPlaceholder(word) &&
    !/(?:ed|ing|able|ible|ful|less|ive|ous|ly|ent|ant|ance|ence|al|ory|ary|ty|ic|ory|ish|word|words|ion|ment|ness|set|here|below|above|again|only|too|very|self|date|user|account)$/.test(
      word,
    )
  )
}

/** An expression of a program: `user.password`, `config.token,`, `getToken()`. */
function isCode(value: string): boolean {
  // A cast in C: `(char *) p`.
  if (/^\((?:const |unsigned |struct )?[A-Za-z_]\w{0,30} ?\*{1,2}\)/.test(value)) return true
  // What Terraform keeps elsewhere: `random_password.db.result`.
  if (/^[a-z]+_\w*(?:\.[a-z]\w*){2,6}$/.test(value)) return true
  if (/^[A-Za-z_$][\w$]*(?:(?:\.|->|::|\?\.)[A-Za-z_$][\w$]*)+(?:\(.*)?$/.test(value) && !/\d/.test(value)) {
    return /(?:password|passwd|pwd|secret|token|key|value|credentials?|get\w*|read\w*)(?:\(.*)?$/i.test(value)
  }
  return (
    /^[A-Za-z_]\w*\(.*\)?[;,]?$/.test(value) ||
    // What a program prints of an object: `Token{a64f992`, `android.os.BinderProxy@a6c9d1b`, `Optional[x`.
    /^[A-Z]\w{2,60}[{[]|^(?:[a-z]\w{0,40}\.){1,8}[A-Z][\w$]{1,60}@[0-9a-f]{1,8}$/.test(value) ||
    // A regular expression.
    /^\/\^.{1,200}\/[a-z]{0,6};?$/.test(value) ||
    // What an operating system calls its parts: `com.acme.xpc.activity/4505:`.
    /^(?:com|org|net|io)(?:\.[A-Za-z]\w*){2,8}(?:\/\d{1,8})?:?$/.test(value) ||
    // A selector of Objective-C: `key:atLOI:ofKind:`.
    /^(?:[A-Za-z]\w{0,40}:){2,20}\]?$/.test(value) ||
    // What is given the same value: `a.password = a.password_confirmation = "x"`.
    (/^[a-z_]\w*(?:\.[a-z_]\w*)+$/.test(value) && /(?:password|secret|token)_?\w*$/.test(value)) ||
    /^\[(?:[A-Z]\w{1,40}\.){1,6}[A-Z]\w{1,40}(?:\]|$)/.test(value) ||
    /^[($]{0,2}(?:ConvertTo|ConvertFrom|New|Get|Read|Set|Import|Invoke|Out)-[A-Z]\w+$/.test(value) ||
    /^\(?(?:str|string|String|bool|int|None|Optional|&str|&'static|\?string)\b/.test(value)
  )
}

function isLikely(value: string, place: Place): boolean {
  if (value.length < 4) return false
  if (/^\d+(?:[.,:]\d+)*$/.test(value))
    return value.length >= 6 && /^\d+$/.test(value) && value.length !== 10 && value.length !== 13
  if (/^[a-z]+(?:(?: ?[/|] ?|[_\-. ])[a-z]+)*$/i.test(value) && value.length < 16)
    return place.assigned && (place.quoted || place.isSetting === true) && value.length >= 8 && !value.includes(' ')
  if (/^[a-z]+(?:[_\- ][a-z]+)+$/.test(value)) return place.assigned && value.length >= 8 && !value.includes(' ')
  return !/^(?:https?:\/\/[^@?]*|\d{4}-\d\d-\d\d.*|0x[0-9a-f]{1,16})$/i.test(value)
}

/** How many of its characters are ASCII digits, and letters of either case. */
function countsOf(value: string): { digits: number; lowers: number; uppers: number } {
  let digits = 0
  let lowers = 0
  let uppers = 0
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i)
    if (code >= 48 && code <= 57) digits++
    else if (code >= 97 && code <= 122) lowers++
    else if (code >= 65 && code <= 90) uppers++
  }
  return { digits, lowers, uppers }
}

/** Digits among letters, or both cases mixed, long enough to be no word: nobody writes that by hand. */
export function looksRandom(value: string): boolean {
  if (/^(?:sha\d{1,3}|md5|blake\w{1,4}|[a-z_]{2,24}(?::[\w-]+)*)[:=]/i.test(value) && !/[A-Z].*[A-Z]/.test(value))
    return false
  if (value.length < 12 || /\s/.test(value) || /^0x/.test(value)) return false
  // Android's keys of notifications: parts with bars between.
  if (/^[\w.-]*(?:\|[\w.:-]*){2,}$/.test(value)) return false
  if (/^\d{4}-\d\d-\d\d/.test(value) || /^[\d.:\-T]+Z?$/.test(value) || /^https?:\/\/[^@?]*$/i.test(value)) return false
  const { digits, lowers, uppers } = countsOf(value)
  if (/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(value)) return true
  if (digits >= 2 && lowers + uppers >= 4)
    return !/^[a-z]+(?:[-_.][a-z0-9]+)*-\d{1,4}$/i.test(value) && !/^\/?[\w-]+(?:\/[\w.-]+)+$/.test(value)
  return uppers >= 4 && lowers >= 4 && value.length >= 20 && !/^(?:[A-Z][a-z]+)+$/.test(value) && !isOfWords(value)
}

/**
 * Words of three letters and more make up three quarters of it, or three fifths of a long one: of random letters and digits 1 in
 * 460 of 20 and 1 in 600 of 32 look so (counted over 200,000 of each).
 */
export function isOfWords(text: string): boolean {
  if ((text.match(/\d+/g)?.length ?? 0) > 2) return false
  const words = text.match(/[A-Z]?[a-z]{2,}/g) ?? []
  const letters = words.filter((word) => word.length > 2 && /[aeiouy]/i.test(word)).join('').length
  return words.length > 2 && letters >= text.length * (text.length < 28 ? 0.75 : 0.6)
}
