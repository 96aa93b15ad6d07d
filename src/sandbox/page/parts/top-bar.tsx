import { useState } from 'preact/hooks'
import { useApp } from '../state/context.ts'
import { routeTo } from '../state/route.ts'
import { isDark, toggleTheme } from '../state/theme.ts'
import { BeeMark, Icon } from './icons.tsx'

/** Brand, tabs, and the light. */
export function TopBar({ jump }: { jump(): void }) {
  const { state, set } = useApp()
  const [dark, setDark] = useState(isDark())
  const { route, unread } = state
  const tabs = [
    { tab: 'chat', label: 'Chat', href: state.lastPlace ? routeTo({ tab: 'chat', place: state.lastPlace }) : '#/chat' },
    { tab: 'github', label: 'GitHub', href: '#/github' },
    { tab: 'links', label: 'Links', href: '#/links' },
  ]
  return (
    <header class="top-bar">
      {route.tab === 'chat' && (
        <button
          type="button"
          class="icon-button menu-button"
          aria-label={unread.size > 0 ? 'Channels, with new messages' : 'Channels'}
          aria-expanded={state.isMenuOpen}
          onClick={() => set({ isMenuOpen: !state.isMenuOpen })}
        >
          <Icon name="menu" size={22} />
          {unread.size > 0 && <i class="dot" />}
        </button>
      )}
      <p class="brand">
        <BeeMark size={30} />
        <b>
          Bee <span>sandbox</span>
        </b>
      </p>
      <nav aria-label="Parts of the sandbox" class="tabs">
        {tabs.map(({ tab, label, href }) => (
          <a key={tab} href={href} aria-current={route.tab === tab ? 'page' : undefined}>
            {label}
          </a>
        ))}
      </nav>
      <button type="button" class="jump-button" onClick={jump} aria-label="Jump to a channel (Ctrl+K)">
        <Icon name="search" size={16} /> <span>Jump to…</span> <kbd>Ctrl K</kbd>
      </button>
      <button
        type="button"
        class="icon-button"
        aria-label={dark ? 'Use the light colours' : 'Use the dark colours'}
        onClick={() => setDark(toggleTheme())}
      >
        <Icon name={dark ? 'sun' : 'moon'} />
      </button>
    </header>
  )
}
