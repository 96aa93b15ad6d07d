import { createAsking } from './actor-asking.ts'
import {
  concerns,
  isPrivateTo,
  isVisible,
  messageOfEvent,
  seen,
  seenChannels,
  seenIn,
  seenPrivately,
  summary,
  threadOfEvent,
  until,
  type Viewer,
} from './actor-view.ts'
import type { Actor, DroppedFile, SandboxEvent, SayOptions, SeenMessage } from './api.ts'
import { patienceMs } from './asked.ts'
import { uploadOf } from './attachments.ts'
import { offeredCommands } from './commands.ts'
import { DiscordError } from './errors.ts'
import { createMessage, deleteMessage, editMessage, type MessageInput } from './messages.ts'
import { demand, may } from './permissions.ts'
import { addReaction, removeReaction } from './reactions.ts'
import { renderChannel } from './render.ts'
import { openAlone, openOnMessage } from './routes/threads.ts'
import { demandMaySend } from './sending.ts'
import { findChannel } from './state.ts'
import { changeThread, checkTags, createThread, demandMayThread, joinThread, leaveThread } from './threads.ts'
import type { WireChannel } from './wire.ts'
import { type Channel, directChannel, type Guild, isForum, isThread, type Stored, type World } from './world.ts'

/** What a person with Nitro may write in one message. */
const personTextLimit = 4000

/** @throws Error when the plan has no such person */
export function createActor(world: World, guild: Guild, personName: string): Actor {
  const userId = world.names.get(personName)
  if (userId === undefined) {
    throw new Error(`The sandbox has no person ${personName}. There are: ${[...world.names.keys()].join(', ')}.`)
  }
  const viewer: Viewer = { world, guild, userId }
  const placeOf = (place: string) => channelFor(viewer, place)
  const visibleMessage = (messageId: string) => messageFor(viewer, messageId)
  const threadOf = (place: string) => {
    const thread = placeOf(place)
    if (!isThread(thread)) throw new DiscordError(50024)
    return thread
  }

  const actor: Actor = {
    userId,
    name: personName,
    guildId: guild.id,
    say: async (place, text, options = {}) => seen(viewer, send(viewer, placeOf(place), text, options)),
    dm: async (text, options = {}) => seen(viewer, send(viewer, directChannel(world, userId), text, options)),
    edit: async (messageId, text) => {
      const stored = visibleMessage(messageId)
      if (stored.wire.author.id !== userId) throw new DiscordError(50005)
      return seen(viewer, editMessage(world, stored, { content: text }))
    },
    delete: async (messageId) => {
      const stored = visibleMessage(messageId)
      if (stored.wire.author.id !== userId) demand(world, userId, stored.channel, 'ManageMessages')
      deleteMessage(world, stored)
    },
    post: async (forum, post) => postTo(viewer, placeOf(forum), post),
    thread: async (place, { name, on, private: isPrivate }) => {
      const parent = placeOf(place)
      const type = isPrivate ? 12 : 11
      demandMayThread(world, userId, parent, type, on === undefined ? undefined : visibleMessage(on))
      const thread =
        on === undefined
          ? openAlone(world, parent, userId, { name, type })
          : openOnMessage(world, parent, userId, { name }, on)
      return renderChannel(thread, userId)
    },
    react: async (messageId, emoji) => addReaction(world, visibleMessage(messageId), userId, emoji),
    unreact: async (messageId, emoji) => removeReaction(world, visibleMessage(messageId), userId, userId, emoji),
    typing: async (place) => tellTyping(viewer, placeOf(place)),
    join: async (thread) => joinThread(world, threadOf(thread), userId),
    leave: async (thread) => leaveThread(world, threadOf(thread), userId),
    archive: async (place, archived = true) => {
      const thread = threadOf(place)
      changeThread(world, thread, userId, { archived })
      return renderChannel(thread, userId)
    },
    ...createAsking(viewer, { placeOf, visibleMessage }),

    channels: () => seenChannels(viewer),
    visible: (place) => seenIn(viewer, placeOf(place)),
    commands: (place) => offeredCommands(world, userId, place === undefined ? firstChannel(viewer) : placeOf(place)),
    may: (permission, place) => may(world, userId, permission, placeOf(place)),
    subscribe: (listener) => {
      const filtered = (event: Parameters<typeof listener>[0]) => {
        if (concerns(viewer, event)) listener(event)
      }
      world.listeners.add(filtered)
      return () => void world.listeners.delete(filtered)
    },
    untilMessage: (place, matches, timeoutMs = patienceMs) => {
      const channel = placeOf(place)
      const there = () => summary(seenIn(viewer, channel))
      const isHere = (stored: Stored) => stored.channel === channel
      const first = () => seenIn(viewer, channel).find(matches)
      return untilSeen(
        viewer,
        first,
        isHere,
        matches,
        timeoutMs,
        () => `a message in ${channelName(channel)}; ${there()}`,
      )
    },
    untilPrivate: (matches, timeoutMs = patienceMs) => {
      const first = () => seenPrivately(viewer).find(matches)
      const isMine = (stored: Stored) => isPrivateTo(viewer, stored)
      const what = () => `a private message; ${summary(seenPrivately(viewer))}`
      return untilSeen(viewer, first, isMine, matches, timeoutMs, what)
    },
    untilThread: (matches, timeoutMs = patienceMs) => {
      const isThere = (thread: WireChannel) => thread.thread_metadata !== undefined && matches(thread)
      const look = (event: SandboxEvent | undefined) => {
        if (event === undefined) return seenChannels(viewer).find(isThere)
        const thread = threadOfEvent(viewer, event)
        return thread !== undefined && isThere(thread) ? thread : undefined
      }
      const there = () => seenChannels(viewer).filter((channel) => channel.thread_metadata !== undefined)
      const names = () => there().map(({ name }) => name)
      return until(world, look, timeoutMs, () => `a thread; there are: ${names().slice(-10).join(', ') || 'none'}`)
    },
    until: (look, timeoutMs = patienceMs) =>
      until(
        world,
        () => look(actor),
        timeoutMs,
        () => 'a condition on the view',
      ),
  }
  return actor
}

