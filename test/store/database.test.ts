import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { lockData, openDatabase, openForReading } from '../../src/store/database.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { aFolder, aRequest, aStore, rowsOf } from './kit.ts'

const unusable = expect.objectContaining({ code: 'DATABASE_UNUSABLE' })

/** A closed database with this many tickets in it. */
async function aFileWith(tickets: number) {
  const store = await aStore()
  for (let n = 0; n < tickets; n++) await store.tickets.open(aRequest(`m${n}`), 'ana')
  return store
}

describe('a new database', () => {
  it('survives a power cut by its settings, forgets what is deleted, and is only for its owner', async () => {
    const folder = join(aFolder(), 'var')
    const file = join(folder, 'bee.sqlite')
    const { db } = await aStore({ file })
    await db.destroy()

    expect(statSync(folder).mode & 0o777).toBe(0o700)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const sqlite = openSqlite(file, {})
    expect(sqlite.prepare('pragma journal_mode').all([])).toEqual([{ journal_mode: 'wal' }])
    expect(sqlite.prepare('pragma integrity_check').all([])).toEqual([{ integrity_check: 'ok' }])
    sqlite.close()
  })

  it('is opened again without a change or a copy', async () => {
    const { db, file } = await aFileWith(1)
    await db.destroy()
    const again = await aStore({ file })
    expect(await rowsOf(again.db)).toMatchObject({ tickets: 1 })
    expect(existsSync(`${file}.schema-1`)).toBe(false)
  })
})

describe('a migration', () => {
  it('that is killed at any of its statements leaves nothing half done (F13)', async () => {
    const folder = aFolder()
    const file = join(folder, 'bee.sqlite')
    const states: string[] = []
    const prepare = Sqlite.prototype.prepare
    const spy = vi.spyOn(Sqlite.prototype, 'prepare').mockImplementation(function (this: Sqlite.Database, sql: string) {
      // What a killed process leaves behind is what the operating system has of its files at that moment.
      if (this.name === file) states.push(copyOf(file, join(folder, `killed-${states.length}`)))
      return prepare.call(this, sql) as Sqlite.Statement
    })
    onTestFinished(() => spy.mockRestore())
    const db = await openDatabase(file)
    await db.destroy()
    spy.mockRestore()

    expect(states.length).toBeGreaterThan(30)
    // Whoever has recorded as many steps has the same tables, with everything that belongs to these steps.
    const schemas = new Map<number, string>()
    for (const state of distinct(states)) {
      const left = openSqlite(state, {})
      const all = <Row>(text: string) => left.prepare(text).all([]) as Row[]
      const schema = JSON.stringify(all("select name, sql from sqlite_master where name != 'migration' order by name"))
      const isBegun = all("select name from sqlite_master where name = 'migration'").length > 0
      const recorded = isBegun ? all<{ n: number }>('select count(*) as n from migration')[0]!.n : 0
      expect(schemas.get(recorded) ?? schema, `${recorded} steps`).toBe(schema)
      schemas.set(recorded, schema)
      left.close()
      await (await openDatabase(state)).destroy()
    }
    expect(new Set(schemas.values()).size).toBe(schemas.size)
    expect(schemas.size).toBeGreaterThan(3)
  })

  it('of a newer Bee is respected: nothing is written, and the person is told', async () => {
    const { db, file } = await aFileWith(1)
    const known = await db.selectFrom('migration').selectAll().execute()
    await db
      .insertInto('migration')
      .values({ number: known.length + 1, name: 'later', at: 0 })
      .execute()
    await db.destroy()
    const before = readFileSync(file)

    await expect(openDatabase(file)).rejects.toMatchObject({
      code: 'DATABASE_NEWER',
      message: expect.stringContaining(`schema ${known.length + 1}, this Bee knows ${known.length}`),
    })
    expect(readFileSync(file).equals(before)).toBe(true)
  })
})

