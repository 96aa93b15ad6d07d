import { describe, expect, it } from 'vitest'
import { createSanitizer, type Redaction } from '../../src/sanitize/index.ts'
import { harmlessLines } from './harmless.ts'
import { keyedLeaks } from './leaks.ts'
import { logLines } from './log-lines.ts'
import { makers } from './makers.ts'

const key = new Uint8Array(32).fill(3)

async function* chunks(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

type Given = {
  name?: string
  size?: number
  learn?: boolean
  learnAs?: string
  threads?: number
  explains?: boolean
}

async function sanitize(input: string | Uint8Array, given: Given = {}) {
  const { name = 'app.log', size = 65_536, learn = true, threads = 1, explains = true } = given
  const bytes = typeof input === 'string' ? Buffer.from(input) : input
  const redactions: Redaction[] = []
  const explain = explains ? { explain: (redaction: Redaction) => redactions.push(redaction) } : {}
  const sanitizer = createSanitizer({ key, threads, ...explain })
  if (learn) await sanitizer.learn(chunks(bytes, size), given.learnAs ?? name)
  const parts: Uint8Array[] = []
  for await (const part of sanitizer.file(chunks(bytes, size), name)) parts.push(part)
  return { out: Buffer.concat(parts).toString(), redactions, report: sanitizer.report() }
}

const filler = (length: number) => 'lorem ipsum dolor sit amet '.repeat(Math.ceil(length / 27)).slice(0, length)

describe('a stream', () => {
  it('gives the same however it is cut into chunks (A12)', async () => {
    const m = makers(5)
    const text = Array.from(
      { length: 60 },
      () => `from ${m.ip()} user=${m.user()} password=${m.an(14)} ü€😀 \u001b[31mred\u001b[0m`,
    ).join('\n')
    const whole = await sanitize(text)

    for (const size of [1, 2, 3, 7, 64, 1000]) expect((await sanitize(text, { size })).out).toBe(whole.out)
  })

  it('gives the same however many threads read, with lines that come again and texts in many blocks', async () => {
    const m = makers(8)
    const documents = [...keyedLeaks(m).map(({ text }) => text), ...harmlessLines(m), ...logLines(m)]
    const pieces = Array.from({ length: 120_000 }, () => documents[m.int(0, documents.length - 1)]!)
    const bytes = Buffer.from(pieces.join('\n'))
    const alone = await sanitize(bytes, { explains: false })
    const together = await sanitize(bytes, { explains: false, threads: 3 })

    expect(bytes.length).toBeGreaterThan(4 << 20)
    expect(together.out === alone.out).toBe(true)
  }, 120_000)

  it.each([1, 2])(
    'gives the same with what the first pass kept and without, and removes from decoded text what comes later (seed %i)',
    async (seed) => {
      const m = makers(seed)
      const secrets = Array.from({ length: 12 }, () => m.an(18))
      const escaped = (text: string) => text.replaceAll(/[aeiou\d]/g, (char) => `%${char.charCodeAt(0).toString(16)}`)
      const lines = [...logLines(m), ...logLines(m), ...harmlessLines(m)]
      const pieces = Array.from({ length: 36_000 }, (_, at) => {
        const line = lines[m.int(0, lines.length - 1)]!
        return at % 2500 === 0 ? `GET /find?q=${escaped(m.pick(secrets))}&x=1 HTTP/1.1` : line
      })
      const text = [...pieces, ...secrets.map((secret) => `db_password=${secret}`)].join('\n')
      const whole = await sanitize(text, { explains: false })

      expect(text.length).toBeGreaterThan(1.6 * 1024 * 1024)
      for (const secret of secrets) expect(whole.out.includes(escaped(secret))).toBe(false)
      for (const given of [{ learnAs: 'x/app.log' }, { threads: 2 }, { threads: 2, learnAs: 'x/app.log' }]) {
        const { out, report } = await sanitize(text, { explains: false, ...given })
        expect(out === whole.out).toBe(true)
        expect(report).toEqual(whole.report)
      }
    },
    120_000,
  )

  it.each([32, 256])(
    'finds a value at every offset around the border of a window, behind %i KB (A12)',
    async (kilobytes) => {
      const secret = makers(1).an(30)
      const token = `ghp_${makers(2).an(36)}`
      for (let offset = -90; offset <= 20; offset += 1) {
        const text = `${filler(kilobytes * 1024 + offset)} password=${secret} and ${token} ${filler(40_000)}`
        const { out } = await sanitize(text, { learn: false })
        expect(out.includes(secret) || out.includes(token.slice(4, 30)), `offset ${offset}`).toBe(false)
        expect(out.endsWith(filler(40_000))).toBe(true)
      }
    },
  )

  it('takes no half of a word for a name where a window ends', async () => {
    // A window begins and ends so many bytes behind a line: in lines of one length always at the same place.
    for (let before = 0; before < 72; before++) {
      const line = `${'.'.repeat(before)} [instance: d296f5c8-ea63-8a4b-b186-89c8e2f7612d] resumed`
      const text = `${line.padEnd(119)}\n`.repeat(700)
      expect((await sanitize(text)).out === text, `${before} before`).toBe(true)
    }
  })

  it('finds a value at the end of a line of 3 MB without a break', async () => {
    const secret = makers(1).an(30)

    expect((await sanitize(`${filler(3_000_000)} password=${secret}`)).out).not.toContain(secret)
  })

  it.each(['utf16le', 'utf16be', 'utf16le without a mark', 'utf32le'])('reads %s', async (encoding) => {
    const secret = makers(1).an(30)
    const text = `line one\r\npassword=${secret}\r\nline three\r\n`
    const { out } = await sanitize(encoded(text, encoding))

    expect(out).toBe('line one\r\npassword=redacted-password\r\nline three\r\n')
  })

  it('reads what is not UTF-8 as Latin-1 and takes out control bytes (A13)', async () => {
    const secret = makers(1).an(30)
    const bytes = Buffer.concat([
      Buffer.from('M\xfcller\0\x01 \xff password=', 'latin1'),
      Buffer.from(`${secret.slice(0, 9)}\0${secret.slice(9)}\n`),
    ])
    const { out } = await sanitize(bytes)

    expect(out).toContain('Müller')
    expect(out).not.toContain(secret.slice(9))
    expect(out).not.toContain('\0')
    expect(out).not.toContain('\u0001')
  })

  it('lets no escape sequence through (A15)', async () => {
    const { out } = await sanitize(
      '\u001b[31mred\u001b[0m \u001b]8;;http://x\u0007link\u001b]8;;\u0007 \u001b]52;c;YQ==\u001b\\ \u009b31mx\n',
    )

    expect(out).toBe('red link  x\n')
  })

  it('separates the records of /proc/environ', async () => {
    const { out } = await sanitize('HOME=/root\0DB_PASSWORD=hunter2x\0LANG=C\0', { name: 'environ' })

    expect(out).toBe('HOME=/root\nDB_PASSWORD=redacted-db-password\nLANG=C')
  })

  it.each([
    ['gzip', Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 75, 76, 74, 6, 0])],
    [
      'a database',
      Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(64, 1), Buffer.from('password=hunter2x')]),
    ],
    ['noise', Buffer.from(Array.from({ length: 4000 }, (_, at) => (at * 7919 * at) % 251))],
  ])('withholds %s, which nobody could read', async (_, bytes) => {
    const { out, report } = await sanitize(bytes, { name: 'x.bin' })

    expect(out).toBe('[withheld: this file is not text]\n')
    expect(report.withheldFiles).toEqual(['x.bin'])
  })

  it('changes nothing the second time', async () => {
    const m = makers(9)
    const text = `${Array.from({ length: 40 }, () => `Mar  5 10:22:11 ${m.label()} sshd[1]: Accepted password for ${m.user()} from ${m.ip()} ${m.ip6()} ${m.mac(':')} ${m.user()}@${m.domain()} https://${m.user()}:${m.an(12)}@${m.label()}.${m.domain()}/x?token=${m.an(30)}\n{"password":"${m.an(12)}","pin": ${m.dig(6)},"host":"${m.label()}"}\ncontact ghp_${m.an(36)}`).join('\n')}\n`
    const once = await sanitize(text)

    expect((await sanitize(once.out)).out).toBe(once.out)
  })

  it('keeps JSON, and as many lines as there were', async () => {
    const m = makers(11)
    const lines = Array.from({ length: 30 }, (_, n) =>
      JSON.stringify({
        n,
        password: m.password(),
        pin: m.int(1000, 9999),
        nested: JSON.stringify({ token: m.an(30), at: 'C:\\Users\\joe\\x' }),
        host: m.label(),
        ip: m.ip(),
        list: [m.an(40)],
      }),
    )
    const { out } = await sanitize(lines.join('\n'))

    expect(out.split('\n')).toHaveLength(30)
    for (const [n, line] of out.split('\n').entries()) expect(JSON.parse(line)).toMatchObject({ n })
  })

  it('says for each redaction the rule and the place, never the value', async () => {
    const { redactions, report } = await sanitize('one\ntwo password=hunter2x\nfrom 10.20.30.40\n')

    expect(redactions).toEqual([
      { rule: 'password', file: 'app.log', line: 2, column: 14, length: 8 },
      { rule: 'ipv4', file: 'app.log', line: 3, column: 6, length: 11 },
    ])
    expect(report.redactions).toEqual({
      total: 2,
      byRule: { password: 1, ipv4: 1 },
      byFile: { 'app.log': { password: 1, ipv4: 1 } },
    })
    expect(JSON.stringify(report)).not.toContain('hunter2x')
  })
})

