import type { Kind, Priority, Scope } from '../core/types.ts'
import type { Clause } from './clauses.ts'
import type { Signal, SignalName } from './signals.ts'

export const priorities: readonly Priority[] = ['low', 'medium', 'high', 'critical', 'emergency']

export interface PriorityReading {
  priority: Priority
  /** What raised or lowered it, in the person's words. */
  reasons: string[]
}

/**
 * How bad a request is, by what the person says about it. The tier decides the clock later; shouting is kept, not obeyed:
 * "urgent" raises by one step at most.
 *
 * @param base the category's priority.
 * @param productWords the desk's own words with their priorities, found in the request.
 */
export function priorityOf(
  base: Priority,
  {
    kind,
    scope,
    signals,
    clauses,
    productWords,
  }: {
    kind: Kind
    scope: Scope
    signals: readonly Signal[]
    clauses: readonly Clause[]
    productWords: readonly { priority: Priority; phrase: string }[]
  },
): PriorityReading {
  const reasons: string[] = []
  const said = (...names: SignalName[]) => signals.filter(({ name }) => names.includes(name))
  const because = (found: readonly Signal[]) => reasons.push(...found.slice(0, 2).map(({ phrase }) => `"${phrase}"`))

  let level = priorities.indexOf(base)
  const isFailing = scope === 'break-fix' || kind === 'incident'
  if (kind === 'feature') level = 0
  else if (!isFailing) level = Math.max(0, level - 1)

  const people = isFailing ? affectedPeople(clauses) : undefined
  const isOutage = said('outage').length > 0
  const isEverybody = said('everyone').length > 0 && isFailing
  const isProduction = said('production').length > 0

  if (isFailing && isOutage) {
    level = Math.max(level, isProduction ? 4 : 3)
    because(said('outage'))
  }
  if (isFailing && isProduction) {
    level = Math.max(level, 3)
    if (!isOutage) because(said('production'))
  }
  if (isEverybody) {
    level = Math.max(level, 3)
    because(said('everyone'))
  }
  if (people !== undefined && people.count >= 10) {
    level = Math.max(level, people.count >= 100 ? 3 : 2)
    reasons.push(`"${people.phrase}"`)
  }
  if (isFailing && said('data loss').length > 0) {
    level = Math.max(level, 3) + (isProduction ? 1 : 0)
    because(said('data loss'))
  }
  if (said('breach').length > 0 && kind !== 'feature' && (isFailing || kind === 'bug')) {
    level = Math.max(level, 3)
    because(said('breach'))
  }
  if (said('emergency').length > 0) {
    level = Math.max(level, isFailing ? 4 : 2)
    because(said('emergency'))
  }
  if (said('critical').length > 0) {
    level = Math.max(level, isFailing ? 3 : 2)
    because(said('critical'))
  }
  if (said('urgent').length > 0) {
    level = Math.max(level, Math.min(2, level + 1))
    because(said('urgent'))
  }
  for (const { priority, phrase } of productWords) {
    level = Math.max(level, priorities.indexOf(priority))
    reasons.push(`"${phrase}"`)
  }
  const calming = said('calm', 'minor')
  if (calming.length > 0) {
    level = said('calm').length > 0 ? Math.min(1, level - 1) : level <= 2 ? level - 1 : level
    reasons.push(...calming.slice(0, 2).map(({ phrase }) => `lowered by "${phrase}"`))
  }
  const priority = priorities[Math.min(4, Math.max(0, level))]!
  return { priority, reasons: [...new Set(reasons)] }
}

const peopleWords = new Set(
  `users user people persons employees colleagues customers clients students seats staff developers members engineers agents accounts teachers doctors benutzer nutzer mitarbeiter kunden leute utilisateurs personnes clientes usuarios personas gebruikers использователей пользователей сотрудников`.split(
    ' ',
  ),
)

/** "500 users", "all 40 of our employees", "2k customers". */
/** The most people that are said to be affected. */
export function affectedPeople(clauses: readonly Clause[]): { count: number; phrase: string } | undefined {
  let most: { count: number; phrase: string } | undefined
  for (const { words } of clauses) {
    for (let at = 0; at < words.length; at++) {
      const count = numberOf(words[at]!)
      if (count === undefined) continue
      const noun = words.slice(at + 1, at + 5).findIndex((word) => peopleWords.has(word))
      if (noun < 0 || count <= (most?.count ?? 0)) continue
      most = { count, phrase: words.slice(at, at + noun + 2).join(' ') }
    }
  }
  return most
}

function numberOf(word: string): number | undefined {
  if (!beginsWithNumber(word)) return undefined
  const match = /^(\d{1,7})(k?)\+?$/.exec(word.replace(/[.,]/g, ''))
  return match ? Number(match[1]) * (match[2] === 'k' ? 1000 : 1) : undefined
}

/** Nearly no word does, and every word is asked. */
const beginsWithNumber = (word: string) => '0123456789.,'.includes(word.charAt(0))
