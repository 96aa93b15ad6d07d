import { BeeMark, Icon } from '../parts/icons.tsx'
import { placeById, useApp, useWorld } from '../state/context.ts'
import { placeHref } from '../state/route.ts'
import { DiscordLine } from '../text/render.tsx'
import { Composer } from './composer.tsx'
import { Forum } from './forum.tsx'
import { MessageList } from './message-list.tsx'
import { iconOf } from './places.ts'

/** One place: its name, what was said, and where to answer. */
export function Chat() {
  const { state } = useApp()
  const world = useWorld()
  const id = state.route.tab === 'chat' ? state.route.place : undefined
  if (id === undefined) return <main id="main" class="chat" />

  const place = placeById(world, id)
  return (
    <main id="main" class="chat" tabIndex={-1}>
      <PlaceHeader id={id} />
      {place?.type === 15 ? (
        <Forum key={id} forum={place} />
      ) : (
        <>
          <MessageList key={`${world.you.name} ${id}`} place={id} />
          <Composer key={`composer ${world.you.name} ${id}`} place={id} />
        </>
      )}
    </main>
  )
}

function PlaceHeader({ id }: { id: string }) {
  const world = useWorld()
  const place = placeById(world, id)
  const parent = placeById(world, place?.parent_id ?? undefined)
  const isThread = parent !== undefined && parent.type !== 4
  return (
    <header class="place-header">
      {isThread && (
        <a class="crumb" href={placeHref(parent.id)}>
          <Icon name={iconOf(parent)} size={16} />
          <span>{parent.name}</span>
          <Icon name="chevron" size={14} />
        </a>
      )}
      <h1>
        {place ? <Icon name={iconOf(place)} /> : <BeeMark size={24} />}
        <span>{place ? place.name : world.bot.name}</span>
      </h1>
      {place?.thread_metadata?.archived && <span class="tag">closed</span>}
      {place?.topic && (
        <p class="topic">
          <DiscordLine text={place.topic} />
        </p>
      )}
      {!place && <p class="topic">Only you and {world.bot.name} read this.</p>}
    </header>
  )
}
