import { useRef } from 'preact/hooks'
import type { Place, World } from '../../page-api.ts'
import { BeeMark, Icon, type IconName } from '../parts/icons.tsx'
import { moveFocus } from '../parts/popover.tsx'
import { useApp, useWorld } from '../state/context.ts'
import { placeHref } from '../state/route.ts'
import { PersonSwitch } from './person-switch.tsx'
import { iconOf, isThreadType } from './places.ts'

/** Places this person can see: direct messages, channels by category, and each channel's threads below it. */
export function Sidebar() {
  const { state } = useApp()
  const world = useWorld()
  const list = useRef<HTMLElement>(null)
  const groups = groupPlaces(world)

  return (
    <aside class={state.isMenuOpen ? 'sidebar is-open' : 'sidebar'} aria-label="Channels and person">
      <nav
        ref={list}
        aria-label="Channels"
        class="places"
        onKeyDown={(event) => moveFocus(event, [...(list.current?.querySelectorAll<HTMLElement>('a') ?? [])])}
      >
        <h2 class="guild-name">{world.guild.name}</h2>
        <ul>
          <PlaceLink id="@bee" name={`${world.bot.name}, in private`} bee />
        </ul>
        {groups.map((group) => (
          <section key={group.id} aria-label={group.name || 'Channels'}>
            {group.name && <h3>{group.name}</h3>}
            <ul>
              {group.places.map((place) => (
                <PlaceItem key={place.id} place={place} threads={threadsOf(world, place, state.route)} />
              ))}
            </ul>
          </section>
        ))}
      </nav>
      <PersonSwitch />
    </aside>
  )
}

function PlaceItem({ place, threads }: { place: Place; threads: Place[] }) {
  return (
    <>
      <PlaceLink id={place.id} name={place.name ?? ''} icon={iconOf(place)} />
      {threads.map((thread) => (
        <PlaceLink
          key={thread.id}
          id={thread.id}
          name={thread.name ?? ''}
          icon={thread.type === 12 ? 'lock' : 'thread'}
          isThread
          isArchived={thread.thread_metadata?.archived === true}
        />
      ))}
    </>
  )
}

function PlaceLink(props: {
  id: string
  name: string
  icon?: IconName
  bee?: boolean
  isThread?: boolean
  isArchived?: boolean
}) {
  const { id, name, icon, bee, isThread, isArchived } = props
  const { state } = useApp()
  const isCurrent = state.route.tab === 'chat' && state.route.place === id
  const isUnread = state.unread.has(id) && !isCurrent
  const classes = ['place', isThread && 'is-thread', isUnread && 'is-unread', isArchived && 'is-archived']
  return (
    <li>
      <a href={placeHref(id)} class={classes.filter(Boolean).join(' ')} aria-current={isCurrent ? 'page' : undefined}>
        {bee ? <BeeMark size={22} /> : <Icon name={icon ?? 'hash'} size={16} />}
        <span class="place-name">{name}</span>
        {isUnread && (
          <span class="dot">
            <span class="hidden">new messages</span>
          </span>
        )}
      </a>
    </li>
  )
}

function groupPlaces(world: World) {
  const tops = world.places.filter((place) => !isThreadType(place.type) && place.type !== 4)
  const inOrder = (places: Place[]) => places.sort((one, other) => (one.position ?? 0) - (other.position ?? 0))
  const categories = inOrder(world.places.filter((place) => place.type === 4))
  const groups = categories.map(({ id, name }) => ({
    id,
    name: name ?? '',
    places: inOrder(tops.filter((place) => place.parent_id === id)),
  }))
  const loose = tops.filter((place) => !categories.some(({ id }) => id === place.parent_id))
  return [{ id: 'loose', name: '', places: inOrder(loose) }, ...groups].filter((group) => group.places.length > 0)
}

/** Threads that are open, and the one being read even when it is closed. */
function threadsOf(world: World, parent: Place, route: { tab: string; place?: string }) {
  return world.places.filter(
    (place) =>
      isThreadType(place.type) &&
      place.parent_id === parent.id &&
      (!place.thread_metadata?.archived || place.id === route.place),
  )
}
