import { useEffect, useState } from 'preact/hooks'
import type { IssueView } from '../../page-api.ts'
import { useApp } from '../state/context.ts'
import { GitHubText } from '../text/render.tsx'

/** Writing as the maintainer: comment, close, reopen. */
export function CommentBox({ issue }: { issue: IssueView }) {
  const { do: send, state, set } = useApp()
  const [body, setBody] = useState('')
  const [isPreview, setPreview] = useState(false)
  const { draft } = state
  useEffect(() => {
    if (draft?.issue !== issue.number) return
    setBody(draft.text ?? '')
    set({ draft: null })
    document.getElementById('comment-text')?.focus()
  }, [draft?.id])
  const isOpen = issue.state === 'open'

  async function comment() {
    if (body.trim() === '') return true
    const done = await send('issues/comment', { issue: issue.number, body })
    if (done) setBody('')
    return done !== undefined
  }
  async function move(state: 'open' | 'completed' | 'not_planned') {
    if (await comment()) await send('issues/state', { issue: issue.number, state })
  }

  return (
    <form
      class="comment-box"
      aria-label="Add a comment"
      onSubmit={(event) => {
        event.preventDefault()
        void comment()
      }}
    >
      <MarkdownBox
        id="comment-text"
        label="Your comment"
        value={body}
        setValue={setBody}
        isPreview={isPreview}
        setPreview={setPreview}
        placeholder="Answer here. Markdown works."
        submit={comment}
      />
      <p class="form-foot">
        <button type="button" class="button button-secondary" onClick={() => move(isOpen ? 'completed' : 'open')}>
          {isOpen ? (body.trim() ? 'Close with comment' : 'Close issue') : 'Reopen issue'}
        </button>
        {isOpen && (
          <button type="button" class="button button-secondary" onClick={() => move('not_planned')}>
            Not planned
          </button>
        )}
        <button type="submit" class="button button-primary" disabled={body.trim() === ''}>
          Comment
        </button>
      </p>
    </form>
  )
}

export function MarkdownBox(props: {
  id: string
  label: string
  value: string
  setValue(value: string): void
  isPreview: boolean
  setPreview(isPreview: boolean): void
  placeholder: string
  rows?: number
  submit(): unknown
}) {
  const { id, label, value, setValue, isPreview, setPreview, placeholder, rows = 4, submit } = props
  return (
    <div class="markdown-box">
      <fieldset class="segments" aria-label="Write or preview">
        <button type="button" aria-pressed={!isPreview} onClick={() => setPreview(false)}>
          Write
        </button>
        <button type="button" aria-pressed={isPreview} onClick={() => setPreview(true)}>
          Preview
        </button>
      </fieldset>
      {isPreview ? (
        <div class="text markdown markdown-preview">
          {value.trim() === '' ? <p class="small-print">Nothing to show yet.</p> : <GitHubText text={value} />}
        </div>
      ) : (
        <textarea
          id={id}
          rows={rows}
          value={value}
          placeholder={placeholder}
          aria-label={label}
          onInput={(event) => setValue(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit()
          }}
        />
      )}
    </div>
  )
}
