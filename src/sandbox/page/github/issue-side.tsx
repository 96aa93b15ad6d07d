import { useCallback, useState } from 'preact/hooks'
import type { IssueView, RepositoryView } from '../../page-api.ts'
import { Icon } from '../parts/icons.tsx'
import { Popover } from '../parts/popover.tsx'
import { useApp } from '../state/context.ts'
import { Label } from './labels.tsx'

/** Labels and assignees, and how to change them. */
export function IssueSide({ issue, repository }: { issue: IssueView; repository: RepositoryView }) {
  const { do: send } = useApp()
  const people = repository.people.filter(({ type }) => type === 'User').map(({ login }) => login)
  return (
    <aside class="issue-side" aria-label="About this issue">
      <SidePart
        title="Labels"
        all={repository.labels.map(({ name }) => name)}
        chosen={issue.labels}
        set={(label, on) => send('issues/label', { issue: issue.number, label, on })}
      >
        {issue.labels.map((name) => (
          <Label key={name} name={name} labels={repository.labels} />
        ))}
      </SidePart>
      <SidePart
        title="Assignees"
        all={people}
        chosen={issue.assignees}
        set={(login, on) => send('issues/assignee', { issue: issue.number, login, on })}
      >
        {issue.assignees.map((login) => (
          <b key={login}>{login}</b>
        ))}
      </SidePart>
    </aside>
  )
}

function SidePart(props: {
  title: string
  all: string[]
  chosen: string[]
  set(name: string, on: boolean): unknown
  children: preact.ComponentChildren[]
}) {
  const { title, all, chosen, set, children } = props
  const [isOpen, setOpen] = useState(false)
  const close = useCallback(() => setOpen(false), [])
  return (
    <section class="side-part anchor">
      <h2>
        {title}
        <button
          type="button"
          class="icon-button"
          aria-label={`Change ${title.toLowerCase()}`}
          aria-haspopup="listbox"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          <Icon name="edit" size={16} />
        </button>
      </h2>
      <p class="side-values">{children.length > 0 ? children : <small>none yet</small>}</p>
      {isOpen && (
        <Popover role="listbox" label={title} close={close} align="end">
          {all.length === 0 && <p class="popover-note">There are none in this repository.</p>}
          {all.map((name) => (
            <button
              key={name}
              type="button"
              role="option"
              class="option"
              aria-selected={chosen.includes(name)}
              onClick={() => set(name, !chosen.includes(name))}
            >
              <span>{name}</span>
              {chosen.includes(name) && <Icon name="check" size={16} />}
            </button>
          ))}
        </Popover>
      )}
    </section>
  )
}
