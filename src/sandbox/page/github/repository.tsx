import { Icon } from '../parts/icons.tsx'
import { useApp } from '../state/context.ts'
import { routeTo } from '../state/route.ts'
import { Issue } from './issue.tsx'
import { IssueList } from './issue-list.tsx'
import { NewIssue } from './new-issue.tsx'

/** The repository, as its maintainer sees it. */
export function Repository() {
  const { state } = useApp()
  const { repository, route } = state
  if (!repository || route.tab !== 'github') {
    return (
      <main id="main" class="github" tabIndex={-1}>
        <p class="loading">Fetching the repository…</p>
      </main>
    )
  }
  const issue = repository.issues.find(({ number }) => number === route.issue)
  return (
    <main id="main" class="github" tabIndex={-1}>
      <header class="repo-header">
        <p class="repo-name">
          <Icon name="book" size={20} />
          <a href={routeTo({ tab: 'github' })}>
            {repository.owner} / <b>{repository.name}</b>
          </a>
        </p>
        <p class="repo-you">
          You are <b>{repository.maintainer}</b>, the maintainer
        </p>
      </header>
      {route.issue === 'new' ? (
        <NewIssue />
      ) : issue ? (
        <Issue key={issue.number} issue={issue} repository={repository} />
      ) : (
        <IssueList repository={repository} missing={route.issue} />
      )}
    </main>
  )
}
