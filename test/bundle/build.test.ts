import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { buildBundle, type Progress } from '../../src/bundle/build.ts'
import { Manifest } from '../../src/bundle/manifest.ts'
import { sweepWork } from '../../src/bundle/sweep.ts'
import { tar, zip } from './hostile.ts'
import { order, source, unpack } from './order.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bee-build-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const kratos = `2026-01-05T12:03:04Z level=info msg="Starting Kratos v1.3.0" service_name=kratos
2026-01-05T12:04:04Z level=error msg="AAL2 required" user=anna.larsson@acme-corp.com session=11 request_id=1
2026-01-05T12:05:04Z level=error msg="AAL2 required" user=anna.larsson@acme-corp.com session=12 request_id=2
2026-01-05T12:06:04Z level=warning msg="slow"
`
const support = zip([
  { name: 'kratos/app.log', data: Buffer.from(kratos) },
  { name: 'pg/postgresql.log', data: Buffer.from('2026-01-05 12:10:00 UTC FATAL:  too many connections\n') },
  { name: 'df.txt', data: Buffer.from('Filesystem 1K-blocks\n/dev/sda1 100\n') },
  { name: 'shot.png', data: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1]) },
])

describe('a bundle', () => {
  it('holds a manifest, a summary, logs by service and what the system says', async () => {
    const result = await buildBundle(order(folder, [source('support.zip', support), source('notes.txt', 'hello\n')]))

    expect(result).toMatchObject({ state: 'ready', name: 'auth-issues-ST-2026-001.tar.gz', verification: { ok: true } })
    const files = await unpack(result.file)
    expect(Object.keys(files)).toEqual([
      'manifest.json',
      'SUMMARY.md',
      'logs/database/postgresql.log',
      'logs/kratos/app.log',
      'logs/other/notes.txt',
      'system/df.txt',
    ])
    const manifest = Manifest.parse(JSON.parse(files['manifest.json']!))
    expect(manifest).toMatchObject({
      schema: 'bee-bundle/1',
      ticket: 'ST-2026-001',
      services: ['kratos', 'database'],
      versions: [{ name: 'kratos', version: '1.3.0' }],
      leftOut: [{ name: 'support.zip › shot.png', reason: 'NOT_TEXT', detail: 'PNG image' }],
    })
    for (const { path, sizeBytes, sha256 } of [...manifest.files, manifest.summary]) {
      expect(sizeBytes).toBe(Buffer.byteLength(files[path]!))
      expect(sha256).toBe(createHash('sha256').update(files[path]!).digest('hex'))
    }
    expect(manifest.files.find(({ path }) => path === 'logs/kratos/app.log')).toMatchObject({
      from: 'support.zip › kratos/app.log',
      service: 'kratos',
      lines: 4,
      errors: 2,
      warnings: 1,
      firstAt: '2026-01-05T12:03:04Z',
      lastAt: '2026-01-05T12:06:04Z',
    })
    expect(result.sha256).toBe(createHash('sha256').update(readFileSync(result.file)).digest('hex'))
    expect(result.sizeBytes).toBe(statSync(result.file).size)
    expect(statSync(result.file).mode & 0o777).toBe(0o600)
  })

  it('has a summary for an expert in a hurry, without a single private value', async () => {
    const { file } = await buildBundle(order(folder, [source('support.zip', support)]))
    const { 'SUMMARY.md': summary } = await unpack(file)

    expect(summary).toContain('# ST-2026-001: I cannot login after the update')
    expect(summary).toContain('2026-01-05T12:03:04Z to 2026-01-05T12:10:00Z (7 minutes)')
    expect(summary).toContain('3 errors, 1 warning')
    expect(summary).toContain('**2×** in `logs/kratos/app.log`, first 2026-01-05T12:04:04Z, last 2026-01-05T12:05:04Z')
    expect(summary).toContain('`support.zip › shot.png`')
    expect(JSON.stringify(await unpack(file))).not.toContain('larsson')
  })

  it('counts one complaint once, whatever its hour, its secret and the file it stands in', async () => {
    const lines = [8, 12, 20].map((hour) => {
      const at = `2026-01-05T${String(hour).padStart(2, '0')}:03:04Z`
      return `${at} level=error msg="session rejected" cookie="ory_kratos_session=MTY5Nzg${hour}abcDEFghiJKLmnoPQRstuVWX"\n`
    })
    const sources = [source('kratos.log', lines.join('')), source('copy.log', lines.slice(1).join(''))]
    const { file } = await buildBundle(order(folder, sources))
    const { 'SUMMARY.md': summary } = await unpack(file)

    expect(summary!.match(/^\*\*.*$/gm)).toEqual([
      '**5×** in `logs/kratos/kratos.log` (3), `logs/other/copy.log` (2), first 2026-01-05T08:03:04Z, last 2026-01-05T20:03:04Z',
    ])
  })

  it('has the same bytes for the same input and key, and other pseudonyms for another key', async () => {
    const sources = () => [source('support.zip', support), source('notes.txt', 'from 10.1.2.3 to 84.17.45.9\n')]
    const first = await buildBundle(order(join(folder, 'a'), sources()))
    const second = await buildBundle(order(join(folder, 'b'), sources()))
    expect(second.sha256).toBe(first.sha256)
  })

  it('keeps going when a source cannot be fetched or is hostile, and says so', async () => {
    const hostile = tar([{ name: 'x', type: '2', linkName: '/etc/shadow' }])
    const result = await buildBundle(order(folder, [source('evil.tar', hostile), source('app.log', kratos)]))
    expect(result.leftOut).toEqual([{ name: 'evil.tar', reason: 'ARCHIVE_LINK', detail: undefined }])
    expect(result.manifest.files).toHaveLength(1)
  })

  it('has one allowance for all its sources together', async () => {
    const sources = [source('a.log', kratos), source('b.log', kratos), source('c.log', kratos)]
    const { manifest, leftOut } = await buildBundle(
      order(folder, sources, { limits: { maxTotalBytes: kratos.length * 2 + 10 } }),
    )
    expect(manifest.files.map(({ from }) => from)).toEqual(['a.log', 'b.log'])
    expect(leftOut.map(({ name, reason }) => `${name} ${reason}`)).toEqual(['c.log TOO_LARGE'])
  })

  it('is not made of nothing, and says what was left out', async () => {
    const building = buildBundle(order(folder, [source('shot.png', Buffer.from([0x89, 0x50, 0x4e, 0x47]))]))
    await expect(building).rejects.toMatchObject({ code: 'NOTHING_TO_BUNDLE', leftOut: [{ reason: 'NOT_TEXT' }] })
    expect(everythingIn(folder)).toEqual([])
  })

  it('numbers files of the same name and takes nothing private into names', async () => {
    const { manifest } = await buildBundle(
      order(folder, [
        source('App.log', kratos),
        source('app.log', kratos),
        source('anna.larsson@acme-corp.com.log', kratos),
      ]),
    )
    expect(manifest.files.map(({ path }) => path).join(' ')).not.toContain('larsson')
    expect(new Set(manifest.files.map(({ path }) => path.toLowerCase())).size).toBe(3)
    expect(JSON.stringify(manifest)).not.toContain('larsson')
  })

  it('tells how far it is', async () => {
    const seen: Progress[] = []
    await buildBundle(order(folder, [source('app.log', kratos)], { onProgress: (progress) => seen.push(progress) }))
    const stages = new Set(seen.map(({ stage }) => stage))
    expect([...stages].filter((stage) => stage !== 'learn')).toEqual(['read', 'sanitize', 'write', 'check'])
  })
})

describe('when a build does not end well', () => {
  it('F07 leaves nothing behind when it is cancelled', async () => {
    const stop = new AbortController()
    const building = buildBundle(
      order(folder, [source('app.log', kratos.repeat(20_000))], {
        signal: stop.signal,
        onProgress: ({ stage }) => stage === 'sanitize' && stop.abort(),
      }),
    )
    await expect(building).rejects.toMatchObject({ code: 'CANCELLED' })
    expect(everythingIn(folder)).toEqual([])
  })

  it('stops after its time', async () => {
    const endless = {
      name: 'app.log',
      async *open() {
        for (;;) yield Buffer.from(kratos)
      },
    }
    await expect(buildBundle(order(folder, [endless], { limits: { maxBuildMs: 200 } }))).rejects.toMatchObject({
      code: 'BUILD_TIMED_OUT',
    })
    expect(everythingIn(folder)).toEqual([])
  })

  it('refuses a bundle that nobody could share', async () => {
    await expect(
      buildBundle(order(folder, [source('app.log', kratos)], { limits: { maxBundleBytes: 100 } })),
    ).rejects.toMatchObject({
      code: 'BUNDLE_TOO_LARGE',
    })
    expect(everythingIn(folder)).toEqual([])
  })

  it('sweeps what a killed build left, and nothing else', async () => {
    writeFileSync(join(folder, `.bee-${'a'.repeat(24)}.part`), 'half')
    writeFileSync(join(folder, `.bee-${'b'.repeat(24)}.spool`), 'half')
    writeFileSync(join(folder, 'auth-issues-ST-2026-001.tar.gz'), 'whole')
    writeFileSync(join(folder, '.bee-notes.part'), 'mine')
    expect(await sweepWork(folder, { olderThanMs: 60_000 })).toBe(0)
    expect(await sweepWork(folder)).toBe(2)
    expect(readdirSync(folder).sort()).toEqual(['.bee-notes.part', 'auth-issues-ST-2026-001.tar.gz'])
    expect(await sweepWork(join(folder, 'nowhere'))).toBe(0)
  })
})

const everythingIn = (path: string): string[] =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
