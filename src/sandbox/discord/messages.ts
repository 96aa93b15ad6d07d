import { type AttachmentNote, keepFile, personFileBytes, type Upload } from './attachments.ts'
import { DiscordError, invalidForm, problem } from './errors.ts'
import { type AllowedMentions, readMentions } from './mentions.ts'
import { rememberNonce } from './nonces.ts'
import { may } from './permissions.ts'
import { dispatchedMessage } from './render.ts'
import { joinThread } from './threads.ts'
import type {
  WireAttachment,
  WireComponent,
  WireEmbed,
  WireInteractionMetadata,
  WireMessage,
  WireUser,
} from './wire.ts'
import { type Channel, isDm, isoTime, isThread, messageIn, type Stored, type World } from './world.ts'

/** What a request for a new or changed message says; checked by validate/ before it comes here. */
export interface MessageInput {
  content?: string | null
  embeds?: WireEmbed[] | null
  components?: WireComponent[] | null
  attachments?: AttachmentNote[] | null
  allowed_mentions?: AllowedMentions | null
  message_reference?: { message_id?: string; fail_if_not_exists?: boolean; type?: number } | null
  nonce?: string | number
  enforce_nonce?: boolean
  flags?: number | null
  tts?: boolean
}

export interface MessageFrame {
  type?: number
  flags?: number
  onlyFor?: string
  interaction?: WireInteractionMetadata
  webhookId?: string
  author?: WireUser
  /** Instead of the next one: a forum post's first message has its thread's id. */
  id?: string
  /** System messages say nothing, and have no one's permissions to check. */
  system?: boolean
}

export const flagBits = { suppressEmbeds: 4, hasThread: 32, ephemeral: 64, thinking: 128, silent: 4096, v2: 32_768 }

/** Puts a message into a channel, and tells everyone. */
export function createMessage(
  world: World,
  channel: Channel,
  authorId: string,
  input: MessageInput,
  files: Upload[] = [],
  frame: MessageFrame = {},
): Stored {
  const author = frame.author ?? world.users.get(authorId)!
  const content = (input.content ?? '').trim()
  const replied = repliedTo(channel, input)
  const attachments = attach(world, channel, author, input.attachments, files, [])
  const embeds = keepsEmbeds(world, channel, authorId, frame)
    ? (input.embeds ?? []).map((embed) => dressEmbed(embed, attachments))
    : []
  const components = numbered(input.components ?? [])
  if (!frame.system && isEmpty({ content, attachments, embeds, components })) throw new DiscordError(50006)
  const mentions = readMentions(world, channel, authorId, content, input.allowed_mentions ?? undefined, replied)

  const id = frame.id ?? world.nextId()
  const wire: WireMessage = {
    id,
    channel_id: channel.id,
    type: frame.type ?? (replied === undefined ? 0 : 19),
    author,
    content,
    timestamp: isoTime(world.now()),
    edited_timestamp: null,
    tts: input.tts ?? false,
    mention_everyone: mentions.everyone,
    mentions: mentions.users,
    mention_roles: mentions.roles,
    attachments,
    embeds,
    components,
    pinned: false,
    flags: (input.flags ?? 0) | (frame.flags ?? 0),
    ...(input.nonce === undefined ? {} : { nonce: input.nonce }),
    ...(frame.webhookId === undefined ? {} : { webhook_id: frame.webhookId, application_id: world.applicationId }),
    ...(frame.interaction === undefined ? {} : { interaction_metadata: frame.interaction }),
    ...(replied === undefined ? {} : { message_reference: referenceTo(replied) }),
    ...(isThread(channel) ? { position: channel.wire.total_message_sent ?? 0 } : {}),
  }
  const stored = keep(world, channel, wire, mentions.pinged, frame.onlyFor)
  if (input.nonce !== undefined) rememberNonce(world, channel, authorId, input.nonce, id)
  if (isThread(channel)) bringIntoThread(world, channel, authorId, mentions.pinged, frame)
  announce(world, 'MESSAGE_CREATE', stored)
  return stored
}

