import { chmodSync, mkdirSync, renameSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { gather } from '../../src/collect/gather.ts'
import { matches } from '../../src/collect/glob.ts'
import { aFolder, collector, gathered } from './kit.ts'

function logs(): string {
  const folder = aFolder()
  mkdirSync(join(folder, 'logs/deep/er'), { recursive: true })
  writeFileSync(join(folder, 'logs/app.log'), 'app\n')
  writeFileSync(join(folder, 'logs/app.log.1'), 'older\n')
  writeFileSync(join(folder, 'logs/deep/er/db.log'), 'db\n')
  writeFileSync(join(folder, 'logs/.hidden.log'), 'hidden\n')
  return folder
}
const names = (found: { texts: Record<string, string> }, folder: string) =>
  Object.keys(found.texts)
    .map((name) => name.replace(`${folder.slice(1)}/`, ''))
    .sort()

describe('files by glob', () => {
  it.each([
    [['logs/*.log'], ['logs/app.log']],
    [['logs/app*'], ['logs/app.log', 'logs/app.log.1']],
    [['logs/**/*.log'], ['logs/app.log', 'logs/deep/er/db.log']],
    [['logs/app.log', 'logs/*.log'], ['logs/app.log']],
    [['logs/a?p.log'], ['logs/app.log']],
    [['logs/.*.log'], ['logs/.hidden.log']],
  ])('%j finds %j', async (files, expected) => {
    const from = logs()
    expect(names(await gathered({ files }, { from }), from)).toEqual(expected)
    const absolute = files.map((file) => join(from, file))
    expect(names(await gathered({ files: absolute }), from)).toEqual(expected)
  })

  it('lists what is not there', async () => {
    const found = await gathered({ files: ['nowhere/*.log', '/no/such/file.log'] })
    expect(found).toMatchObject({ texts: {}, leftOut: ['thing NOTHING_FOUND'] })
  })

  it.skipIf(process.getuid?.() === 0)('tells what this user may not read from what is not there', async () => {
    const from = logs()
    chmodSync(join(from, 'logs/app.log'), 0)
    chmodSync(join(from, 'logs/deep'), 0)
    const found = await gathered({ files: ['logs/app.log', 'logs/deep/*.log'] }, { from })
    chmodSync(join(from, 'logs/deep'), 0o700)
    expect(Object.values(found.texts)).toEqual(['NOT_READABLE'])
    expect(found.leftOut).toEqual([expect.stringMatching(/logs\/deep NOT_READABLE$/)])
  })

  it("A52: follows no link, neither to a file nor into a folder, nor one that takes a file's place", async () => {
    const outside = aFolder()
    writeFileSync(join(outside, 'secret.log'), 'secret\n')
    const from = logs()
    symlinkSync(join(outside, 'secret.log'), join(from, 'logs/link.log'))
    symlinkSync(outside, join(from, 'logs/elsewhere'))
    const found = await gathered({ files: ['logs/*.log', 'logs/**/*.log', 'logs/elsewhere/*.log'] }, { from })
    expect(JSON.stringify(found)).not.toContain('secret\\n')
    expect(found.leftOut.join()).toContain('link.log NOT_A_FILE')

    const { sources } = await gather({
      collectors: [collector('x', { files: ['logs/app.log'] })],
      from,
      environment: {},
    })
    renameSync(join(from, 'logs/app.log'), join(from, 'logs/app.old'))
    symlinkSync(join(outside, 'secret.log'), join(from, 'logs/app.log'))
    await expect(async () => {
      for await (const _ of sources[0]!.open(new AbortController().signal));
    }).rejects.toMatchObject({ reason: 'CHANGED' })
  })

  it('takes the youngest first, and of what no longer fits the end', async () => {
    const from = aFolder()
    const line = (n: number) => `line ${String(n).padStart(6, '0')}\n`
    writeFileSync(join(from, 'old.log'), 'old\n')
    writeFileSync(join(from, 'new.log'), Array.from({ length: 1000 }, (_, n) => line(n)).join(''))
    utimesSync(join(from, 'old.log'), 1000, 1000)
    const found = await gathered({ files: ['*.log'], limit: '1 KB' }, { from })
    const [text = ''] = Object.values(found.texts)
    expect(text.length).toBeLessThanOrEqual(1024)
    expect(text).toMatch(/^line \d{6}\n/)
    expect(text.endsWith(line(999))).toBe(true)
    expect(found.leftOut.map((line) => line.replace(from.slice(1), ''))).toEqual([
      '/new.log OVER_LIMIT',
      '/old.log OVER_LIMIT',
    ])
  })

  it('keeps the letters of UTF-16 whole when it takes the end', async () => {
    const from = aFolder()
    const text = Array.from({ length: 500 }, (_, n) => `line ${n} ä\n`).join('')
    writeFileSync(join(from, 'w.log'), Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]))
    const { sources } = await gather({
      collectors: [collector('x', { files: ['w.log'], limit: '1 KB' })],
      from,
      environment: {},
    })
    const chunks: Uint8Array[] = []
    for await (const chunk of sources[0]!.open(new AbortController().signal)) chunks.push(chunk)
    expect(Buffer.concat(chunks).toString('utf16le')).toMatch(/^(?:line \d+ ä\n)+$/)
  })

  it('with --since leaves out what is older: files by their time, lines by theirs', async () => {
    const from = aFolder()
    writeFileSync(join(from, 'gone.log'), '2026-01-05T10:00:00Z long ago\n')
    utimesSync(join(from, 'gone.log'), 1000, 1000)
    writeFileSync(join(from, 'a.log'), '2026-01-05T10:00:00Z old\n  at old\n2026-01-05T12:00:00Z new\n  at new')
    writeFileSync(join(from, 'b.log'), 'no times here\n')
    writeFileSync(join(from, 'c.log'), '2026-01-05T10:00:00Z only old')
    const found = await gathered({ files: ['*.log'] }, { from, since: Date.UTC(2026, 0, 5, 11) })
    const byName = Object.fromEntries(Object.entries(found.texts).map(([name, text]) => [name.slice(-5), text]))
    expect(byName).toEqual({
      'a.log': '2026-01-05T12:00:00Z new\n  at new',
      'b.log': 'no times here\n',
      'c.log': 'OLDER',
    })
    expect(found.leftOut.join()).toContain('gone.log OLDER')
  })

  it('a long log without end or times neither stalls nor grows (A12)', async () => {
    const from = aFolder()
    writeFileSync(join(from, 'a.log'), `2020-01-05T10:00:00Z ${'x'.repeat(30_000_000)}`)
    const startedAt = process.cpuUsage().user
    await gathered({ files: ['*.log'], limit: '50 MB' }, { from, since: Date.UTC(2021, 0, 5) })
    expect((process.cpuUsage().user - startedAt) / 1e6).toBeLessThan(5)
  })
})

describe('a name', () => {
  it.each([
    ['app.log', '*.log', true],
    ['app.log', 'a*p*g', true],
    ['app.log', '*', true],
    ['.env', '*', false],
    ['.env', '.e*', true],
    ['app.log', 'app', false],
    ['sting-kratos-1', '*kratos*', true],
    ['', '*', true],
    ['a'.repeat(200_000), `${'a*'.repeat(50)}b`, false],
  ])('%# fits or does not', (name, pattern, fits) => expect(matches(name, pattern)).toBe(fits))
})
