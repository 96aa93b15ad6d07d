import type { IssueView, RepositoryView } from '../../page-api.ts'
import { Avatar } from '../parts/avatar.tsx'
import { Icon } from '../parts/icons.tsx'
import { fromNow, Moment } from '../parts/time.tsx'
import { routeTo } from '../state/route.ts'
import { GitHubText } from '../text/render.tsx'
import { CommentBox } from './comment-box.tsx'
import { IssueSide } from './issue-side.tsx'

export function Issue({ issue, repository }: { issue: IssueView; repository: RepositoryView }) {
  return (
    <div class="issue">
      <p class="crumbs">
        <a href={routeTo({ tab: 'github' })}>Issues</a> <Icon name="chevron" size={14} /> #{issue.number}
      </p>
      <h1>
        {issue.title} <span class="issue-number">#{issue.number}</span>
      </h1>
      <p class="issue-state">
        <span class={`state-badge is-${issue.state}`}>
          <Icon name={issue.state === 'open' ? 'issueOpen' : 'issueClosed'} size={16} />
          {issue.state === 'open' ? 'Open' : closedWords(issue)}
        </span>
        <span>
          {issue.author} opened this {fromNow(issue.createdAt, Date.now())}
        </span>
      </p>
      <div class="issue-columns">
        <section aria-label="Conversation" class="conversation">
          <Comment
            author={issue.author}
            viaApp={issue.viaApp}
            at={issue.createdAt}
            body={issue.body}
            repository={repository}
          />
          <div role="log" aria-label="Comments" aria-live="polite">
            {issue.comments.map((comment) => (
              <Comment
                key={comment.id}
                author={comment.author}
                viaApp={comment.viaApp}
                at={comment.createdAt}
                editedAt={comment.updatedAt > comment.createdAt ? comment.updatedAt : undefined}
                body={comment.body}
                repository={repository}
              />
            ))}
          </div>
          {issue.state === 'closed' && (
            <p class="closed-line">
              <Icon name="issueClosed" size={16} /> {issue.closedBy ?? 'Somebody'} closed this
              {issue.closedAt !== null && ` ${fromNow(issue.closedAt, Date.now())}`}
            </p>
          )}
          <CommentBox issue={issue} />
        </section>
        <IssueSide issue={issue} repository={repository} />
      </div>
    </div>
  )
}

const closedWords = (issue: IssueView) => (issue.stateReason === 'not_planned' ? 'Closed as not planned' : 'Closed')

function Comment(props: {
  author: string
  viaApp: boolean
  at: number
  editedAt?: number | undefined
  body: string
  repository: RepositoryView
}) {
  const { author, viaApp, at, editedAt, body, repository } = props
  const isBot = viaApp || repository.people.some(({ login, type }) => login === author && type === 'Bot')
  const isBee = isBot || author === 'bee-desk'
  return (
    <article class="comment">
      <header>
        <Avatar id={author} name={author} isBee={isBee} size={28} />
        <b>{author}</b>
        {isBot && <span class="app-badge">BOT</span>}
        {author === repository.maintainer && <span class="tag">Owner</span>}
        <span class="comment-time">
          <Moment at={at} style="R" />
          {editedAt !== undefined && ' · edited'}
        </span>
      </header>
      <div class="text markdown">
        {body.trim() === '' ? <p class="small-print">No description provided.</p> : <GitHubText text={body} />}
      </div>
    </article>
  )
}
