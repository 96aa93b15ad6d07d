import type { OpenModal, RepositoryView, SeenLink, ShownMessage, World } from '../../page-api.ts'
import type { Route } from './route.ts'

/** All that the page shows, in one value. Changed by `createDesk` only. */
export interface State {
  route: Route
  /** Where the chat was left for another tab. */
  lastPlace: string | undefined
  world: World | null
  /** Why there is nothing to show. */
  failure: string | null
  connected: boolean
  histories: Record<string, History>
  /** Places with something new for this person. */
  unread: ReadonlySet<string>
  typing: { place: string; userId: string; until: number }[]
  modal: OpenModal | null
  replyTo: ShownMessage | null
  editing: string | null
  repository: RepositoryView | null
  links: SeenLink[] | null
  notices: Notice[]
  /** The list on the left, where it is a drawer. */
  isMenuOpen: boolean
  isGuideOpen: boolean
  /** What waits in the composer: words and files put there by the guide. */
  draft: Draft | null
}

export interface History {
  messages: ShownMessage[]
  earlier: boolean
  isLoading: boolean
}

export interface Notice {
  id: number
  text: string
  kind: 'problem' | 'news'
}

export interface Draft {
  id: number
  /** For the comment box of an issue, not for the composer. */
  issue?: number
  text?: string
  files?: File[]
}

export interface Store {
  readonly state: State
  set(change: Partial<State>): void
  subscribe(listener: () => void): () => void
}

export function createStore(initial: State): Store {
  let state = initial
  const listeners = new Set<() => void>()
  return {
    get state() {
      return state
    },
    set(change) {
      state = { ...state, ...change }
      for (const listener of listeners) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