function keep(
  world: World,
  channel: Channel,
  wire: WireMessage,
  pinged: string[],
  onlyFor: string | undefined,
): Stored {
  const calls = onlyFor === undefined ? pinged : pinged.filter((id) => id === onlyFor)
  const stored: Stored = { wire, channel, pinged: calls, reactors: new Map(), ...(onlyFor ? { onlyFor } : {}) }
  channel.messages.set(wire.id, stored)
  world.messages.set(wire.id, stored)
  if (onlyFor !== undefined) return stored
  channel.wire.last_message_id = wire.id
  channel.activeAt = world.now()
  if (isThread(channel)) {
    channel.wire.total_message_sent = (channel.wire.total_message_sent ?? 0) + 1
    channel.wire.message_count = (channel.wire.message_count ?? 0) + (wire.id === channel.id ? 0 : 1)
  }
  return stored
}

/** Writing in a thread joins it, and so does being called there. */
function bringIntoThread(world: World, thread: Channel, authorId: string, pinged: string[], frame: MessageFrame): void {
  if (frame.onlyFor !== undefined || frame.system) return
  if (frame.webhookId === undefined) joinThread(world, thread, authorId)
  for (const userId of pinged) joinThread(world, thread, userId)
}

function repliedTo(channel: Channel, input: MessageInput): Stored | undefined {
  const { message_id: id, fail_if_not_exists: mustExist = true, type = 0 } = input.message_reference ?? {}
  if (id === undefined || type !== 0) return undefined
  const replied = channel.messages.get(id)
  if (replied === undefined && mustExist) {
    throw invalidForm([problem('message_reference', 'REPLIES_UNKNOWN_MESSAGE', 'Unknown message')])
  }
  if (replied !== undefined && ![0, 19, 20, 23].includes(replied.wire.type)) {
    const message = 'Cannot reply to a system message'
    throw invalidForm([problem('message_reference', 'REPLIES_CANNOT_REPLY_TO_SYSTEM_MESSAGE', message)])
  }
  return replied
}

function referenceTo({ wire, channel }: Stored) {
  const guild = channel.guild === undefined ? {} : { guild_id: channel.guild.id }
  return { type: 0, channel_id: channel.id, message_id: wire.id, ...guild }
}

/** Notes about kept attachments (edits) and new files, in the order of the notes. */
function attach(
  world: World,
  channel: Channel,
  author: WireUser,
  notes: AttachmentNote[] | null | undefined,
  files: Upload[],
  kept: WireAttachment[],
): WireAttachment[] {
  const noted = new Map((notes ?? []).map((note) => [String(note.id), note]))
  const unknown = [...noted.keys()].find(
    (id) => !files.some((file) => file.id === id) && !kept.some((a) => a.id === id),
  )
  if (unknown !== undefined) {
    const at = `attachments.${[...noted.keys()].indexOf(unknown)}.id`
    throw invalidForm([problem(at, 'MESSAGE_ATTACHMENT_NOT_FOUND', `Attachment data for id "${unknown}" not found`)])
  }
  const stays = notes === undefined || notes === null ? kept : kept.filter((attachment) => noted.has(attachment.id))
  const limitBytes = author.bot ? world.maxFileBytes : personFileBytes
  return [...stays, ...files.map((file) => keepFile(world, channel.id, file, noted.get(file.id), limitBytes))]
}

function keepsEmbeds(world: World, channel: Channel, authorId: string, frame: MessageFrame): boolean {
  // Answers to interactions may always embed; plain messages need the right, and lose their embeds without it.
  if (frame.interaction !== undefined || frame.onlyFor !== undefined || frame.webhookId !== undefined) return true
  return isDm(channel) || may(world, authorId, 'EmbedLinks', channel)
}

/** As Discord shows it back: dates whole, `attachment://` addresses resolved. */
const dressEmbed = (embed: WireEmbed, attachments: WireAttachment[]): WireEmbed => ({
  ...embed,
  type: 'rich',
  ...(embed.image === undefined ? {} : { image: resolveMedia(embed.image, attachments) }),
  ...(embed.thumbnail === undefined ? {} : { thumbnail: resolveMedia(embed.thumbnail, attachments) }),
  ...(embed.timestamp === undefined ? {} : { timestamp: isoTime(Date.parse(embed.timestamp)) }),
  ...(embed.fields === undefined ? {} : { fields: embed.fields.map((field) => ({ inline: false, ...field })) }),
})

function resolveMedia(media: { url: string }, attachments: WireAttachment[]): { url: string } {
  const name = /^attachment:\/\/(.{1,260})$/.exec(media.url)?.[1]
  const attachment = attachments.find(({ filename }) => filename === name)
  return attachment === undefined ? media : { ...media, url: attachment.url }
}

