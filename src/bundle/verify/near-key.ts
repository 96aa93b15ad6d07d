import { isHarmless, looksDrawn, looksSecret } from './harmless.ts'

/**
 * What stands near a name of a secret, whatever the writing between: the second scan knows no syntax. It goes on from the name over
 * signs and a few words that only say "here it comes", and judges the first thing that is neither.
 */
const stems =
  /passw|passphrase|passcode|pwd|passe?\b|[_.-]pw\b|[_.-]psk\b|kennwort|contrase|senha|wachtwoord|mot_de_passe|secret|token|credential|api_?-?key|apikey|[a-z_-]{2}key\b|authorization|bearer|[_.-]pat\b|cookie|dsn\b/gi

const passwordWords = new Set(
  'password passwd passwort passphrase passcode pwd pass pw psk kennwort contraseña senha wachtwoord passe'.split(' '),
)
const secretWords = new Set(
  'secret secrets token tokens credential credentials key apikey authorization bearer pat cookie dsn secretkey accesskey authtoken apitoken accesstoken privatekey'.split(
    ' ',
  ),
)
/** A key is a secret behind one of these. */
const keyWords =
  /^(?:api|access|secret|private|encryption|signing|master|shared|account|storage|client|server|service|license|auth|jwt|hmac|aes|deploy|admin|write|session|recovery|activation|fernet|unseal|subscription|webhook|integration|device|function|host|instrumentation|preshared|psk|app|user|data|sentry|ingestion|master|cosmos)$/
/** Behind the deciding word these change nothing; any other word makes a remark of the name. */
const tails =
  /^(?:value|prod|production|dev|staging|test|live|new|old|base64|hash|\d{1,3}|main|primary|default|admin|root|user|db)$/

const connectors = new Set(
  'value values string str content data default reg reg_sz reg_expand_sz some optional secret secretstr is was to set as td dd span code type securestring text const expand sz string_value the equals field'.split(
    ' ',
  ),
)

/** A tag, an anchor of YAML, what a dump says of a value's length, the letter before a quote. */
const skipped =
  /^(?:<\/?[\w:-]{1,30}(?: [^<>\n]{0,60})?>|&\w{1,20} |\(\d{1,4}\) ?(?=")|\bs:\d{1,4}:(?=")|[bNEquf@](?=["']))/

/** How far a value may be from its name. */
const furthest = 100

type Strength = 'password' | 'secret' | undefined

/** Calls `onHit` with the place of every name of a secret that has one near. */
export function searchNearKeys(text: string, onHit: (rule: string, index: number) => void): void {
  stems.lastIndex = 0
  for (let match = stems.exec(text); match !== null; match = stems.exec(text)) {
    const start = identifierStart(text, match.index)
    const end = identifierEnd(text, match.index + match[0].length)
    stems.lastIndex = Math.max(end, match.index + 1)
    const strength = strengthOf(text.slice(start, end))
    if (strength === undefined || /[\w\]]-\d+$|redacted/.test(text.slice(start - 12, end))) continue
    if (isAhead(text, end, strength) || isBehind(text, start, strength) || isBelow(text, start, end, strength))
      onHit('near-key', start)
  }
}

const isNamePart = (char: string | undefined) => char !== undefined && /[\w.$-]/.test(char)

function identifierStart(text: string, at: number): number {
  let start = at
  while (start > 0 && at - start < 60 && isNamePart(text[start - 1])) start--
  return start
}

function identifierEnd(text: string, at: number): number {
  let end = at
  while (end < text.length && end - at < 40 && isNamePart(text[end])) end++
  while (end > at && /[.-]/.test(text[end - 1]!)) end--
  return end
}

function strengthOf(name: string): Strength {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9\u00e0-\uffff]+/)
    .filter((word) => word !== '')
  while (words.length > 1 && tails.test(words.at(-1)!)) words.pop()
  const last = words.at(-1) ?? ''
  if (passwordWords.has(last) || /(?:password|passwd|passwort|kennwort|passphrase)$/.test(last)) return 'password'
  if (last === 'key') return keyWords.test(words.at(-2) ?? '') ? 'secret' : undefined
  return secretWords.has(last) || /(?:secret|token|apikey|authkey)$/.test(last) ? 'secret' : undefined
}

