import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type BundleLimits, bundleLimits } from '../../src/bundle/limits.ts'
import { readSource } from '../../src/bundle/sources/read-source.ts'
import { createSpool, type Spool } from '../../src/bundle/spool.ts'
import {
  gzipBomb,
  nestedGzip,
  nestedZip,
  overlappingZip,
  paxRecord,
  type TarEntry,
  tar,
  tarHeader,
  type ZipEntry,
  zip,
} from './hostile.ts'

let folder: string
let spool: Spool
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bee-sources-'))
  spool = createSpool(folder, 1024 * 1024)
})
afterEach(async () => {
  await spool.close()
  rmSync(folder, { recursive: true })
})

/** What a source gives: each text under its trail, and the reason for each file that was left out. */
async function read(bytes: Buffer, name: string, limits: Partial<BundleLimits> = {}, chunkBytes = 1000) {
  const chunks = function* () {
    for (let i = 0; i < bytes.length; i += chunkBytes) yield bytes.subarray(i, i + chunkBytes)
  }
  const { texts, leftOut } = await readSource(chunks(), name, spool, { limits: { ...bundleLimits, ...limits } })
  const found: Record<string, string> = {}
  for (const { from, segment } of texts) {
    let text = ''
    for await (const chunk of spool.read(segment)) text += chunk.toString('utf8')
    found[from] = text
  }
  return { found, leftOut: leftOut.map(({ name, reason }) => `${name}: ${reason}`) }
}

const log = Buffer.from('12:03 ERROR kratos AAL2 required\n')

