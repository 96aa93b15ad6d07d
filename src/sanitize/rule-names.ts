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

/** The number of a rule; the same name gives the same number. Modules call it while loading, so every thread agrees. */
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

/** Every rule by its name, for documents and tests. */
export const ruleNames = () => [...names]
