import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { readBackup } from '../../src/backup/archive.ts'
import { makeBackup } from '../../src/backup/backup.ts'
import { type RestoreOrder, restoreBackup } from '../../src/backup/restore.ts'
import { program, shipped } from '../../src/paths.ts'
import { lockData, openDatabase, openForReading } from '../../src/store/database.ts'
import { aFolder, aRequest, aStore, noon, rowsOf } from '../store/kit.ts'
import { everyPoint } from '../torture/points.ts'
import { startWorld } from '../world.ts'

const refused = (code: string) => expect.objectContaining({ code })

/** A data folder with this many tickets, as a Bee that was stopped leaves it. */
async function aData(tickets: number): Promise<{ dataDir: string; databaseFile: string }> {
  const dataDir = aFolder()
  const databaseFile = join(dataDir, 'bee.sqlite')
  const store = await aStore({ file: databaseFile })
  for (let n = 0; n < tickets; n++) await store.tickets.open(aRequest(`m${n}`), 'ana')
  await store.db.destroy()
  return { dataDir, databaseFile }
}

const restoreOf = (file: string, dataDir: string, more: Partial<RestoreOrder> = {}) =>
  restoreBackup({ file, dataDir, databaseFile: join(dataDir, 'bee.sqlite'), force: false, now: () => noon, ...more })

async function ticketsIn(databaseFile: string): Promise<number> {
  const db = openForReading(databaseFile)
  try {
    return (await rowsOf(db)).tickets
  } finally {
    await db.destroy()
  }
}

