import type { Desk } from '../desk.ts'
import type { Ticket } from './types.ts'

/** The desk's word for a probability: "high", "medium" or "low". */
export function confidenceWord(probability: number, { confidence }: Pick<Desk, 'confidence'>): string {
  if (probability >= confidence.high) return confidence.words.high
  if (probability >= confidence.medium) return confidence.words.medium
  return confidence.words.low
}

/** "high confidence authentication issue" */
export function describe(ticket: Ticket, desk: Pick<Desk, 'confidence' | 'categories'>): string {
  const { category, confidence } = ticket.triage
  const title = desk.categories.find(({ id }) => id === category)?.title ?? category
  return `${confidenceWord(confidence.category, desk)} confidence ${title} issue`
}
