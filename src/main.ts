import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Client } from 'discord.js'
import type { Logger } from 'pino'
import { sweepUploads, uploadDoor } from './actions/receive-upload.ts'
import { learn } from './actions/reclassify-ticket.ts'
import { createRetraining } from './actions/retrain.ts'
import { type App, createApp } from './app.ts'
import { createBundler, type StoppableBundler } from './bundler.ts'
import { type Config, environmentWithoutSettings } from './config.ts'
import { crashpoint } from './crashpoint.ts'
import { deliver } from './delivery/deliver.ts'
import { giveUp } from './delivery/give-up.ts'
import { createRelay, type Relay } from './delivery/relay.ts'
import { startSweep } from './delivery/sweep.ts'
import { type Desk, readDesk } from './desk.ts'
import { createDiscordChat } from './discord/chat.ts'
import { connectDiscord, isConnected } from './discord/client.ts'
import { createIdentifyThrottle } from './discord/identify.ts'
import { handleInteractions } from './discord/interactions.ts'
import { createInvalidRequests, sparing } from './discord/invalid-requests.ts'
import { listen } from './discord/listen.ts'
import { createPresence } from './discord/presence.ts'
import { registerCommands } from './discord/register.ts'
import { createServers } from './discord/servers.ts'
import { Refusal } from './errors.ts'
import { freePort } from './free-port.ts'
import { housekeeping } from './housekeeping.ts'
import { createLog } from './log.ts'
import { startLoopAlarm } from './loop-alarm.ts'
import { createRemotes } from './remotes.ts'
import { createRetention, noteLeftServers } from './retention.ts'
import { createBookmarks } from './store/bookmarks.ts'
import { lockData, openDatabase } from './store/database.ts'
import { openSeal } from './store/seal.ts'
import { storageState } from './store/storage.ts'
import { createListener, createTriager } from './understanding.ts'
import { createArrivals } from './uploads/arrivals.ts'
import { beeVersion } from './version.ts'

/** A running Bee. */
export interface Bee {
  app: App
  desk: Desk
  /** Where its web server answers. */
  url: string
  client: Client<true>
  /** Takes nothing new, finishes what is on its way within the grace, and lets go of everything. */
  stop(graceMs?: number): Promise<void>
}

export interface StartOptions {
  now?: () => number
  log?: Logger
  /** Forgets what an earlier run has left in the data folder: for the sandbox, whose world begins anew each time. */
  isFresh?: boolean
  /** How often GitHub is asked what webhooks did not tell; for tests. */
  sweepEveryMs?: number
  /** Discord will have nothing more to do with this Bee: it should stop, with these words. */
  onFatal?: (problem: Refusal) => void
}

/**
 * How many effects of each sort are on their way at once. Whoever comes meanwhile waits for one of them to end: one bundle
 * is made at a time, and GitHub takes a write a second, so more of those would only stand in line somewhere else.
 */
const widths = [
  ['messages', 64],
  ['posts', 16],
  ['bundles', 2],
] as const

/** Discord gives a stopping container ten seconds; so do we (RELIABILITY F03). */
const stopGraceMs = 10_000

/**
 * Starts Bee against a Discord-speaking server.
 *
 * @throws Refusal for everything that the operator can put right; whatever was opened is closed again.
 */
export async function startBee(
  config: Config & { discord: { token: string; apiUrl: string } },
  options: StartOptions = {},
): Promise<Bee> {
  const undo: (() => unknown)[] = []
  try {
    return await start(config, options, undo)
  } catch (cause) {
    for (const step of undo.reverse()) await step()
    throw cause
  }
}

