import { Refusal } from '../errors.ts'

export interface OutgoingMail {
  /** One address, without a name. */
  to: string
  subject: string
  text: string
  /** Fixed for one mail, `<marker@host>`: should it ever go out twice, mail programs show it once. */
  messageId: string
}

/** How long each step of talking to the mail server may take. */
const patienceMs = 10_000
const silenceMs = 30_000

export type Smtp = ReturnType<typeof createSmtp>

/**
 * Sends plain text through the operator's mail server.
 *
 * @param url `smtp://user:password@host:587` or `smtps://…`; STARTTLS is used where the server offers it.
 * @param from `bee@example.com` or `Bee <bee@example.com>`
 * @throws Error when `from` is no address.
 */
export function createSmtp({ url, from }: { url: string; from: string }) {
  const sender = readSender(from)

  /** nodemailer takes 50 ms and 3 MB to load, and most Bees send their first mail hours after they start. */
  const transport = async () => {
    const { createTransport } = await import('nodemailer')
    const made = createTransport({
      url,
      connectionTimeout: patienceMs,
      greetingTimeout: patienceMs,
      dnsTimeout: patienceMs,
      socketTimeout: silenceMs,
      disableFileAccess: true,
      disableUrlAccess: true,
    })
    made.use('stream', (mail, done) => {
      mail.message.processFunc((input) => {
        // It begins to flow when the server has said that it will take the text.
        input.once('resume', () => begun.add(mail.data.messageId ?? ''))
        return input
      })
      done()
    })
    return made
  }
  /** Mails, by Message-ID, whose text a server may have. */
  const begun = new Set<string>()
  let made: ReturnType<typeof transport> | undefined

  return {
    sender,

    /** @throws Refusal MAIL_UNAVAILABLE, when another try may work; MAIL_REFUSED, when none will. */
    async send({ to, subject, text, messageId }: OutgoingMail): Promise<void> {
      if (!isAddress(to)) throw refused('this is no mail address')
      made ??= transport()
      const id = headerText(messageId)
      begun.delete(id)
      try {
        await (await made).sendMail({
          from: sender,
          to: { name: '', address: to },
          // Named here, so that nothing in a header can add somebody who gets the mail.
          envelope: { from: sender.address, to: [to] },
          subject: headerText(subject),
          text,
          messageId: id,
          // RFC 3834: other machines must not answer this one.
          headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
        })
      } catch (cause) {
        throw translate(cause, begun.has(id))
      } finally {
        begun.delete(id)
      }
    },
  }
}

/** A header's value is one line, and never what a mail program would decode into something else (RFC 2047). */
function headerText(text: string): string {
  const line = text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .replaceAll('=?', '= ?')
    .trim()
  return [...line].slice(0, 200).join('')
}

/** One plain address: no quotes, groups, lists or routes, which mail servers read differently. */
export const isAddress = (text: string) =>
  /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?$/.test(text)

function readSender(from: string): { name: string; address: string } {
  const open = from.indexOf('<')
  const isNamed = open >= 0 && from.endsWith('>')
  const address = isNamed ? from.slice(open + 1, -1) : from.trim()
  if (!isAddress(address)) throw new Error(`"${from}" is not a mail address. Write it as: Bee <bee@example.com>`)
  const name = isNamed ? from.slice(0, open).replaceAll('"', '').trim() : ''
  return { name: headerText(name), address }
}

interface SmtpError extends Error {
  code: string
  command?: string
  responseCode?: number
}

/**
 * A final answer to this mail (5xx) is told to people; outages, busy servers (4xx) and a wrong password pass, or
 * are mended by the operator, so the mail is kept. Anything else is a defect of ours.
 */
function translate(cause: unknown, hasText: boolean): unknown {
  if (!isSmtpError(cause)) return cause
  const { code, command, responseCode = 0 } = cause
  const isAboutUs = code === 'EAUTH' || command === 'CONN' || command === 'EHLO' || command === 'HELO'
  // Whoever answered no to the text does not have it; whoever fell silent may.
  const hadNoEffect = !hasText || responseCode > 0
  if (responseCode < 500 || isAboutUs) return new Refusal('MAIL_UNAVAILABLE', { cause, hadNoEffect })
  return refused(`${reasonOf(cause)} (${responseCode})`, cause)
}

const refused = (reason: string, cause?: Error) => new Refusal('MAIL_REFUSED', { values: { reason }, cause })

const isSmtpError = (cause: unknown): cause is SmtpError =>
  cause instanceof Error && 'code' in cause && typeof cause.code === 'string' && /^E[A-Z]/.test(cause.code)

/** In Bee's words: the server's own may hold addresses, and are kept as the cause (RFC 3463 for the codes). */
function reasonOf({ message, command, responseCode }: SmtpError): string {
  if (responseCode === 552 || /\b5\.(?:2\.[23]|3\.4)\b/.test(message)) return 'the message or the mailbox is too full'
  if (/\b5\.7\.\d/.test(message)) return 'it does not accept mail from here'
  if (command?.startsWith('MAIL')) return 'it does not accept this sender'
  if (command?.startsWith('RCPT')) return 'it does not know this address'
  return 'it does not accept this message'
}