describe('a value learned in one file', () => {
  it('is removed from the others, earlier and later, and in base64', async () => {
    const secret = makers(4).an(20)
    const sanitizer = createSanitizer({ key })
    const files = {
      'a.log': `saw ${secret} in body\n`,
      '.env': `DB_PASSWORD=${secret}\n`,
      'c.log': `data ${Buffer.from(`x ${secret} y and more text`).toString('base64')}\n`,
    }
    for (const [name, text] of Object.entries(files)) await sanitizer.learn(chunks(Buffer.from(text), 9), name)
    let all = ''
    for (const [name, text] of Object.entries(files))
      for await (const part of sanitizer.file(chunks(Buffer.from(text), 9), name)) all += Buffer.from(part)

    expect(all).not.toContain(secret)
    expect(all).toContain('data [redacted:encoded-secret]')
  })
})

describe('pseudonyms', () => {
  it('are the same for one value in every notation and file, and others for another value', async () => {
    const sanitizer = createSanitizer({ key })
    const of = (text: string) => sanitizer.text(text)

    expect(of('from 10.20.30.40 ok')).toBe(of('from 10.20.30.40 ok'))
    expect(of('10.20.30.40').match(/ip-\d+/)?.[0]).toEqual(of('ip-10-20-30-40.ec2.internal').match(/ip-\d+/)?.[0])
    expect(of('10.20.30.40').match(/net-\d+/)?.[0]).toBe(of('10.20.30.77').match(/net-\d+/)?.[0])
    expect(of('10.20.30.40')).not.toBe(of('10.20.30.41'))
    expect(of('10.20.30.40')).toMatch(/-private-/)
    expect(of('52.20.30.40')).toMatch(/-public-/)
    expect(of('mac 3c:52:82:aa:bb:cc')).toBe(of('mac 3C-52-82-AA-BB-CC'))
    expect(of('peer 2a01:4f8:0:0:0:0:0:7')).toBe(of('peer 2A01:4F8::7'))
  })

  it('follow from the key, and cannot be linked across keys', () => {
    const text = Array.from({ length: 10 }, (_, at) => `10.20.30.${at + 2}`).join(' ')
    const of = (fill: number) => createSanitizer({ key: new Uint8Array(32).fill(fill) }).text(text)

    expect(of(1)).toBe(of(1))
    expect(of(1)).not.toBe(of(2))
  })
})

