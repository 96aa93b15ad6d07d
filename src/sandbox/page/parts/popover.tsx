import type { ComponentChildren, RefObject } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'

/**
 * A small layer beside its button. It closes on Esc, on a click elsewhere, and when focus leaves; focus then goes back
 * to where it came from.
 */
export function Popover({
  close,
  label,
  role,
  align = 'start',
  children,
}: {
  close(): void
  label: string
  role: 'menu' | 'listbox' | 'dialog'
  align?: 'start' | 'end'
  children: ComponentChildren
}) {
  const layer = useRef<HTMLDivElement>(null)

  useLayoutEffect(() => {
    const before = document.activeElement
    focusables(layer)[0]?.focus({ preventScroll: true })
    keepInside(layer.current)
    return () => {
      const isOurs = document.activeElement === document.body || layer.current?.contains(document.activeElement)
      if (isOurs && before instanceof HTMLElement) before.focus({ preventScroll: true })
    }
  }, [])

  useEffect(() => {
    const away = (event: Event) => {
      const anchor = layer.current?.parentElement
      if (event.target instanceof Node && !anchor?.contains(event.target)) close()
    }
    document.addEventListener('pointerdown', away)
    document.addEventListener('focusin', away)
    return () => {
      document.removeEventListener('pointerdown', away)
      document.removeEventListener('focusin', away)
    }
  }, [close])

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useAriaPropsSupportedByRole: its role is always given
    <div
      ref={layer}
      class={`popover popover-${align}`}
      role={role}
      aria-label={label}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.stopPropagation()
          close()
        } else moveFocus(event, focusables(layer))
      }}
    >
      {children}
    </div>
  )
}

const focusables = (layer: RefObject<HTMLElement>) =>
  [...(layer.current?.querySelectorAll<HTMLElement>('button:not(:disabled), input, a[href]') ?? [])].filter(
    (element) => element.tabIndex !== -2,
  )

/** Opens upwards and leftwards where there is no room below or to the right. */
function keepInside(layer: HTMLElement | null) {
  if (!layer) return
  const box = layer.getBoundingClientRect()
  if (box.bottom > window.innerHeight - 8 && box.top > box.height) layer.classList.add('popover-up')
  if (box.right > window.innerWidth - 8) layer.classList.add('popover-end')
  if (layer.getBoundingClientRect().left < 8) layer.classList.remove('popover-end')
}

/** Arrow keys, Home and End walk through a list of things that take focus. */
export function moveFocus(event: KeyboardEvent, items: HTMLElement[]) {
  const at = items.indexOf(document.activeElement as HTMLElement)
  const steps: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }
  const next = steps[event.key]
  if (next === undefined || items.length === 0) return
  if (event.target instanceof HTMLInputElement && event.target.type === 'text' && /Home|End/.test(event.key)) return
  event.preventDefault()
  items[(next + items.length) % items.length]?.focus()
}
