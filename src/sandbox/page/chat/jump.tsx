import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { Icon } from '../parts/icons.tsx'
import { useApp, useWorld } from '../state/context.ts'
import { iconOf, isThreadType } from './places.ts'

/** Ctrl+K: a few letters of a channel or thread, and Enter goes there. */
export function Jump({ close }: { close(): void }) {
  const { goTo } = useApp()
  const world = useWorld()
  const dialog = useRef<HTMLDialogElement>(null)
  const [typed, setTyped] = useState('')
  const [active, setActive] = useState(0)
  useLayoutEffect(() => {
    const element = dialog.current
    element?.showModal()
    return () => element?.close()
  }, [])

  const wanted = typed.toLowerCase().replace(/^[#@]/, '')
  const places = world.places.filter((place) => place.type !== 4 && place.name?.toLowerCase().includes(wanted))
  const direct = world.bot.name.toLowerCase().includes(wanted)
    ? [{ id: '@bee', name: world.bot.name, detail: 'in private', icon: 'lock' as const }]
    : []
  const rows = [
    ...places.map((place) => ({
      id: place.id,
      name: place.name ?? '',
      detail: isThreadType(place.type) ? 'thread' : (place.topic ?? ''),
      icon: iconOf(place),
    })),
    ...direct,
  ].slice(0, 8)

  function go(id: string | undefined) {
    if (id === undefined) return
    goTo(id)
    close()
  }
  return (
    <dialog
      ref={dialog}
      class="jump"
      aria-label="Jump to a channel"
      onClose={close}
      onPointerDown={(event) => event.target === dialog.current && close()}
    >
      <div class="jump-box">
        <Icon name="search" />
        <input
          type="text"
          role="combobox"
          autofocus
          value={typed}
          placeholder="Where to?"
          aria-label="Channel or thread"
          aria-expanded="true"
          aria-controls="jump-list"
          aria-activedescendant={rows.length > 0 ? `jump-${active}` : undefined}
          onInput={(event) => {
            setTyped(event.currentTarget.value)
            setActive(0)
          }}
          onKeyDown={(event) => {
            if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
              event.preventDefault()
              setActive((active + (event.key === 'ArrowDown' ? 1 : rows.length - 1)) % Math.max(rows.length, 1))
            }
            if (event.key === 'Enter') go(rows[active]?.id)
          }}
        />
      </div>
      <div id="jump-list" role="listbox" aria-label="Places">
        {rows.map((row, index) => (
          <div
            key={row.id}
            id={`jump-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            class="suggestion"
            onPointerDown={() => go(row.id)}
          >
            <Icon name={row.icon} size={16} />
            <b>{row.name}</b>
            <small>{row.detail}</small>
          </div>
        ))}
        {rows.length === 0 && <p class="popover-note">Nothing is called that.</p>}
      </div>
    </dialog>
  )
}
