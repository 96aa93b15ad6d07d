import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import PostalMime from 'postal-mime'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { afterEach, describe, expect, it } from 'vitest'
import { readDesk } from '../../src/desk.ts'
import { createMailEdge } from '../../src/mail/edge.ts'
import { createSmtp } from '../../src/mail/smtp.ts'
import { aView } from './view.ts'

interface Received {
  from: string
  to: string[]
  raw: string
}

const servers: { close(done: () => void): void }[] = []
afterEach(() => Promise.all(servers.splice(0).map((server) => new Promise<void>((done) => server.close(done)))))

/** A real mail server that keeps what it gets. */
async function mailServer(options: SMTPServerOptions = {}) {
  const received: Received[] = []
  const server = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ['STARTTLS'], logger: false },
    onData(stream, session, done) {
      const parts: Buffer[] = []
      stream.on('data', (part) => parts.push(part))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        const from = mailFrom === false ? '' : (mailFrom?.address ?? '')
        received.push({ from, to: rcptTo.map(({ address }) => address), raw: Buffer.concat(parts).toString() })
        done()
      })
    },
    ...options,
  })
  server.on('error', () => {})
  const listening = server.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  servers.push(server)
  const { port } = listening.address() as AddressInfo
  return { received, url: `smtp://127.0.0.1:${port}` }
}

const from = 'Bee <bee@desk.example>'
const mail = { to: 'help@product.example', subject: 'Hello', text: 'Text\n', messageId: '<op-1@desk.example>' }
const refusal = (code: string, text: RegExp) => expect.objectContaining({ code, message: expect.stringMatching(text) })

describe('a mail', () => {
  it('arrives as it was written, with the Message-ID it was given', async () => {
    const { url, received } = await mailServer()
    const text = 'Grüße, 日本語 😀\n\n.\n..dots\nFrom here on\n'

    await createSmtp({ url, from }).send({ ...mail, subject: 'Ümlaut 😀', text })

    const parsed = await PostalMime.parse(received[0]!.raw)
    expect(received[0]).toMatchObject({ from: 'bee@desk.example', to: ['help@product.example'] })
    expect(parsed).toMatchObject({
      from: { name: 'Bee', address: 'bee@desk.example' },
      to: [{ address: 'help@product.example' }],
      subject: 'Ümlaut 😀',
      messageId: '<op-1@desk.example>',
      text,
    })
    expect(parsed.html).toBeUndefined()
    expect(received[0]!.raw).toMatch(/^Auto-Submitted: auto-generated\r$/m)
  })

  it.each([
    'x\r\nBcc: eve@evil.example',
    'x\nBcc: eve@evil.example\n\n<b>body</b>',
    'x\r\n\r\n--boundary\r\nContent-Type: text/html\r\n\r\n<script>',
    'x\u2028Bcc: eve@evil.example',
    'x\0\x0b\x0c\x85Bcc: eve@evil.example',
    '=?utf-8?Q?x=0D=0ABcc:_eve@evil.example?=',
    '=?utf-8?B?eA0KQmNjOiBldmVAZXZpbC5leGFtcGxl?=',
    'a'.repeat(5000),
    `${' '.repeat(900)}Bcc: eve@evil.example`,
    '\ud800 lone',
  ])('cannot be given another header by its subject: %j: A20', async (subject) => {
    const { url, received } = await mailServer()

    await createSmtp({ url, from }).send({ ...mail, subject, messageId: `<a\r\nBcc: eve@evil.example>` })

    const parsed = await PostalMime.parse(received[0]!.raw)
    expect(received[0]!.to).toEqual(['help@product.example'])
    const keys = parsed.headers.map(({ key }) => key)
    expect(keys).not.toContain('bcc')
    expect(new Set(keys).size).toBe(keys.length)
    expect(parsed.subject).not.toMatch(/[\r\n]/)
    expect(parsed.html).toBeUndefined()
    expect(parsed.text).toBe('Text\n')
  })

  it.each([
    'a@b.example, eve@evil.example',
    'a@b.example\r\nRCPT TO:<eve@evil.example>',
    'a@b.example> <eve@evil.example',
    '"eve@evil.example" <a@b.example>',
    'group: a@b.example;',
    'a@b.example ',
    'nobody',
    '@b.example',
    'a@',
    '',
  ])('goes to one plain address only, not to %j: A20', async (to) => {
    const { url, received } = await mailServer()

    await expect(createSmtp({ url, from }).send({ ...mail, to })).rejects.toEqual(
      refusal('MAIL_REFUSED', /no mail address/),
    )
    expect(received).toEqual([])
  })

  it.each(['nobody', 'Bee <bee>', 'Bee <a@b.example>, x@y.example', ''])(
    'has a sender that is an address, not %j',
    (from) => {
      expect(() => createSmtp({ url: 'smtp://127.0.0.1:1', from })).toThrow(/Write it as/)
    },
  )
})

