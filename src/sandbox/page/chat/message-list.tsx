import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import type { ShownMessage } from '../../page-api.ts'
import { Dots } from '../parts/dots.tsx'
import { BeeMark } from '../parts/icons.tsx'
import { moveFocus } from '../parts/popover.tsx'
import { dayName } from '../parts/time.tsx'
import { placeById, useApp, useWorld } from '../state/context.ts'
import { Message, showMessage } from './message.tsx'
import { named } from './names.ts'
import { calledPlace, isThreadType } from './places.ts'

const togetherMs = 7 * 60_000
const nearBottomPx = 120

/** What was said in one place, newest at the bottom. Stays there while it grows, unless somebody scrolled up. */
export function MessageList({ place }: { place: string }) {
  const { state, desk } = useApp()
  const history = state.histories[place]
  const messages = history?.messages ?? []
  const box = useRef<HTMLDivElement>(null)
  const isAtBottom = useRef(true)
  const heightBefore = useRef(0)

  const firstId = messages[0]?.id
  useLayoutEffect(() => {
    // Older messages came in above: what was being read stays where it is.
    const element = box.current
    if (element && !isAtBottom.current) element.scrollTop += element.scrollHeight - heightBefore.current
  }, [firstId])
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    if (isAtBottom.current) element.scrollTop = element.scrollHeight
    heightBefore.current = element.scrollHeight
  })
  useEffect(() => {
    const element = box.current
    if (!element) return
    const watcher = new ResizeObserver(() => {
      if (isAtBottom.current) element.scrollTop = element.scrollHeight
    })
    watcher.observe(element)
    return () => watcher.disconnect()
  }, [])

  const wanted = state.route.tab === 'chat' ? state.route.message : undefined
  const isWantedHere = wanted !== undefined && messages.some(({ id }) => id === wanted)
  useEffect(() => {
    if (!isWantedHere) return
    isAtBottom.current = false
    showMessage(wanted)
  }, [wanted, isWantedHere])

  function scrolled() {
    const element = box.current
    if (!element) return
    isAtBottom.current = element.scrollHeight - element.scrollTop - element.clientHeight < nearBottomPx
    heightBefore.current = element.scrollHeight
    if (element.scrollTop < 200) void desk.loadEarlier(place)
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the messages inside take focus, arrow keys walk through them
    <div
      ref={box}
      class="messages"
      onScroll={scrolled}
      onKeyDown={(event) => {
        if (event.target instanceof HTMLElement && event.target.matches('article')) {
          moveFocus(event, [...(box.current?.querySelectorAll<HTMLElement>('article') ?? [])])
        }
      }}
    >
      {history?.isLoading && <p class="loading">Fetching messages…</p>}
      {history && !history.earlier && <Beginning place={place} isEmpty={messages.length === 0 && !history.isLoading} />}
      <div role="log" aria-label="Messages" aria-live="polite" aria-relevant="additions" aria-busy={history?.isLoading}>
        {messages.map((message, index) => (
          <MessageWithDay
            key={message.id}
            message={message}
            before={messages[index - 1]}
            isLast={index === messages.length - 1}
          />
        ))}
      </div>
      <Typing place={place} />
    </div>
  )
}

function MessageWithDay(props: { message: ShownMessage; before: ShownMessage | undefined; isLast: boolean }) {
  const { message, before, isLast } = props
  const day = dayName(message.timestamp)
  const isNewDay = before === undefined || dayName(before.timestamp) !== day
  return (
    <>
      {isNewDay && (
        <p class="day">
          <span>{day}</span>
        </p>
      )}
      <Message message={message} isContinued={!isNewDay && goesOn(message, before)} isLast={isLast} />
    </>
  )
}

/** The same person goes on talking: no second name and avatar. */
function goesOn(message: ShownMessage, before: ShownMessage | undefined) {
  if (!before || message.type !== 0 || ![0, 19].includes(before.type)) return false
  if (before.author.id !== message.author.id || before.ephemeral !== message.ephemeral) return false
  return Date.parse(message.timestamp) - Date.parse(before.timestamp) < togetherMs
}

function Beginning({ place, isEmpty }: { place: string; isEmpty: boolean }) {
  const world = useWorld()
  const channel = placeById(world, place)
  const name = channel ? calledPlace(channel) : world.bot.name
  const isThread = channel !== undefined && isThreadType(channel.type)
  return (
    <div class="beginning">
      <BeeMark size={44} />
      <h2>{isThread ? name : channel ? `Welcome to ${name}` : `You and ${name}`}</h2>
      <p>
        {isEmpty
          ? `Nobody has said anything yet. Write “@bee” and what is wrong, and ${world.bot.name} will help.`
          : channel
            ? `This is where ${isThread ? 'the thread' : name} begins.`
            : `Ask ${world.bot.name} anything. Nobody else reads along.`}
      </p>
    </div>
  )
}

function Typing({ place }: { place: string }) {
  const { state } = useApp()
  const world = useWorld()
  const ids = state.typing.filter((one) => one.place === place).map((one) => one.userId)
  const names = world.members.filter(({ user }) => ids.includes(user.id)).map(({ user }) => named(world, user).name)
  return (
    <p class="typing" aria-live="off">
      {names.length > 0 && (
        <>
          <Dots /> {names.join(' and ')} {names.length === 1 ? 'is' : 'are'} typing…
        </>
      )}
    </p>
  )
}
