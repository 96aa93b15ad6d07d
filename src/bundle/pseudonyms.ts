import { pseudonymKinds } from '../sanitize/pseudonym-kinds.ts'

/** What stands for a value: `ip-3`, `private-ip-2`, `user-1`. */
const pseudonym = new RegExp(String.raw`\b((?:[a-z]{2,10}-)?(?:${pseudonymKinds})-)(\d{1,9})\b`, 'g')

const secret = /\b(redacted[:-][a-z-]{1,60})(?:-(\d{1,7}))?(?!\d)/g

/**
 * Renumbers pseudonyms in the order of their first appearance. Numbers mean something only inside one bundle; who stands
 * where a text first names somebody is the same in two bundles of the same system.
 */
export function createRenumbering(): (line: string) => string {
  const numbers = new Map<string, number>()
  const counts = new Map<string, number>()
  const numberOf = (whole: string, kind: string) => {
    const known = numbers.get(whole)
    if (known !== undefined) return known
    const number = (counts.get(kind) ?? 0) + 1
    counts.set(kind, number)
    numbers.set(whole, number)
    return number
  }
  return (line) =>
    line
      .replace(pseudonym, (whole, kind: string) => `${kind}${numberOf(whole, kind)}`)
      .replace(secret, (whole, kind: string) => {
        const number = numberOf(whole, kind)
        // The first secret of a kind bears no number.
        return number === 1 ? kind : `${kind}-${number}`
      })
}

const name = new RegExp(String.raw`\b(?:${pseudonymKinds})-(\d{1,7})(?!\d)`, 'g')
const longestToken = 100
/** Higher ones mean nothing: the sanitizer deals no million. */
const mostNumber = 900_000

/** Finds the highest numbers of pseudonyms in texts that were sanitized before, so that new ones get other numbers. */
export function createHighestNumbers() {
  const highest = { names: 0, secrets: 0 }
  let kept = ''
  const see = (text: string, pattern: RegExp, kind: keyof typeof highest, group: number) => {
    // The first secret of a kind bears no number.
    for (const match of text.matchAll(pattern)) {
      highest[kind] = Math.min(mostNumber, Math.max(highest[kind], Number(match[group] ?? '1')))
    }
  }
  return {
    highest,
    take(chunk: Uint8Array) {
      const text = kept + Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).toString('latin1')
      see(text, name, 'names', 1)
      see(text, secret, 'secrets', 2)
      kept = text.slice(-longestToken)
    },
  }
}
