import {
  type APIChannel,
  type APIMessage,
  type APIThreadChannel,
  ButtonStyle,
  ChannelType,
  type Client,
  ComponentType,
  MessageFlags,
  PermissionFlagsBits,
  type RawFile,
  RESTJSONErrorCodes,
  Routes,
} from 'discord.js'
import type { Attributed, Channel, Chat, HeardMessage, Try } from '../core/ports.ts'
import type { Reply } from '../core/reply.ts'
import { cut } from '../core/title.ts'
import type { Ticket } from '../core/types.ts'
import type { TicketView } from '../core/view.ts'
import { crashpoint } from '../crashpoint.ts'
import type { Desk } from '../desk.ts'
import { shortenForDiscord } from '../github/messages.ts'
import { attributionForDiscord, toDiscord } from '../github/to-discord.ts'
import type { Controls } from '../store/controls.ts'
import { card, cardActions, row } from './card.ts'
import { post } from './post.ts'
import { withPrecedence } from './precedence.ts'
import { isCode, translate } from './problems.ts'
import { createTyping } from './typing.ts'
import { longestContent, wordsOf } from './words.ts'

/** Nobody is notified but those named here: the one place that decides it for everything Bee sends. */
const calling = (people: string[] = []) => ({ parse: [] as never[], users: people, replied_user: false })

/** Three days without a message, then Discord folds the thread away; it comes back with the next one. */
const autoArchiveMinutes = 4320

/** How far back a later try looks for what an earlier one may have sent. */
const lookBack = 50

export interface ChatParts {
  client: () => Client<true>
  desk: Desk
  controls: Controls
  hasGitHub: boolean
}

