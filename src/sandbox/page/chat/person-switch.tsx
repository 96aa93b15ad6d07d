import { Avatar } from '../parts/avatar.tsx'
import { useApp, useWorld } from '../state/context.ts'

/** "You are": the whole page as somebody else. */
export function PersonSwitch() {
  const { desk } = useApp()
  const { you, people } = useWorld()
  return (
    <div class="person-switch">
      <Avatar id={you.id} name={you.displayName} size={36} />
      <label>
        <span>You are</span>
        <select value={you.name} onChange={(event) => desk.become(event.currentTarget.value)}>
          {people.map((person) => (
            <option key={person.name} value={person.name}>
              {person.displayName} ({person.hint})
            </option>
          ))}
        </select>
      </label>
    </div>
  )
}
