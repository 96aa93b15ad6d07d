import { render } from 'preact'
import './style/base.css'
import './style/parts.css'
import './style/text.css'
import './style/sidebar.css'
import './style/layout.css'
import './style/messages.css'
import './style/attached.css'
import './style/forms.css'
import './style/dialogs.css'
import './style/github.css'
import './style/guide.css'
import { App } from './app.tsx'
import { AppContext } from './state/context.ts'
import { createDesk } from './state/desk.ts'
import { remembered } from './state/memory.ts'
import { readRoute } from './state/route.ts'
import { createStore } from './state/store.ts'
import { applyTheme } from './state/theme.ts'

applyTheme()
const store = createStore({
  route: readRoute(location.hash),
  lastPlace: undefined,
  world: null,
  failure: null,
  connected: true,
  histories: {},
  unread: new Set(),
  typing: [],
  modal: null,
  replyTo: null,
  editing: null,
  repository: null,
  links: null,
  notices: [],
  isMenuOpen: false,
  isGuideOpen: remembered('guide') !== 'closed',
  draft: null,
})
const desk = createDesk(store)
render(
  <AppContext.Provider value={{ store, desk }}>
    <App />
  </AppContext.Provider>,
  document.getElementById('app')!,
)
void desk.start()
