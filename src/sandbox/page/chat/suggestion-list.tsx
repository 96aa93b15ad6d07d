import { useEffect } from 'preact/hooks'
import { Avatar } from '../parts/avatar.tsx'
import { useWorld } from '../state/context.ts'
import type { Suggestion } from './suggestions.ts'

/** The list above the box. Focus stays in the box, which names the active row. */
export function SuggestionList(props: {
  id: string
  suggestions: Suggestion[]
  active: number
  take(suggestion: Suggestion): void
}) {
  const { id, suggestions, active, take } = props
  const world = useWorld()
  useEffect(() => document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: 'nearest' }), [active])
  return (
    <div class="suggestions" id={id} role="listbox" aria-label="Suggestions">
      {suggestions.map((suggestion, index) => (
        <div
          key={suggestion.label + suggestion.detail}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          class="suggestion"
          // Before the box loses focus.
          onPointerDown={(event) => {
            event.preventDefault()
            take(suggestion)
          }}
        >
          {suggestion.userId && (
            <Avatar
              id={suggestion.userId}
              name={suggestion.label}
              isBee={suggestion.userId === world.bot.id}
              size={24}
            />
          )}
          <b>{suggestion.label}</b>
          <small>{suggestion.detail}</small>
        </div>
      ))}
    </div>
  )
}