/** Discord numbers components that came without an id, from 1 in the order of the tree. */
export function numbered(components: WireComponent[]): WireComponent[] {
  let last = 0
  const visit = (component: WireComponent): WireComponent => {
    const id = component.id && component.id > 0 ? component.id : ++last
    return {
      ...component,
      id,
      ...(component.components === undefined ? {} : { components: component.components.map(visit) }),
      ...(component.accessory === undefined ? {} : { accessory: visit(component.accessory) }),
      ...(component.component === undefined ? {} : { component: visit(component.component) }),
    }
  }
  return components.map(visit)
}

export function isEmpty(parts: { content: string; attachments: unknown[]; embeds: unknown[]; components: unknown[] }) {
  return parts.content === '' && [parts.attachments, parts.embeds, parts.components].every((list) => list.length === 0)
}

/** Changes a message; what is left out stays, what is null or empty goes. */
export function editMessage(world: World, stored: Stored, input: MessageInput, files: Upload[] = []): Stored {
  const { wire, channel } = stored
  const content = input.content === undefined ? wire.content : (input.content ?? '').trim()
  const components = input.components === undefined ? wire.components : numbered(input.components ?? [])
  const attachments = attach(world, channel, wire.author, input.attachments, files, wire.attachments)
  const given = input.embeds === undefined ? wire.embeds : (input.embeds ?? [])
  const embeds = given.map((embed) => dressEmbed(embed, attachments))
  if (isEmpty({ content, attachments, embeds, components })) throw new DiscordError(50006)
  const allowed = input.allowed_mentions ?? undefined
  const mentions = readMentions(world, channel, wire.author.id, content, allowed, undefined)
  const mayChange = flagBits.suppressEmbeds | flagBits.v2
  const flags =
    typeof input.flags === 'number' ? (wire.flags & ~flagBits.suppressEmbeds) | (input.flags & mayChange) : wire.flags
  stored.wire = {
    ...wire,
    content,
    embeds,
    components,
    attachments,
    flags: flags & ~flagBits.thinking,
    mentions: mentions.users,
    mention_roles: mentions.roles,
    mention_everyone: mentions.everyone,
    edited_timestamp: isoTime(world.now()),
  }
  announce(world, 'MESSAGE_UPDATE', stored)
  return stored
}

export function deleteMessage(world: World, stored: Stored): void {
  forget(world, stored)
  const { channel, onlyFor, wire } = stored
  const guild = channel.guild === undefined ? {} : { guild_id: channel.guild.id }
  world.emit({
    name: 'MESSAGE_DELETE',
    data: { id: wire.id, channel_id: channel.id, ...guild },
    channelId: channel.id,
    ...(channel.guild === undefined ? {} : { guildId: channel.guild.id }),
    ...(onlyFor === undefined ? {} : { onlyFor }),
  })
}

/** @throws DiscordError 50016, 50034 when one is older than two weeks, 10008 */
export function bulkDelete(world: World, channel: Channel, ids: string[]): void {
  if (ids.length < 2 || ids.length > 100) throw new DiscordError(50016)
  const found = ids.map((id) => messageIn(channel, id))
  const oldest = world.now() - 14 * 86_400_000
  if (found.some(({ wire }) => Date.parse(wire.timestamp) < oldest)) throw new DiscordError(50034)
  for (const stored of found) forget(world, stored)
  const guildId = channel.guild?.id
  const place = { channel_id: channel.id, ...(guildId === undefined ? {} : { guild_id: guildId }) }
  const route = { channelId: channel.id, ...(guildId === undefined ? {} : { guildId }) }
  world.emit({ name: 'MESSAGE_DELETE_BULK', data: { ids, ...place }, ...route })
}

function forget(world: World, stored: Stored): void {
  stored.channel.messages.delete(stored.wire.id)
  world.messages.delete(stored.wire.id)
  for (const { id } of stored.wire.attachments) world.files.delete(id)
  if (isThread(stored.channel) && stored.onlyFor === undefined) {
    stored.channel.wire.message_count = Math.max(0, (stored.channel.wire.message_count ?? 0) - 1)
  }
}

/** Tells of a message: whoever sees the channel, or the one person it is for. */
export function announce(world: World, name: string, stored: Stored): void {
  const { channel, onlyFor } = stored
  world.emit({
    name,
    data: dispatchedMessage(world, stored),
    channelId: channel.id,
    ...(channel.guild === undefined ? {} : { guildId: channel.guild.id }),
    ...(onlyFor === undefined ? {} : { onlyFor }),
  })
}
