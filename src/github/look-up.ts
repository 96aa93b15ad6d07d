import { waitLeftMs } from '../core/elapsed.ts'
import type { GitHubClient } from './client.ts'
import { sectionsOf } from './folded.ts'
import { Issue } from './issue-shape.ts'
import type { Markers } from './marker.ts'
import { isLast } from './pages.ts'
import { GitHubProblem } from './problem.ts'
import type { Repository } from './repository.ts'

/** Made once, whatever fails in between: `id` marks it, `mayExist` says that an earlier try may have made it. */
export interface Once {
  /** At most 100 of A-Z a-z 0-9 . _ - */
  id: string
  mayExist: boolean
  /** Waited for right before GitHub is asked to make it. */
  sending?(): Promise<void>
}

export interface MadeIssue {
  number: number
  url: string
}

/** `markers`: the operations whose messages it carries. */
export interface MadeComment {
  id: number
  url: string
  markers: string[]
}

export interface LookUpParts {
  client: GitHubClient
  repository: Repository
  markers: Markers
  now: () => number
  /**
   * After an unknown outcome GitHub's lists may not show yet what was made. How long to wait, look by look, before
   * making it again is allowed; in ms. Each wait is a refusal with `retryAfterMs` (RELIABILITY, F40).
   */
  relistAfterMs?: readonly number[]
}

/**
 * A minute and a half in all: lists were seen to lag by seconds, rarely by more than a minute. Whoever waits for an issue
 * after an outage waits as long, and what comes later still is closed by the sweep.
 */
const relistWaitsMs = [5000, 25_000, 60_000]

/** Look-ups stop after so many pages of a hundred. What is sought was tried lately, so it is among the newest. */
const mostPages = 10

/** Finds what an earlier try made, by its marker, in lists: GitHub's search shows new issues minutes later. */
export function createLookUp({ client, repository, markers, now, relistAfterMs = relistWaitsMs }: LookUpParts) {
  /** What deliveries have told, by marker id. */
  const own = new Map<string, MadeIssue>()
  /** Looks that found nothing: how many, and when the next one may be. */
  const looks = new Map<string, { count: number; next: number }>()

  /** Where the server does not tell who we are, the signature of the marker has to do. */
  const isOurs = async (login: string | null | undefined) => {
    const identity = await client.identity()
    return identity === undefined || login?.toLowerCase() === identity.login.toLowerCase()
  }

  const isOurApp = async (login: string | null | undefined) => {
    const identity = await client.identity()
    return identity?.appId !== undefined && login?.toLowerCase() === identity.login.toLowerCase()
  }

  /** Finds what an earlier try made, or refuses until it is sure enough that there is nothing. */
  async function earlier<T>({ id, mayExist }: Once, look: () => Promise<T | undefined>): Promise<T | undefined> {
    if (!mayExist) return undefined
    const { count, next } = looks.get(id) ?? { count: 0, next: 0 }
    const left = waitLeftMs(next, now(), Math.max(...relistAfterMs))
    if (left > 0) throw notSureYet(id, left)
    const found = await look()
    const wait = found === undefined ? relistAfterMs[count] : undefined
    if (wait === undefined) {
      looks.delete(id)
      return found
    }
    looks.set(id, { count: count + 1, next: now() + wait })
    throw notSureYet(id, wait)
  }

  async function findIssue(id: string): Promise<MadeIssue | undefined> {
    if (own.has(id)) return own.get(id)
    for (let page = 1; page <= mostPages; page++) {
      const found = await repository.read((octokit, name) =>
        octokit.rest.issues.listForRepo({
          ...name,
          state: 'all',
          sort: 'created',
          direction: 'desc',
          per_page: 100,
          page,
        }),
      )
      for (const raw of found.data) {
        if (markers.read(raw.body ?? null) === id && (await isOurs(raw.user?.login))) return Issue.parse(raw)
      }
      if (isLast(found)) return undefined
    }
    return undefined
  }

  async function findComment(number: number, id: string): Promise<MadeComment | undefined> {
    for (let page = 1; page <= mostPages; page++) {
      const found = await repository.read((octokit, name) =>
        octokit.rest.issues.listComments({ ...name, issue_number: number, per_page: 100, page }),
      )
      for (const raw of found.data) {
        const carried = sectionsOf(raw.body ?? null, markers).map((section) => section.id)
        if (carried.includes(id) && (await isOurs(raw.user?.login))) {
          return { id: raw.id, url: raw.html_url, markers: carried }
        }
      }
      if (isLast(found)) return undefined
    }
    return undefined
  }

  return {
    isOurs,
    isOurApp,
    earlier,
    findIssue,
    findComment,
    noteOwn(id: string, issue: MadeIssue) {
      own.set(id, issue)
      if (own.size > 1000) own.delete(own.keys().next().value!)
    },
  }
}

const notSureYet = (id: string, retryAfterMs: number) =>
  new GitHubProblem('unavailable', `Whether ${id} was made is not clear yet.`, { retryAfterMs, mayHaveHappened: true })
