import Bottleneck from 'bottleneck'
import { createGitHubClient, type GitHubAuth } from '../../src/github/client.ts'
import { createGitHubIssues } from '../../src/github/issues.ts'
import { createMarkers } from '../../src/github/marker.ts'
import { createRepository } from '../../src/github/repository.ts'
import type { GitHubSandbox } from '../../src/sandbox/github/api.ts'

export const markers = createMarkers(new Uint8Array(32).fill(7))

/** Without the wait between writes; the limits of an hour stay. */
const quickPace = (writesPerHour: number) => ({
  reads: new Bottleneck({ maxConcurrent: 8 }),
  writes: new Bottleneck({ maxConcurrent: 1 }),
  writesPerHour,
})

export interface ConnectOptions {
  now?: () => number
  auth?: GitHubAuth
  timeoutMs?: number
  relistAfterMs?: number[]
  writesPerHour?: number
  repository?: string
}

/** Bee's GitHub parts before a sandbox, as the edge puts them together. */
export function connect(sandbox: GitHubSandbox, options: ConnectOptions = {}) {
  const {
    now = Date.now,
    auth = { token: sandbox.token },
    timeoutMs = 20_000,
    relistAfterMs = [],
    writesPerHour = 500,
  } = options
  const moves: string[] = []
  const client = createGitHubClient({ apiUrl: sandbox.apiUrl, auth, pace: quickPace(writesPerHour), now, timeoutMs })
  const repository = createRepository(client, options.repository ?? 'octo/hello', (name) => moves.push(name))
  const issues = createGitHubIssues({ client, repository, markers, now, relistAfterMs })
  return { client, repository, issues, moves }
}

export const appAuth = ({ app }: GitHubSandbox) => ({
  appId: String(app.id),
  privateKey: app.privateKey,
  installationId: app.installationId,
})
