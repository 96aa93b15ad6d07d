import { productWords } from './rules/key-words.ts'

/** What a secret is called after its key: `postgres-password`. */
export function kindOf(words: readonly string[]): string {
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
