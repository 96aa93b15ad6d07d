import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { WireCommandOption } from '../../discord/wire.ts'
import { Icon } from '../parts/icons.tsx'
import { useApp } from '../state/context.ts'
import { follow } from './components.tsx'
import type { FlatCommand } from './flat-command.ts'
import { attachmentType, type Given, OptionField, problemOf } from './slash-option.tsx'

/** A command being filled in: a chip for each thing it takes. Enter sends it, Esc puts it away. */
export function SlashBox({ command, place, close }: { command: FlatCommand; place: string; close(): void }) {
  const { do: send, openModal } = useApp()
  const required = command.options.filter((option) => option.required)
  const [added, setAdded] = useState<string[]>([])
  const [given, setGiven] = useState<Given>({})
  const [isTried, setTried] = useState(false)
  const [isSending, setSending] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const shown = command.options.filter((option) => option.required || added.includes(option.name))
  const others = command.options.filter((option) => !shown.includes(option))

  useLayoutEffect(() => {
    if (required.length === 0) form.current?.querySelector<HTMLElement>('.slash-send')?.focus()
  }, [])

  async function submit() {
    setTried(true)
    const wrong = shown.find((option) => problemOf(option, given[option.name]) !== undefined)
    if (wrong) {
      document.getElementById(`slash-${wrong.name}`)?.focus()
      return
    }
    setSending(true)
    const options = valuesOf(command.options, given)
    const uploads = Object.entries(given).flatMap(([field, value]) =>
      value instanceof File ? [{ field, file: value }] : [],
    )
    const outcome = await send('slash', { command: command.name, options, place }, uploads)
    setSending(false)
    if (!outcome) return
    follow(outcome, openModal)
    close()
  }

  const suggest = (option: WireCommandOption) => async (typed: string) => {
    const { [option.name]: _, ...rest } = valuesOf(command.options, given)
    const asked = { command: command.name, option: option.name, partial: typed, others: rest, place }
    return (await send('autocomplete', asked))?.choices ?? []
  }

  return (
    <footer class="composer">
      <form
        ref={form}
        class="slash-box"
        aria-label={`Command ${command.name}`}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') close()
        }}
      >
        <p class="slash-name">
          <b>/{command.name}</b> <span>{command.description}</span>
          <button type="button" class="icon-button" aria-label="Put the command away" onClick={close}>
            <Icon name="close" size={16} />
          </button>
        </p>
        <div class="slash-options">
          {shown.map((option, index) => (
            <OptionField
              key={option.name}
              option={option}
              isFirst={index === 0 || option.name === added.at(-1)}
              problem={isTried ? problemOf(option, given[option.name]) : undefined}
              value={given[option.name]}
              suggest={suggest(option)}
              give={(value) => setGiven((before) => ({ ...before, [option.name]: value }))}
            />
          ))}
        </div>
        <div class="slash-foot">
          {others.map((option) => (
            <button
              key={option.name}
              type="button"
              class="chip"
              title={option.description}
              onClick={() => setAdded([...added, option.name])}
            >
              + {option.name}
            </button>
          ))}
          <button type="submit" class="button button-primary slash-send" aria-busy={isSending} disabled={isSending}>
            Send
          </button>
        </div>
      </form>
    </footer>
  )
}

const whole = 4
const number = 10

/** What is sent: files travel beside, and what was left empty does not travel at all. */
function valuesOf(options: WireCommandOption[], given: Given): Record<string, string | number | boolean> {
  const values: Record<string, string | number | boolean> = {}
  for (const option of options) {
    const value = given[option.name]
    if (value === undefined || value === '' || value instanceof File || option.type === attachmentType) continue
    values[option.name] = option.type === whole || option.type === number ? Number(value) : value
  }
  return values
}