/** Discord, by its REST interface. */
export function createDiscordChat({ client, desk, controls, hasGitHub }: ChatParts): Chat {
  const rest = () => client().rest
  const me = () => client().user.id
  const typing = createTyping(async (channelId) => void (await rest().post(Routes.channelTyping(channelId))))

  /** Sends a message once: Discord drops a second one with the same nonce for some minutes. */
  async function send(channelId: string, body: object, { marker }: Try, files?: RawFile[]): Promise<APIMessage> {
    const whole = { allowed_mentions: calling(), ...body, nonce: marker, enforce_nonce: true }
    const sent = rest().post(Routes.channelMessages(channelId), { body: whole, ...(files ? { files } : {}) })
    return (await sent.catch((cause) => translate(cause, channelId))) as APIMessage
  }

  async function recent(channelId: string, limit: number): Promise<APIMessage[]> {
    const query = new URLSearchParams({ limit: String(limit) })
    return (await rest()
      .get(Routes.channelMessages(channelId), { query })
      .catch((cause) => translate(cause, channelId))) as APIMessage[]
  }

  async function findOwn(channelId: string, isIt: (message: APIMessage) => boolean): Promise<APIMessage | undefined> {
    return (await recent(channelId, lookBack)).find((message) => message.author.id === me() && isIt(message))
  }

  const edit = (channelId: string, messageId: string, body: object) =>
    alsoArchived(channelId, () =>
      rest().patch(Routes.channelMessage(channelId, messageId), { body: { allowed_mentions: calling(), ...body } }),
    )

  /** Changes a message, also in a thread that has been folded away. */
  async function alsoArchived(channelId: string, change: () => Promise<unknown>): Promise<void> {
    try {
      await change()
    } catch (cause) {
      if (!isCode(cause, RESTJSONErrorCodes.InvalidActionOnArchivedThread)) translate(cause, channelId)
      await setArchived(channelId, false)
      crashpoint('edit: thread unarchived')
      await change().catch((again) => translate(again, channelId))
      crashpoint('edit: thread not archived again')
      await setArchived(channelId, true)
    }
  }

  async function setArchived(threadId: string, archived: boolean): Promise<void> {
    await rest()
      .patch(Routes.channel(threadId), { body: { archived } })
      .catch((cause) => translate(cause, threadId))
  }

  async function openUnderMessage(ticket: Ticket, messageId: string, name: string, attempt: Try): Promise<string> {
    try {
      const body = { name, auto_archive_duration: autoArchiveMinutes }
      const thread = (await rest().post(Routes.threads(ticket.channelId, messageId), { body })) as APIChannel
      return thread.id
    } catch (cause) {
      // The thread of a message has the message's id, so "already created" says where it is.
      if (isCode(cause, RESTJSONErrorCodes.ThreadAlreadyCreatedForMessage)) return messageId
      // The message is gone, by its author's hand or because it held a secret; the request is not.
      if (isCode(cause, RESTJSONErrorCodes.UnknownMessage)) return openBeside(ticket, name, false, attempt)
      return translate(cause, ticket.channelId)
    }
  }

  async function openBeside(ticket: Ticket, name: string, isPrivate: boolean, { mayExist }: Try): Promise<string> {
    if (mayExist) {
      const { threads } = (await rest()
        .get(Routes.guildActiveThreads(ticket.guildId))
        .catch((cause) => translate(cause))) as { threads: APIThreadChannel[] }
      const earlier = threads.find((thread) => thread.name === name && thread.owner_id === me())
      if (earlier) return earlier.id
    }
    const type = isPrivate ? ChannelType.PrivateThread : ChannelType.PublicThread
    const body = { name, type, auto_archive_duration: autoArchiveMinutes, ...(isPrivate ? { invitable: false } : {}) }
    const thread = (await rest()
      .post(Routes.threads(ticket.channelId), { body })
      .catch((cause) => translate(cause, ticket.channelId))) as APIChannel
    return thread.id
  }

  /** An open link is in the words; for another one there is a button. */
  async function postBody(view: TicketView) {
    const isOpen = view.link === undefined || view.link.audience.to === 'anyone'
    return post(view, desk, isOpen ? undefined : await controls.for('get', view.ticket.id))
  }

  return withPrecedence({
    typing,

    async openThread(ticket, name, attempt) {
      const isPrivate = desk.categories.some(({ id, private: hidden }) => hidden && id === ticket.triage.category)
      if (ticket.place === 'channel' && ticket.messageId !== null && !isPrivate) {
        return { threadId: await openUnderMessage(ticket, ticket.messageId, name, attempt) }
      }
      const threadId = await openBeside(ticket, name, isPrivate, attempt)
      crashpoint('thread: made, requester not in it')
      await rest()
        .put(Routes.threadMembers(threadId, ticket.requesterId))
        .catch((cause) => translate(cause, threadId))
      return { threadId }
    },

    async rename(threadId, name) {
      await rest()
        .patch(Routes.channel(threadId), { body: { name } })
        .catch((cause) => translate(cause, threadId))
    },
    archive: (threadId) => setArchived(threadId, true),
    unarchive: (threadId) => setArchived(threadId, false),

    async showCard(view, attempt) {
      const { ticket } = view
      const threadId = ticket.threadId!
      const ids = await controls.forAll(cardActions, ticket.id)
      const body = card(view, ids, desk, hasGitHub)
      const isCard = (message: APIMessage) => JSON.stringify(message.components ?? []).includes(ids.broken)
      const earlier = ticket.cardMessageId ?? (attempt.mayExist ? (await findOwn(threadId, isCard))?.id : undefined)
      if (earlier !== undefined) {
        try {
          await edit(threadId, earlier, body)
          return { messageId: earlier }
        } catch (cause) {
          // Somebody deleted the card: the ticket gets a new one.
          if (!isCode((cause as Error).cause, RESTJSONErrorCodes.UnknownMessage)) throw cause
        }
      }
      const isAnswer = ticket.messageId !== null && threadId === ticket.channelId
      const reference = isAnswer
        ? { message_reference: { message_id: ticket.messageId, fail_if_not_exists: false } }
        : {}
      return { messageId: (await send(threadId, { ...body, ...reference }, attempt)).id }
    },

    async say(channelId, reply, attempt) {
      const reference = attempt.replyTo
        ? { message_reference: { message_id: attempt.replyTo, fail_if_not_exists: false } }
        : {}
      const { body, files } = await messageOf(reply, desk)
      const message = await send(channelId, { ...body, ...reference }, attempt, files)
      return { messageId: message.id, url: urlOf(message, channelId) }
    },

    async tell(userId, reply, attempt) {
      const opened = rest().post(Routes.userChannels(), { body: { recipient_id: userId } })
      const { id } = (await opened.catch((cause) => translate(cause))) as APIChannel
      const { body, files } = await messageOf(reply, desk)
      await send(id, body, attempt, files)
    },

    async post(channel, view, attempt) {
      const body = await postBody(view)
      return channel.kind === 'forum'
        ? postToForum(channel, body, view, attempt)
        : postToChannel(channel, body, view, attempt)
    },

    editPost: async (channelId, remoteId, kind, view) =>
      // The first message of a forum post has the post's id.
      edit(kind === 'forum' ? remoteId : channelId, remoteId, await postBody(view)),

    async sayInstead(channelId, messageId, reply) {
      const { body } = await messageOf(reply, desk)
      try {
        await edit(channelId, messageId, { components: [], ...body })
      } catch (cause) {
        // Somebody has deleted it: there is nothing left to change.
        if (!isCode((cause as Error).cause, RESTJSONErrorCodes.UnknownMessage)) throw cause
      }
    },

    async sayFor(channelId, words, attempt) {
      const message = await send(channelId, { content: attributed(words), flags: MessageFlags.SuppressEmbeds }, attempt)
      return { messageId: message.id }
    },

    editFor: (channelId, messageId, words) => edit(channelId, messageId, { content: attributed(words) }),

    async unsay(channelId, messageId) {
      try {
        await alsoArchived(channelId, () => rest().delete(Routes.channelMessage(channelId, messageId)))
      } catch (cause) {
        if (!isCode((cause as Error).cause, RESTJSONErrorCodes.UnknownMessage)) throw cause
      }
    },

    async read(channelId, messageId) {
      try {
        return heard((await rest().get(Routes.channelMessage(channelId, messageId))) as APIMessage, me())
      } catch (cause) {
        if (isCode(cause, RESTJSONErrorCodes.UnknownMessage)) return undefined
        return translate(cause, channelId)
      }
    },

    async conversation(channelId, limit) {
      const messages = await recent(channelId, Math.min(limit, 100))
      return messages.reverse().map((message) => heard(message, me()))
    },

    async canSee(guildId, channelId, personId) {
      const guild = client().guilds.cache.get(guildId)
      const channel = guild?.channels.cache.get(channelId)
      const member = await guild?.members.fetch(personId).catch(() => undefined)
      if (channel === undefined || member === undefined) return false
      return channel.permissionsFor(member).has(PermissionFlagsBits.ViewChannel)
    },

    guildOf(channelId) {
      const channel = client().channels.cache.get(channelId)
      return channel !== undefined && 'guildId' in channel ? (channel.guildId ?? undefined) : undefined
    },

    async channels(guildId) {
      const guild = client().guilds.cache.get(guildId)
      if (guild === undefined) return []
      const channels: Channel[] = []
      for (const { id, name, type } of guild.channels.cache.values()) {
        if (type === ChannelType.GuildForum) channels.push({ id, name, kind: 'forum' })
        if (type === ChannelType.GuildText || type === ChannelType.GuildAnnouncement)
          channels.push({ id, name, kind: 'text' })
      }
      return channels
    },
  })

  async function postToChannel({ id }: Channel, body: object, { ticket }: TicketView, attempt: Try) {
    const isPost = (message: APIMessage) => message.embeds.some(({ footer }) => footer?.text === ticket.number)
    const earlier = attempt.mayExist ? await findOwn(id, isPost) : undefined
    const message = earlier ?? (await send(id, body, attempt))
    return { remoteId: message.id, url: `https://discord.com/channels/${ticket.guildId}/${id}/${message.id}` }
  }

  async function postToForum({ id }: Channel, first: object, view: TicketView, { mayExist }: Try) {
    const { ticket } = view
    const name = cut(`${ticket.number} · ${ticket.title}`, 100)
    const url = (threadId: string) => `https://discord.com/channels/${ticket.guildId}/${threadId}`
    if (mayExist) {
      const { threads } = (await rest()
        .get(Routes.guildActiveThreads(ticket.guildId))
        .catch((cause) => translate(cause, id))) as { threads: APIThreadChannel[] }
      const earlier = threads.find((thread) => thread.parent_id === id && thread.name.startsWith(`${ticket.number} · `))
      if (earlier) return { remoteId: earlier.id, url: url(earlier.id) }
    }
    const message = { ...first, allowed_mentions: calling() }
    const body = { name, applied_tags: tagsFor(id, ticket), message }
    const thread = (await rest()
      .post(Routes.threads(id), { body })
      .catch((cause) => translate(cause, id))) as APIChannel
    return { remoteId: thread.id, url: url(thread.id) }
  }

  /** The forum's own tags that are called like the ticket's category or kind; at most five, as Discord takes. */
  function tagsFor(forumId: string, { triage }: Ticket): string[] {
    const forum = client().channels.cache.get(forumId)
    if (forum?.type !== ChannelType.GuildForum) return []
    const title = desk.categories.find(({ id }) => id === triage.category)?.title ?? triage.category
    const wanted = [triage.category, title, triage.kind, triage.priority].map((word) => word.toLowerCase())
    const tags = forum.availableTags.filter(({ name }) => wanted.includes(name.toLowerCase()))
    return (tags.length > 0 ? tags : forum.availableTags.slice(0, 1)).slice(0, 5).map(({ id }) => id)
  }
}

