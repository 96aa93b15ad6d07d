import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { readSource } from '../../src/bundle/sources/read-source.ts'
import { tar, zip } from './hostile.ts'
import { log, read, spoolFiles, theSpool, useSpool } from './reading.ts'

useSpool()

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

  it.each([
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 1])],
    ['a text', log],
    ['nothing', Buffer.alloc(0)],
  ])('F18 are closed at once, also when %s is all they hold', async (_, bytes) => {
    let isOpen = true
    async function* file() {
      try {
        for (const byte of bytes) yield Buffer.from([byte])
      } finally {
        isOpen = false
      }
    }
    await readSource(file(), 'a', theSpool())
    expect(isOpen).toBe(false)
  })

  it('says that an archive without files is empty', async () => {
    expect((await read(zip([]), 'logs.zip')).leftOut).toEqual(['logs.zip: EMPTY'])
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
    expect(spoolFiles()).toEqual([])
  })
})