const channelName = (channel: Channel) =>
  channel.wire.name === undefined ? 'the direct messages' : `#${channel.wire.name}`

function untilSeen(
  viewer: Viewer,
  first: () => SeenMessage | undefined,
  isThere: (stored: Stored) => boolean,
  matches: (message: SeenMessage) => boolean,
  timeoutMs: number,
  what: () => string,
): Promise<SeenMessage> {
  const look = (event: Parameters<Parameters<typeof until>[1]>[0]) => {
    if (event === undefined) return first()
    const stored = messageOfEvent(viewer.world, event)
    if (stored === undefined || !isThere(stored) || !isVisible(viewer, stored)) return undefined
    const message = seen(viewer, stored)
    return matches(message) ? message : undefined
  }
  return until(viewer.world, look, timeoutMs, what)
}

/** `@bee` and the bot's id are the direct messages; anything else is looked for in this guild first. */
function channelFor({ world, guild, userId }: Viewer, place: string): Channel {
  if (place === `@${world.bot.username}` || place === '@bee' || place === world.bot.id)
    return directChannel(world, userId)
  const channel = findChannel(world, guild, place)
  demand(world, userId, channel)
  return channel
}

/** @throws DiscordError 10008 for what this person cannot see */
function messageFor(viewer: Viewer, messageId: string): Stored {
  const stored = viewer.world.messages.get(messageId)
  if (stored === undefined || !isVisible(viewer, stored)) throw new DiscordError(10008)
  return stored
}

function firstChannel(viewer: Viewer): Channel {
  const first = seenChannels(viewer).find((channel) => channel.type === 0)
  if (first === undefined) throw new DiscordError(50001)
  return viewer.world.channels.get(first.id)!
}

function send(
  viewer: Viewer,
  channel: Channel,
  text: string,
  { files = [], replyTo, replyPings = true }: SayOptions,
): Stored {
  const { world, userId } = viewer
  if (text.length > personTextLimit) throw new DiscordError(50035, { message: 'Your message is too long.' })
  const input: MessageInput = {
    content: text,
    nonce: world.nextId(),
    ...(replyTo === undefined ? {} : { message_reference: { message_id: replyTo } }),
    allowed_mentions: { parse: ['users', 'roles', 'everyone'], replied_user: replyPings },
  }
  const uploads = files.map(uploadOf)
  demandMaySend(world, userId, channel, input, uploads)
  return createMessage(world, channel, userId, { ...input, ...notesOf(files) }, uploads)
}

const notesOf = (files: DroppedFile[]): Pick<MessageInput, 'attachments'> => ({
  attachments: files.map(({ description }, at) => ({
    id: String(at),
    ...(description === undefined ? {} : { description }),
  })),
})

function postTo(viewer: Viewer, forum: Channel, post: Parameters<Actor['post']>[1]): WireChannel {
  const { world, userId } = viewer
  if (!isForum(forum)) throw new DiscordError(50024)
  demandMayThread(world, userId, forum, 11)
  const known = forum.wire.available_tags ?? []
  const tags = (post.tags ?? []).map((tag) => known.find(({ id, name }) => name === tag || id === tag)?.id ?? tag)
  checkTags(world, forum, userId, tags)
  const thread = createThread(world, forum, userId, { name: post.title, applied_tags: tags })
  const files = post.files ?? []
  const input = { content: post.text, ...notesOf(files) }
  createMessage(world, thread, userId, input, files.map(uploadOf), { id: thread.id })
  return renderChannel(thread, userId)
}

function tellTyping({ world, guild, userId }: Viewer, channel: Channel): void {
  const place = channel.guild === undefined ? {} : { guild_id: guild.id, member: guild.members.get(userId) }
  world.emit({
    name: 'TYPING_START',
    data: { channel_id: channel.id, user_id: userId, timestamp: Math.floor(world.now() / 1000), ...place },
    channelId: channel.id,
    ...(channel.guild === undefined ? {} : { guildId: guild.id }),
  })
}
