import { z } from 'zod'
import type { GitHubSettings } from '../config.ts'
import { createGitHubClient, createGitHubPace } from './client.ts'
import { Issue } from './issue-shape.ts'
import { createRepository } from './repository.ts'

const perPage = 100

/**
 * A repository's issues with labels, oldest first and without pull requests, a page of a hundred at a time, at the pace GitHub asks
 * for. Oldest first: what is on a page stays there, so a later run can go on where this one stopped.
 *
 * @param from the first page, counted from 1.
 * @throws GitHubProblem
 */
export async function* labelledIssues(
  { apiUrl, auth }: Pick<GitHubSettings, 'apiUrl' | 'auth'>,
  fullName: string,
  from: number,
): AsyncGenerator<{ page: number; issues: Issue[]; isLast: boolean }> {
  const client = createGitHubClient({ apiUrl, auth, pace: createGitHubPace(), now: Date.now })
  const repository = createRepository(client, fullName)
  for (let page = from; ; page++) {
    const { data } = await repository.read((octokit, name) =>
      octokit.rest.issues.listForRepo({
        ...name,
        state: 'all',
        sort: 'created',
        direction: 'asc',
        per_page: perPage,
        page,
      }),
    )
    const all = z.array(Issue).parse(data)
    const isLast = all.length < perPage
    yield { page, issues: all.filter(({ isPullRequest, labels }) => !isPullRequest && labels.length > 0), isLast }
    if (isLast) return
  }
}
