import { Refusal } from '../errors.ts'
import type { Sanitized } from '../sanitize/sanitized.ts'
import { demand } from './may.ts'
import type { Bundle, Decision, Person, Ticket } from './types.ts'

/**
 * A moderator answers for a bundle that the second scan holds back: it may have a link after all.
 *
 * @param bundle the ticket's newest
 * @param reason stays in the ticket's story for good
 * @throws Refusal NOT_ALLOWED, REASON_MISSING, BUNDLE_NOT_HELD_BACK, BUNDLE_DELETED
 */
export function release(ticket: Ticket, bundle: Bundle | undefined, reason: Sanitized, by: Person): Decision {
  demand('bundle.release', by, ticket)
  const values = { number: ticket.number }
  if (bundle?.state === 'expired') throw new Refusal('BUNDLE_DELETED', { values })
  if (bundle?.state !== 'quarantined') throw new Refusal('BUNDLE_NOT_HELD_BACK', { values })
  if (reason.trim() === '') throw new Refusal('REASON_MISSING')
  return { ticket, events: [{ type: 'bundle.released', bundleId: bundle.id, reason }] }
}
