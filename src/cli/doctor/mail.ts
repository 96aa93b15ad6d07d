import type { Config } from '../../config.ts'
import type { Desk } from '../../desk.ts'
import { aside, type Check, ok, wrong } from './check.ts'

const part = 'E-mail'
const waitMs = 10_000

/** Greets the mail server and signs in, and sends nothing. */
export async function checkMail({ mail }: Config, desk: Desk): Promise<Check[]> {
  if (desk.destinations.email === undefined) return [aside(part, 'this desk names no address')]
  if (mail === undefined)
    return [aside(part, 'not set up: people get the text to send themselves', 'Set SMTP_URL and MAIL_FROM.')]
  const { createTransport } = await import('nodemailer')
  const transport = createTransport({
    url: mail.url,
    connectionTimeout: waitMs,
    greetingTimeout: waitMs,
    socketTimeout: waitMs,
    dnsTimeout: waitMs,
  } as Parameters<typeof createTransport>[0])
  const { host } = new URL(mail.url)
  try {
    await transport.verify()
    return [ok(part, `${host} takes mail from Bee`)]
  } catch (cause) {
    const { code = '', responseCode } = cause as { code?: string; responseCode?: number }
    if (code === 'EAUTH') {
      return [
        wrong(
          part,
          `${host} does not accept the user or password`,
          'Correct them in SMTP_URL (special characters as %40).',
        ),
      ]
    }
    const why = responseCode === undefined ? code || 'the connection failed' : `it answers ${responseCode}`
    return [
      wrong(
        part,
        `${host} cannot be used: ${why}`,
        'Check host and port in SMTP_URL; smtps:// is port 465, smtp:// 587.',
      ),
    ]
  } finally {
    transport.close()
  }
}
