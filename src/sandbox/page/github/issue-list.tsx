import { useState } from 'preact/hooks'
import type { IssueView, RepositoryView } from '../../page-api.ts'
import { BeeMark, Icon } from '../parts/icons.tsx'
import { fromNow } from '../parts/time.tsx'
import { routeTo } from '../state/route.ts'
import { Label } from './labels.tsx'

export function IssueList({ repository, missing }: { repository: RepositoryView; missing?: number | undefined }) {
  const [state, setState] = useState<IssueView['state']>('open')
  const of = (wanted: IssueView['state']) => repository.issues.filter((issue) => issue.state === wanted)
  const shown = of(state)
  return (
    <>
      <h1 class="hidden">Issues</h1>
      {missing !== undefined && (
        <p class="notice-inline">Issue #{missing} is not there. It may have been moved or deleted.</p>
      )}
      <div class="issues-head">
        <fieldset class="segments" aria-label="Show">
          {(['open', 'closed'] as const).map((wanted) => (
            <button key={wanted} type="button" aria-pressed={state === wanted} onClick={() => setState(wanted)}>
              <Icon name={wanted === 'open' ? 'issueOpen' : 'issueClosed'} size={16} />
              {of(wanted).length} {wanted}
            </button>
          ))}
        </fieldset>
        <a class="button button-primary" href={routeTo({ tab: 'github', issue: 'new' })}>
          New issue
        </a>
      </div>
      {shown.length === 0 && (
        <div class="beginning">
          <BeeMark size={44} />
          <h2>No {state} issues</h2>
          <p>
            {state === 'open'
              ? 'When somebody shares a ticket to GitHub, Bee opens an issue here.'
              : 'Closed issues come to rest here.'}
          </p>
        </div>
      )}
      <ul class="issues">
        {shown.map((issue) => (
          <IssueRow key={issue.number} issue={issue} repository={repository} />
        ))}
      </ul>
    </>
  )
}

function IssueRow({ issue, repository }: { issue: IssueView; repository: RepositoryView }) {
  const count = issue.comments.length
  return (
    <li class={`issue-row is-${issue.state}`}>
      <Icon name={issue.state === 'open' ? 'issueOpen' : 'issueClosed'} />
      <div>
        <p>
          <a href={routeTo({ tab: 'github', issue: issue.number })}>{issue.title}</a>{' '}
          {issue.labels.map((name) => (
            <Label key={name} name={name} labels={repository.labels} />
          ))}
        </p>
        <small>
          #{issue.number} by {issue.author} {fromNow(issue.createdAt, Date.now())}
          {issue.assignees.length > 0 && ` · for ${issue.assignees.join(', ')}`}
        </small>
      </div>
      {count > 0 && (
        <span class="comment-count">
          <Icon name="comment" size={16} /> {count}
          <span class="hidden"> comments</span>
        </span>
      )}
    </li>
  )
}
