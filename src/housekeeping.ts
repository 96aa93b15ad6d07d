import type { Logger } from 'pino'
import { sweepUploads } from './actions/receive-upload.ts'
import type { App } from './app.ts'
import { crashpoint } from './crashpoint.ts'
import { forgetLeftServers, type Retention } from './retention.ts'
import { forgetSearches } from './store/articles.ts'
import type { Database } from './store/database.ts'
import { forgetOld } from './store/inbox.ts'
import { checkDaily } from './store/integrity.ts'
import { sweepBundles } from './web/expiry.ts'

const everyMs = 5 * 60_000
const searchesKeptMs = 92 * 24 * 3_600_000
/** GitHub may deliver a webhook again for 30 days; a little longer costs nothing. */
const inboxKeptMs = 35 * 24 * 3_600_000

async function sweep(app: App, folder: string, log: Logger): Promise<void> {
  const { bundles, links, now, desk } = app
  const { heldBackMs } = desk.limits
  const { unreleased, ...counts } = await sweepBundles({ bundles, links, folder, now, heldBackMs })
  if (Object.values(counts).some((count) => count > 0)) log.info(counts, 'bundles were swept')
  for (const { id, ticketId } of unreleased) {
    log.info({ bundle: id, ticketId }, 'a bundle was held back and never released, so it was deleted')
    await app.outbox.add([{ do: 'card.show', ticketId }])
  }
  if (unreleased.length > 0) app.nudge()
}

/** What has to be done from time to time: expired files are deleted, old keys forgotten. Each turn is bounded. */
export function housekeeping({
  app,
  db,
  file,
  folder,
  log,
  retraining,
  retention,
  isIn,
}: {
  app: App
  db: Database
  /** The database's. */
  file: string
  /** Where bundles lie. */
  folder: string
  log: Logger
  /** Lets triage learn when enough was corrected. */
  retraining: { turn(): Promise<void> }
  retention: Retention
  /** Whether Bee is in this server. */
  isIn: (guildId: string) => boolean
}): { stop(): void } {
  const turn = async () => {
    try {
      await sweep(app, folder, log)
      crashpoint('housekeeping: swept')
      await sweepUploads(app)
      await forgetLeftServers({ app, db, folder, retention, isIn })
      await forgetOld(db, app.now() - inboxKeptMs)
      await forgetSearches(db, app.now() - searchesKeptMs)
      await checkDaily({ db, file, bookmarks: app.bookmarks, log, now: app.now })
      await retraining.turn()
    } catch (cause) {
      log.error({ err: cause }, 'housekeeping failed; it is tried again in five minutes')
    }
  }
  void turn()
  const timer = setInterval(turn, everyMs)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}
