import { randomBytes } from 'node:crypto'
import {
  ChannelType,
  type Client,
  Events,
  GatewayIntentBits,
  type Message,
  MessageType,
  type OmitPartialGroupDMChannel,
  type PartialMessage,
  type User,
} from 'discord.js'
import type { Logger } from 'pino'
import { deleteMessage, editMessage } from '../actions/edit-message.ts'
import { guardMessage } from '../actions/guard-message.ts'
import { type Heard, hearMessage } from '../actions/hear-message.ts'
import type { App } from '../app.ts'
import { addressed } from '../core/address.ts'
import { refusalReply } from '../core/reply.ts'
import type { Person } from '../core/types.ts'
import { Refusal } from '../errors.ts'
import { Repeated } from '../once.ts'
import { createNewest } from './newest.ts'
import { personAskedFor, personInDm, personOf } from './person.ts'
import type { Presence } from './presence.ts'
import { createTurns } from './turns.ts'
import { whenChannelIsUnknown } from './unknown-channel.ts'

/** Enough to share commits; with more, the first threads would wait until the last questions have been read. */
const questionsAtOnce = 4
/** What is said in a conversation is soon read, so more of it can share a commit. */
const conversationsAtOnce = 16

const isInConversation = ({ channel }: Noticed) => channel.isThread() || channel.type === ChannelType.DM

/** In private, everybody is a server of their own. */
const serverOf = ({ guildId, channelId }: Noticed) => guildId ?? channelId

/** What becomes of a message, whether Discord has just told of it or Bee has found it when it came back. */
export interface Door {
  hear(message: Noticed, app: App): Promise<void>
  edited(message: Noticed, app: App): Promise<void>
  deleted(message: { id: string; channelId: string }, app: App): Promise<void>
}

export const door: Door = {
  async hear(message, app) {
    const heard = await read(message, app)
    if (heard === undefined) return
    await guardMessage(heard, app)
    await hearMessage(heard, app)
  },
  async edited(message, app) {
    const whole = message.partial ? await message.fetch().catch(() => undefined) : message
    // Discord also reports a link's preview as an edit; only what a person changed counts.
    if (whole === undefined || whole.editedTimestamp === null) return
    const heard = await read(whole, app)
    if (heard === undefined) return
    await guardMessage(heard, app)
    await editMessage(heard, whole.editedTimestamp, app)
  },
  deleted: ({ id, channelId }, app) => deleteMessage({ channelId, messageId: id }, app),
}

/** Turns what happens in Discord into plain calls of actions. Nothing that goes wrong with one message reaches another. */
export function listen(client: Client, app: () => App | undefined, { seen, catchUp }: Presence, log: Logger): void {
  const questions = createTurns(questionsAtOnce)
  const conversations = createTurns(conversationsAtOnce)

  const newest = createNewest<Noticed>()

  const hear = (message: Message) =>
    guarded(message as Noticed, async (app) => {
      const done = seen.begin(message.channelId, message.id)
      const now = newest.of(message as Noticed)
      if (await attempt(now, () => door.hear(now, app), app)) done()
    })
  client.on(Events.MessageCreate, hear)
  whenChannelIsUnknown(client, log, hear)
  client.on(Events.MessageUpdate, (_, message) => {
    newest.note(message)
    return guarded(message, (app) => {
      const now = newest.of(message)
      return attempt(now, () => door.edited(now, app), app)
    })
  })
  client.on(Events.MessageDelete, (message) =>
    guarded(message, (app) => attempt(message, () => door.deleted(message, app), app)),
  )

  async function guarded(message: Noticed, work: (app: App) => Promise<unknown>) {
    // What was said while Bee was away comes first.
    await catchUp.before(message.channelId)
    const running = app()
    if (running === undefined) return
    const server = serverOf(message)
    // There, what comes first is heard first; questions in a channel have nothing to do with each other.
    if (isInConversation(message)) await conversations.run(message.channelId, server, () => work(running))
    else await questions.run(message.id, server, () => work(running))
  }
}

/** @returns whether there is nothing left to do about it; false when not even the failure could be kept. */
export async function attempt(message: Noticed, work: () => Promise<void>, app: App): Promise<boolean> {
  try {
    await work()
    return true
  } catch (cause) {
    if (cause instanceof Repeated) return true
    const incident = randomBytes(4).toString('hex')
    app.log.error({ err: cause, incident, message: message.id }, 'a message could not be handled')
    if (cause instanceof Refusal && cause.code === 'STORAGE_FAILED') return sayUnkept(message, cause, app)
    return admit(message, incident, app)
  }
}

export type Noticed = OmitPartialGroupDMChannel<Message | PartialMessage>

/** In a conversation between people, what goes wrong stays in the log. */
function isForBee({ client, channel, content, mentions }: Noticed, { desk }: App): boolean {
  const isNamed = mentions?.users.has(client.user?.id ?? '') || addressed(content ?? '', desk.names) !== undefined
  return channel.type === ChannelType.DM || isNamed
}

