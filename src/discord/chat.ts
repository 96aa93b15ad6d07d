import {
  type APIChannel,
  type APIGuildChannel,
  type APIMessage,
  ChannelType,
  type Client,
  MessageFlags,
  PermissionFlagsBits,
  type RawFile,
  RESTJSONErrorCodes,
  Routes,
} from 'discord.js'
import type { Channel, Chat, Try } from '../core/ports.ts'
import { cut } from '../core/title.ts'
import type { Ticket } from '../core/types.ts'
import type { TicketView } from '../core/view.ts'
import { crashpoint } from '../crashpoint.ts'
import type { Desk } from '../desk.ts'
import { attributionForDiscord } from '../github/to-discord.ts'
import type { Controls } from '../store/controls.ts'
import { card, cardActions } from './card.ts'
import { createEarlier, type Shown, showsTheSame } from './earlier.ts'
import { createFolded } from './folded.ts'
import { attributed, calling, heard, messageOf, urlOf } from './message.ts'
import { post } from './post.ts'
import { withPrecedence } from './precedence.ts'
import { isCode, nothingIfRefused, translate } from './problems.ts'
import type { Servers } from './servers.ts'
import { createTyping } from './typing.ts'

/** Three days without a message, then Discord folds the thread away; it comes back with the next one. */
const autoArchiveMinutes = 4320

/** Who has left, and who may not see the channel, cannot be put into a thread of it. */
const absent = [RESTJSONErrorCodes.UnknownMember, RESTJSONErrorCodes.UnknownUser, RESTJSONErrorCodes.MissingAccess]

export interface ChatParts {
  client: () => Client<true>
  desk: Desk
  controls: Controls
  servers: Pick<Servers, 'hasLeft'>
  hasGitHub: boolean
}

