import type { Mailer } from '../core/ports.ts'
import type { Desk } from '../desk.ts'
import { mailText } from './mail-text.ts'
import { createSmtp } from './smtp.ts'

/**
 * Sends tickets by mail.
 *
 * @param from `bee@example.com` or `Bee <bee@example.com>`
 * @throws Error when `from` is no address; `send` throws Refusal MAIL_UNAVAILABLE, MAIL_REFUSED.
 */
export function createMailEdge(settings: { url: string; from: string }, desk: Desk): Mailer {
  const smtp = createSmtp(settings)
  const host = smtp.sender.address.slice(smtp.sender.address.indexOf('@') + 1)
  return {
    async send(view, to, marker) {
      const messageId = `<${marker.replace(/[^A-Za-z0-9.-]/g, '-')}@${host}>`
      await smtp.send({ to, ...mailText(view, desk), messageId })
      return { messageId }
    },
  }
}