describe('a mail server that says no', () => {
  const no = (responseCode: number, text = 'No') => Object.assign(new Error(text), { responseCode })

  it.each([
    [
      'for good, to the address',
      { onRcptTo: (_a, _s, done) => done(no(550, 'No <help@product.example> here')) },
      /does not know this address \(550\)/,
    ],
    ['for good, to the sender', { onMailFrom: (_a, _s, done) => done(no(553)) }, /does not accept this sender \(553\)/],
    [
      'for good, by policy',
      { onRcptTo: (_a, _s, done) => done(no(554, '5.7.1 Blocked')) },
      /does not accept mail from here \(554\)/,
    ],
    ['for good, to the size', { onMailFrom: (_a, _s, done) => done(no(552)) }, /too full \(552\)/],
  ] as [string, SMTPServerOptions, RegExp][])(
    '%s: given up, in words without its own',
    async (_what, options, words) => {
      const { url } = await mailServer(options)

      const sent = createSmtp({ url, from }).send(mail)

      await expect(sent).rejects.toEqual(refusal('MAIL_REFUSED', words))
      await expect(sent).rejects.not.toThrow(/product\.example/)
    },
  )

  it('after the text: given up', async () => {
    const { url } = await mailServer({
      onData(stream, _session, done) {
        stream.resume().on('end', () => done(no(554)))
      },
    })
    await expect(createSmtp({ url, from }).send(mail)).rejects.toEqual(refusal('MAIL_REFUSED', /this message \(554\)/))
  })

  it.each([
    ['for now, to the address', { onRcptTo: (_a, _s, done) => done(no(450, 'Greylisted')) }],
    ['for now, to the sender', { onMailFrom: (_a, _s, done) => done(no(421)) }],
    ['to everybody', { onConnect: (_s, done) => done(no(554, 'No service')) }],
    ['to the password', { authOptional: false, onAuth: (_a, _s, done) => done(no(535)) }],
  ] as [string, SMTPServerOptions][])('%s: kept for later', async (_what, options) => {
    const { url } = await mailServer(options)

    const sent = createSmtp({ url: url.replace('//', '//user:wrong@'), from }).send(mail)

    await expect(sent).rejects.toEqual(refusal('MAIL_UNAVAILABLE', /try again/))
  })

  it('by not being there, or by hanging up in the middle: kept for later: F47', async () => {
    const gone = createServer()
    gone.listen(0, '127.0.0.1')
    await once(gone, 'listening')
    const { port } = gone.address() as AddressInfo
    await new Promise((done) => gone.close(done))
    await expect(createSmtp({ url: `smtp://127.0.0.1:${port}`, from }).send(mail)).rejects.toEqual(
      refusal('MAIL_UNAVAILABLE', /not answering/),
    )

    const rude = createServer((socket) => {
      socket.on('error', () => {})
      socket.write('220 hello\r\n')
      socket.on('data', (data) => (String(data).startsWith('DATA') ? socket.destroy() : socket.write('250 ok\r\n')))
    }).listen(0, '127.0.0.1')
    await once(rude, 'listening')
    servers.push(rude)
    const address = rude.address() as AddressInfo
    await expect(createSmtp({ url: `smtp://127.0.0.1:${address.port}`, from }).send(mail)).rejects.toEqual(
      refusal('MAIL_UNAVAILABLE', /not answering/),
    )
  })

  it.each([
    ['before the text', 'DATA', true],
    ['after it', '.', false],
  ])('by hanging up %s: known whether it may have the mail: F47', async (_what, at, hadNoEffect) => {
    const rude = createServer((socket) => {
      let inText = false
      socket.on('error', () => {})
      socket.write('220 hello\r\n')
      socket.on('data', (data) => {
        const text = String(data)
        if (at === 'DATA' && text.startsWith('DATA')) socket.destroy()
        else if (inText && text.endsWith('\r\n.\r\n')) socket.destroy()
        else if (text.startsWith('DATA')) {
          inText = true
          socket.write('354 go on\r\n')
        } else if (!inText) socket.write('250 ok\r\n')
      })
    }).listen(0, '127.0.0.1')
    await once(rude, 'listening')
    servers.push(rude)
    const { port } = rude.address() as AddressInfo
    await expect(createSmtp({ url: `smtp://127.0.0.1:${port}`, from }).send(mail)).rejects.toMatchObject({
      code: 'MAIL_UNAVAILABLE',
      hadNoEffect,
    })
  })

  it('once, and is asked again: the second try has the same Message-ID', async () => {
    let tries = 0
    const { url, received } = await mailServer({ onRcptTo: (_a, _s, done) => done(++tries === 1 ? no(451) : null) })
    const mailer = createMailEdge({ url, from }, readDesk('sting-ce'))

    await expect(mailer.send(aView(), mail.to, 'op1')).rejects.toEqual(refusal('MAIL_UNAVAILABLE', /./))
    const { messageId } = await mailer.send(aView(), mail.to, 'op1')

    expect(messageId).toBe('<op1@desk.example>')
    expect((await PostalMime.parse(received[0]!.raw)).messageId).toBe(messageId)
    expect(received).toHaveLength(1)
  })
})
