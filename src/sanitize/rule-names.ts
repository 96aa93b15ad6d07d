/**
 * How a redaction is written.
 * `secret` becomes `[redacted:name]`, the others a numbered pseudonym such as `ip-3`, `host-2`, `person-1`.
 */
export type Style =
  | 'secret'
  | 'ip'
  | 'mac'
  | 'host'
  | 'user'
  | 'email'
  | 'phone'
  | 'card'
  | 'iban'
  | 'person'
  | 'account'
  | 'id'
  | 'word'
  | 'withheld'

const names: string[] = []
const styles: Style[] = []
const numbers = new Map<string, number>()

/** The number of a rule; the same name gives the same number. Threads may number them differently. */
export function rule(name: string, style: Style = 'secret'): number {
  const known = numbers.get(name)
  if (known !== undefined) return known
  numbers.set(name, names.length)
  names.push(name)
  styles.push(style)
  return names.length - 1
}

export const ruleName = (number: number) => names[number] ?? 'unknown'
export const ruleStyle = (number: number) => styles[number] ?? 'secret'

/** Rules with their styles, from a number on, for another thread. */
export const rulesFrom = (first: number): [string, Style][] =>
  names.slice(first).map((name, at) => [name, styles[first + at]!])

/** Rules that read a structure; `leaks.ts` looks closer at what they find. */
const certain = new Set<number>()

/** The same for a rule that knows a credential by its structure, and not by the word before it. */
export function certainRule(name: string): number {
  const number = rule(name)
  certain.add(number)
  return number
}

export const isCertain = (number: number) => certain.has(number)

/** Every rule by its name, for documents and tests. */
export const ruleNames = () => [...names]
