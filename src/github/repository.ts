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
}

const Moved = z.object({ full_name: z.string().regex(/^[^/]+\/[^/]+$/) })

/**
 * @param fullName `owner/name` as the desk has it
 * @param onMoved told the new name, so that an operator can put it into the desk
 */
export function createRepository(
  client: GitHubClient,
  fullName: string,
  onMoved: (name: string) => void = () => {},
): Repository {
  let name = nameOf(fullName)

  /** Where the repository itself is now; undefined when it is where it was, so that only the thing asked for moved. */
  async function newName(): Promise<RepositoryName | undefined> {
    try {
      await client.read((octokit) => octokit.rest.repos.get({ ...name }))
      return undefined
    } catch (error) {
      const path = error instanceof GitHubProblem && error.kind === 'moved' ? ownPath(error.location) : undefined
      if (path === undefined) throw error
      const { data } = await client.read((octokit) => octokit.request(`GET ${path}`))
      return nameOf(Moved.parse(data).full_name)
    }
  }

  /** The path of a redirect that stays on this server: nobody else gets to see the token. */
  function ownPath(location: string | undefined): string | undefined {
    if (!location?.startsWith(`${client.apiUrl}/`)) return undefined
    return /^\/repositories\/\d{1,15}/.exec(location.slice(client.apiUrl.length))?.[0]
  }

  async function following<T>(ask: (name: RepositoryName) => Promise<T>): Promise<T> {
    try {
      return await ask(name)
    } catch (error) {
      if (!(error instanceof GitHubProblem) || error.kind !== 'moved') throw error
      const found = await newName()
      if (found === undefined) throw error
      name = found
      onMoved(`${name.owner}/${name.repo}`)
      return ask(name)
    }
  }

  return {
    get name() {
      return name
    },
    read: (ask) => following((name) => client.read((octokit) => ask(octokit, name))),
    write: (ask) => following((name) => client.write((octokit) => ask(octokit, name))),
  }
}

function nameOf(fullName: string): RepositoryName {
  const [owner = '', repo = ''] = fullName.split('/')
  return { owner, repo }
}
