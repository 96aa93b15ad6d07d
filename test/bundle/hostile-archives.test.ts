import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { startCpuTime } from '../cpu-time.ts'
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
import { log, read, useSpool } from './reading.ts'

useSpool()

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
    const spent = startCpuTime()
    expect(await read(bytes, name, {}, 64 * 1024)).toEqual({ found: {}, leftOut: [`${name}: ${reason}`] })
    expect(spent()).toBeLessThan(2000)
  })

  it('A05 reads 50,000 gzip members as the one text that they are, in time', async () => {
    const member = gzipSync('x\n')
    const many = Buffer.concat(Array.from({ length: 50_000 }, () => member))
    const spent = startCpuTime()
    expect((await read(many, 'a.log.gz', {}, 64 * 1024)).found['a.log.gz']).toHaveLength(100_000)
    expect(spent()).toBeLessThan(4000)
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
