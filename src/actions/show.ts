import type { App } from '../app.ts'
import { findingsIn } from '../bundle/manifest.ts'
import { threadUrlOf } from '../core/thread-url.ts'
import type { Ticket } from '../core/types.ts'
import type { TicketView } from '../core/view.ts'

/** Gathers what a card or a post shows of a ticket as it is now. */
export async function viewOf(
  ticket: Ticket,
  { bundles, links, posts }: Pick<App, 'bundles' | 'links' | 'posts'>,
): Promise<TicketView> {
  const [newest] = await bundles.ofTicket(ticket.id)
  const [link] = newest?.state === 'ready' ? await links.activeOf(ticket.id) : []
  return {
    ticket,
    bundle: newest,
    link: link && { ...link, url: links.urlOf(link) },
    findings: findingsIn(newest?.manifest ?? null),
    posts: await posts.ofTicket(ticket.id),
    threadUrl: threadUrlOf(ticket),
  }
}