describe('sources that people send', () => {
  it.each<[string, string, Buffer, string]>([
    ['a plain log', 'app.log', log, 'app.log'],
    ['a gzipped log', 'app.log.gz', gzipSync(log), 'app.log.gz'],
    ['a rotated log whose name does not say that it is packed', 'app.log.1', gzipSync(log), 'app.log.1'],
    ['a log that a browser unpacked but still calls .gz', 'app.log.gz', log, 'app.log.gz'],
    ['a zip', 'logs.zip', zip([{ name: 'kratos/app.log', data: log }]), 'logs.zip › kratos/app.log'],
    ['a stored zip', 'logs.zip', zip([{ name: 'app.log', data: log, stored: true }]), 'logs.zip › app.log'],
    ['a streamed zip', 'logs.zip', zip([{ name: 'app.log', data: log, descriptor: true }]), 'logs.zip › app.log'],
    [
      'a zip64 that tells the truth',
      'logs.zip',
      zip([{ name: 'app.log', data: log, zip64: true }]),
      'logs.zip › app.log',
    ],
    [
      'a zip with a comment',
      'logs.zip',
      zip([{ name: 'app.log', data: log }], { comment: 'hello' }),
      'logs.zip › app.log',
    ],
    ['a tar', 'logs.tar', tar([{ name: 'app.log', data: log }]), 'logs.tar › app.log'],
    ['a tar.gz', 'logs.tar.gz', gzipSync(tar([{ name: 'app.log', data: log }])), 'logs.tar.gz › app.log'],
    [
      'a tar.gz in a zip',
      'all.zip',
      zip([{ name: 'logs.tgz', data: gzipSync(tar([{ name: 'app.log', data: log }])) }]),
      'all.zip › logs.tgz › app.log',
    ],
    [
      'a zip in a tar.gz',
      'all.tgz',
      gzipSync(tar([{ name: 'logs.zip', data: zip([{ name: 'app.log', data: log }]) }])),
      'all.tgz › logs.zip › app.log',
    ],
  ])('reads %s', async (_, name, bytes, trail) => {
    expect(await read(bytes, name)).toEqual({ found: { [trail]: log.toString() }, leftOut: [] })
  })

  it.each<[string, Buffer]>([
    ['UTF-8 with a mark', Buffer.from('\ufeffüber: 日本\n')],
    ['UTF-16 little-endian with a mark', Buffer.from('\ufeffüber: 日本\n', 'utf16le')],
    ['UTF-16 little-endian without one', Buffer.from('über: 日本\n', 'utf16le')],
    ['UTF-16 big-endian', Buffer.from('\ufeffüber: 日本\n', 'utf16le').swap16()],
    ['UTF-16 big-endian without a mark', Buffer.from('über: 日本\n', 'utf16le').swap16()],
    [
      'UTF-32',
      Buffer.from([...'\ufeffüber: 日本\n'].flatMap((c) => [c.codePointAt(0)! & 255, c.codePointAt(0)! >> 8, 0, 0])),
    ],
  ])('reads %s', async (_, bytes) => {
    const { found } = await read(bytes, 'app.log', {}, 3)
    expect(found['app.log']?.replace('\ufeff', '')).toBe('über: 日本\n')
  })

  it('reads Latin-1 as what it is', async () => {
    expect((await read(Buffer.from('Verbindung für Jürgen schlägt fehl\n', 'latin1'), 'app.log')).found).toEqual({
      'app.log': 'Verbindung für Jürgen schlägt fehl\n',
    })
  })

  it('takes the texts of an archive and lists the rest with its reason', async () => {
    const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0])
    const archive = zip([
      { name: 'app.log', data: log },
      { name: 'shot.png', data: png },
      { name: 'empty.log' },
      { name: 'core.1', data: Buffer.concat([Buffer.from([0x7f, 0x45, 0x4c, 0x46]), Buffer.alloc(500, 3)]) },
      { name: 'late.bin.log', data: Buffer.concat([Buffer.alloc(100_000, 'text\n'), Buffer.alloc(100_000, 1)]) },
      { name: 'old.xz', data: Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0, 1]) },
      { name: 'odd', data: log, local: { method: 12 }, central: { method: 12 } },
      { name: 'report.docx', data: zip([{ name: 'word.xml', data: log }]) },
    ])
    expect(await read(archive, 'a.zip')).toEqual({
      found: { 'a.zip › app.log': log.toString() },
      leftOut: [
        'a.zip › shot.png: NOT_TEXT',
        'a.zip › empty.log: EMPTY',
        'a.zip › core.1: NOT_TEXT',
        'a.zip › late.bin.log: NOT_TEXT',
        'a.zip › old.xz: UNKNOWN_COMPRESSION',
        'a.zip › odd: UNKNOWN_COMPRESSION',
        'a.zip › report.docx: NAME_MISMATCH',
      ],
    })
  })

  it('A06 A09 takes files by any name, as labels that lead nowhere', async () => {
    const long = 'x'.repeat(60_000)
    const names = [
      '../../etc/passwd',
      '/etc/shadow',
      '..\\..\\win.ini',
      'C:\\a.log',
      'a.log:ads',
      'CON',
      'a\0b',
      '\u202egol.a',
      long,
    ]
    const { found } = await read(zip(names.map((name) => ({ name, data: log }))), 'a.zip')
    const labels = Object.keys(found).map((from) => from.replace('a.zip › ', ''))
    expect(labels.slice(0, -1)).toEqual([
      'etc/passwd',
      'etc/shadow',
      'win.ini',
      'C:/a.log',
      'a.log:ads',
      'CON',
      'ab',
      'gol.a',
    ])
    expect([...labels.at(-1)!]).toHaveLength(120)
    const badUtf8 = await read(tar([{ name: Buffer.from([0xff, 0xc0, 0x80, 0x61]), data: log }]), 'a.tar')
    expect(Object.values(badUtf8.found)).toEqual([log.toString()])
  })

  it('calls what is neither text nor the archive that its name promises damaged', async () => {
    const noise = Buffer.from(Array.from({ length: 2000 }, (_, i) => (i * 7919) % 256))
    expect((await read(noise, 'logs.zip')).leftOut).toEqual(['logs.zip: ARCHIVE_BROKEN'])
    expect((await read(noise, 'logs.dat')).leftOut).toEqual(['logs.dat: NOT_TEXT'])
  })

  it('keeps a log whose middle was lost to zeros in a power cut', async () => {
    const { found } = await read(Buffer.concat([log, Buffer.alloc(300_000), log]), 'app.log')
    expect(found['app.log']).toContain('AAL2')
  })

  it('spools what is large under encryption, in a file that has no name', async () => {
    const large = Buffer.concat(Array.from({ length: 100_000 }, () => log))
    const { found } = await read(large, 'app.log', {}, 50_000)
    expect(found['app.log']).toBe(large.toString())
    expect(readdirSync(folder)).toEqual([])
  })
})

const file = (more: Partial<ZipEntry> = {}): ZipEntry => ({ name: 'app.log', data: log, ...more })
const entry = (more: Partial<TarEntry> = {}): TarEntry => ({ name: 'app.log', data: log, ...more })

