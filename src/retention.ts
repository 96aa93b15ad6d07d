import { unlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { App } from './app.ts'
import type { Bookmarks } from './store/bookmarks.ts'
import type { Database } from './store/database.ts'
import { bundleFilesOf, eraseServer, eraseTicket, serversKnown, ticketsOfServer } from './store/erase.ts'
import { write } from './store/write.ts'

/** Erased in one turn, so that a turn is short and a mistake of the clock is noticed before all is gone (RELIABILITY F15). */
const mostTickets = 50

const prefix = 'left:'

/** Since when Bee has not been in a server that it has tickets of: the retention clock (RELIABILITY F37). */
export function createRetention({ bookmarks, now }: { bookmarks: Bookmarks; now: () => number }) {
  return {
    /** @returns whether that is news. */
    async left(guildId: string): Promise<boolean> {
      if ((await bookmarks.get(prefix + guildId)) !== undefined) return false
      await bookmarks.set(prefix + guildId, String(now()))
      return true
    },
    /** Bee is, or is again, in this server: its clock stops. */
    isThere: (guildId: string) => bookmarks.forget([prefix + guildId]),
    /** When each of them was left. */
    all: async () => new Map([...(await bookmarks.startingWith(prefix))].map(([id, at]) => [id, Number(at)])),
  }
}
export type Retention = ReturnType<typeof createRetention>

interface Forgetting {
  app: App
  db: Database
  /** Where bundles lie. */
  folder: string
  retention: Retention
  /** Whether Bee is in this server now, whatever was written down. */
  isIn: (guildId: string) => boolean
}

/**
 * Erases what there is of servers that Bee was removed from, once the desk's time is over. A file goes before its row, so
 * that dying in between leaves a row without a file, which the next turn erases.
 */
export async function forgetLeftServers({ app, db, folder, retention, isIn }: Forgetting): Promise<void> {
  const { now, log, desk } = app
  const before = now() - desk.limits.afterLeavingMs
  for (const [guildId, leftAt] of await retention.all()) {
    if (isIn(guildId)) await retention.isThere(guildId)
    else if (leftAt <= before) {
      const ids = await ticketsOfServer(db, guildId, mostTickets)
      for (const id of ids) {
        for (const file of await bundleFilesOf(db, id)) await remove(join(folder, file))
        await write(db, (trx) => eraseTicket(trx, id))
      }
      const isLast = ids.length < mostTickets
      if (isLast) {
        await write(db, (trx) => eraseServer(trx, guildId))
        await retention.isThere(guildId)
      }
      log.warn({ guildId, tickets: ids.length, isLast }, 'erased what was kept of a server that Bee was removed from')
    }
  }
}

/** At start, when Discord has named the servers that Bee is in. @returns those it has just been found to have left. */
export async function noteLeftServers({ db, retention, isIn }: Omit<Forgetting, 'app' | 'folder'>): Promise<string[]> {
  const news: string[] = []
  for (const guildId of await serversKnown(db)) {
    if (isIn(guildId)) await retention.isThere(guildId)
    else if (await retention.left(guildId)) news.push(guildId)
  }
  return news
}

async function remove(path: string): Promise<void> {
  await unlink(path).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'ENOENT') throw cause
  })
}