/** A reply as Discord takes it, for a message as well as for the answer to an interaction. */
export async function messageOf(
  reply: Reply,
  desk: Desk,
): Promise<{ body: { content: string; allowed_mentions: object; components?: object[] }; files?: RawFile[] }> {
  const buttons = (reply.buttons ?? []).map((button) => ({
    type: ComponentType.Button as const,
    label: cut(button.label, 80),
    ...(button.emoji ? { emoji: { name: button.emoji } } : {}),
    ...(button.url === undefined
      ? { style: styles[button.style ?? 'secondary'], custom_id: button.control ?? '' }
      : { style: ButtonStyle.Link as const, url: button.url }),
  }))
  const rows = []
  for (let at = 0; at < buttons.length && rows.length < 5; at += 5) rows.push(row(buttons.slice(at, at + 5)))
  const body = {
    content: wordsOf(reply, desk),
    allowed_mentions: calling(reply.calls),
    ...(rows.length > 0 ? { components: rows } : {}),
  }
  if (reply.file === undefined) return { body }
  return { body, files: [{ name: reply.file.name, data: Buffer.from(reply.file.text), contentType: 'text/plain' }] }
}

const styles = {
  primary: ButtonStyle.Primary,
  secondary: ButtonStyle.Secondary,
  success: ButtonStyle.Success,
  danger: ButtonStyle.Danger,
} as const

/** Words from GitHub: who said it, where, and what; harmless here, and cut where Discord's messages end. */
function attributed({ author, text, url }: Attributed): string {
  const head = attributionForDiscord(author, url)
  return `${head}\n${shortenForDiscord(toDiscord(text), '… the rest is on GitHub', longestContent - head.length - 1)}`
}

const urlOf = (message: APIMessage, channelId: string) =>
  `https://discord.com/channels/${(message as { guild_id?: string }).guild_id ?? '@me'}/${channelId}/${message.id}`

function heard(message: APIMessage, me: string): HeardMessage {
  return {
    messageId: message.id,
    authorId: message.author.id,
    authorName: message.author.global_name ?? message.author.username,
    isBee: message.author.id === me,
    isBot: message.author.bot === true || message.webhook_id !== undefined,
    text: message.content,
    attachments: message.attachments.map(({ url, filename, size }) => ({ url, name: filename, sizeBytes: size })),
    at: Date.parse(message.timestamp),
  }
}