/** Whoever spoke to Bee is told that it failed. @returns false when that could not be kept. */
async function admit(message: Noticed, incident: string, app: App): Promise<boolean> {
  if (!isForBee(message, app)) return true
  const { id, channelId } = message
  try {
    await app.outbox.add([{ do: 'say.at', channelId, replyTo: id, reply: { say: 'incident', values: { incident } } }])
    app.nudge()
    return true
  } catch (cause) {
    app.log.error({ err: cause, incident }, 'nor could it be admitted')
    return false
  }
}

/**
 * What cannot be kept cannot go out by the outbox either, so this one answer is given at once, and perhaps never (F06).
 *
 * @returns false when nobody was told: then it is read again by the next catch-up.
 */
async function sayUnkept(message: Noticed, problem: Refusal, app: App): Promise<boolean> {
  if (!isForBee(message, app)) return false
  const reply = refusalReply(problem)
  const once = { marker: randomBytes(11).toString('hex'), mayExist: false, replyTo: message.id }
  try {
    await app.chat.say(message.channelId, reply, once)
    return true
  } catch (cause) {
    app.log.error({ err: cause, message: message.id }, 'nor could it be admitted')
    return false
  }
}

/** @returns undefined for what Bee never reads: bots, webhooks, and Discord's own notices. */
async function read(message: Noticed, app: App): Promise<Heard | undefined> {
  const { author, channel, client } = message
  if (author === null || author.bot || author.system || message.webhookId !== null) return undefined
  if (message.type !== MessageType.Default && message.type !== MessageType.Reply) return undefined
  const isDm = channel.type === ChannelType.DM
  const by = await authorOf(message, author, app)
  if (by === undefined) return undefined

  const me = client.user.id
  const parent = channel.isThread() ? channel.parent : null
  const isForumPost =
    parent?.type === ChannelType.GuildForum &&
    channel.id === message.id &&
    app.desk.channels.forums.some((forum) => forum.channel === parent.name)
  return {
    guildId: by.guildId,
    channelId: message.channelId,
    parentId: parent !== null && parent.type !== ChannelType.GuildForum ? parent.id : undefined,
    messageId: message.id,
    text: withoutMention(message.content ?? '', me),
    attachments: message.attachments.map(({ url, name, size }) => ({ url, name, sizeBytes: size })),
    by,
    mentionsBee: message.mentions.users.has(me),
    isDm,
    isConversation: isDm || channel.isThread(),
    isReply: message.type === MessageType.Reply,
    isListened: channel.type === ChannelType.GuildText && app.desk.channels.listen.includes(channel.name),
    isQuiet: app.desk.channels.quiet.includes((parent ?? ('name' in channel ? channel : null))?.name ?? ''),
    isBlank: isBlank(message, me),
    isPublic: isPublic(message, app),
    isLate: app.now() - message.createdTimestamp > lateMs,
    forumTitle: isForumPost && channel.isThread() ? channel.name : undefined,
    url: message.url,
  }
}

/** After this long nobody waits for a greeting any more. */
const lateMs = 15 * 60_000

/** A minute may pass until Bee knows of changed roles (A34); many messages may be read in it. */
const rolesAgeMs = 30_000

/** @returns undefined for whoever is in no server of Bee's. */
async function authorOf(message: Noticed, author: User, app: App): Promise<Person | undefined> {
  const { client, channel, guild, member } = message
  if (guild === null) return personInDm(author, client, 0, app)
  const door = channel.isThread() ? 'thread' : 'server'
  // With a message that has just been written come its author's roles; with what is read later they do not.
  const isFresh = member !== null && app.now() - message.createdTimestamp < rolesAgeMs
  if (isFresh) return personOf(author, member, { guildId: guild.id, door }, app)
  const person = await personAskedFor(author, guild, { door, maxAgeMs: rolesAgeMs }, app).catch(() => undefined)
  // Whoever has left has still said it.
  return person ?? personOf(author, null, { guildId: guild.id, door }, app)
}

/** Not in private, not among the staff, and with the intent without which Bee cannot read what people write. */
const isPublic = ({ channel, client }: Noticed, { desk }: App) =>
  client.options.intents.has(GatewayIntentBits.MessageContent) &&
  channel.type !== ChannelType.DM &&
  channel.type !== ChannelType.PrivateThread &&
  !('name' in channel && channel.name === desk.channels.staff)

/** Without the intent Discord blanks what does not mention the bot and is not private. */
function isBlank({ content, attachments, client, channel, mentions }: Message | PartialMessage, me: string): boolean {
  const isGranted = client.options.intents.has(GatewayIntentBits.MessageContent)
  return !isGranted && !content && attachments.size === 0 && channel.type !== ChannelType.DM && !mentions.users.has(me)
}

/** The words themselves: a mention of Bee only says who they are for. */
const withoutMention = (text: string, me: string) =>
  text.replaceAll(`<@${me}>`, ' ').replaceAll(`<@!${me}>`, ' ').trim()
