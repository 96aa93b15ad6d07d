import { GitHubProblem } from './problem.ts'
import type { Repository } from './repository.ts'

export interface LabelSpec {
  /** At most 50 characters. */
  name: string
  /** Six hexadecimal digits, without `#`. */
  color: string
  /** At most 100 characters. */
  description?: string
}

/** The labels of the repository. Known ones are remembered, so that asking again costs nothing. */
export function createLabels(repository: Repository) {
  let known: Set<string> | undefined

  async function readKnown(): Promise<Set<string>> {
    const labels = await repository.read((octokit, name) =>
      octokit.paginate(octokit.rest.issues.listLabelsForRepo, { ...name, per_page: 100 }),
    )
    return new Set(labels.map(({ name }) => name.toLowerCase()))
  }

  return {
    async ensure(labels: readonly LabelSpec[]): Promise<void> {
      if (labels.every(({ name }) => known?.has(name.toLowerCase()))) return
      known = await readKnown()
      for (const { name, color, description } of labels) {
        if (known.has(name.toLowerCase())) continue
        await repository
          .write((octokit, repo) =>
            octokit.rest.issues.createLabel({ ...repo, name, color, ...(description && { description }) }),
          )
          .catch(exceptThatItExists)
        known.add(name.toLowerCase())
      }
    },
  }
}

/** Somebody was quicker. */
function exceptThatItExists(error: unknown): void {
  const isThere = error instanceof GitHubProblem && error.kind === 'invalid' && error.message.includes('already_exists')
  if (!isThere) throw error
}
