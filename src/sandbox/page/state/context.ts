import { createContext } from 'preact'
import { useContext, useEffect, useState } from 'preact/hooks'
import type { OpenModal, PageAnswers, PageRequests, Place, World } from '../../page-api.ts'
import { send, type Upload } from './api.ts'
import type { Desk } from './desk.ts'
import { placeHref } from './route.ts'
import type { State, Store } from './store.ts'

export const AppContext = createContext<{ store: Store; desk: Desk } | undefined>(undefined)

/** The state as it is now, and what may be done. The component is drawn again whenever the state changes. */
export function useApp() {
  const app = useContext(AppContext)
  if (!app) throw new Error('The page is not wired')
  const { store, desk } = app
  const [state, setState] = useState<State>(store.state)
  useEffect(() => {
    setState(store.state)
    return store.subscribe(() => setState(store.state))
  }, [store])

  return {
    state,
    desk,
    set: store.set,
    /** Sends a request as the chosen person; a refusal is shown. @returns undefined after a refusal */
    do: <Path extends keyof PageRequests>(path: Path, asked: PageRequests[Path], uploads: Upload[] = []) =>
      desk.tell<PageAnswers[Path]>(() => send(path, desk.as(), asked, uploads)),
    goTo: (place: string) => {
      location.hash = placeHref(place)
    },
    openModal: (modal: OpenModal | null) => store.set({ modal }),
  }
}

/** The world, where it is known to be there (below the loading screen). */
export function useWorld(): World {
  const { state } = useApp()
  if (!state.world) throw new Error('Shown too early')
  return state.world
}

export const placeById = (world: World, id: string | undefined): Place | undefined =>
  world.places.find((place) => place.id === id)
