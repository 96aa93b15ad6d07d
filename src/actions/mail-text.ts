import { describe } from '../core/describe.ts'
import type { TicketView } from '../core/view.ts'
import type { Desk } from '../desk.ts'

/** A ticket as a mail: subject and plain text. */
export function mailTextOf(view: TicketView, desk: Desk): { subject: string; text: string } {
  const { ticket, bundle, link, threadUrl } = view
  const lines = [
    ticket.title,
    '',
    describe(ticket, desk),
    `Services: ${ticket.triage.services.join(', ') || 'none named'}`,
  ]
  if (ticket.request !== ticket.title) lines.push('', ticket.request)
  if (bundle?.state === 'ready' && link) {
    lines.push('', `Sanitized bundle: ${bundle.name}`, link.url)
    lines.push(`Valid until ${new Date(link.expiresAt).toUTCString()} for ${link.downloadsLeft} downloads.`)
  }
  if (threadUrl) lines.push('', `Conversation: ${threadUrl}`)
  return { subject: `[${ticket.number}] ${ticket.title}`, text: lines.join('\n') }
}
