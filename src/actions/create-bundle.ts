import type { Transaction } from 'kysely'
import { z } from 'zod'
import type { App } from '../app.ts'
import { collectorsFor, ownHostUrl } from '../collect/own-host.ts'
import { unchanged } from '../core/change.ts'
import { demand } from '../core/may.ts'
import type { RawAttachment } from '../core/ports.ts'
import type { Reply } from '../core/reply.ts'
import { cut } from '../core/title.ts'
import type { Bundle, Person, Ticket, TicketEvent } from '../core/types.ts'
import { Refusal } from '../errors.ts'
import { addBundle } from '../store/bundles.ts'
import type { Schema } from '../store/schema.ts'

/**
 * Packs what a person attached into a bundle for this ticket, and what is found on Bee's own machine if the staff asks for it.
 *
 * @throws Refusal NOT_ALLOWED, NOTHING_TO_PACK, OWN_HOST_OFF, NOTHING_TO_COLLECT, BUNDLE_NOT_READY
 */
export async function createBundle(
  { ticket, attachments, isFromOwnHost = false, by }: BundleWish,
  app: App,
): Promise<Reply> {
  demand('bundle.create', by, ticket)
  if (!isFromOwnHost && attachments.length === 0) throw new Refusal('NOTHING_TO_PACK')
  const collecting = isFromOwnHost ? await collectingOn(ticket, by, app) : undefined
  const sources = isFromOwnHost ? [ownHost, ...attachments] : attachments
  await app.tickets.change(ticket.id, by.id, unchanged, async (trx, ticket) => ({
    events: [await wantBundle(trx, ticket, sources, app)],
  }))
  return collecting ?? { say: 'bundle.building', isPrivate: true }
}

export interface BundleWish {
  ticket: Ticket
  attachments: RawAttachment[]
  isFromOwnHost?: boolean
  by: Person
}

const ownHost: RawAttachment = { url: ownHostUrl, name: 'own host', sizeBytes: 0 }

async function collectingOn(ticket: Ticket, by: Person, { desk, bundles }: App): Promise<Reply> {
  demand('bundle.collect', by, ticket)
  if (!desk.ownHost.collect) throw new Refusal('OWN_HOST_OFF')
  const { category } = ticket.triage
  const collectors = collectorsFor(desk, category)
  if (collectors.length === 0) throw new Refusal('NOTHING_TO_COLLECT', { values: { category } })
  // Whoever presses again because it takes a while wants the same bundle.
  const [newest] = await bundles.ofTicket(ticket.id)
  const { number } = ticket
  if (newest?.state === 'wanted') throw new Refusal('BUNDLE_NOT_READY', { values: { number } })
  const list = collectors.map(({ title, id }) => title ?? id).join(', ')
  const minutes = Math.ceil(desk.ownHost.timeoutMs / 60_000)
  return { say: 'bundle.collecting', values: { number, list: cut(list, 1200), minutes }, isPrivate: true }
}

const Sources = z.array(z.object({ url: z.string(), name: z.string(), sizeBytes: z.number() }))

/** The row and the event of a bundle to be made. Addresses are sealed: a file's name can be private. */
export async function wantBundle(
  trx: Transaction<Schema>,
  ticket: Ticket,
  attachments: RawAttachment[],
  { desk, seal, now }: Pick<App, 'desk' | 'seal' | 'now'>,
): Promise<TicketEvent> {
  const { count } = await trx
    .selectFrom('bundle')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('ticket_id', '=', ticket.id)
    .executeTakeFirstOrThrow()
  const { id } = await addBundle(trx, {
    ticketId: ticket.id,
    name: bundleName(ticket, Number(count), desk),
    sources: seal.close(JSON.stringify(attachments)),
    at: now(),
  })
  return { type: 'bundle.wanted', bundleId: id }
}

/** What a wanted bundle is made of. */
export async function sourcesOf(
  bundle: Bundle,
  { bundles, seal }: Pick<App, 'bundles' | 'seal'>,
): Promise<RawAttachment[]> {
  return Sources.parse(JSON.parse(seal.open(await bundles.sourcesOf(bundle.id))))
}

/** `auth-issues-ST-2026-001.tar.gz`; a second one ends in `-2.tar.gz`. */
function bundleName(ticket: Ticket, earlier: number, desk: App['desk']): string {
  const category = desk.categories.find(({ id }) => id === ticket.triage.category)
  const nth = earlier === 0 ? '' : `-${earlier + 1}`
  return `${category?.bundleName ?? 'bundle'}-${ticket.number}${nth}.tar.gz`
}
