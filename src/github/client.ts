import { createAppAuth } from '@octokit/auth-app'
import { Octokit } from '@octokit/rest'
import Bottleneck from 'bottleneck'
import { GitHubProblem, problemOf, waitOf } from './problem.ts'

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
}

export interface GitHubPace {
  reads: Bottleneck
  writes: Bottleneck
  /** Content writes in an hour; the next one is refused as `rate-limited` before it is sent. */
  writesPerHour: number
}

/**
 * GitHub's pace: one write at a time and 1 s between them, at most 500 an hour, few requests at once
 * (docs.github.com, "Best practices for using the REST API" and "Rate limits", secondary limits).
 */
export function createGitHubPace({ writeIntervalMs = 1000, writesPerHour = 500 } = {}): GitHubPace {
  const reads = new Bottleneck({ maxConcurrent: 8 })
  const writes = new Bottleneck({ maxConcurrent: 1, minTime: writeIntervalMs })
  writes.chain(reads)
  return { reads, writes, writesPerHour }
}

const hourMs = 3_600_000
/** Without a word from GitHub: at least a minute, longer each time (docs: "Handle rate limit errors appropriately"). */
const firstWaitMs = 60_000
const longestWaitMs = 900_000

const quiet = { debug() {}, info() {}, warn() {}, error() {} }

export function createGitHubClient({ apiUrl, auth, pace, now, timeoutMs = 20_000 }: GitHubClientOptions): GitHubClient {
  /** After a limit or a refused login every call is answered with the same problem until then. */
  let pause: { until: number; problem: GitHubProblem } | undefined
  let limitsInARow = 0
  let recentWrites: number[] = []
  let octokit = connect()
  let identity: { is: Identity | undefined } | undefined

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
    made.hook.after('request', (response) => {
      const { status, headers, url } = response
      // What is left of the hour is known from every answer: stop before the limit, not at it.
      const wait = headers['x-ratelimit-remaining'] === '0' ? waitOf(headers, now()) : undefined
      if (wait !== undefined) pauseFor(wait, new GitHubProblem('rate-limited', 'The hourly limit is used up.'))
      if (Number(status) < 300 || Number(status) >= 400) return
      const location = String(headers.location ?? '')
      throw new GitHubProblem('moved', `${url}: ${status}, now at ${location}`, { location })
    })
    return made
  }

  function pauseFor(waitMs: number, problem: GitHubProblem) {
    pause = { until: now() + waitMs, problem }
  }

  function refuseWhilePaused() {
    if (pause === undefined) return
    const retryAfterMs = pause.until - now()
    if (retryAfterMs <= 0) {
      pause = undefined
      return
    }
    const { kind, message } = pause.problem
    throw new GitHubProblem(kind, `${message} (waiting)`, { retryAfterMs })
  }

  function countWrite() {
    recentWrites = recentWrites.filter((at) => at > now() - hourMs)
    if (recentWrites.length >= pace.writesPerHour) {
      // One more second: GitHub's hour begins when the request arrives there.
      const retryAfterMs = recentWrites[0]! + hourMs + 1000 - now()
      throw new GitHubProblem('rate-limited', `${pace.writesPerHour} writes in an hour are enough.`, { retryAfterMs })
    }
    recentWrites.push(now())
  }

  async function attempt<T>(ask: (octokit: Octokit) => Promise<T>, isRetry = false): Promise<T> {
    refuseWhilePaused()
    try {
      const answer = await ask(octokit)
      limitsInARow = 0
      return answer
    } catch (error) {
      const problem = problemOf(error, now())
      if (!(problem instanceof GitHubProblem)) throw problem
      if (problem.kind === 'rate-limited') throw limited(problem)
      if (problem.kind !== 'unauthorized') throw problem
      // An App's token may have been revoked before its hour was over: get one new, once (F43).
      octokit = connect()
      if ('appId' in auth && !isRetry) return attempt(ask, true)
      pauseFor(firstWaitMs, problem)
      throw problem
    }
  }

  function limited(problem: GitHubProblem): GitHubProblem {
    const guess = Math.min(longestWaitMs, firstWaitMs * 2 ** limitsInARow)
    limitsInARow += 1
    const retryAfterMs = problem.retryAfterMs ?? guess
    pauseFor(retryAfterMs, problem)
    return new GitHubProblem('rate-limited', problem.message, { retryAfterMs, cause: problem.cause })
  }

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
    async identity() {
      identity ??= { is: await askIdentity() }
      return identity.is
    },
    write: (ask) =>
      pace.writes.schedule(() => {
        refuseWhilePaused()
        countWrite()
        return attempt(ask)
      }),
  }
}
