import type { ShownMessage } from '../../page-api.ts'
import { Avatar } from '../parts/avatar.tsx'
import { Dots } from '../parts/dots.tsx'
import { Icon } from '../parts/icons.tsx'
import { fullTime, shortTime } from '../parts/time.tsx'
import { placeById, useApp, useWorld } from '../state/context.ts'
import { placeHref } from '../state/route.ts'
import { DiscordText } from '../text/render.tsx'
import { Attachments } from './attachments.tsx'
import { Components } from './components.tsx'
import { EditBox } from './edit-box.tsx'
import { Embed } from './embed.tsx'
import { MessageActions } from './message-actions.tsx'
import { named } from './names.ts'
import { preview } from './preview.ts'

const threadCreated = 18
const threadStarter = 21

export function Message(props: { message: ShownMessage; isContinued: boolean; isLast: boolean }) {
  const { message, isContinued, isLast } = props
  const { state } = useApp()
  const world = useWorld()

  if (message.type === threadCreated) return <ThreadCreated message={message} isLast={isLast} />
  const starter = message.type === threadStarter ? message.referenced_message : undefined
  if (starter) return <Said message={{ ...starter, ephemeral: false, thinking: false }} isLast={isLast} isStarter />

  const mentionsYou = message.mentions.some((user) => user.id === world.you.id) || message.mention_everyone
  const isEditing = state.editing === message.id
  return (
    <Said message={message} isLast={isLast} isContinued={isContinued} mentionsYou={mentionsYou} isEditing={isEditing} />
  )
}

interface SaidProps {
  message: ShownMessage
  /** The keyboard enters the messages here; arrow keys lead to the others. */
  isLast: boolean
  isContinued?: boolean
  isStarter?: boolean
  mentionsYou?: boolean
  isEditing?: boolean
}

function Said(props: SaidProps) {
  const { message, isLast, isContinued = false, isStarter = false, mentionsYou = false, isEditing = false } = props
  const world = useWorld()
  const { name, isBee, isApp, colour } = named(world, message.author)
  const classes = [
    'message',
    isContinued && 'is-continued',
    isStarter && 'is-starter',
    message.ephemeral && 'is-ephemeral',
    mentionsYou && 'mentions-you',
  ]
  return (
    <article
      class={classes.filter(Boolean).join(' ')}
      tabIndex={isLast ? 0 : -1}
      id={`m${message.id}`}
      aria-label={`${name}, ${shortTime(message.timestamp)}`}
    >
      <Context message={message} />
      {isContinued ? (
        <time class="gutter-time" dateTime={message.timestamp} title={fullTime(message.timestamp)}>
          {shortTime(message.timestamp)}
        </time>
      ) : (
        <div class="gutter">
          <Avatar id={message.author.id} name={name} isBee={isBee} />
        </div>
      )}
      <div class="message-body">
        {!isContinued && (
          <p class="byline">
            <span class="author">
              {colour && <i class="role-dot" style={{ background: colour }} />}
              {name}
            </span>
            {isApp && <span class="app-badge">APP</span>}
            <time dateTime={message.timestamp} title={fullTime(message.timestamp)}>
              {shortTime(message.timestamp)}
            </time>
          </p>
        )}
        {isEditing ? <EditBox message={message} /> : <Content message={message} />}
        {message.embeds.map((embed, index) => (
          <Embed key={index} embed={embed} />
        ))}
        <Attachments attachments={message.attachments} />
        <Components message={message} />
        <Reactions message={message} />
        {!isStarter && <ThreadCard message={message} />}
        {message.ephemeral && <OnlyYou message={message} />}
      </div>
      {!isStarter && !isEditing && <MessageActions message={message} />}
    </article>
  )
}

function Content({ message }: { message: ShownMessage }) {
  const world = useWorld()
  if (message.thinking) {
    return (
      <p class="thinking">
        <Dots /> {named(world, message.author).name} is thinking…
      </p>
    )
  }
  if (message.content === '') return null
  return (
    <div class="text">
      <DiscordText text={message.content} />
      {message.edited_timestamp && (
        <small class="edited" title={`edited ${fullTime(message.edited_timestamp)}`}>
          (edited)
        </small>
      )}
    </div>
  )
}

