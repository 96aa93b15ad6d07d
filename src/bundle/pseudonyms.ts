/** What stands for a value: `ip-3`, `private-ip-2`, `user-1`. */
const pseudonym =
  /\b((?:[a-z]{2,10}-)?(?:ip|net|mac|host|user|email|phone|card|iban|person|account|id|word)-)(\d{1,9})\b/g

/**
 * Renumbers pseudonyms in the order of their first appearance. Numbers mean something only inside one bundle; who stands
 * where a text first names somebody is the same in two bundles of the same system.
 */
export function createRenumbering(): (line: string) => string {
  const numbers = new Map<string, number>()
  const counts = new Map<string, number>()
  return (line) =>
    line.replace(pseudonym, (whole, kind: string) => {
      const known = numbers.get(whole)
      if (known !== undefined) return `${kind}${known}`
      const number = (counts.get(kind) ?? 0) + 1
      counts.set(kind, number)
      numbers.set(whole, number)
      return `${kind}${number}`
    })
}
