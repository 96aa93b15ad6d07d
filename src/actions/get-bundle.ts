import type { App } from '../app.ts'
import { audienceWords, mayGet } from '../core/audience.ts'
import { unchanged } from '../core/change.ts'
import type { Reply } from '../core/reply.ts'
import type { Person, Ticket } from '../core/types.ts'
import { Refusal } from '../errors.ts'
import { readyBundle } from './links.ts'

/**
 * "Get bundle": looks at who asks, and gives them an address of their own, which nobody else sees.
 *
 * @throws Refusal NO_BUNDLE, BUNDLE_NOT_READY, BUNDLE_QUARANTINED, NO_LINK, LINK_NOT_FOR_YOU
 */
export async function getBundle({ ticket, by }: { ticket: Ticket; by: Person }, app: App): Promise<Reply> {
  const bundle = await readyBundle(ticket, app)
  const link = (await app.links.activeOf(ticket.id)).find(({ bundleId }) => bundleId === bundle.id)
  if (link === undefined) throw new Refusal('NO_LINK', { values: { number: ticket.number } })
  if (!mayGet(link.audience, by, ticket))
    throw new Refusal('LINK_NOT_FOR_YOU', { values: { who: audienceWords(link.audience) } })

  const { url, endsAt } = app.links.personalUrlOf(link, by.id)
  const news = { events: [{ type: 'link.given' as const, linkId: link.id }] }
  await app.tickets.change(ticket.id, by.id, unchanged, async () => news)
  const values = { name: bundle.name, expires: `<t:${Math.floor(endsAt / 1000)}:t>`, url }
  return { say: 'link.yours', values, buttons: [{ label: 'Open', url }], isPrivate: true }
}
