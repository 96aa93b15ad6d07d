import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pino from 'pino'
import { describe, expect, it } from 'vitest'
import { createBookmarks } from '../../src/store/bookmarks.ts'
import { checkDaily, findDamage } from '../../src/store/integrity.ts'
import { storageState } from '../../src/store/storage.ts'
import { aFolder, aRequest, aStore } from './kit.ts'

/** A closed database of some hundred pages; its middle is overwritten when asked. */
async function aFile({ isDamaged = false } = {}): Promise<string> {
  const { db, file, tickets } = await aStore()
  await Promise.all(Array.from({ length: 100 }, (_, n) => tickets.open(aRequest(`m${n}`), 'ana')))
  await db.destroy()
  if (isDamaged) writeFileSync(file, damage(readFileSync(file)))
  return file
}

/** 200 bytes at the head of every tenth page, the first ones spared: they hold the schema. */
function damage(bytes: Buffer): Buffer {
  for (let page = 40; page * 4096 + 200 < bytes.length; page += 10) bytes.fill(0xa5, page * 4096, page * 4096 + 200)
  return bytes
}

describe('F09 the look at every page', () => {
  it('finds nothing wrong with a whole database', async () => {
    expect(await findDamage(await aFile())).toBeUndefined()
  })

  it('finds a damaged page, a file that is none, and one that is gone', async () => {
    expect(await findDamage(await aFile({ isDamaged: true }))).toMatch(/page|malformed|btree/i)
    const none = join(aFolder(), 'note')
    writeFileSync(none, 'a note '.repeat(1000))
    expect(await findDamage(none)).toMatch(/not a database/)
    expect(await findDamage(join(aFolder(), 'gone'))).toMatch(/unable to open/)
  })

  it('comes once a day, turns the health red, and says what to do', async () => {
    const { db, now, clock } = await aStore()
    const bookmarks = createBookmarks(db)
    const lines: string[] = []
    const log = pino({}, { write: (line: string) => void lines.push(line) })
    const file = await aFile({ isDamaged: true })
    const turn = () => checkDaily({ db, file, bookmarks, log, now })
    await turn()
    clock.at += 23 * 3_600_000
    await turn()
    expect([lines, storageState(db)]).toEqual([[], 'ok'])
    clock.at += 2 * 3_600_000
    await turn()
    await turn()
    expect(lines).toHaveLength(1)
    expect(lines[0]).toContain('bee restore')
    expect(storageState(db)).toBe('my database is damaged')
  })
})