/** `bee …` as a process of its own, which dies at a crash point when one is named. */
function bee(dataDir: string, args: string[], point?: string): ChildProcess {
  const journal = join(dataDir, '..', `${basename(dataDir)}.journal`)
  const listener = ['--import', `file://${shipped('test/torture/die.mjs')}`]
  const child = spawn(process.execPath, [...listener, program('src/cli/main.ts'), ...args], {
    env: {
      PATH: process.env.PATH,
      DISCORD_TOKEN: 't',
      DATA_DIR: dataDir,
      BEE_TORTURE: JSON.stringify({ points: [point], journal }),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

async function ended(child: ChildProcess): Promise<{ code: number | null; signal: string | null; out: string }> {
  let out = ''
  child.stdout?.on('data', (chunk) => {
    out += String(chunk)
  })
  const [code, signal] = await once(child, 'close')
  return { code, signal, out }
}

describe('F14 a backup', () => {
  it('made while Bee writes holds whole tickets only, and nobody waits for it', async () => {
    const dataDir = aFolder()
    const { tickets, db } = await aStore({ file: join(dataDir, 'bee.sqlite') })
    await tickets.open(aRequest('first'), 'ana')
    const each = await rowsOf(db)
    const file = join(aFolder(), 'backup.sqlite')
    const child = bee(dataDir, ['backup', file, '--json'])
    const end = ended(child)
    let isOver = false
    void end.then(() => {
      isOver = true
    })
    let slowest = 0
    let written = 1
    while (!isOver) {
      const begun = performance.now()
      await Promise.all(Array.from({ length: 20 }, (_, n) => tickets.open(aRequest(`m${written}-${n}`), 'ana')))
      slowest = Math.max(slowest, performance.now() - begun)
      written += 20
    }
    const { code, out } = await end
    expect(code).toBe(0)
    const said = JSON.parse(out)
    const copy = openForReading(file)
    const rows = await rowsOf(copy)
    await copy.destroy()
    expect(rows).toMatchObject({ events: rows.tickets * each.events, outbox: rows.tickets * each.outbox })
    expect(said).toMatchObject({ file, tickets: rows.tickets, bundles: null })
    expect(rows.tickets).toBeLessThanOrEqual(written)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readdirSync(join(file, '..'))).toEqual(['backup.sqlite'])
  }, 60_000)

  it.each(everyPoint().filter((point) => point.startsWith('backup:')))(
    'killed at "%s" leaves the earlier one as it was, or is whole',
    async (point) => {
      const { dataDir } = await aData(2)
      mkdirSync(join(dataDir, 'bundles'))
      const folder = aFolder()
      const file = join(folder, 'backup.tar')
      await makeBackup({ ...(await aData(1)), bundleFolder: join(dataDir, 'bundles'), file })
      const earlier = readFileSync(file)
      expect((await ended(bee(dataDir, ['backup', '--bundles', file], point))).signal).toBe('SIGKILL')
      if (point === 'backup: named') expect(await readBackup(file)).toEqual(['bee.sqlite'])
      else expect(readFileSync(file).equals(earlier)).toBe(true)

      // An hour later nobody can be writing what the killed one left.
      for (const name of readdirSync(folder)) utimesSync(join(folder, name), 0, 0)
      await makeBackup({ databaseFile: join(dataDir, 'bee.sqlite'), file })
      expect(readdirSync(folder)).toEqual(['backup.tar'])
    },
    60_000,
  )

  it('says what is wrong, and leaves nothing', async () => {
    const folder = aFolder()
    const order = { databaseFile: join(folder, 'bee.sqlite'), file: join(folder, 'backup') }
    await expect(makeBackup(order)).rejects.toEqual(refused('DATABASE_MISSING'))
    const { databaseFile } = await aData(1)
    writeFileSync(join(folder, 'a-file'), '')
    await expect(makeBackup({ databaseFile, file: join(folder, 'a-file', 'x') })).rejects.toEqual(
      refused('BACKUP_FAILED'),
    )
    mkdirSync(join(folder, 'full'))
    await expect(makeBackup({ databaseFile, file: join(folder, 'full') })).rejects.toEqual(refused('BACKUP_FAILED'))
    expect(readdirSync(folder).sort()).toEqual(['a-file', 'full'])
  })
})

describe('F14 a restore', () => {
  it('brings back a working Bee: its tickets, its bundles, and with the key its links', async () => {
    const env: Record<string, string> = {}
    const world = await startWorld({ hasGitHub: false, env })
    onTestFinished(() => world.stop())
    const mia = world.discord.as('mia')
    const files = [{ name: 'kratos.log', data: 'level=error msg="AAL2 required"\n'.repeat(50) }]
    const { id } = await mia.say('#general', "@bee I can't login after the update", { files })
    await mia.untilThread((thread) => thread.id === id)
    const card = await mia.untilMessage(id, ({ embeds }) => JSON.stringify(embeds).includes('/d/'), 15_000)
    const path = /\/d\/[\w-]+/.exec(JSON.stringify(card.embeds))![0]
    const file = join(aFolder(), 'backup.tar')
    const made = await makeBackup({
      databaseFile: join(world.dataDir, 'bee.sqlite'),
      bundleFolder: join(world.dataDir, 'bundles'),
      file,
    })
    expect(made).toMatchObject({ tickets: 1, bundles: 1, missing: [] })
    expect(readFileSync(file).includes(readFileSync(join(world.dataDir, 'bee.key')))).toBe(false)
    await world.bee.stop(1000)

    const dataDir = join(aFolder(), 'new')
    env.DATA_DIR = dataDir
    expect(await restoreOf(file, dataDir)).toMatchObject({ tickets: 1, bundles: 1, keptAside: null, hasKey: false })
    copyFileSync(join(world.dataDir, 'bee.key'), join(dataDir, 'bee.key'))
    await world.restart()
    const answer = await fetch(`${world.bee.url}${path}/claim`, { method: 'POST' })
    expect(answer.status).toBe(200)
    expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(200)
    await mia.say(id, "it's solved, thanks")
    await mia.untilMessage(id, ({ content }) => content.includes('is solved'), 15_000)
    // What it owed when the backup was made had been delivered since, and is not said again.
    expect(world.discord.state.messages(id).filter(({ embeds }) => embeds.length > 0)).toHaveLength(1)
  }, 90_000)

  it('is refused while a Bee runs there, and where data lies', async () => {
    const { databaseFile, dataDir } = await aData(1)
    const file = join(aFolder(), 'backup.sqlite')
    await makeBackup({ databaseFile, file })
    const unlock = lockData(dataDir)
    await expect(restoreOf(file, dataDir, { force: true })).rejects.toEqual(refused('ALREADY_RUNNING'))
    unlock()
    await expect(restoreOf(file, dataDir)).rejects.toEqual(refused('RESTORE_NOT_EMPTY'))
    await expect(restoreOf(`${file}.not`, dataDir)).rejects.toEqual(refused('BACKUP_MISSING'))
    expect(readdirSync(dataDir).filter((name) => !name.startsWith('bee.'))).toEqual([])
  })

  it('keeps aside what was there, and takes nothing of its log along', async () => {
    const { dataDir, databaseFile } = await aData(1)
    const file = join(aFolder(), 'backup.sqlite')
    await makeBackup({ databaseFile, file })
    // A Bee that was killed leaves its last commits in the log.
    const store = await aStore({ file: databaseFile })
    await store.tickets.open(aRequest('later'), 'ana')
    for (const part of ['', '-wal']) copyFileSync(databaseFile + part, `${dataDir}/killed${part}`)
    await store.db.destroy()
    for (const part of ['', '-wal']) copyFileSync(`${dataDir}/killed${part}`, databaseFile + part)

    const { keptAside } = await restoreOf(file, dataDir, { force: true })
    expect(await ticketsIn(join(keptAside!, 'bee.sqlite'))).toBe(2)
    expect(await ticketsIn(databaseFile)).toBe(1)
    expect(existsSync(`${databaseFile}-wal`)).toBe(false)
    const db = await openDatabase(databaseFile)
    const states = await db.selectFrom('outbox').select('state').distinct().execute()
    expect(states).toEqual([{ state: 'trying' }])
    await db.destroy()
  })

  it('works where the database is damaged, which is kept as it is (F09)', async () => {
    const { dataDir, databaseFile } = await aData(2)
    const file = join(aFolder(), 'backup.sqlite')
    await makeBackup({ databaseFile, file })
    const bytes = readFileSync(databaseFile).fill(0xa5, 100, 300)
    writeFileSync(databaseFile, bytes)
    const { keptAside } = await restoreOf(file, dataDir, { force: true })
    expect(readFileSync(join(keptAside!, 'bee.sqlite')).equals(bytes)).toBe(true)
    expect(await ticketsIn(databaseFile)).toBe(2)
  })

  it('refuses what is damaged, cut short, or of a newer Bee, and changes nothing', async () => {
    const { databaseFile, dataDir } = await aData(3)
    const folder = aFolder()
    const tar = join(folder, 'backup.tar')
    const plain = join(folder, 'backup.sqlite')
    await makeBackup({ databaseFile, bundleFolder: join(dataDir, 'bundles'), file: tar })
    await makeBackup({ databaseFile, file: plain })
    const target = aFolder()
    const bad = join(folder, 'bad')
    for (const whole of [readFileSync(tar), readFileSync(plain)]) {
      for (const at of [0, 8, 600, 5000, whole.length >> 1, whole.length - 1100]) {
        writeFileSync(bad, whole.subarray(0, at))
        await expect(restoreOf(bad, target), `cut at ${at}`).rejects.toEqual(refused('BACKUP_DAMAGED'))
      }
    }
    const flipped = readFileSync(tar)
    for (const at of [5000, 40_000]) {
      const copy = Buffer.from(flipped)
      copy[at]! ^= 1
      writeFileSync(bad, copy)
      await expect(restoreOf(bad, target), `flipped at ${at}`).rejects.toEqual(refused('BACKUP_DAMAGED'))
    }
    const db = await openDatabase(plain)
    await db.insertInto('migration').values({ number: 999, name: 'later', at: 0 }).execute()
    await db.destroy()
    await expect(restoreOf(plain, target)).rejects.toEqual(refused('DATABASE_NEWER'))
    expect(readdirSync(target).filter((name) => !name.startsWith('bee.lock'))).toEqual([])
  }, 60_000)

  it.each(everyPoint().filter((point) => point.startsWith('restore:')))(
    'killed at "%s" leaves the old database or the new one, and can be run again',
    async (point) => {
      const { dataDir, databaseFile } = await aData(2)
      const backup = join(aFolder(), 'backup.tar')
      const other = await aData(5)
      await makeBackup({ ...other, bundleFolder: join(other.dataDir, 'bundles'), file: backup })
      expect((await ended(bee(dataDir, ['restore', '--force', backup], point))).signal).toBe('SIGKILL')
      const isNew = point === 'restore: database there'
      expect(await ticketsIn(databaseFile)).toBe(isNew ? 5 : 2)

      const { code, out } = await ended(bee(dataDir, ['restore', '--force', backup, '--json']))
      expect(code).toBe(0)
      expect(JSON.parse(out)).toMatchObject({ tickets: 5, bundles: 0 })
      expect(await ticketsIn(databaseFile)).toBe(5)
      expect(existsSync(join(dataDir, '.restoring'))).toBe(false)
    },
    60_000,
  )
})
