import { createAppAuth } from '@octokit/auth-app'
import { Octokit } from '@octokit/rest'
import Bottleneck from 'bottleneck'
import type { PaceMemory } from '../core/tracker.ts'
import { crashpoint } from '../crashpoint.ts'
import { createGate } from './gate.ts'
import { GitHubProblem, problemOf, waitOf } from './problem.ts'
import { gitHubLimits, type Limit } from './reservoir.ts'

/** Who Bee is on GitHub. `privateKey` is PEM, as GitHub gives it out. */
export type GitHubAuth = { token: string } | { appId: string; privateKey: string; installationId: number }

export interface GitHubClientOptions {
  /** `https://api.github.com`, or `https://HOST/api/v3` for GitHub Enterprise Server. No slash at the end. */
  apiUrl: string
  auth: GitHubAuth
  pace: GitHubPace
  /** Unix milliseconds. */
  now: () => number
  /** For one request, in milliseconds; 20 s when left out. */
  timeoutMs?: number
  /** Nothing is remembered when left out. */
  memory?: PaceMemory
  sleep?: (ms: number) => Promise<void>
}

/** Whom Bee is on GitHub. `appId` when it is an App. */
export interface Identity {
  login: string
  appId?: number
}

/** Everything this folder asks of GitHub goes through here, one limiter for all. */
export interface GitHubClient {
  readonly apiUrl: string
  /** Asked once, then remembered. Undefined where the server does not tell. @throws GitHubProblem */
  identity(): Promise<Identity | undefined>
  /** @throws GitHubProblem */
  read<T>(ask: (octokit: Octokit) => Promise<T>): Promise<T>
  /** One after the other, at the pace GitHub asks for. @throws GitHubProblem */
  write<T>(ask: (octokit: Octokit) => Promise<T>): Promise<T>
  /** There is more to write than GitHub takes: whoever can put several things into one should. */
  isUnderPressure(): boolean
}

export interface GitHubPace {
  reads: Bottleneck
  writes: Bottleneck
  /** From the end of a write to the next one. */
  writeIntervalMs: number
  limits: readonly Limit[]
}

/** Forgets with the process: for a command line that asks GitHub a few things. */
export const noMemory: PaceMemory = {
  load: async () => ({ spends: [], pause: undefined }),
  spend: async () => {},
  pause: async () => {},
}

/**
 * GitHub's pace: one write at a time and 1 s between them, few requests at once (docs.github.com, "Best practices for
 * using the REST API").
 */
export function createGitHubPace({ writeIntervalMs = 1000, limits = gitHubLimits } = {}): GitHubPace {
  const reads = new Bottleneck({ maxConcurrent: 8 })
  const writes = new Bottleneck({ maxConcurrent: 1 })
  writes.chain(reads)
  return { reads, writes, writeIntervalMs, limits }
}

/** So many writes take as many seconds: longer than people who talk to each other like to wait. */
const manyWaiting = 5

const quiet = { debug() {}, info() {}, warn() {}, error() {} }

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

export function createGitHubClient(options: GitHubClientOptions): GitHubClient {
  const { apiUrl, auth, pace, now, memory = noMemory, timeoutMs = 20_000 } = options
  const wait = options.sleep ?? sleep
  const gate = createGate({ pace, memory, now })
  let octokit = connect()
  let identity: { is: Identity | undefined } | undefined
  let lastWriteEndedAt = 0

  function connect(): Octokit {
    const made = new Octokit({
      baseUrl: apiUrl,
      log: quiet,
      userAgent: 'bee-desk',
      request: {
        // Redirects are handled by whoever asked: following a POST blindly would turn it into a GET.
        fetch: (url: string, init: RequestInit) =>
          fetch(url, { ...init, redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) }),
      },
      ...('token' in auth ? { auth: auth.token } : { authStrategy: createAppAuth, auth: { ...auth, log: quiet } }),
    })
    made.hook.before('request', ({ method }) => gate.spend(method))
    made.hook.after('request', async (response) => {
      const { status, headers, url } = response
      // What is left of the hour is known from every answer: stop before the limit, not at it.
      const rest = headers['x-ratelimit-remaining'] === '0' ? waitOf(headers, now()) : undefined
      if (rest !== undefined) await gate.pauseFor(rest, 'rate-limited', 'The hourly limit is used up.')
      if (Number(status) < 300 || Number(status) >= 400) return
      const location = String(headers.location ?? '')
      throw new GitHubProblem('moved', `${url}: ${status}, now at ${location}`, { location })
    })
    return made
  }

  const attempt = <T>(ask: (octokit: Octokit) => Promise<T>): Promise<T> =>
    gate.pass(async () => {
      try {
        crashpoint('github: asking')
        const answer = await ask(octokit)
        crashpoint('github: answered')
        return answer
      } catch (error) {
        const problem = problemOf(error, now())
        if (!(problem instanceof GitHubProblem) || problem.kind !== 'unauthorized') throw problem
        // An App's token may have been revoked before its hour was over: get one new, once (F43).
        octokit = connect()
        if (!('appId' in auth)) throw problem
        return ask(octokit).catch((again) => {
          throw problemOf(again, now())
        })
      }
    })

  const read = <T>(ask: (octokit: Octokit) => Promise<T>) => pace.reads.schedule(() => attempt(ask))

  async function askIdentity(): Promise<Identity | undefined> {
    try {
      return await whoAmI()
    } catch (error) {
      if (error instanceof GitHubProblem && ['not-found', 'forbidden'].includes(error.kind)) return undefined
      throw error
    }
  }

  async function whoAmI(): Promise<Identity> {
    if ('token' in auth) {
      const { data } = await read((octokit) => octokit.rest.users.getAuthenticated())
      return { login: data.login }
    }
    const { data } = await read((octokit) => octokit.rest.apps.getAuthenticated())
    // GitHub names the account of an App after its address.
    return { login: `${data?.slug}[bot]`, appId: Number(auth.appId) }
  }

  return {
    apiUrl,
    read,
    isUnderPressure: () => pace.writes.queued() >= manyWaiting || gate.isUnderPressure(),
    async identity() {
      identity ??= { is: await askIdentity() }
      return identity.is
    },
    write: (ask) =>
      pace.writes.schedule(async () => {
        const { lastContentAt } = await gate.known()
        const since = Math.max(lastWriteEndedAt, lastContentAt ?? 0)
        // A clock that was set back must not make anybody wait.
        const gap = Math.min(since + pace.writeIntervalMs - now(), pace.writeIntervalMs)
        if (gap > 0) await wait(gap)
        try {
          return await attempt(ask)
        } finally {
          lastWriteEndedAt = now()
        }
      }),
  }
}
