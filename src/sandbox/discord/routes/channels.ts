import { createHash } from 'node:crypto'
import { DiscordError } from '../errors.ts'
import { demand } from '../permissions.ts'
import { renderChannel } from '../render.ts'
import type { Call, Route } from '../router.ts'
import { changeThread, deleteThread, settleThread, type ThreadChange } from '../threads.ts'
import { checkChannelChange } from '../validate/channel.ts'
import type { WireChannel, WireTag } from '../wire.ts'
import { type Channel, channelById, directChannel, isDm, isThread, type World } from '../world.ts'

export const channelRoutes: Route[] = [
  { method: 'GET', pattern: '/channels/:channel', handler: read },
  { method: 'PATCH', pattern: '/channels/:channel', handler: change },
  { method: 'DELETE', pattern: '/channels/:channel', handler: remove },
  { method: 'PUT', pattern: '/channels/:channel/permissions/:overwrite', handler: overwrite },
  { method: 'DELETE', pattern: '/channels/:channel/permissions/:overwrite', handler: dropOverwrite },
  { method: 'POST', pattern: '/users/@me/channels', handler: openDirect },
  { method: 'POST', pattern: '/channels/:channel/webhooks', handler: createWebhook },
  { method: 'GET', pattern: '/channels/:channel/webhooks', handler: listWebhooks },
]

function read({ world, params }: Call) {
  const channel = channelById(world, params.channel!)
  demand(world, world.bot.id, channel)
  if (isThread(channel)) settleThread(world, channel)
  return renderChannel(channel, world.bot.id)
}

function change(call: Call) {
  const { world, params } = call
  const channel = channelById(world, params.channel!)
  checkChannelChange(call.body)
  if (isThread(channel)) changeThread(world, channel, world.bot.id, call.body as ThreadChange)
  else changeChannel(world, channel, call.body as Partial<WireChannel>)
  return renderChannel(channel, world.bot.id)
}

function changeChannel(world: World, channel: Channel, change: Partial<WireChannel>): void {
  if (isDm(channel)) throw new DiscordError(50003)
  demand(world, world.bot.id, channel, 'ManageChannels')
  const { name, topic, position, parent_id, rate_limit_per_user, permission_overwrites, available_tags, flags } = change
  const tags = available_tags?.map((tag: Partial<WireTag>) => ({
    id: tag.id ?? world.nextId(),
    name: tag.name ?? '',
    moderated: tag.moderated ?? false,
    emoji_id: tag.emoji_id ?? null,
    emoji_name: tag.emoji_name ?? null,
  }))
  const given = {
    name,
    topic,
    position,
    parent_id,
    rate_limit_per_user,
    permission_overwrites,
    flags,
    available_tags: tags,
  }
  Object.assign(channel.wire, Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)))
  tellOfChannel(world, 'CHANNEL_UPDATE', channel)
}

export function tellOfChannel(world: World, name: string, channel: Channel): void {
  world.emit({ name, data: channel.wire, guildId: channel.guild!.id, channelId: channel.id })
}

function remove({ world, params }: Call) {
  const channel = channelById(world, params.channel!)
  if (isDm(channel)) return channel.wire
  demand(world, world.bot.id, channel, isThread(channel) ? 'ManageThreads' : 'ManageChannels')
  if (isThread(channel)) deleteThread(world, channel)
  else deleteChannel(world, channel)
  return channel.wire
}

/** The channel with its threads and all that was said in them. */
export function deleteChannel(world: World, channel: Channel): void {
  for (const thread of [...world.channels.values()]) {
    if (isThread(thread) && thread.wire.parent_id === channel.id) deleteThread(world, thread)
  }
  tellOfChannel(world, 'CHANNEL_DELETE', channel)
  world.channels.delete(channel.id)
  for (const id of channel.messages.keys()) world.messages.delete(id)
}

function overwrite(call: Call): void {
  const { world, params } = call
  const channel = channelById(world, params.channel!)
  demand(world, world.bot.id, channel, 'ManageRoles')
  const { type = 0, allow = '0', deny = '0' } = call.body as { type?: number; allow?: string; deny?: string }
  const others = (channel.wire.permission_overwrites ?? []).filter(({ id }) => id !== params.overwrite)
  const given = { id: params.overwrite!, type, allow: String(allow), deny: String(deny) }
  channel.wire.permission_overwrites = [...others, given]
  tellOfChannel(world, 'CHANNEL_UPDATE', channel)
}

function dropOverwrite({ world, params }: Call): void {
  const channel = channelById(world, params.channel!)
  demand(world, world.bot.id, channel, 'ManageRoles')
  const kept = (channel.wire.permission_overwrites ?? []).filter(({ id }) => id !== params.overwrite)
  channel.wire.permission_overwrites = kept
  tellOfChannel(world, 'CHANNEL_UPDATE', channel)
}

function openDirect(call: Call) {
  const { recipient_id: recipientId } = call.body as { recipient_id?: unknown }
  if (typeof recipientId !== 'string') throw new DiscordError(50033)
  if (!call.world.users.has(recipientId)) throw new DiscordError(10013)
  return renderChannel(directChannel(call.world, recipientId))
}

function createWebhook(call: Call) {
  const { world, params } = call
  const channel = channelById(world, params.channel!)
  demand(world, world.bot.id, channel, 'ManageWebhooks')
  const { name = 'webhook' } = call.body as { name?: string }
  const id = world.nextId()
  const token = createHash('sha256').update(`webhook ${id}`).digest('base64url')
  const webhook = { id, token, channelId: channel.id, name, guildId: channel.guild!.id }
  world.webhooks.set(id, webhook)
  return renderWebhook(world, id)
}

function listWebhooks({ world, params }: Call) {
  const channel = channelById(world, params.channel!)
  demand(world, world.bot.id, channel, 'ManageWebhooks')
  return [...world.webhooks.values()]
    .filter((hook) => hook.channelId === channel.id)
    .map((hook) => renderWebhook(world, hook.id))
}

function renderWebhook(world: World, id: string) {
  const hook = world.webhooks.get(id)!
  return {
    id,
    type: 1,
    guild_id: hook.guildId,
    channel_id: hook.channelId,
    user: world.bot,
    name: hook.name,
    avatar: null,
    token: hook.token,
    application_id: world.applicationId,
  }
}
