import type { Octokit } from '@octokit/rest'
import { z } from 'zod'
import type { GitHubClient } from './client.ts'
import { GitHubProblem } from './problem.ts'

export interface RepositoryName {
  owner: string
  repo: string
}

/** The one repository that Bee works in, by the name it has now. */
export interface Repository {
  readonly name: RepositoryName
  /** Like the client's, with the repository's name; when that has changed, follows it once. @throws GitHubProblem */
  read<T>(ask: (octokit: Octokit, name: RepositoryName) => Promise<T>): Promise<T>
  write<T>(ask: (octokit: Octokit, name: RepositoryName) => Promise<T>): Promise<T>
  /**
   * Whether a delivery tells of this repository, by its number: it may have been given another name since, and somebody
   * else may have its earlier one (RELIABILITY F42).
   */
  isIt(told: { id: number; fullName: string }): Promise<boolean>
}

const Moved = z.object({ id: z.int(), full_name: z.string().regex(/^[^/]+\/[^/]+$/) })

/** Where a repository that has moved is kept: by its number, which no other one ever gets. */
export interface RepositoryMemory {
  get(): Promise<string | undefined>
  set(repository: string): Promise<void>
}

const Kept = z.object({ id: z.int(), name: z.string() })

/**
 * @param fullName `owner/name` as the desk has it
 * @param memory so that a restart finds it again, also when somebody else has taken its earlier name; its number is asked
 * for at the first contact
 */
export function createRepository(client: GitHubClient, fullName: string, memory?: RepositoryMemory): Repository {
  let name = nameOf(fullName)
  let number: number | undefined
  /** Somebody else has its name. */
  let isTaken = false
  let known: Promise<void> | undefined

  async function recall(): Promise<void> {
    if (memory === undefined) return
    const text = await memory.get()
    if (text !== undefined) {
      const kept = Kept.parse(JSON.parse(text))
      number = kept.id
      name = nameOf(kept.name)
    }
    try {
      await locate()
    } catch (error) {
      // Out of sight: whatever is asked of it next says so, in its own words.
      if (!(error instanceof GitHubProblem) || error.kind !== 'not-found' || isTaken) throw error
    }
  }
  function recalled(): Promise<void> {
    known ??= recall().catch((error) => {
      known = undefined
      throw error
    })
    return known
  }

  async function keep({ data }: { data: unknown }): Promise<RepositoryName> {
    const { id, full_name } = Moved.parse(data)
    await memory?.set(JSON.stringify({ id, name: full_name }))
    number = id
    name = nameOf(full_name)
    return name
  }

  /** Where the repository itself is now: by its name, and where somebody else has that, by its number. */
  async function locate(): Promise<RepositoryName> {
    isTaken = false
    const named = await byName()
    isTaken = named !== undefined && number !== undefined && Moved.parse(named.data).id !== number
    if (named !== undefined && !isTaken) return keep(named)
    return keep(await client.read((octokit) => octokit.request(`GET /repositories/${number}`)))
  }

  /** What has the name now; undefined when that is nothing, and there is a number to ask for. */
  async function byName(): Promise<{ data: unknown } | undefined> {
    try {
      return await client.read((octokit) => octokit.rest.repos.get({ ...name }))
    } catch (error) {
      const path = error instanceof GitHubProblem && error.kind === 'moved' ? ownPath(error.location) : undefined
      if (path !== undefined) return client.read((octokit) => octokit.request(`GET ${path}`))
      if (error instanceof GitHubProblem && error.kind === 'not-found' && number !== undefined) return undefined
      throw error
    }
  }

  /** The path of a redirect that stays on this server: nobody else gets to see the token. */
  function ownPath(location: string | undefined): string | undefined {
    if (!location?.startsWith(`${client.apiUrl}/`)) return undefined
    return /^\/repositories\/\d{1,15}/.exec(location.slice(client.apiUrl.length))?.[0]
  }

  async function following<T>(ask: (name: RepositoryName) => Promise<T>): Promise<T> {
    await recalled()
    const before = name
    try {
      return await ask(before)
    } catch (error) {
      if (!(error instanceof GitHubProblem) || error.kind !== 'moved') throw error
      const found = await locate()
      // It is where it was: only the thing that was asked for has moved.
      if (found.owner === before.owner && found.repo === before.repo) throw error
      return ask(found)
    }
  }

  return {
    get name() {
      return name
    },
    read: (ask) => following((name) => client.read((octokit) => ask(octokit, name))),
    write: (ask) => following((name) => client.write((octokit) => ask(octokit, name))),
    async isIt({ id, fullName }) {
      // Where GitHub does not tell, the name has to do.
      await recalled().catch((error) => {
        if (!(error instanceof GitHubProblem)) throw error
      })
      if (number !== undefined) return id === number
      return fullName.toLowerCase() === `${name.owner}/${name.repo}`.toLowerCase()
    },
  }
}

function nameOf(fullName: string): RepositoryName {
  const [owner = '', repo = ''] = fullName.split('/')
  return { owner, repo }
}