describe("a desk's own policy", () => {
  it('removes its words and patterns and lets its hosts stay', () => {
    const policy = {
      words: ['Hooli'],
      patterns: [{ name: 'order number', pattern: 'ORD-[0-9]{6}' }],
      allowedHosts: ['docs.acme-x1.com'],
    }
    const out = createSanitizer({ key, policy }).text(
      'HOOLI order ORD-123456 see https://docs.acme-x1.com/a and https://db.acme-x1.com/b',
    )

    expect(out).toMatch(
      /^word-\d+ order \[redacted:order-number\] see https:\/\/docs\.acme-x1\.com\/a and https:\/\/host-\d+\/b$/,
    )
  })

  it('lets a host stay by itself, or by *. all below it, and exactly that', () => {
    const hosts = ['acme-x1.com', 'db.acme-x1.com', 'a.db.acme-x1.com', 'acme-x1.com.evil-x1.com', 'notacme-x1.com']
    const text = hosts.map((host) => `https://${host}/`).join(' ')
    const staying = (allowedHosts: string[]) => {
      const out = createSanitizer({ key, policy: { allowedHosts } }).text(text)
      return hosts.filter((host) => out.split(' ').includes(`https://${host}/`))
    }

    expect(staying([])).toEqual([])
    expect(staying(['acme-x1.com'])).toEqual(['acme-x1.com'])
    expect(staying(['*.acme-x1.com'])).toEqual(['db.acme-x1.com', 'a.db.acme-x1.com'])
    expect(staying(['ACME-x1.com', '*.db.acme-x1.com'])).toEqual(['acme-x1.com', 'a.db.acme-x1.com'])
  })

  it('says which pattern is not valid', () => {
    expect(() => createSanitizer({ key, policy: { patterns: [{ name: 'bad', pattern: '(' }] } })).toThrow(/"bad"/)
  })
})

function encoded(text: string, encoding: string): Buffer {
  const little = Buffer.from(text, 'utf16le')
  switch (encoding) {
    case 'utf16le':
      return Buffer.concat([Buffer.from([0xff, 0xfe]), little])
    case 'utf16be':
      return Buffer.concat([Buffer.from([0xfe, 0xff]), little.swap16()])
    case 'utf32le': {
      const points = [...`\ufeff${text}`].map((char) => char.codePointAt(0)!)
      return Buffer.from(Uint32Array.from(points).buffer)
    }
    default:
      return little
  }
}
