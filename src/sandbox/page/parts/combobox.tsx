import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'

export interface Choice {
  name: string
  value: string | number
}

const askAfterMs = 120

/**
 * A text field with a list below it. What is typed counts as it is, unless the list must be chosen from.
 *
 * @param source what fits the typed words; asked again a moment after each key
 */
export function Combobox(props: {
  id: string
  label: string
  describedBy?: string
  isInvalid?: boolean
  placeholder?: string
  mustChoose: boolean
  isFirst?: boolean
  source(typed: string): Promise<Choice[]>
  choose(value: string | number | undefined): void
}) {
  const { id, label, mustChoose, source, choose } = props
  const [typed, setTyped] = useState('')
  const [choices, setChoices] = useState<Choice[]>([])
  const [active, setActive] = useState(0)
  const [isOpen, setOpen] = useState(false)
  const asked = useRef(0)
  const input = useRef<HTMLInputElement>(null)

  useLayoutEffect(() => {
    if (props.isFirst) input.current?.focus()
  }, [])
  useEffect(() => {
    if (!isOpen) return
    asked.current += 1
    const mine = asked.current
    const timer = setTimeout(async () => {
      const found = await source(typed)
      // An answer to an earlier question comes too late.
      if (mine !== asked.current) return
      setChoices(found)
      setActive(0)
    }, askAfterMs)
    return () => clearTimeout(timer)
  }, [typed, isOpen])

  const isShown = isOpen && choices.length > 0
  function take(choice: Choice) {
    setTyped(choice.name)
    setOpen(false)
    choose(choice.value)
  }
  function pressed(event: KeyboardEvent) {
    if (!isShown) {
      if (event.key === 'ArrowDown') setOpen(true)
      return
    }
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      setActive((active + (event.key === 'ArrowDown' ? 1 : choices.length - 1)) % choices.length)
    } else if (event.key === 'Enter' || event.key === 'Tab') {
      if (event.key === 'Enter') event.preventDefault()
      event.stopPropagation()
      take(choices[active]!)
    } else if (event.key === 'Escape') {
      event.stopPropagation()
      setOpen(false)
    }
  }
  return (
    <div class="combobox anchor">
      <input
        ref={input}
        id={id}
        type="text"
        role="combobox"
        autocomplete="off"
        value={typed}
        placeholder={props.placeholder}
        aria-label={label}
        aria-describedby={props.describedBy}
        aria-invalid={props.isInvalid}
        aria-autocomplete="list"
        aria-expanded={isShown}
        aria-controls={isShown ? `${id}-list` : undefined}
        aria-activedescendant={isShown ? `${id}-${active}` : undefined}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onInput={(event) => {
          setTyped(event.currentTarget.value)
          setOpen(true)
          choose(mustChoose ? undefined : event.currentTarget.value)
        }}
        onKeyDown={pressed}
      />
      {isShown && (
        <div class="popover popover-up" id={`${id}-list`} role="listbox" aria-label={label}>
          {choices.map((choice, index) => (
            <div
              key={String(choice.value)}
              id={`${id}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              class="suggestion"
              onPointerDown={(event) => {
                event.preventDefault()
                take(choice)
              }}
            >
              {choice.name}
            </div>
          ))}
        </div>
      )}
    </div>
  )
}
