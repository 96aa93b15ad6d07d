import { DiscordError } from '../errors.ts'
import { withoutContent } from '../intents.ts'
import { bulkDelete, createMessage, deleteMessage, editMessage, flagBits, type MessageInput } from '../messages.ts'
import { sentBefore } from '../nonces.ts'
import { demand } from '../permissions.ts'
import { pinMessage, unpinMessage } from '../pins.ts'
import { addReaction, clearReactions, reactorsOf, removeReaction } from '../reactions.ts'
import { renderMessage } from '../render.ts'
import type { Call, Route } from '../router.ts'
import { demandMaySend } from '../sending.ts'
import { demandOpen } from '../threads.ts'
import { checkPage } from '../validate/channel.ts'
import { checkMessage } from '../validate/message.ts'
import { type Channel, channelById, isDm, isThread, messageIn, type Stored, type World } from '../world.ts'

/** @param grantsContent does the developer portal grant the message content intent? REST obeys it too. */
export function messageRoutes(grantsContent: () => boolean): Route[] {
  const show = (world: World, stored: Stored) => {
    // A nonce is told to the sender and in the event, and then forgotten.
    const { nonce: _, ...message } = renderMessage(world, stored)
    return grantsContent() ? message : withoutContent(world, message)
  }
  return [
    { method: 'POST', pattern: '/channels/:channel/messages', handler: (call) => create(call) },
    {
      method: 'GET',
      pattern: '/channels/:channel/messages',
      handler: (call) => list(call).map((m) => show(call.world, m)),
    },
    { method: 'GET', pattern: '/channels/:channel/messages/:message', handler: (call) => show(call.world, read(call)) },
    { method: 'PATCH', pattern: '/channels/:channel/messages/:message', handler: edit },
    { method: 'DELETE', pattern: '/channels/:channel/messages/:message', handler: remove },
    { method: 'POST', pattern: '/channels/:channel/messages/bulk-delete', handler: removeMany },
    { method: 'POST', pattern: '/channels/:channel/typing', handler: typing },
    { method: 'PUT', pattern: '/channels/:channel/messages/:message/reactions/:emoji/@me', handler: react },
    { method: 'DELETE', pattern: '/channels/:channel/messages/:message/reactions/:emoji/@me', handler: unreact },
    { method: 'DELETE', pattern: '/channels/:channel/messages/:message/reactions/:emoji/:user', handler: unreact },
    { method: 'DELETE', pattern: '/channels/:channel/messages/:message/reactions/:emoji', handler: clear },
    { method: 'DELETE', pattern: '/channels/:channel/messages/:message/reactions', handler: clear },
    { method: 'GET', pattern: '/channels/:channel/messages/:message/reactions/:emoji', handler: reactors },
    {
      method: 'GET',
      pattern: '/channels/:channel/pins',
      handler: (call) => pinned(call).map((m) => show(call.world, m)),
    },
    { method: 'PUT', pattern: '/channels/:channel/pins/:message', handler: pin },
    { method: 'DELETE', pattern: '/channels/:channel/pins/:message', handler: unpin },
    {
      method: 'GET',
      pattern: '/channels/:channel/messages/pins',
      handler: (call) => ({
        items: pinned(call).map((stored) => ({ pinned_at: stored.pinnedAt, message: show(call.world, stored) })),
        has_more: false,
      }),
    },
    { method: 'PUT', pattern: '/channels/:channel/messages/pins/:message', handler: pin },
    { method: 'DELETE', pattern: '/channels/:channel/messages/pins/:message', handler: unpin },
  ]
}

const channelOf = ({ world, params }: Call) => channelById(world, params.channel!)

function create(call: Call) {
  const { world, files } = call
  const channel = channelOf(call)
  const input = call.body as MessageInput
  demandMaySend(world, world.bot.id, channel, input, files)
  checkMessage(call.body, files)
  const known = sentBefore(world, channel, world.bot.id, input)
  const flags = (input.flags ?? 0) & (flagBits.suppressEmbeds | flagBits.silent | flagBits.v2)
  const stored = known ?? createMessage(world, channel, world.bot.id, { ...input, flags }, files)
  return renderMessage(world, stored)
}