async function start(
  config: Config & { discord: { token: string; apiUrl: string } },
  { now = Date.now, log: given, isFresh = false, sweepEveryMs, onFatal }: StartOptions,
  undo: (() => unknown)[],
): Promise<Bee> {
  undo.push(lockData(config.dataDir))
  crashpoint('start: locked')
  const desk = readDesk(config.desk)
  if (isFresh) clear(config.dataDir)
  const seal = openSeal(config.dataDir)
  crashpoint('start: key read')
  const log =
    given ?? createLog({ level: config.logLevel, key: seal.keyFor('log'), isForPeople: process.stderr.isTTY === true })
  const db = await openDatabase(config.databaseFile, now)
  undo.push(() => db.destroy())
  crashpoint('start: database open')

  const folder = join(config.dataDir, 'bundles')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const port = config.port === 0 ? await freePort(config.host) : config.port
  const publicUrl = config.publicUrl ?? `http://${config.host === '0.0.0.0' ? 'localhost' : config.host}:${port}`
  const arrivals = createArrivals({ dataDir: config.dataDir, seal })
  const bundler: StoppableBundler = await createBundler({
    arrivals,
    folder,
    workDir: join(config.dataDir, 'work'),
    cdnHosts: config.cdnHosts,
    dataDir: config.dataDir,
    environment: environmentWithoutSettings(),
    log,
  })
  undo.push(() => bundler.stop())
  crashpoint('start: work swept')

  let client: Client<true> | undefined
  let isStopping = false
  const relays: Relay[] = []
  const remotes = await createRemotes(config, desk, { db, seal, log, now })
  const invalid = createInvalidRequests(() => performance.now())
  const retention = createRetention({ bookmarks: createBookmarks(db), now })
  const kept = (keeping: Promise<unknown>) =>
    keeping.catch((cause: unknown) => log.error({ err: cause }, 'since when Bee is not in a server could not be kept'))
  const servers = createServers(now, {
    left: (guildId) => void kept(retention.left(guildId)),
    isThere: (guildId) => void kept(retention.isThere(guildId)),
  })
  const app = createApp(
    { desk, publicUrl, version: beeVersion },
    {
      db,
      seal,
      log,
      now,
      nudge: () => {
        for (const relay of relays) relay.nudge()
      },
      silent: remotes.silent,
      triage: createTriager(desk, (text) => app.clean(text, 'triage'), config.dataDir),
      adviser: remotes.adviser,
      listener: createListener(desk),
      bundler,
      arrivals,
      issues: remotes.issues,
      mailer: remotes.mailer,
      chat: (parts) => {
        const hasGitHub = remotes.issues !== undefined
        const chat = createDiscordChat({ client: () => client!, servers, hasGitHub, ...parts })
        return remotes.guardChat(sparing(servers.keepInOutage(chat), invalid))
      },
    },
  )
  for (const [sort, width] of widths) {
    const relay = createRelay({
      outbox: app.outbox,
      sort,
      width,
      deliver: (delivery) => deliver(delivery, app),
      giveUp: (delivery, problem) => giveUp(delivery, problem, app),
      log,
      now,
    })
    relays.push(relay)
  }

  const { receive } = remotes
  const { createWeb } = await import('./web/server.ts')
  const web = createWeb({
    links: app.links,
    bundleFolder: folder,
    desk,
    publicUrl,
    trustProxy: config.trustProxy,
    log,
    uploads: uploadDoor(app),
    ...(receive ? { webhooks: (raw, headers) => receive(raw, headers, app) } : {}),
    health: () => {
      const isConnectedNow = client !== undefined && isConnected(client)
      const database = storageState(db)
      return {
        ready: isConnectedNow && database === 'ok',
        parts: { ...remotes.health(isConnectedNow), database },
      }
    },
  })
  undo.push(() => web.close())
  await web.listen({ host: config.host, port }).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'EADDRINUSE') throw cause
    throw new Refusal('ADDRESS_IN_USE', { cause, values: { host: config.host, port } })
  })

  crashpoint('start: listening')
  const presence = await createPresence(() => (isStopping ? undefined : app), app)
  undo.push(() => presence.stop())
  const throttle = createIdentifyThrottle({ bookmarks: app.bookmarks, log, now })
  let isOver = false
  const connected = await connectDiscord(config.discord, {
    log,
    throttle,
    invalid,
    fatal: (problem) => {
      if (isOver || isStopping) return
      isOver = true
      log.fatal({ code: problem.code }, problem.message)
      onFatal?.(problem)
    },
    prepare: (fresh) => {
      // What comes first may be there before the log-in has told that it is over.
      client = fresh as Client<true>
      // Events that come before the relay runs are kept by the outbox all the same.
      servers.watch(fresh)
      listen(fresh, () => (isStopping ? undefined : app), presence, log)
      presence.watch(fresh)
      handleInteractions(fresh, () => (isStopping ? undefined : app))
    },
  })
  crashpoint('start: connected')
  client = connected.client
  if (!connected.readsMessages && desk.leakGuard.mode !== 'off') {
    log.warn('the leak guard is off: without the Message Content intent Bee cannot see what people write in public')
  }
  undo.push(() => connected.client.destroy())
  await registerCommands(connected.client).catch((cause: unknown) =>
    log.error({ err: cause }, 'Discord did not take the commands; mentions, buttons and sentences work without them'),
  )
  await app.uploads.forgetFiles()
  await sweepUploads(app)
  crashpoint('start: commands registered')
  await app.outbox.release()
  crashpoint('start: outbox released')
  for (const relay of relays) relay.start()
  const stopRelays = (graceMs: number) => Promise.all(relays.map((relay) => relay.stop(graceMs)))
  undo.push(() => stopRelays(0))
  const sweep = startSweep(app, sweepEveryMs)
  undo.push(() => sweep.stop(0))
  const loopAlarm = startLoopAlarm({ log })
  undo.push(() => loopAlarm.stop())
  const retraining = createRetraining(app)
  const isIn = (guildId: string) => connected.client.guilds.cache.has(guildId)
  for (const guildId of await noteLeftServers({ db, retention, isIn }))
    log.warn(
      { guildId, forMs: desk.limits.afterLeavingMs },
      'Bee was removed from a server; what is of it is kept so long',
    )
  const tidy = housekeeping({ app, db, file: config.databaseFile, folder, log, retraining, retention, isIn })
  setImmediate(() => {
    app.triage.warm()
    learn(app).catch((cause: unknown) => log.error({ err: cause }, 'what was corrected could not be learned'))
    app.library.warm().catch((cause: unknown) => log.error({ err: cause }, 'the articles cannot be read'))
  })
  log.info({ desk: desk.id, guilds: connected.client.guilds.cache.size, url: publicUrl }, 'ready')

  return {
    app,
    desk,
    url: publicUrl,
    client: connected.client,
    async stop(graceMs = stopGraceMs) {
      tidy.stop()
      loopAlarm.stop()
      isStopping = true
      crashpoint('stop: asked')
      // What is on its way needs Discord, so the client goes last.
      await Promise.all([stopRelays(graceMs), sweep.stop(graceMs), web.close(), retraining.stop()])
      await connected.client.destroy()
      crashpoint('stop: nothing under way')
      await bundler.stop()
      await app.links.flushLog()
      crashpoint('stop: log flushed')
      await presence.stop()
      await db.destroy()
      for (const step of undo.slice(0, 1)) await step()
      log.info('stopped')
    },
  }
}

/** Everything but the lock, which is held. */
function clear(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (!name.startsWith('bee.lock')) rmSync(join(folder, name), { recursive: true, force: true })
  }
}
