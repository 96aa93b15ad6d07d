import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { readDesk } from '../../src/desk.ts'
import { freePort } from '../../src/free-port.ts'
import { packageRoot, program, shipped } from '../../src/paths.ts'
import type { DiscordSandbox } from '../../src/sandbox/discord/api.ts'
import { startDiscordSandbox } from '../../src/sandbox/discord/server.ts'
import type { GitHubSandbox } from '../../src/sandbox/github/api.ts'
import { startGitHubSandbox } from '../../src/sandbox/github/start.ts'
import { guildFor } from '../../src/sandbox/plan.ts'

/** How one life of Bee is to end. */
export interface Death {
  /** Crash points: it dies at the first of them that it passes, and at which passing. */
  points?: string[]
  hit?: number
  /** SIGKILL from outside, so long after the start. The unit is what a start takes on this machine, now. */
  afterStarts?: number
  /** A container that is stopped: SIGTERM, so long after it is ready, in the same unit. */
  stopAfterStarts?: number
  /** Bee's clock goes that much ahead. */
  clockShiftMs?: number
}

export interface Life {
  pid: number
  /** Milliseconds from the start until it was ready; undefined when it died before. */
  ready: Promise<number | undefined>
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>
  kill(signal: NodeJS.Signals): void
}

/** A Discord and a GitHub that outlive Bee, and the Bee between them: the compiled one, in a process of its own. */
export interface TortureWorld {
  discord: DiscordSandbox
  github: GitHubSandbox
  folder: string
  dataDir: string
  url: string
  start(death?: Death): Life
  /** How long a start takes, from reading its code on: what is slow on a busy machine is slow in all its parts. */
  startMs(): number
  /** Resolves when a Bee is there to hear. */
  awake(): Promise<void>
  isAwake(): boolean
  /** All that Bee has logged, one JSON a line. */
  log(): string
  /** Crash points that were passed, and those where it died, in order. */
  journal(): string[]
  close(): Promise<void>
}

/** A process that reads Bee's code, and then waits to be started. */
interface Body {
  child: ChildProcessByStdio<Writable, Readable, Readable>
  loaded: Promise<void>
}

const webhookSecret = 'torture-secret'

/** @param people names of those who will play, besides the desk's own cast. */
export async function createTortureWorld(people: string[]): Promise<TortureWorld> {
  const desk = readDesk('sting-ce')
  const plan = guildFor(desk)
  for (const name of people) plan.people.push({ name })
  const [owner = '', repo = ''] = desk.github!.repository.split('/')
  const discord = await startDiscordSandbox({ guild: plan, sessionStarts: { total: 1_000_000, remaining: 1_000_000 } })
  const github = await startGitHubSandbox({ owner, repo })
  const folder = mkdtempSync(join(tmpdir(), 'bee-torture-'))
  const dataDir = join(folder, 'data')
  const port = await freePort('127.0.0.1')
  const url = `http://127.0.0.1:${port}`
  github.setWebhook(`${url}/webhooks/github`, webhookSecret)
  const logFile = join(folder, 'bee.log')
  const journalFile = join(folder, 'journal')
  for (const file of [logFile, journalFile]) writeFileSync(file, '')
  mkdirSync(dataDir, { mode: 0o700 })
  const alive = new Set<ChildProcess>()
  let isAwake = false
  let readMs = 1500
  let startMs = 2000
  /** Reads its code while another one lives, which halves what a death costs. */
  let spare: Body | undefined

  function body(): Body {
    const spawnedAt = performance.now()
    const args = [shipped('test/torture/life.mjs'), program('src/cli/main.ts')]
    // In every thread: those that Bee starts later take it over.
    const inThreads = ['--import', pathToFileURL(shipped('test/torture/die.mjs')).href]
    const child = spawn(process.execPath, [...inThreads, ...args], {
      cwd: packageRoot,
      stdio: ['pipe', 'pipe', 'pipe'],
      env: {
        PATH: process.env.PATH,
        DISCORD_TOKEN: discord.token,
        DISCORD_API_URL: discord.apiUrl,
        DISCORD_CDN_HOSTS: discord.cdnHost,
        GITHUB_TOKEN: github.token,
        GITHUB_API_URL: github.apiUrl,
        GITHUB_WEBHOOK_SECRET: webhookSecret,
        PORT: String(port),
        PUBLIC_URL: url,
        DATA_DIR: dataDir,
        LOG_LEVEL: 'debug',
      },
    })
    alive.add(child)
    child.once('close', () => alive.delete(child))
    child.stderr.on('data', (chunk) => appendFileSync(logFile, chunk))
    // Killed while it reads, it hears nothing any more.
    child.stdin.on('error', () => {})
    const loaded = once(child.stdout, 'data').then(() => {
      readMs = performance.now() - spawnedAt
    })
    return { child, loaded }
  }

  function start(death: Death = {}): Life {
    const { child, loaded } = spare ?? body()
    spare = undefined
    let startedAt = performance.now()
    const { afterStarts, stopAfterStarts, ...inside } = death
    const kill = (signal: NodeJS.Signals) => void child.kill(signal)
    const timers: NodeJS.Timeout[] = []
    void loaded.then(() => {
      startedAt = performance.now()
      child.stdin.write(`${JSON.stringify({ ...inside, journal: journalFile })}\n`)
      if (afterStarts !== undefined) timers.push(setTimeout(kill, afterStarts * startMs, 'SIGKILL'))
      child.stdout.once('data', () => child.emit('ready'))
    })
    const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) =>
      child.once('close', (code, signal) => {
        isAwake = false
        for (const timer of timers) clearTimeout(timer)
        resolve({ code, signal })
      }),
    )
    const ready = new Promise<number | undefined>((resolve) => {
      child.once('ready', () => {
        isAwake = true
        const readyMs = performance.now() - startedAt
        startMs = readMs + readyMs
        spare ??= body()
        if (stopAfterStarts !== undefined) timers.push(setTimeout(kill, stopAfterStarts * startMs, 'SIGTERM'))
        resolve(readyMs)
      })
      void ended.then(() => resolve(undefined))
    })
    return { pid: child.pid!, ready, ended, kill }
  }

  return {
    discord,
    github,
    folder,
    dataDir,
    url,
    start,
    async awake() {
      while (!isAwake) await wait(20)
    },
    isAwake: () => isAwake,
    startMs: () => startMs,
    log: () => readFileSync(logFile, 'utf8'),
    journal: () => readFileSync(journalFile, 'utf8').split('\n').filter(Boolean),
    async close() {
      // While one is still dying, it may write into the folder that is taken away.
      const dying = [...alive].map((child) => once(child, 'close'))
      for (const child of alive) child.kill('SIGKILL')
      await Promise.all([...dying, discord.close(), github.close()])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
