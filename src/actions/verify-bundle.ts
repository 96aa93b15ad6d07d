import type { App } from '../app.ts'
import { demand, type Official } from '../core/may.ts'
import type { Reply } from '../core/reply.ts'
import type { Person, Ticket } from '../core/types.ts'
import { Refusal } from '../errors.ts'

/**
 * Checks the newest bundle of a ticket: its file against what was written down when it was made, each text against the
 * manifest, and all of it by the second scan. Changes nothing.
 *
 * @throws Refusal NOT_ALLOWED, NO_BUNDLE, BUNDLE_NOT_READY, BUNDLE_DELETED
 */
export async function verifyTicketBundle(
  { ticket, by }: { ticket: Ticket; by: Person | Official },
  { bundles, bundler }: Pick<App, 'bundles' | 'bundler'>,
): Promise<Reply> {
  demand('bundle.verify', by, ticket)
  const values = { number: ticket.number }
  const [newest] = await bundles.ofTicket(ticket.id)
  if (newest?.state === 'wanted') throw new Refusal('BUNDLE_NOT_READY', { values })
  if (newest?.state === 'expired') throw new Refusal('BUNDLE_DELETED', { values })
  if (newest === undefined || newest.file === null) throw new Refusal('NO_BUNDLE', { values })
  const { isGood, lines } = await bundler.verify(newest)
  const list = lines.join('\n')
  return { say: isGood ? 'bundle.verified' : 'bundle.wrong', values: { name: newest.name, list }, isPrivate: true }
}
