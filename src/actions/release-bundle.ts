import type { App } from '../app.ts'
import { release } from '../core/release.ts'
import type { Reply } from '../core/reply.ts'
import type { Person, Ticket } from '../core/types.ts'
import { Refusal } from '../errors.ts'
import { releaseHeldBack } from '../store/bundles.ts'
import { linkTo } from './links.ts'

/**
 * Gives a bundle that was held back its link, because a moderator has looked at what was found and says why it may go.
 *
 * @throws Refusal NOT_ALLOWED, REASON_MISSING, BUNDLE_NOT_HELD_BACK
 */
export async function releaseBundle(
  { ticket, reason, by }: { ticket: Ticket; reason: string; by: Person },
  app: App,
): Promise<Reply> {
  const values = { number: ticket.number }
  const [newest] = await app.bundles.ofTicket(ticket.id)
  const said = app.clean(reason.trim(), ticket.number)
  await app.tickets.change(
    ticket.id,
    by.id,
    (ticket) => release(ticket, newest, said, by),
    async (trx, ticket) => {
      // Two moderators may press at once, and there must be one link.
      const bundleId = newest!.id
      if (!(await releaseHeldBack(trx, bundleId))) throw new Refusal('BUNDLE_NOT_HELD_BACK', { values })
      return { events: await linkTo(trx, ticket, bundleId, app) }
    },
  )
  return { say: 'bundle.release-done', values, isPrivate: true }
}