/** Behind these something else begins: comparisons, comments, blocks, calls, the end of a text, choices, pointers, statements. */
const endings = /[!=<>]==?|[#/]{2}|\*\/|[{]\s*$|\(\)|\.\.\.|["'`](?:\)| \?)|\] \||^ \*|;\s*\n/

/** The first thing behind the name that is neither a sign nor a word that leads to the value. */
function isAhead(text: string, end: number, strength: Strength): boolean {
  let at = end
  let breaks = 0
  let words = 0
  while (at < text.length && at - end < furthest) {
    const char = text[at]!
    if (char === '\n' && ++breaks > 2) return false
    const whole = skipped.exec(text.slice(at, at + 100))?.[0]
    if (whole !== undefined && !(char === '<' && text[at - 1] === '=')) {
      at += whole.length
      continue
    }
    if (!/[\w\u00c0-\uffff]/.test(char)) {
      at++
      continue
    }
    const word = /^\w{1,24}/.exec(text.slice(at, at + 25))?.[0] ?? ''
    if (words >= 5 || !connectors.has(word.toLowerCase())) break
    words++
    at += word.length
  }
  const gap = text.slice(end, at)
  const value = valueAt(text, at)
  if (value === '' || gap === '' || /^[\w]*\(|^\./.test(gap) || endings.test(gap)) return false
  // The name of the next field; base64 ends with the sign, too.
  if (/^\w[\w.$-]*["'`\\?]{0,4}(?:\s{0,4}:|\s{1,4}=(?!=)|=[\w"'<{[(>])/.test(text.slice(at, at + value.length + 8)))
    return false
  if (
    !/[=:>|"'`\t]|,\S|\s{2}|\b(?:is|to)\b/.test(gap) ||
    (breaks > 0 && words === 0 && !/[:>|="')][-+]?\s*\n/.test(gap))
  )
    return strength === 'password' ? isMixed(value) && looksDrawn(value) : looksDrawn(value) && value.length >= 20
  return isValue(value, strength, /^["'\]]{0,3}\s{0,3}[=:]\s{0,3}["']$/.test(gap), gap === '=')
}

const valueAt = (text: string, at: number) =>
  // A path, a variable.
  /[/~$\\]/.test(text[at - 1] ?? '')
    ? ''
    : (/^[^\s"'`,;<>&|)\]}\\]{1,300}/.exec(text.slice(at, at + 300))?.[0] ?? '').replace(/[.:]$/, '')

/** @param isQuoted it stands in quotes right behind the sign, where even a word is a password */
function isValue(value: string, strength: Strength, isQuoted: boolean, isDirect = false): boolean {
  if (
    isHarmless(value) ||
    /^[./~]|:\/\/|\(|^\w+\[/.test(value) ||
    /^[a-z]+(?:[_.-][a-z]+){1,8}$|^[a-z_]\w*(?:\.[a-z_*]\w*){1,8}$/i.test(value)
  )
    return false
  if (looksSecret(value) && !isDated(value)) return true
  if (/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(value)) return isQuoted || isDirect
  return strength === 'password' && (isMixed(value) || (isQuoted && /^[a-z]{9,40}$/.test(value)))
}

const isDated = (value: string) =>
  /^\d{4}-\d\d-\d\d|\.(?:[jt]sx?|json|ya?ml|py|go|rs|java|log|txt|pem|key)$/i.test(value)

/** Letters and digits, as people make a password; no version, no unit, no name with a number. */
const isMixed = (value: string) =>
  value.length >= 8 &&
  /\d/.test(value) &&
  /[A-Za-z]{3}/.test(value) &&
  !/^[a-z]+[-_.]?\d{1,3}$|^\d+[a-z]+$|^v?\d+\.|[-_.:/]\d{1,2}$|^[\w.-]+\/[\w.-]+$|^0x|^[a-z0-9]+(?:-[a-z0-9]+){2,}$/.test(
    value,
  ) &&
  !isDated(value)

/** `{"value": "x", "name": "PASSWORD"}` */
function isBehind(text: string, start: number, strength: Strength): boolean {
  const before =
    /value["'\\]{0,9}\s{0,3}[:=]\s{0,3}["'\\]{0,9}([^\s"'\\,<>]{6,200})["'\\]{0,9}[\s,]{1,40}["'\\]{0,9}(?:name|key|id)["'\\]{0,9}\s{0,3}[:=]\s{0,3}["'\\]{0,9}$/i.exec(
      text.slice(Math.max(0, start - 300), start),
    )
  return before !== null && isValue(before[1]!, strength, true)
}

const separators = /[,\t|;]/

/** The name of a column: the same cell in the rows below, or in the brackets behind `VALUES`. */
function isBelow(text: string, start: number, end: number, strength: Strength): boolean {
  const separator =
    /^["'`]?\s{0,40}([,\t|;)])/.exec(text.slice(end, end + 44))?.[1] ??
    /([,\t|;(])\s{0,40}["'`]?$/.exec(text.slice(start - 44, start))?.[1]
  if (separator === undefined) return false
  const lineStart = text.lastIndexOf('\n', start) + 1
  const lineEnd = text.indexOf('\n', end)
  if (start - lineStart > 2000) return false
  const line = text.slice(lineStart, lineEnd < 0 ? undefined : Math.min(lineEnd, lineStart + 4000))
  const tuple = /\(([^()]{0,1000})$/.exec(text.slice(Math.max(0, start - 1000), start))
  if (tuple !== null && /\)\s{0,20}values\s{0,20}\(/i.test(text.slice(end, end + 1200))) {
    const column = tuple[1]!.split(',').length - 1
    const row = /values\s{0,20}\(([^\r\n]{0,4000})/i.exec(text.slice(end, end + 5200))?.[1] ?? ''
    return isCell(row.split(',')[column], strength)
  }
  if (!separators.test(separator) || lineEnd < 0) return false
  const cells = line.split(separator)
  const column = line.slice(0, start - lineStart).split(separator).length - 1
  for (const row of text.slice(lineEnd + 1, lineEnd + 4000).split('\n', 4)) {
    const own = row.split(separator)
    if (own.length === cells.length && isCell(own[column], strength)) return true
  }
  return false
}

const isCell = (cell: string | undefined, strength: Strength) => {
  const value = (cell ?? '').trim().replace(/^[NE]?["'`]|["'`)\];]+$/g, '')
  return !/\s|^[\w.$-]{1,60}[=(]\w/.test(value) && isValue(value, strength, false)
}
