import type { Desk } from '../desk.ts'

/** "high confidence authentication issue", in the desk's words for how sure Bee is. */
export function confidenceWords(desk: Desk, category: string, confidence: number): string {
  const { high, medium, words } = desk.confidence
  const sure = confidence >= high ? words.high : confidence >= medium ? words.medium : words.low
  const title = desk.categories.find(({ id }) => id === category)?.title ?? category
  return `${sure} confidence ${title} issue`
}

/** The most telling first: what it is about, what the logs say, how bad it is, what kind it is. */
export function reasonsOf(found: {
  category: string[]
  kind: string[]
  services: string[]
  priority: string[]
}): string[] {
  const about = found.category.slice(0, 3).map((phrase) => `"${phrase}"`)
  const inLogs = found.services.filter((reason) => !about.includes(reason)).slice(0, 2)
  return [...new Set([...about, ...inLogs, ...found.priority.slice(0, 3), ...found.kind])]
}
