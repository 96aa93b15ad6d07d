import type { Transaction } from 'kysely'
import type { App } from './app.ts'
import type { Chat, Mailer } from './core/ports.ts'
import type { IssueTracker } from './core/tracker.ts'
import type { Library } from './knowledge/library.ts'
import type { Database } from './store/database.ts'
import { takeOnce } from './store/inbox.ts'
import type { Schema } from './store/schema.ts'
import { write } from './store/write.ts'

/** Something that came from outside. Each source has ids of its own, which stay the same when it is told of again. */
export interface Incoming {
  source: 'message' | 'leak' | 'edit' | 'delete' | 'interaction' | 'github' | 'sweep' | 'notice' | 'late'
  id: string
}

/** The event was taken before, and its work is done: nothing is left to do, and nothing is wrong. */
export class Repeated extends Error {
  override readonly name = 'Repeated'
}

/**
 * Does the work of an incoming event in the transaction that remembers the event: after a crash, both are there or
 * neither, so an event that comes again is done then (SPEC 14.1).
 *
 * Everything inside must use the app that `work` is given, whose stores belong to the transaction. It cannot ask anybody
 * outside, because the whole database would wait for the answer: what is needed is fetched before.
 *
 * @throws Repeated when it had been done before, and whatever the work throws; then the event does not count as taken.
 */
export type Once = <Result>(event: Incoming, work: (app: App) => Promise<Result>) => Promise<Result>

/** Whether what was asked of `Once` was done now; false when it had been done before. */
export async function isFirst(taking: Promise<unknown>): Promise<boolean> {
  try {
    await taking
    return true
  } catch (cause) {
    if (cause instanceof Repeated) return false
    throw cause
  }
}

export function createOnce(db: Database, now: () => number, appOn: (trx: Transaction<Schema>) => App): Once {
  return ({ source, id }, work) =>
    write(db, async (trx) => {
      if (!(await takeOnce(trx, source, id, now()))) throw new Repeated()
      return work(withoutNetwork(appOn(trx)))
    })
}

function withoutNetwork(app: App): App {
  const { chat, issues, mailer, library } = app
  return {
    ...app,
    // Its articles are read from the database when they are first needed.
    library: only(library, ['renew']) satisfies Library,
    // Channels come from what Discord has told already.
    chat: only(chat, ['channels', 'guildOf']) satisfies Chat,
    issues: issues && (only(issues, ['repository']) satisfies IssueTracker),
    mailer: mailer && (only(mailer, []) satisfies Mailer),
  }
}

/** The same port with nothing but these parts. */
function only<Port extends object>(port: Port, allowed: (keyof Port)[]): Port {
  return new Proxy(port, {
    get(target, key) {
      if (allowed.includes(key as keyof Port)) return Reflect.get(target, key)
      throw new Error(`${String(key)} was asked for inside a transaction, which would make everybody wait for it`)
    },
  })
}
