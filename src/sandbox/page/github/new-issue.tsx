import { useState } from 'preact/hooks'
import { useApp } from '../state/context.ts'
import { routeTo } from '../state/route.ts'
import { MarkdownBox } from './comment-box.tsx'

export function NewIssue() {
  const { do: send } = useApp()
  const [title, setTitle] = useState('')
  const [body, setBody] = useState('')
  const [isPreview, setPreview] = useState(false)

  async function submit() {
    if (title.trim() === '') return
    const made = await send('issues/open', { title: title.trim(), body })
    if (made) location.hash = routeTo({ tab: 'github', issue: made.issue })
  }
  return (
    <form
      class="new-issue"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <h1>New issue</h1>
      <label>
        Title
        <input
          type="text"
          value={title}
          maxLength={256}
          required
          autofocus
          onInput={(event) => setTitle(event.currentTarget.value)}
        />
      </label>
      <MarkdownBox
        id="issue-body"
        label="Description"
        value={body}
        setValue={setBody}
        isPreview={isPreview}
        setPreview={setPreview}
        placeholder="What happens, and what should happen instead?"
        rows={8}
        submit={submit}
      />
      <p class="form-foot">
        <a class="button button-secondary" href={routeTo({ tab: 'github' })}>
          Cancel
        </a>
        <button type="submit" class="button button-primary" disabled={title.trim() === ''}>
          Open issue
        </button>
      </p>
    </form>
  )
}
