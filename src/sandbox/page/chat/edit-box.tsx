import { useEffect, useRef, useState } from 'preact/hooks'
import type { ShownMessage } from '../../page-api.ts'
import { useApp } from '../state/context.ts'

export function EditBox({ message }: { message: ShownMessage }) {
  const { do: send, set } = useApp()
  const [text, setText] = useState(message.content)
  const box = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    box.current?.focus()
    box.current?.setSelectionRange(text.length, text.length)
  }, [])

  const close = () => {
    set({ editing: null })
    document.getElementById('composer-text')?.focus()
  }
  async function save() {
    if (text === message.content || (await send('edit', { messageId: message.id, text }))) close()
  }
  return (
    <form
      class="edit-box"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <textarea
        ref={box}
        value={text}
        aria-label="Edit your message"
        rows={Math.min(8, text.split('\n').length)}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') close()
          if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
            event.preventDefault()
            void save()
          }
        }}
      />
      <p class="hint">
        <button type="submit" class="button button-primary button-small">
          Save
        </button>
        <button type="button" class="button button-secondary button-small" onClick={close}>
          Cancel
        </button>
        Enter saves, Esc cancels
      </p>
    </form>
  )
}
