import type { IncomingHttpHeaders } from 'node:http'
import type { App } from '../app.ts'
import type { GitHubSettings } from '../config.ts'
import type { IssueTracker, PaceMemory } from '../core/tracker.ts'
import type { Desk } from '../desk.ts'
import { labelledBy } from './labelled.ts'
import type { RepositoryMemory } from './repository.ts'

/** GitHub as Bee's issue tracker, and what GitHub tells by webhook. */
export interface GitHubEdge {
  tracker: IssueTracker
  receive(raw: Buffer, headers: IncomingHttpHeaders, app: App): Promise<{ status: number; body: string }>
}

/**
 * GitHub, connected when it is first needed: Octokit takes 15 MB and a third of a second to load, which a Bee that
 * nobody has asked for an issue need not spend.
 */
export function createGitHubEdge(
  settings: GitHubSettings,
  desk: Desk & { github: NonNullable<Desk['github']> },
  markerKey: Uint8Array,
  now: () => number,
  memory: PaceMemory,
  repositoryMemory: RepositoryMemory,
): GitHubEdge {
  let connecting: Promise<GitHubEdge> | undefined
  let connected: GitHubEdge | undefined
  const connect = async () => {
    const { connectGitHub } = await import('./connect.ts')
    connected = connectGitHub(settings, desk, markerKey, now, memory, repositoryMemory)
    return connected
  }
  const edge = () => {
    connecting ??= connect()
    return connecting
  }
  const tracker = async () => (await edge()).tracker

  return {
    tracker: {
      repository: desk.github.repository,
      open: async (view, attempt) => (await tracker()).open(view, attempt),
      update: async (remoteId, view, withState) => (await tracker()).update(remoteId, view, withState),
      label: async (remoteId, view, seen) => (await tracker()).label(remoteId, view, seen),
      bornAs: labelledBy(desk).bornAs,
      look: async (remoteId) => (await tracker()).look(remoteId),
      comment: async (remoteId, attempt, messages) => (await tracker()).comment(remoteId, attempt, messages),
      isUnderPressure: () => connected?.tracker.isUnderPressure() ?? false,
      cutComment: async (commentId, marker) => (await tracker()).cutComment(commentId, marker),
      readComment: async (commentId) => (await tracker()).readComment(commentId),
      editComment: async (commentId, words) => (await tracker()).editComment(commentId, words),
      deleteComment: async (commentId) => (await tracker()).deleteComment(commentId),
      closeTwin: async (remoteId) => (await tracker()).closeTwin(remoteId),
      changedSince: async (at) => (await tracker()).changedSince(at),
    },
    receive: async (raw, headers, app) => (await edge()).receive(raw, headers, app),
  }
}