describe('hostile archives are refused as a whole', () => {
  it.each<[string, string, () => Buffer, string]>([
    ['A01 a gzip bomb', 'a.log.gz', () => gzipBomb(300 * 1024 * 1024), 'ARCHIVE_BOMB'],
    [
      'A01 a bomb inside a tar.gz',
      'a.tgz',
      () => gzipSync(tar([{ name: 'a', data: Buffer.alloc(9e6, 'A') }])),
      'ARCHIVE_BOMB',
    ],
    ['A01 a zip bomb', 'a.zip', () => zip([file(), { name: 'b', data: Buffer.alloc(30e6, 'A') }]), 'ARCHIVE_BOMB'],
    ['A02 overlapping entries', 'a.zip', () => overlappingZip(1900), 'ARCHIVE_OVERLAP'],
    ['A02 overlapping entries of one name', 'a.zip', () => zip([file(), file({ sameBytesAs: 0 })]), 'ARCHIVE_OVERLAP'],
    [
      'A03 a lying unpacked size',
      'a.zip',
      () => zip([file({ local: { uncompressed: 5 }, central: { uncompressed: 5 } })]),
      'ARCHIVE_LIES',
    ],
    ['A03 a size that differs', 'a.zip', () => zip([file({ local: { uncompressed: 5 } })]), 'ARCHIVE_LIES'],
    ['A03 a name that differs', 'a.zip', () => zip([file({ local: { name: 'evil.sh' } })]), 'ARCHIVE_LIES'],
    ['A03 a method that differs', 'a.zip', () => zip([file({ local: { method: 0 } })]), 'ARCHIVE_LIES'],
    ['A03 a checksum that differs', 'a.zip', () => zip([file({ local: { crc: 1 } })]), 'ARCHIVE_LIES'],
    ['A03 a password', 'a.zip', () => zip([file({ local: { flags: 1 }, central: { flags: 1 } })]), 'ARCHIVE_ENCRYPTED'],
    ['A03 a password only inside', 'a.zip', () => zip([file({ local: { flags: 0x801 } })]), 'ARCHIVE_ENCRYPTED'],
    ['A03 a lying zip64', 'a.zip', () => zip([file({ zip64: true, local: { uncompressed: 5 } })]), 'ARCHIVE_LIES'],
    [
      'A03 stored bytes of unstated length',
      'a.zip',
      () => zip([file({ stored: true, descriptor: true })]),
      'ARCHIVE_LIES',
    ],
    ['A03 more entries than stated', 'a.zip', () => zip([file(), file({ name: 'b' })], { count: 1 }), 'ARCHIVE_LIES'],
    ['A05 200,000 empty files in a tar', 'a.tgz', () => gzipSync(emptyFiles(200_000)), 'ARCHIVE_TOO_MANY_FILES'],
    [
      'A05 60,000 empty files in a zip',
      'a.zip',
      () => zip(Array.from({ length: 60_000 }, (_, i) => ({ name: `${i}` }))),
      'ARCHIVE_TOO_MANY_FILES',
    ],
    [
      'A07 a symbolic link in a zip',
      'a.zip',
      () => zip([file({ central: { attributes: (0o120777 << 16) >>> 0 } })]),
      'ARCHIVE_LINK',
    ],
    [
      'A07 a symbolic link',
      'a.tar',
      () => tar([entry(), entry({ type: '2', linkName: '/etc/shadow', data: Buffer.alloc(0) })]),
      'ARCHIVE_LINK',
    ],
    [
      'A07 a hard link',
      'a.tar',
      () => tar([entry({ type: '1', linkName: '/etc/shadow', data: Buffer.alloc(0) })]),
      'ARCHIVE_LINK',
    ],
    ['A07 a device', 'a.tar', () => tar([entry({ type: '3', data: Buffer.alloc(0) })]), 'ARCHIVE_LINK'],
    ['A07 a fifo', 'a.tar', () => tar([entry({ type: '6', data: Buffer.alloc(0) })]), 'ARCHIVE_LINK'],
    ['A07 a sparse file', 'a.tar', () => tar([entry({ type: 'S' })]), 'ARCHIVE_LINK'],
    [
      'A07 a size overridden by pax',
      'a.tar',
      () => tar([entry({ type: 'x', data: paxRecord('size', '5') }), entry()]),
      'ARCHIVE_LIES',
    ],
    ['A08 a pax header of a gigabyte', 'a.tar', () => tarHeader(entry({ type: 'x', size: 2 ** 30 })), 'ARCHIVE_HEADER'],
    ['A08 a long name of a gigabyte', 'a.tar', () => tarHeader(entry({ type: 'L', size: 2 ** 30 })), 'ARCHIVE_HEADER'],
    [
      'A10 something before a zip',
      'a.zip',
      () => zip([file()], { before: Buffer.from('PK\x03\x04 not really') }),
      'ARCHIVE_LIES',
    ],
  ])('%s', async (_, name, make, reason) => {
    const bytes = make()
    const before = process.cpuUsage()
    expect(await read(bytes, name, {}, 64 * 1024)).toEqual({ found: {}, leftOut: [`${name}: ${reason}`] })
    // Of this process, so that a busy neighbour cannot fail it.
    const { user, system } = process.cpuUsage(before)
    expect((user + system) / 1e6).toBeLessThan(2)
  })

  it('A05 reads 50,000 gzip members as the one text that they are, in time', async () => {
    const member = gzipSync('x\n')
    const many = Buffer.concat(Array.from({ length: 50_000 }, () => member))
    const startedAt = performance.now()
    expect((await read(many, 'a.log.gz', {}, 64 * 1024)).found['a.log.gz']).toHaveLength(100_000)
    expect(performance.now() - startedAt).toBeLessThan(2000)
  })

  it('counts all levels together, so that a bomb cannot be split into harmless halves', async () => {
    const inner = gzipSync(Buffer.alloc(20e6, 'A'))
    const outer = gzipSync(tar(Array.from({ length: 50 }, (_, i) => ({ name: `${i}.gz`, data: inner }))))
    expect((await read(outer, 'a.tgz', {}, 64 * 1024)).leftOut).toEqual(['a.tgz: ARCHIVE_BOMB'])
  })

  it('gives up after its time, whatever the bytes are', async () => {
    const { leftOut } = await read(gzipSync(log), 'a.log.gz', { maxReadMs: -1 })
    expect(leftOut).toEqual(['a.log.gz: ARCHIVE_TOO_SLOW'])
  })

  it('A04 follows archives two deep and no further', async () => {
    expect((await read(nestedGzip('x\n', 2), 'a.gz')).found).toEqual({ 'a.gz': 'x\n' })
    expect((await read(nestedGzip('x\n', 12), 'a.gz')).leftOut).toEqual(['a.gz: NESTED_TOO_DEEP'])
    expect((await read(nestedZip('x\n', 2), 'a.zip')).found).toEqual({ 'a.zip › level-1.zip › inner.log': 'x\n' })
    expect((await read(nestedZip('x\n', 6), 'a.zip')).leftOut).toEqual([
      'a.zip › level-5.zip › level-4.zip: NESTED_TOO_DEEP',
    ])
  })
})

