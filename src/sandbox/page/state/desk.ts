import type { MessagePage, PageEvent, RepositoryView, SeenLink, World } from '../../page-api.ts'
import { ask, Refused } from './api.ts'
import { listen } from './events.ts'
import { isNewer, withMessage, withoutMessage } from './histories.ts'
import { remember, remembered } from './memory.ts'
import { placeHref, readRoute } from './route.ts'
import type { Store } from './store.ts'

const typingShownMs = 9000
const noticeShownMs = 9000

/** Loads what the page shows, keeps it fresh, and moves between places and people. */
export function createDesk(store: Store) {
  let stopListening = () => {}
  let noticeId = 0
  // Read up to here, by person and place; what is older than the first look counts as read.
  const readUpTo = new Map<string, string>()
  let baseline: string | undefined

  const as = () => store.state.world?.you.name ?? remembered('as') ?? ''
  const currentPlace = () => (store.state.route.tab === 'chat' ? store.state.route.place : undefined)

  async function start() {
    window.addEventListener('hashchange', () => void arrive())
    await become(remembered('as') ?? '')
  }

  /** Everything as another person. */
  async function become(name: string) {
    stopListening()
    let world: World
    try {
      world = await loadWorld(name)
    } catch (problem) {
      store.set({ failure: words(problem), connected: false })
      setTimeout(() => become(name), 2000)
      return
    }
    remember('as', world.you.name)
    store.set({ ...afresh, world, failure: null })
    stopListening = listen(world.you.name, { event: apply, connected: (connected) => store.set({ connected }), again })
    markUnread()
    followHash()
  }

  async function loadWorld(name: string): Promise<World> {
    try {
      return await ask<World>('world', { as: name || undefined })
    } catch (problem) {
      // A person remembered from another guild: be the first one of this guild.
      if (name === '') throw problem
      return ask<World>('world', {})
    }
  }

  /** After a lost connection: what was missed is read again. */
  async function again() {
    await tell(async () => {
      const world = await ask<World>('world', { as: as() })
      const place = currentPlace()
      store.set({ world, histories: {}, repository: null, links: null })
      if (place !== undefined) await loadHistory(place)
      followHash()
    })
  }

  /** A place may be newer than what is known here: before giving up on one, the server is asked. */
  async function arrive() {
    const { world } = store.state
    const route = readRoute(location.hash)
    if (world && route.tab === 'chat' && route.place !== undefined && !isKnown(world, route.place)) {
      await tell(async () => store.set({ world: await ask<World>('world', { as: as() }) }))
    }
    followHash()
  }

  function followHash() {
    const { world } = store.state
    let route = readRoute(location.hash)
    if (world && route.tab === 'chat' && !isKnown(world, route.place)) {
      const home = homePlace(world)
      if (home === undefined) route = { tab: 'chat' }
      else {
        route = { tab: 'chat', place: home }
        history.replaceState(null, '', placeHref(home))
      }
    }
    const lastPlace = route.tab === 'chat' ? route.place : store.state.lastPlace
    store.set({ route, lastPlace, isMenuOpen: false, replyTo: null, editing: null })
    if (route.tab === 'chat' && route.place !== undefined && world) {
      markRead(route.place)
      if (!isForum(world, route.place)) void loadHistory(route.place)
    }
    if (route.tab === 'github') void loadRepository()
    if (route.tab === 'links') void loadLinks()
  }

  async function loadHistory(place: string) {
    if (store.state.histories[place]) return
    const empty = { messages: [], earlier: false, isLoading: true }
    store.set({ histories: { ...store.state.histories, [place]: empty } })
    await tell(async () => {
      const page = await ask<MessagePage>('messages', { as: as(), place })
      store.set({ histories: { ...store.state.histories, [place]: { ...page, isLoading: false } } })
      markRead(place)
    })
  }

  async function loadEarlier(place: string) {
    const known = store.state.histories[place]
    if (!known?.earlier || known.isLoading) return
    const before = known.messages[0]?.id
    store.set({ histories: { ...store.state.histories, [place]: { ...known, isLoading: true } } })
    await tell(async () => {
      const page = await ask<MessagePage>('messages', { as: as(), place, before })
      const now = store.state.histories[place] ?? known
      const messages = [...page.messages, ...now.messages]
      store.set({
        histories: { ...store.state.histories, [place]: { messages, earlier: page.earlier, isLoading: false } },
      })
    })
  }

  async function loadRepository() {
    await tell(async () => store.set({ repository: await ask<RepositoryView>('repository', {}) }))
  }

  async function loadLinks() {
    await tell(async () => {
      const { links } = await ask<{ links: SeenLink[] }>('links', { as: as() })
      store.set({ links })
    })
  }

  function apply(event: PageEvent) {
    const { state } = store
    if (event.type === 'message') {
      const { message } = event
      const typing = state.typing.filter((one) => one.place !== message.channel_id || one.userId !== message.author.id)
      store.set({ histories: withMessage(state.histories, message), typing })
      noticeMessage(message.channel_id, message.id, message.author.id)
      if (state.route.tab === 'links') void loadLinks()
    } else if (event.type === 'gone') {
      store.set({ histories: withoutMessage(state.histories, event.place, event.messageId) })
    } else if (event.type === 'typing') {
      const others = state.typing.filter((one) => one.userId !== event.userId)
      store.set({
        typing: [...others, { place: event.place, userId: event.userId, until: Date.now() + typingShownMs }],
      })
      setTimeout(
        () => store.set({ typing: store.state.typing.filter((one) => one.until > Date.now()) }),
        typingShownMs + 50,
      )
    } else if (event.type === 'repository') {
      if (state.repository) void loadRepository()
    } else if (state.world) {
      if (event.type === 'places') store.set({ world: { ...state.world, places: event.places } })
      if (event.type === 'people') store.set({ world: { ...state.world, roles: event.roles, members: event.members } })
      if (event.type === 'guide') store.set({ world: { ...state.world, guide: event.guide } })
    }
  }

  function noticeMessage(place: string, messageId: string, authorId: string) {
    if (place === currentPlace() && document.visibilityState === 'visible') return markRead(place, messageId)
    const upTo = readUpTo.get(`${as()} ${place}`)
    const isOwn = authorId === store.state.world?.you.id
    if (isOwn || (upTo !== undefined && !isNewer(messageId, upTo))) return
    store.set({ unread: new Set([...store.state.unread, place]) })
  }

  function markRead(place: string, messageId?: string) {
    const newest = messageId ?? store.state.histories[place]?.messages.at(-1)?.id ?? lastIn(place)
    if (newest !== undefined) readUpTo.set(`${as()} ${place}`, newest)
    if (!store.state.unread.has(place)) return
    const unread = new Set(store.state.unread)
    unread.delete(place)
    store.set({ unread })
  }

  function markUnread() {
    const { world } = store.state
    if (!world) return
    const newest = (one: string, other: string) => (isNewer(one, other) ? one : other)
    baseline ??= world.places.reduce((latest, place) => newest(place.last_message_id ?? '', latest), '')
    const unread = new Set<string>()
    for (const place of world.places) {
      const upTo = readUpTo.get(`${world.you.name} ${place.id}`) ?? baseline
      if (place.last_message_id && place.type !== 15 && isNewer(place.last_message_id, upTo)) unread.add(place.id)
    }
    store.set({ unread })
  }

  const lastIn = (id: string) =>
    store.state.world?.places.find((place) => place.id === id)?.last_message_id ?? undefined

  /** Runs something that may be refused, and says the refusal. @returns undefined after a refusal */
  async function tell<Answer>(work: () => Promise<Answer>): Promise<Answer | undefined> {
    try {
      return await work()
    } catch (problem) {
      say(words(problem), 'problem')
      return undefined
    }
  }

  function say(text: string, kind: 'problem' | 'news' = 'news') {
    noticeId += 1
    const id = noticeId
    const others = store.state.notices.filter((notice) => notice.text !== text)
    store.set({ notices: [...others.slice(-2), { id, text, kind }] })
    setTimeout(() => dismissNotice(id), noticeShownMs)
  }

  const dismissNotice = (id: number) => store.set({ notices: store.state.notices.filter((notice) => notice.id !== id) })

  return { start, become, loadEarlier, loadRepository, tell, say, dismissNotice, as }
}

export type Desk = ReturnType<typeof createDesk>

/** What belongs to one person and must not be shown to the next. */
const afresh = {
  modal: null,
  histories: {},
  unread: new Set<string>(),
  typing: [],
  replyTo: null,
  editing: null,
  links: null,
}

const isKnown = (world: World, place: string | undefined) =>
  place === '@bee' || world.places.some((known) => known.id === place)

const isForum = (world: World, place: string) => world.places.some((known) => known.id === place && known.type === 15)

/** Where the guide begins, else the first channel. */
function homePlace(world: World): string | undefined {
  const begins = world.guide.steps[0]?.place
  if (isKnown(world, begins)) return begins
  return world.places.find((place) => place.type === 0)?.id ?? '@bee'
}

const words = (problem: unknown) =>
  problem instanceof Refused ? problem.message : 'Something went wrong in the page. Reload it, please.'
