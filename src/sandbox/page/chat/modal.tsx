import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { OpenModal } from '../../page-api.ts'
import { Icon } from '../parts/icons.tsx'
import { useApp } from '../state/context.ts'
import { DiscordText } from '../text/render.tsx'
import { follow } from './components.tsx'
import { type Filled, ModalField } from './modal-field.tsx'
import { type FormField, fieldsOf, problemIn } from './modal-fields.ts'

/** A form that Bee opened. */
export function Modal({ open }: { open: OpenModal }) {
  const { do: send, openModal, desk } = useApp()
  const dialog = useRef<HTMLDialogElement>(null)
  const fields = fieldsOf(open.modal)
  const [filled, setFilled] = useState<Filled>(() => presets(fields))
  const [isTried, setTried] = useState(false)
  const [isSending, setSending] = useState(false)

  useLayoutEffect(() => {
    const element = dialog.current
    element?.showModal()
    element?.querySelector<HTMLElement>('.modal-fields input, .modal-fields textarea, .modal-fields button')?.focus()
    // Closing gives focus back to where it was; removing alone would not.
    return () => element?.close()
  }, [])

  function close() {
    openModal(null)
    void fetch(`api/close-modal?${new URLSearchParams({ as: desk.as() })}`, { method: 'POST' })
  }

  async function submit() {
    setTried(true)
    const wrong = fields.find((field) => problemIn(field, filled[field.customId]) !== undefined)
    if (wrong) {
      document.getElementById(`field-${wrong.customId}`)?.focus()
      return
    }
    setSending(true)
    const values: Record<string, string | string[] | boolean> = {}
    const uploads = []
    for (const field of fields) {
      const value = filled[field.customId]
      if (value === undefined) continue
      if (Array.isArray(value) && field.kind === 'files') {
        for (const file of value) if (file instanceof File) uploads.push({ field: field.customId, file })
      } else values[field.customId] = value as string | string[] | boolean
    }
    const outcome = await send('submit', { interactionId: open.interactionId, values }, uploads)
    setSending(false)
    if (!outcome) return
    openModal(null)
    follow(outcome, openModal)
  }

  return (
    <dialog
      ref={dialog}
      class="modal"
      aria-labelledby="modal-title"
      onCancel={(event) => {
        event.preventDefault()
        close()
      }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <header>
          <h2 id="modal-title">{open.modal.title}</h2>
          <button type="button" class="icon-button" aria-label="Close the form" onClick={close}>
            <Icon name="close" />
          </button>
        </header>
        <div class="modal-fields">
          {fields.map((field) =>
            field.kind === 'note' ? (
              <div key={field.customId} class="text">
                <DiscordText text={field.label} />
              </div>
            ) : (
              <ModalField
                key={field.customId}
                field={field}
                value={filled[field.customId]}
                problem={isTried ? problemIn(field, filled[field.customId]) : undefined}
                fill={(value) => setFilled((before) => ({ ...before, [field.customId]: value }))}
              />
            ),
          )}
        </div>
        <footer>
          <button type="button" class="button button-secondary" onClick={close}>
            Cancel
          </button>
          <button type="submit" class="button button-primary" aria-busy={isSending} disabled={isSending}>
            Submit
          </button>
        </footer>
      </form>
    </dialog>
  )
}

function presets(fields: FormField[]): Filled {
  const filled: Filled = {}
  for (const field of fields) if (field.preset !== undefined) filled[field.customId] = field.preset
  return filled
}
