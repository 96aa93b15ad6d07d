import { useEffect, useState } from 'preact/hooks'
import { Chat } from './chat/chat.tsx'
import { Jump } from './chat/jump.tsx'
import { Modal } from './chat/modal.tsx'
import { Sidebar } from './chat/sidebar.tsx'
import { Repository } from './github/repository.tsx'
import { Guide } from './guide/guide.tsx'
import { BeeMark } from './parts/icons.tsx'
import { Links } from './parts/links.tsx'
import { Notices } from './parts/notices.tsx'
import { TopBar } from './parts/top-bar.tsx'
import { useApp } from './state/context.ts'

export function App() {
  const { state, set } = useApp()
  const [isJumping, setJumping] = useState(false)
  const { route, world } = state

  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        if (document.querySelector('dialog[open]') === null) setJumping(true)
      }
      if (event.key === 'Escape') set({ isMenuOpen: false })
    }
    document.addEventListener('keydown', pressed)
    return () => document.removeEventListener('keydown', pressed)
  }, [])

  if (!world) return <Waiting failure={state.failure} />
  return (
    <div class={`app tab-${route.tab} ${state.isGuideOpen ? 'with-guide' : ''}`}>
      <button type="button" class="skip" onClick={skipToMain}>
        Skip to the content
      </button>
      <TopBar jump={() => setJumping(true)} />
      {route.tab === 'chat' && <Sidebar />}
      {route.tab === 'chat' && state.isMenuOpen && (
        <button
          type="button"
          class="scrim"
          aria-label="Close the list of channels"
          onClick={() => set({ isMenuOpen: false })}
        />
      )}
      {route.tab === 'chat' && <Chat />}
      {route.tab === 'github' && <Repository />}
      {route.tab === 'links' && <Links />}
      <Guide />
      {state.modal && <Modal key={state.modal.interactionId} open={state.modal} />}
      {isJumping && <Jump close={() => setJumping(false)} />}
      <Notices />
    </div>
  )
}

/** A button, because the address holds the route. */
function skipToMain() {
  const composer = document.getElementById('composer-text')
  ;(composer ?? document.getElementById('main'))?.focus()
}

function Waiting({ failure }: { failure: string | null }) {
  return (
    <main class="waiting" id="main">
      <BeeMark size={72} />
      <h1>Bee sandbox</h1>
      <p role="status">{failure ?? 'Getting everything ready…'}</p>
    </main>
  )
}