/** Discord, by its REST interface. */
export function createDiscordChat({ client, desk, controls, servers, hasGitHub }: ChatParts): Chat {
  const rest = () => client().rest
  const me = () => client().user.id
  const earlier = createEarlier(client)
  const folded = createFolded((threadId, archived) => rest().patch(Routes.channel(threadId), { body: { archived } }))
  const typing = createTyping(async (channelId) => void (await rest().post(Routes.channelTyping(channelId))))

  /**
   * Sends a message once: what an earlier try has said is looked for first, and Discord drops a second one with the same
   * nonce for some minutes.
   *
   * @param isIt when other words are the same message; what is found is then brought up to date
   */
  async function send(
    channelId: string,
    body: Shown,
    attempt: Try,
    {
      files,
      isIt = showsTheSame(body),
    }: { files?: RawFile[] | undefined; isIt?: (message: APIMessage) => boolean } = {},
  ): Promise<APIMessage> {
    const found = attempt.mayExist ? await earlier.message(channelId, isIt, attempt) : undefined
    if (found !== undefined && found.content.trim() !== (body.content ?? '').trim())
      await edit(channelId, found.id, body)
    const message = found ?? (await sendAnew(channelId, body, attempt, files))
    attempt.record?.made(message.id)
    return message
  }

  async function sendAnew(channelId: string, body: Shown, { marker }: Try, files?: RawFile[]): Promise<APIMessage> {
    const whole = { allowed_mentions: calling(), ...body, nonce: marker, enforce_nonce: true }
    const sent = () => rest().post(Routes.channelMessages(channelId), { body: whole, ...(files ? { files } : {}) })
    return (await folded.say(channelId, sent)) as APIMessage
  }

  async function recent(channelId: string, limit: number): Promise<APIMessage[]> {
    const query = new URLSearchParams({ limit: String(limit) })
    return (await rest()
      .get(Routes.channelMessages(channelId), { query })
      .catch((cause) => translate(cause, channelId))) as APIMessage[]
  }

  const edit = (channelId: string, messageId: string, body: object) =>
    folded.change(channelId, () =>
      rest().patch(Routes.channelMessage(channelId, messageId), { body: { allowed_mentions: calling(), ...body } }),
    )

  async function openUnderMessage(ticket: Ticket, messageId: string, name: string, attempt: Try): Promise<string> {
    // The thread of a message has the message's id.
    if (attempt.mayExist && (await earlier.isThere(messageId))) return messageId
    try {
      const body = { name, auto_archive_duration: autoArchiveMinutes }
      const thread = (await rest().post(Routes.threads(ticket.channelId, messageId), { body })) as APIChannel
      return thread.id
    } catch (cause) {
      if (isCode(cause, RESTJSONErrorCodes.ThreadAlreadyCreatedForMessage)) return messageId
      // The message is gone, by its author's hand or because it held a secret; the request is not.
      if (isCode(cause, RESTJSONErrorCodes.UnknownMessage)) return openBeside(ticket, name, false, attempt)
      return translate(cause, ticket.channelId)
    }
  }

  async function openBeside(ticket: Ticket, name: string, isPrivate: boolean, { mayExist }: Try): Promise<string> {
    if (mayExist) {
      // What it is about may have become clearer since, and its name with it.
      const isName = (shown: string) => shown === name || shown.startsWith(`${ticket.number} · `)
      const found = await earlier.thread(ticket.guildId, ticket.channelId, isName)
      if (found !== undefined) return found
    }
    const type = isPrivate ? ChannelType.PrivateThread : ChannelType.PublicThread
    const body = { name, type, auto_archive_duration: autoArchiveMinutes, ...(isPrivate ? { invitable: false } : {}) }
    const thread = (await rest()
      .post(Routes.threads(ticket.channelId), { body })
      .catch((cause) => translate(cause, ticket.channelId))) as APIChannel
    return thread.id
  }

  /** @returns false for somebody who has left, or may not see the channel: the thread is there all the same. */
  async function addMember(threadId: string, personId: string): Promise<boolean> {
    try {
      await rest().put(Routes.threadMembers(threadId, personId))
      return true
    } catch (cause) {
      if (absent.some((code) => isCode(cause, code))) return false
      return translate(cause, threadId)
    }
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
        return { threadId: await openUnderMessage(ticket, ticket.messageId, name, attempt), isAbsent: false }
      }
      const threadId = await openBeside(ticket, name, isPrivate, attempt)
      crashpoint('thread: made, requester not in it')
      return { threadId, isAbsent: !(await addMember(threadId, ticket.requesterId)) }
    },

    rename: (threadId, name) =>
      folded.change(threadId, () => rest().patch(Routes.channel(threadId), { body: { name } })),
    archive: folded.fold,
    unarchive: folded.unfold,

    async showCard(view, attempt) {
      const { ticket } = view
      const threadId = ticket.threadId!
      const ids = await controls.forAll(cardActions, ticket.id)
      const body = card(view, ids, desk, hasGitHub)
      const isCard = (message: APIMessage) => JSON.stringify(message.components ?? []).includes(ids.broken)
      const shown =
        ticket.cardMessageId ?? (attempt.mayExist ? (await earlier.message(threadId, isCard, {}))?.id : undefined)
      if (shown !== undefined) {
        try {
          await edit(threadId, shown, body)
          return { messageId: shown }
        } catch (cause) {
          // Somebody deleted the card: the ticket gets a new one.
          if (!isCode((cause as Error).cause, RESTJSONErrorCodes.UnknownMessage)) throw cause
        }
      }
      const isAnswer = ticket.messageId !== null && threadId === ticket.channelId
      const reference = isAnswer
        ? { message_reference: { message_id: ticket.messageId, fail_if_not_exists: false } }
        : {}
      const message = await sendAnew(threadId, { ...body, ...reference }, attempt)
      attempt.record?.made(message.id)
      return { messageId: message.id }
    },

    async say(channelId, reply, attempt) {
      const reference = attempt.replyTo
        ? { message_reference: { message_id: attempt.replyTo, fail_if_not_exists: false } }
        : {}
      const { body, files } = await messageOf(reply, desk)
      const message = await send(channelId, { ...body, ...reference }, attempt, { files })
      return { messageId: message.id, url: urlOf(message, channelId) }
    },

    async tell(userId, reply, attempt) {
      const opened = rest().post(Routes.userChannels(), { body: { recipient_id: userId } })
      const { id } = (await opened.catch((cause) => translate(cause))) as APIChannel
      const { body, files } = await messageOf(reply, desk)
      await send(id, body, attempt, { files })
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
      const body = { content: attributed(words), flags: MessageFlags.SuppressEmbeds }
      // The comment may have been edited since; its address stays.
      const isIt = ({ content }: APIMessage) => content.startsWith(attributionForDiscord(words.author, words.url))
      const message = await send(channelId, body, attempt, { isIt })
      return { messageId: message.id }
    },

    editFor: (channelId, messageId, words) => edit(channelId, messageId, { content: attributed(words) }),

    async unsay(channelId, messageId) {
      try {
        await folded.change(channelId, () => rest().delete(Routes.channelMessage(channelId, messageId)))
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

    hasLeft: servers.hasLeft,

    channels: async (guildId) => known(guildId),

    async findChannel(guildId, isIt) {
      const found = known(guildId).find(isIt)
      if (found !== undefined) return found
      // A server may be there before Discord has told of it, and so may a channel.
      const all = await rest().get(Routes.guildChannels(guildId)).catch(nothingIfRefused)
      return ((all ?? []) as APIGuildChannel[]).flatMap(channelOf).find(isIt)
    },
  })

  function known(guildId: string): Channel[] {
    return [...(client().guilds.cache.get(guildId)?.channels.cache.values() ?? [])].flatMap(channelOf)
  }

  async function postToChannel({ id }: Channel, body: Shown, { ticket }: TicketView, attempt: Try) {
    const isIt = ({ embeds }: APIMessage) => embeds.some(({ footer }) => footer?.text === ticket.number)
    const message = await send(id, body, attempt, { isIt })
    return { remoteId: message.id, url: `https://discord.com/channels/${ticket.guildId}/${id}/${message.id}` }
  }

  async function postToForum({ id }: Channel, first: object, view: TicketView, { mayExist }: Try) {
    const { ticket } = view
    const name = cut(`${ticket.number} · ${ticket.title}`, 100)
    const url = (threadId: string) => `https://discord.com/channels/${ticket.guildId}/${threadId}`
    if (mayExist) {
      const isName = (shown: string) => shown.startsWith(`${ticket.number} · `)
      const found = await earlier.thread(ticket.guildId, id, isName)
      if (found !== undefined) return { remoteId: found, url: url(found) }
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

function channelOf({ id, name, type }: { id: string; name: string; type: ChannelType }): Channel[] {
  if (type === ChannelType.GuildForum) return [{ id, name, kind: 'forum' }]
  if (type === ChannelType.GuildText || type === ChannelType.GuildAnnouncement) return [{ id, name, kind: 'text' }]
  return []
}