describe('damage', () => {
  const archives: [string, Buffer][] = [
    ['a.zip', zip([file(), file({ name: 'b.log' })])],
    ['a.tar', tar([entry(), entry({ name: 'b.log' })])],
    ['a.tgz', gzipSync(tar([entry(), entry({ name: 'b.log' })]))],
    ['a.log.gz', gzipSync(log)],
  ]

  it.each(archives)(
    'A10 never crashes and never invents when %s is cut at any byte',
    async (name, bytes) => {
      const whole = (await read(bytes, name)).found
      // Before its magic is complete, a piece of an archive is just a few bytes of text.
      for (let cut = 512; cut < bytes.length; cut++) await expectNothingInvented(bytes.subarray(0, cut), name, whole)
      for (let cut = 4; cut < Math.min(bytes.length, 512) && name !== 'a.tar'; cut++) {
        await expectNothingInvented(bytes.subarray(0, cut), name, whole)
      }
    },
    60_000,
  )

  async function expectNothingInvented(bytes: Buffer, name: string, whole: Record<string, string>) {
    const { found, leftOut } = await read(bytes, name)
    // Cut inside the zeros that end a tar, all files are there. Cut elsewhere, the whole archive goes.
    expect(Object.keys(found).length === 0 ? leftOut.length : 1).toBe(1)
    if (Object.keys(found).length > 0) expect(found).toEqual(whole)
  }

  it.each(archives)(
    'A10 never crashes when any bit of %s is flipped',
    async (name, bytes) => {
      for (let i = 0; i < bytes.length; i++) {
        const flipped = Buffer.from(bytes)
        flipped[i]! ^= 1 << (i % 8)
        await expect(read(flipped, name)).resolves.toBeDefined()
      }
    },
    60_000,
  )

  it('takes a damaged archive out of a good one, alone', async () => {
    const { found, leftOut } = await read(
      zip([file(), { name: 'half.tgz', data: gzipSync(tar([entry()])).subarray(0, 60) }]),
      'a.zip',
    )
    expect(Object.keys(found)).toEqual(['a.zip › app.log'])
    expect(leftOut).toEqual(['a.zip › half.tgz: ARCHIVE_BROKEN'])
  })

  it('A10 does not take a picture for an archive, nor an archive for a picture', async () => {
    const gifar = Buffer.concat([Buffer.from('GIF89a'), zip([file()])])
    expect((await read(gifar, 'a.zip')).leftOut).toEqual(['a.zip: NOT_TEXT'])
    expect((await read(zip([file()]), 'a.gif')).leftOut).toEqual(['a.gif: NAME_MISMATCH'])
    expect((await read(gzipSync(log), 'a.zip')).leftOut).toEqual(['a.zip: NAME_MISMATCH'])
    expect((await read(zip([file()], {}), 'page.html')).leftOut).toEqual(['page.html: NAME_MISMATCH'])
    expect((await read(Buffer.concat([zip([file()]), Buffer.from('junk')]), 'a.zip')).leftOut).toEqual([
      'a.zip: ARCHIVE_BROKEN',
    ])
  })
})

const emptyFiles = (count: number) => {
  const header = tarHeader({ name: 'x' })
  return Buffer.concat(Array.from({ length: count }, () => header))
}
