/** What an analyzer of the desk saw in the sanitized texts of a bundle. Holds the desk's words and numbers, nothing of the texts. */
export interface Finding {
  analyzer: string
  severity: Severity
  /** The desk's words for it. */
  message: string
  count: number
  /** There may be more than `count`: the analyzer's share of the work was used up. */
  isFloor: boolean
  /** ISO 8601 to the second; null when the lines name no full date. */
  firstAt: string | null
  lastAt: string | null
  service: string | null
  /** Id of an article that helps. */
  article: string | null
  /** Where the first of the lines is in the bundle. */
  file: string
  line: number
}

export type Severity = 'info' | 'warning' | 'error' | 'critical'

const severities: readonly Severity[] = ['info', 'warning', 'error', 'critical']

/** The worst first, then the most frequent. */
export const bySeverity = (a: Finding, b: Finding): number =>
  severities.indexOf(b.severity) - severities.indexOf(a.severity) ||
  b.count - a.count ||
  (a.analyzer < b.analyzer ? -1 : 1)

/** `Kratos asks for a second factor that is not set up, seen 41 times, first 2026-11-20 12:03:04, last 12:40:10 (UTC)` */
export function findingWords({ message, count, isFloor, firstAt, lastAt }: Finding): string {
  const often = count === 1 ? 'seen once' : `seen ${isFloor ? 'at least ' : ''}${count.toLocaleString('en')} times`
  if (firstAt === null) return `${message}, ${often}`
  const first = spoken(firstAt)
  if (lastAt === null || lastAt === firstAt) return `${message}, ${often}, at ${first} (UTC)`
  const last = spoken(lastAt)
  // The same day need not be said twice.
  const end = last.slice(0, 10) === first.slice(0, 10) ? last.slice(11) : last
  return `${message}, ${often}, first ${first}, last ${end} (UTC)`
}

const spoken = (iso: string) => iso.replace('T', ' ').replace('Z', '')