/** Newest first, like Discord's. */
function list(call: Call): Stored[] {
  const { world, query } = call
  const channel = channelOf(call)
  demand(world, world.bot.id, channel)
  if (!may(world, channel)) return []
  checkPage(query)
  const limit = Number(query.get('limit') ?? 50)
  const all = [...channel.messages.values()].filter((stored) => stored.onlyFor === undefined)
  const idOf = (stored: Stored) => BigInt(stored.wire.id)
  const before = query.get('before')
  const after = query.get('after')
  const around = query.get('around')
  if (around !== null) {
    const half = Math.floor(limit / 2)
    const older = all.filter((stored) => idOf(stored) <= BigInt(around)).slice(-half - 1)
    const newer = all.filter((stored) => idOf(stored) > BigInt(around)).slice(0, half)
    return [...older, ...newer].reverse().slice(0, limit)
  }
  if (after !== null)
    return all
      .filter((stored) => idOf(stored) > BigInt(after))
      .slice(0, limit)
      .reverse()
  const older = before === null ? all : all.filter((stored) => idOf(stored) < BigInt(before))
  return older.slice(-limit).reverse()
}

function may(world: World, channel: Channel): boolean {
  try {
    demand(world, world.bot.id, channel, 'ReadMessageHistory')
    return true
  } catch {
    return false
  }
}

function read(call: Call): Stored {
  const channel = channelOf(call)
  demand(call.world, call.world.bot.id, channel, 'ReadMessageHistory')
  return shared(channel, call.params.message!)
}

/** A message that is not only for one person: those do not exist for this route. */
function shared(channel: Channel, id: string): Stored {
  const stored = messageIn(channel, id)
  if (stored.onlyFor !== undefined) throw new DiscordError(10008)
  return stored
}

function edit(call: Call) {
  const { world } = call
  const channel = channelOf(call)
  demand(world, world.bot.id, channel)
  const stored = shared(channel, call.params.message!)
  const input = call.body as MessageInput
  const isOwn = stored.wire.author.id === world.bot.id
  const onlyFlags = Object.keys(input).every((key) => key === 'flags')
  if (!isOwn && !onlyFlags) throw new DiscordError(50005)
  if (!isOwn) demand(world, world.bot.id, channel, 'ManageMessages')
  demandOpen(world, channel)
  checkMessage(call.body, call.files, stored)
  return renderMessage(world, editMessage(world, stored, input, call.files))
}

function remove(call: Call): void {
  const { world } = call
  const channel = channelOf(call)
  demand(world, world.bot.id, channel)
  const stored = shared(channel, call.params.message!)
  if (stored.wire.author.id !== world.bot.id) {
    if (isDm(channel)) throw new DiscordError(50003)
    demand(world, world.bot.id, channel, 'ManageMessages')
  }
  if (isThread(channel) && stored.wire.type === 21) throw new DiscordError(50021)
  demandOpen(world, channel)
  deleteMessage(world, stored)
}

function removeMany(call: Call): void {
  const { world } = call
  const channel = channelOf(call)
  demand(world, world.bot.id, channel, 'ManageMessages')
  bulkDelete(world, channel, (call.body as { messages?: string[] }).messages ?? [])
}

function typing(call: Call): void {
  const { world } = call
  const channel = channelOf(call)
  demand(world, world.bot.id, channel)
  const guildId = channel.guild?.id
  world.emit({
    name: 'TYPING_START',
    data: {
      channel_id: channel.id,
      user_id: world.bot.id,
      timestamp: Math.floor(world.now() / 1000),
      ...(guildId === undefined ? {} : { guild_id: guildId, member: channel.guild?.members.get(world.bot.id) }),
    },
    channelId: channel.id,
    ...(guildId === undefined ? {} : { guildId }),
  })
}

function react(call: Call): void {
  const { world, params } = call
  addReaction(world, shared(channelOf(call), params.message!), world.bot.id, params.emoji!)
}

function unreact(call: Call): void {
  const { world, params } = call
  removeReaction(
    world,
    shared(channelOf(call), params.message!),
    world.bot.id,
    params.user ?? world.bot.id,
    params.emoji!,
  )
}

function clear(call: Call): void {
  clearReactions(call.world, shared(channelOf(call), call.params.message!), call.world.bot.id, call.params.emoji)
}

function reactors(call: Call) {
  const { world, params } = call
  const channel = channelOf(call)
  demand(world, world.bot.id, channel, 'ReadMessageHistory')
  return reactorsOf(world, shared(channel, params.message!), params.emoji!)
}

function pinned(call: Call): Stored[] {
  const channel = channelOf(call)
  demand(call.world, call.world.bot.id, channel, 'ReadMessageHistory')
  const pins = [...channel.messages.values()].filter((stored) => stored.pinnedAt !== undefined)
  return pins.sort((a, b) => b.pinnedAt!.localeCompare(a.pinnedAt!))
}

function pin(call: Call): void {
  pinMessage(call.world, shared(channelOf(call), call.params.message!), call.world.bot.id)
}

function unpin(call: Call): void {
  unpinMessage(call.world, shared(channelOf(call), call.params.message!), call.world.bot.id)
}
