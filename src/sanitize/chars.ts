/** What a byte can be part of, as bits of `kinds[byte]`. */
export const DIGIT = 1
export const LOWER = 2
export const UPPER = 4
export const HEX = 8
/** Letters, digits, `_` and `-`: host labels, base64url, most tokens. */
export const NAME = 16
/** Letters, digits, `+` and `/`: base64. */
export const BASE64 = 32
export const SPACE = 64
/** `"`, `'` and the backtick. */
export const QUOTE = 128

export const ALPHA = LOWER | UPPER
export const ALNUM = LOWER | UPPER | DIGIT

export const kinds = new Uint8Array(256)
for (let byte = 0; byte < 256; byte++) kinds[byte] = kindOf(byte)

function kindOf(byte: number): number {
  const char = String.fromCharCode(byte)
  let kind = 0
  if (char >= '0' && char <= '9') kind |= DIGIT | HEX | NAME | BASE64
  if (char >= 'a' && char <= 'z') kind |= LOWER | NAME | BASE64
  if (char >= 'A' && char <= 'Z') kind |= UPPER | NAME | BASE64
  if ((char >= 'a' && char <= 'f') || (char >= 'A' && char <= 'F')) kind |= HEX
  if (char === '_' || char === '-') kind |= NAME
  if (char === '+' || char === '/') kind |= BASE64
  if (char === ' ' || char === '\t' || char === '\n' || char === '\r') kind |= SPACE
  if (char === '"' || char === "'" || char === '`') kind |= QUOTE
  return kind
}

export const is = (byte: number | undefined, kind: number) => byte !== undefined && (kinds[byte]! & kind) !== 0

/** A set of bytes, for the runs that a rule reads: `byteSet('A-Za-z0-9_-')`. */
export function byteSet(spec: string): Uint8Array {
  const set = new Uint8Array(256)
  for (let i = 0; i < spec.length; i++) {
    const from = spec.charCodeAt(i)
    const isRange = spec[i + 1] === '-' && i + 2 < spec.length
    const to = isRange ? spec.charCodeAt(i + 2) : from
    for (let byte = from; byte <= to; byte++) set[byte] = 1
    if (isRange) i += 2
  }
  return set
}

/** Lower case for ASCII only. */
export const folded = (byte: number) => (byte >= 65 && byte <= 90 ? byte + 32 : byte)

export const code = (char: string) => char.charCodeAt(0)
export const LF = 10
export const CR = 13