describe('a file that cannot be used', () => {
  it.each([
    ['text', 'this is not a database, but a note that somebody saved under its name. '.repeat(20)],
    ['a header and then nothing', 'SQLite format 3\0'],
  ])('because it is %s is refused, and left as it is (F09)', async (_, content) => {
    const file = join(aFolder(), 'bee.sqlite')
    writeFileSync(file, content)
    await expect(openDatabase(file)).rejects.toEqual(unusable)
    expect(readFileSync(file, 'utf8')).toBe(content)
  })

  it('because a page is damaged is refused (F09)', async () => {
    const { db, file } = await aFileWith(20)
    await db.destroy()
    const bytes = readFileSync(file)
    // The first page holds the schema.
    bytes.fill(0xa5, 100, 300)
    writeFileSync(file, bytes)
    await expect(openDatabase(file)).rejects.toEqual(unusable)
    expect(readFileSync(file).equals(bytes)).toBe(true)
  })

  it('because it is a folder is refused', async () => {
    const file = join(aFolder(), 'bee.sqlite')
    mkdirSync(file)
    await expect(openDatabase(file)).rejects.toEqual(unusable)
  })

  it('because it may only be read is refused, and so is its folder (F08)', async () => {
    const { db, file } = await aFileWith(1)
    await db.destroy()
    const folder = join(file, '..')
    chmodSync(file, 0o444)
    chmodSync(folder, 0o555)
    onTestFinished(() => chmodSync(folder, 0o755))
    await asNobody(async () => {
      await expect(openDatabase(file)).rejects.toEqual(unusable)
      await expect(openDatabase(join(folder, 'new', 'bee.sqlite'))).rejects.toEqual(unusable)
      expect(() => lockData(folder)).toThrow(unusable)
      expect(() => lockData(join(folder, 'new'))).toThrow(unusable)
    })
  })
})

describe('a write-ahead log that was torn', () => {
  it.each(['cut off', 'zeros', 'garbage'])(
    'into %s loses the last commits at most, each of them whole (F04)',
    async (how) => {
      const { file, db } = await aFileWith(12)
      const folder = join(file, '..')
      const whole = readFileSync(`${file}-wal`)
      const all = await rowsOf(db)
      let most = 0
      // Places between the header and the end: 13, none of them on a page's border by design, or all the sectors there are.
      const places = process.env.SLOW
        ? Array.from({ length: Math.ceil(whole.length / 512) + 1 }, (_, sector) => Math.min(sector * 512, whole.length))
        : Array.from({ length: 13 }, (_, step) => 32 + Math.floor(((whole.length - 32) * step) / 12))
      for (const at of places) {
        const torn = copyOf(file, join(folder, `torn-${at}`))
        writeFileSync(`${torn}-wal`, tear(whole, at, how))
        const again = await openDatabase(torn)
        const rows = await rowsOf(again)
        const perTicket = { events: all.events / all.tickets, outbox: all.outbox / all.tickets }
        expect(rows).toMatchObject({ events: rows.tickets * perTicket.events, outbox: rows.tickets * perTicket.outbox })
        expect(rows.tickets).toBeGreaterThanOrEqual(most)
        most = rows.tickets
        await again.destroy()
        for (const part of ['', '-wal', '-shm']) rmSync(torn + part, { force: true })
      }
      expect(most).toBe(12)
    },
    1_200_000,
  )
})

describe('reading beside a running Bee', () => {
  it('sees what is committed, and may not write', async () => {
    const { tickets, file } = await aFileWith(1)
    const reader = openForReading(file)
    onTestFinished(() => reader.destroy())
    expect(await rowsOf(reader)).toMatchObject({ tickets: 1 })
    await tickets.open(aRequest('another'), 'ana')
    expect(await rowsOf(reader)).toMatchObject({ tickets: 2 })
    await expect(reader.deleteFrom('outbox').execute()).rejects.toThrow(/readonly/)
  })

  it('says so when there is no database, and does not make one', () => {
    const file = join(aFolder(), 'bee.sqlite')
    expect(() => openForReading(file)).toThrow(expect.objectContaining({ code: 'DATABASE_MISSING' }))
    expect(existsSync(file)).toBe(false)
  })

  it('says so when the file is none', () => {
    const file = join(aFolder(), 'bee.sqlite')
    writeFileSync(file, 'a note '.repeat(100))
    expect(() => openForReading(file)).toThrow(unusable)
  })
})

/** A database as it lies on the disk at this moment, log included. */
function copyOf(file: string, copy: string): string {
  for (const part of ['', '-wal']) if (existsSync(file + part)) copyFileSync(file + part, copy + part)
  return copy
}

/** One of each kind: most statements change nothing on the disk before the commit. */
function distinct(files: string[]): string[] {
  const bytes = (file: string) => (existsSync(file) ? readFileSync(file).toString('latin1') : '')
  return [...new Map(files.map((file) => [bytes(file) + bytes(`${file}-wal`), file])).values()]
}

function tear(log: Buffer, at: number, how: string): Buffer {
  const torn = Buffer.from(how === 'cut off' ? log.subarray(0, at) : log)
  if (how === 'zeros') torn.fill(0, at)
  if (how === 'garbage') torn.fill(0xa5, at)
  return torn
}

/** Runs as a user whom file modes bind; root they do not. */
async function asNobody(work: () => Promise<void>): Promise<void> {
  if (process.geteuid?.() !== 0) return work()
  process.seteuid!(65_534)
  try {
    await work()
  } finally {
    process.seteuid!(0)
  }
}
