/** `ST-2026-001`: prefix, year, sequence in that year with at least three digits. */
export function numberOf(prefix: string, year: number, sequence: number): string {
  return `${prefix}-${year}-${String(sequence).padStart(3, '0')}`
}

/**
 * Reads a ticket's number as people type it: `ST-2026-001`, `st 2026 1`, `2026-001`, `#1`, `1`.
 * What is left out is taken from the desk and the present year.
 *
 * @returns undefined when it is no number of a ticket.
 */
export function readTicketNumber(text: string, prefix: string, year: number): string | undefined {
  const parts = text
    .trim()
    .toUpperCase()
    .replace(/^#/, '')
    .split(/[-\s_/]/)
    .filter((part) => part !== '')
  if (parts[0] === prefix) parts.shift()
  const sequence = parts.pop()
  const writtenYear = parts.pop() ?? String(year)
  if (parts.length > 0 || sequence === undefined) return undefined
  if (!/^\d{1,9}$/.test(sequence) || !/^\d{4}$/.test(writtenYear)) return undefined
  return numberOf(prefix, Number(writtenYear), Number(sequence))
}
