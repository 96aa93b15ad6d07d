import { ALPHA, is } from './chars.ts'
import type { Scan } from './scan.ts'
import { isPlaceholder, looksRandom } from './values.ts'

/**
 * What a value may be wrapped in: `Some("x")`, `Secret('x')`, `Optional[x]`, `{"value": "x"}`, `("x"`. A call of another name makes a
 * value of something else (`getenv("DB_PASSWORD")`).
 */
const wrapping =
  /^(?:(?:Some|Just|Ok|Option(?:al)?|String::(?:from|new)|Cow::from|Buffer\.from|std::string|new (?:String|Buffer|Uint8Array)|Secret\w{0,12}(?:::new|\.of)?|Sensitive\w{0,10}|Protected\w{0,10}|Masked\w{0,10}|Text|String|Str|sensitive|nonsensitive|secret|SecretStr)(?:\(\s{0,4}(?=\\{0,4}["'`])|\[(?=[^\s\]]{0,80}\d))|\(\s{0,60}(?=["'`])|\{\s{0,40}\\{0,8}["'](?:value|Value|default|defaultValue|plaintext|secret|stringValue|S)\\{0,8}["']\s{0,4}:\s{0,8}(?=[\\"']))/

/** `<x>` around a value; `<your-token>` and `<app.Client` are none. */
const angled = /^<([^<>\s]{6,200})>/
const isFilledIn = /your|pass|token|secret|value|redact|hidden|masked|insert|here|key|name|example|\bid\b/i

/** `ENV['X'] || 'secret'`, `os.getenv("X") or "secret"`, `<%= ENV.fetch("X", "secret") %>`: what stands for a value that is not given. */
const fallback =
  /^(?:<%=? |"?#\{)?[A-Za-z_$][\w$.:]{1,40}(?:\[\\{0,4}["'][\w.-]{1,60}\\{0,4}["']\]|\(\\{0,4}["'][\w.-]{1,60}\\{0,4}["']\)|\.[A-Z_]{2,40})(?: (?:\|\||\?\?|or|\?:) (?=\\{0,4}["'\x60])|\.(?:unwrap_or|unwrap_or_else|orElse|getOrElse)\((?=\\{0,4}["']))/

/** `getenv("X", "secret")`, `System.getProperty("x", "secret")`. */
const given =
  /^[A-Za-z_$][\w$.:]{0,30}(?:env|Env|ENV|Property|fetch|Default)\((?:[\w.]{1,40}|\\{0,4}["'][\w.-]{1,60}\\{0,4}["']), {0,2}b?(?=\\{0,4}["'])/

function fallbackLength(scan: Scan, at: number): number {
  const byte = scan.bytes[at]
  if (!is(byte, ALPHA) && byte !== 60 && byte !== 34 && byte !== 35) return 0
  const text = scan.text(at, at + 130)
  return (fallback.exec(text) ?? given.exec(text))?.[0].length ?? 0
}

/** How many bytes at `at` only wrap the value that follows them. */
export function wrappingLength(scan: Scan, at: number): number {
  const byte = scan.bytes[at]
  if (byte === 60) {
    if (scan.bytes[at + 1] === 37) return fallbackLength(scan, at)
    const inner = angled.exec(scan.text(at, at + 204))?.[1]
    const isValue = inner !== undefined && !isFilledIn.test(inner) && (looksRandom(inner) || /\d/.test(inner))
    return isValue ? 1 : 0
  }
  // Quoted-printable writes an equals sign as `=3D`.
  if (byte === 51) return scan.bytes[at - 1] === 61 && /^3D["']/.test(scan.text(at, at + 3)) ? 2 : 0
  if (byte === 91) {
    // A long text in Lua.
    if (/^\[\[[^[\]\s]{4,200}\]\]/.test(scan.text(at, at + 206))) return 2
    const bracketed = /^\[[^[\]\s"'\x60,]{4,200}\](?=[\s,;)]|$)/.exec(scan.text(at, at + 206))?.[0]
    return bracketed === undefined || isPlaceholder(bracketed) ? 0 : 1
  }
  const instead = fallbackLength(scan, at)
  if (instead > 0) return instead
  if (byte !== 40 && byte !== 123 && byte !== 115 && byte !== 110 && !(byte !== undefined && byte >= 65 && byte <= 90))
    return 0
  const found = wrapping.exec(scan.text(at, at + 120))?.[0]
  if (found === undefined) return 0
  if (found.includes('\n')) scan.dependsOnMore()
  return found.length
}
