import { useApp } from '../state/context.ts'
import { Icon } from './icons.tsx'

/** What went wrong, kindly, at the bottom; and whether the sandbox is there at all. */
export function Notices() {
  const { state, desk } = useApp()
  return (
    <>
      <div role="status" class="connection">
        {!state.connected && state.world && <p>The connection to the sandbox was lost. Trying again…</p>}
      </div>
      <div class="notices" role="alert">
        {state.notices.map((notice) => (
          <p key={notice.id} class={`notice is-${notice.kind}`}>
            <span>{notice.text}</span>
            <button type="button" class="icon-button" aria-label="Close" onClick={() => desk.dismissNotice(notice.id)}>
              <Icon name="close" size={16} />
            </button>
          </p>
        ))}
      </div>
    </>
  )
}
