import { useState } from 'preact/hooks'
import type { WireComponent } from '../../discord/wire.ts'
import type { Outcome, ShownMessage } from '../../page-api.ts'
import { Link } from '../parts/link.tsx'
import { useApp } from '../state/context.ts'
import { DiscordText } from '../text/render.tsx'
import { Select } from './select.tsx'

const kinds = { row: 1, button: 2, section: 9, text: 10, separator: 14, container: 17 }
const selects = [3, 5, 6, 7, 8]
const styles: Record<number, string> = { 1: 'primary', 2: 'secondary', 3: 'success', 4: 'danger', 5: 'link' }

/** Buttons, selects and the newer layout parts of a message. */
export function Components({ message }: { message: ShownMessage }) {
  if (message.components.length === 0) return null
  return (
    <div class="components">
      {message.components.map((component, index) => (
        <Part key={index} part={component} message={message} />
      ))}
    </div>
  )
}

function Part({ part, message }: { part: WireComponent; message: ShownMessage }) {
  const inside = (part.components ?? []).map((child, index) => <Part key={index} part={child} message={message} />)
  if (part.type === kinds.row) return <div class="component-row">{inside}</div>
  if (part.type === kinds.button) return <Button button={part} message={message} />
  if (selects.includes(part.type)) return <MessageSelect select={part} message={message} />
  if (part.type === kinds.container) return <div class="embed">{inside}</div>
  if (part.type === kinds.separator) return <hr />
  if (part.type === kinds.section) {
    return (
      <div class="section">
        <div>{inside}</div>
        {part.accessory && <Part part={part.accessory} message={message} />}
      </div>
    )
  }
  if (part.type === kinds.text) {
    return (
      <div class="text">
        <DiscordText text={part.content ?? ''} />
      </div>
    )
  }
  return null
}

function Button({ button, message }: { button: WireComponent; message: ShownMessage }) {
  const { do: send, openModal } = useApp()
  const [isWaiting, setWaiting] = useState(false)
  const style = styles[button.style ?? 2] ?? 'secondary'
  const words = (
    <>
      {button.emoji?.name && <span aria-hidden={button.label ? 'true' : undefined}>{button.emoji.name}</span>}
      {button.label && <span>{button.label}</span>}
    </>
  )
  if (button.url) {
    return (
      <Link class="button button-link" url={button.url} sign>
        {words}
      </Link>
    )
  }

  async function press() {
    if (isWaiting || !button.custom_id) return
    setWaiting(true)
    const outcome = await send('press', { messageId: message.id, customId: button.custom_id })
    setWaiting(false)
    follow(outcome, openModal)
  }
  return (
    <button
      type="button"
      class={`button button-${style}`}
      disabled={button.disabled}
      aria-busy={isWaiting}
      onClick={press}
    >
      {words}
    </button>
  )
}

function MessageSelect({ select, message }: { select: WireComponent; message: ShownMessage }) {
  const { do: send, openModal } = useApp()
  const [isWaiting, setWaiting] = useState(false)
  async function choose(values: string[]) {
    setWaiting(true)
    const outcome = await send('choose', { messageId: message.id, customId: select.custom_id ?? '', values })
    setWaiting(false)
    follow(outcome, openModal)
  }
  return <Select select={select} label={select.placeholder ?? 'Choose'} isWaiting={isWaiting} choose={choose} />
}

/** A form opens where one was answered with; all else arrives as messages. */
export function follow(
  outcome: Outcome | undefined,
  openModal: (modal: { interactionId: string; modal: OpenedModal }) => void,
) {
  if (outcome?.kind === 'modal') openModal({ interactionId: outcome.interactionId, modal: outcome.modal })
}

type OpenedModal = Extract<Outcome, { kind: 'modal' }>['modal']
