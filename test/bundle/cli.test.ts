import { execFile } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { collectPaths } from '../../src/bundle/collect-paths.ts'
import { program } from '../../src/paths.ts'
import { zip } from './hostile.ts'
import { unpack } from './order.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bee-cli-'))
  mkdirSync(join(folder, 'logs/kratos'), { recursive: true })
  writeFileSync(join(folder, 'logs/kratos/app.log'), log)
  writeFileSync(
    join(folder, 'old.zip'),
    zip([{ name: 'pg.log', data: Buffer.from('2026-01-05 12:00:00 FATAL: too many connections\n') }]),
  )
})
afterEach(() => rmSync(folder, { recursive: true }))

const log = `2026-01-05T12:03:04Z level=error msg="AAL2 required" user=anna.larsson@acme-corp.se from 84.17.45.9
Starting Kratos v1.3.0
`

function bee(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [program('src/cli/main.ts'), ...args], { cwd: folder }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err })
    })
  })
}

describe('bee bundle', () => {
  it('packs folders, files and archives, and says what it did', async () => {
    const { code, out, err } = await bee('bundle', 'logs', 'old.zip', '-c', 'authentication', '-t', 'ST-2026-001')
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain('auth-issues-ST-2026-001.tar.gz')
    const files = await unpack(join(folder, 'auth-issues-ST-2026-001.tar.gz'))
    expect(Object.keys(files)).toEqual(['manifest.json', 'SUMMARY.md', 'logs/database/pg.log', 'logs/kratos/app.log'])
    expect(JSON.stringify(files)).not.toMatch(/larsson|84\.17\.45\.9/)
    expect(readdirSync(folder).sort()).toEqual(['auth-issues-ST-2026-001.tar.gz', 'logs', 'old.zip'])
  })

  it('prints JSON, and overwrites only when told to', async () => {
    const first = await bee('bundle', 'logs', '-o', 'a.tar.gz', '--json')
    expect(JSON.parse(first.out)).toMatchObject({
      state: 'ready',
      file: join(folder, 'a.tar.gz'),
      verification: { ok: true },
    })
    const second = await bee('bundle', 'logs', '-o', 'a.tar.gz')
    expect(second).toMatchObject({ code: 1, err: expect.stringContaining('--force') })
    expect((await bee('bundle', 'logs', '-o', 'a.tar.gz', '--force')).code).toBe(0)
  })

  it.each<[string, string[], number, string]>([
    ['a path that is not there', ['nowhere'], 2, 'does not exist'],
    ['an unknown category', ['logs', '-c', 'x'], 2, 'authentication'],
    ['a number that is none', ['logs', '-t', '12'], 2, 'ST-2026-001'],
    ['an unknown desk', ['logs', '-d', 'nope'], 78, 'nope'],
    ['nothing', [], 2, 'path'],
  ])('says what is wrong with %s', async (_, args, code, words) => {
    const outcome = await bee('bundle', ...args)
    expect(outcome).toMatchObject({ code, err: expect.stringContaining(words) })
    expect(outcome.err).not.toContain('    at ')
  })

  it('lists what it left out when nothing remains', async () => {
    writeFileSync(join(folder, 'shot.png'), Buffer.from([0x89, 0x50, 0x4e, 0x47]))
    const { code, err } = await bee('bundle', 'shot.png')
    expect(code).toBe(1)
    expect(err).toContain('shot.png (PNG image) is not text')
  })
})