/** What a message answers: another message, or a command somebody used. */
function Context({ message }: { message: ShownMessage }) {
  const world = useWorld()
  const { interaction_metadata: used, referenced_message: answered } = message
  if (used?.name) {
    return (
      <p class="context">
        <Avatar id={used.user.id} name={named(world, used.user).name} size={18} />
        <b>{named(world, used.user).name}</b> used{' '}
        <span class="mention">{used.target_message_id ? used.name : `/${used.name}`}</span>
      </p>
    )
  }
  if (message.type !== 19) return null
  if (!answered) return <p class="context">The message this answers was deleted.</p>
  const author = named(world, answered.author)
  return (
    <p class="context">
      <Avatar id={answered.author.id} name={author.name} isBee={author.isBee} size={18} />
      <b>{author.name}</b>
      <button type="button" class="quoted" onClick={() => showMessage(answered.id)}>
        {preview(world, answered.content) || (answered.attachments.length > 0 ? 'a file' : 'a message')}
      </button>
    </p>
  )
}

/** Brings a message into view, with focus. */
export function showMessage(id: string) {
  const element = document.getElementById(`m${id}`)
  element?.scrollIntoView({ block: 'center' })
  element?.focus({ preventScroll: true })
}

function Reactions({ message }: { message: ShownMessage }) {
  const { do: send } = useApp()
  if (!message.reactions?.length) return null
  return (
    <ul class="reactions" aria-label="Reactions">
      {message.reactions.map(({ emoji, count, me }) => (
        <li key={emoji.name}>
          <button
            type="button"
            aria-pressed={me}
            aria-label={`${emoji.name}, ${count}${me ? ', yours too' : ''}`}
            onClick={() => send('react', { messageId: message.id, emoji: emoji.name, on: !me })}
          >
            {emoji.name} <b>{count}</b>
          </button>
        </li>
      ))}
    </ul>
  )
}

/** The thread that hangs on this message. Its live figures are the place's, where it is visible. */
function ThreadCard({ message }: { message: ShownMessage }) {
  const world = useWorld()
  const thread = placeById(world, message.id) ?? message.thread
  if (!thread || message.channel_id === thread.id) return null
  return <ThreadLink id={thread.id} name={thread.name ?? 'Thread'} count={thread.message_count ?? 0} />
}

function ThreadLink({ id, name, count }: { id: string; name: string; count: number }) {
  const said = count === 1 ? '1 message' : `${count} messages`
  return (
    <a class="thread-card" href={placeHref(id)}>
      <Icon name="thread" />
      <span>
        <b>{name}</b>
        <small>{count > 0 ? `${said} · open the thread` : 'Open the thread'}</small>
      </span>
      <Icon name="chevron" size={16} />
    </a>
  )
}

function ThreadCreated({ message, isLast }: { message: ShownMessage; isLast: boolean }) {
  const world = useWorld()
  const id = message.message_reference?.channel_id ?? ''
  const place = placeById(world, id)
  return (
    <article class="message is-system" tabIndex={isLast ? 0 : -1} id={`m${message.id}`}>
      <div class="gutter">
        <Icon name="thread" />
      </div>
      <p>
        <b>{named(world, message.author).name}</b> started a thread:{' '}
        {place ? <a href={placeHref(id)}>{message.content}</a> : message.content}{' '}
        <time dateTime={message.timestamp}>{shortTime(message.timestamp)}</time>
      </p>
    </article>
  )
}

function OnlyYou({ message }: { message: ShownMessage }) {
  const { do: send } = useApp()
  return (
    <p class="only-you">
      <Icon name="eye" size={14} /> Only you can see this ·{' '}
      <button type="button" onClick={() => send('dismiss', { messageId: message.id })}>
        Dismiss message
      </button>
    </p>
  )
}
