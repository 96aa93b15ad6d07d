import type { App } from '../app.ts'
import { demand, may } from '../core/may.ts'
import type { Reply, ReplyButton } from '../core/reply.ts'
import type { Person, Ticket } from '../core/types.ts'

/**
 * Gives the one-time address by which logs come into this ticket without anybody seeing them. It is said once, to the
 * person who asks, and kept as a hash.
 *
 * @throws Refusal NOT_ALLOWED
 */
export async function askUpload({ ticket, by }: { ticket: Ticket; by: Person }, app: App): Promise<Reply> {
  demand('bundle.create', by, ticket)
  const { code, expiresAt } = await app.uploads.newCode({ ticketId: ticket.id, by: by.id })
  const server = app.publicUrl.replace(/\/+$/, '')
  const url = `${server}/u/${code}`
  const expires = `<t:${Math.floor(expiresAt / 1000)}:f>`
  return {
    say: 'upload.address',
    values: { number: ticket.number, url, server, expires },
    buttons: [{ label: 'Open the page', url }, ...(await collectButton(ticket, by, app))],
    isPrivate: true,
  }
}

/** Only they see this answer, so only those who may are offered it. */
async function collectButton(ticket: Ticket, by: Person, { desk, controls }: App): Promise<ReplyButton[]> {
  if (!desk.ownHost.collect || !may('bundle.collect', by, ticket)) return []
  return [{ label: "Collect on Bee's machine", control: await controls.for('collect', ticket.id) }]
}