describe('bee verify and bee diff', () => {
  it('find a bundle good, and one that was touched not', async () => {
    await bee('bundle', 'logs', '-o', 'a.tar.gz')
    expect(await bee('verify', 'a.tar.gz')).toMatchObject({ code: 0, out: expect.stringContaining('found nothing') })
    writeFileSync(join(folder, 'a.tar.gz'), readFileSync(join(folder, 'a.tar.gz')).subarray(0, -9))
    expect((await bee('verify', 'a.tar.gz', '--json')).code).toBe(1)
    expect((await bee('verify', 'nowhere')).code).toBe(2)
  })

  it('tell what changed, whatever numbers the pseudonyms have', async () => {
    await bee('bundle', 'logs', 'old.zip', '-o', 'a.tar.gz')
    await bee('bundle', 'logs', 'old.zip', '-o', 'same.tar.gz')
    expect(await bee('diff', 'a.tar.gz', 'same.tar.gz')).toMatchObject({
      code: 0,
      out: 'Nothing changed. 2 files are the same.\n',
    })

    const later = '2026-01-06T08:00:00Z level=error msg="disk full" user=anna.larsson@acme-corp.se\n'
    writeFileSync(join(folder, 'logs/kratos/app.log'), log.replace('1.3.0', '1.4.0') + log + later)
    writeFileSync(join(folder, 'logs/extra.log'), 'hello\n')
    await bee('bundle', 'logs', '-o', 'b.tar.gz')
    const { out } = await bee('diff', 'a.tar.gz', 'b.tar.gz', '--json')
    expect(JSON.parse(out)).toMatchObject({
      files: {
        added: ['logs/other/extra.log'],
        removed: ['logs/database/pg.log'],
        changed: [{ path: 'logs/kratos/app.log', lines: { old: 2, new: 5 }, errors: { old: 1, new: 3 } }],
        unchanged: 0,
      },
      errors: {
        appeared: [{ count: 1, example: expect.stringContaining('disk full') }],
        gone: [{ count: 1, example: expect.stringContaining('too many connections') }],
        changed: [{ count: { old: 1, new: 2 }, example: expect.stringContaining('AAL2') }],
      },
    })
    expect((await bee('diff', 'a.tar.gz', 'logs/extra.log')).code).toBe(1)
    const folderInstead = await bee('diff', 'a.tar.gz', 'logs')
    expect(folderInstead).toMatchObject({ code: 1, err: expect.stringContaining('folder') })
    expect(folderInstead.err).not.toContain('    at ')
  })

  it('do not take another number of a secret, or another name of the folder around it, for a change', async () => {
    const secret = (name: string) => `2026-01-05T12:03:04Z level=info db_password=${name}Xy7!pq9Zr\n`
    for (const [name, lines] of [
      ['one', [secret('mango')]],
      ['two', [secret('early'), secret('mango')]],
    ] as const) {
      mkdirSync(join(folder, name))
      writeFileSync(join(folder, name, 'b.log'), lines.at(-1)!)
      if (lines.length > 1) writeFileSync(join(folder, name, 'a.log'), lines[0]!)
      writeFileSync(join(folder, name, 'shot.png'), Buffer.from([0x89, 0x50, 0x4e, 0x47]))
      await bee('bundle', name, '-o', `${name}.tar.gz`)
    }
    const { out } = await bee('diff', 'one.tar.gz', 'two.tar.gz', '--json')
    expect(JSON.parse(out)).toMatchObject({
      files: { added: ['logs/other/a.log'], changed: [], unchanged: 1 },
      leftOut: { added: [], removed: [] },
    })
  })
})

describe('A52 what a path meant when it was named', () => {
  const readAll = async () => {
    const { sources } = await collectPaths([join(folder, 'logs')])
    return { sources, read: async () => await collect(sources[0]!.open(new AbortController().signal)) }
  }

  it('is what is read', async () => {
    expect(await (await readAll()).read()).toBe(log)
  })

  it.each<[string, () => void, string]>([
    ['a link to elsewhere', () => swap('logs/kratos/app.log', (path) => symlinkSync('/etc/passwd', path)), 'CHANGED'],
    ['another file', () => swap('logs/kratos/app.log', (path) => writeFileSync(path, 'another')), 'CHANGED'],
    ['nothing', () => rmSync(join(folder, 'logs/kratos/app.log')), 'NOT_FOUND'],
    [
      'the same file, moved out of the folder and linked to',
      () => {
        renameSync(join(folder, 'logs/kratos'), join(folder, 'elsewhere'))
        symlinkSync(join(folder, 'elsewhere'), join(folder, 'logs/kratos'))
      },
      'CHANGED',
    ],
  ])('is not read when it was swapped for %s', async (_, swapIt, reason) => {
    const { read } = await readAll()
    swapIt()
    await expect(read()).rejects.toMatchObject({ reason })
  })

  it('is listed when it is a link from the beginning, and a link is never followed', async () => {
    symlinkSync('/etc/passwd', join(folder, 'logs/passwd.log'))
    symlinkSync('/etc', join(folder, 'logs/etc'))
    const { sources, leftOut } = await collectPaths([join(folder, 'logs')])
    expect(sources.map(({ name }) => name)).toEqual(['logs/kratos/app.log'])
    expect(leftOut.map(({ name, reason }) => `${name} ${reason}`)).toEqual([
      'logs/etc NOT_A_FILE',
      'logs/passwd.log NOT_A_FILE',
    ])
  })

  function swap(path: string, make: (path: string) => void) {
    renameSync(join(folder, path), join(folder, 'away'))
    make(join(folder, path))
    expect(existsSync(join(folder, path))).toBe(true)
  }
})

async function collect(bytes: AsyncIterable<Uint8Array>) {
  let text = ''
  for await (const chunk of bytes) text += Buffer.from(chunk).toString()
  return text
}
