import type { PaceMemory } from '../../src/core/tracker.ts'
import { createGitHubClient, createGitHubPace, type GitHubAuth } from '../../src/github/client.ts'
import { createGitHubIssues } from '../../src/github/issues.ts'
import { createMarkers } from '../../src/github/marker.ts'
import { createRepository, type RepositoryMemory } from '../../src/github/repository.ts'
import type { GitHubSandbox } from '../../src/sandbox/github/api.ts'

export const markers = createMarkers(new Uint8Array(32).fill(7))

export interface ConnectOptions {
  now?: () => number
  auth?: GitHubAuth
  timeoutMs?: number
  relistAfterMs?: number[]
  /** None when left out: most tests have no time for a second between two writes. */
  writeIntervalMs?: number
  memory?: PaceMemory
  sleep?: (ms: number) => Promise<void>
  repository?: string
  kept?: RepositoryMemory
}

/** Bee's GitHub parts before a sandbox, as the edge puts them together. */
export function connect(sandbox: GitHubSandbox, options: ConnectOptions = {}) {
  const {
    now = Date.now,
    auth = { token: sandbox.token },
    timeoutMs = 20_000,
    relistAfterMs = [],
    writeIntervalMs = 0,
    memory,
    sleep,
  } = options
  const client = createGitHubClient({
    ...{ apiUrl: sandbox.apiUrl, auth, pace: createGitHubPace({ writeIntervalMs }), now, timeoutMs },
    ...(memory && { memory }),
    ...(sleep && { sleep }),
  })
  const repository = createRepository(client, options.repository ?? 'octo/hello', options.kept)
  const issues = createGitHubIssues({ client, repository, markers, now, relistAfterMs })
  return { client, repository, issues }
}

export const appAuth = ({ app }: GitHubSandbox) => ({
  appId: String(app.id),
  privateKey: app.privateKey,
  installationId: app.installationId,
})
