import { DiscordError } from '../errors.ts'
import { createMessage, flagBits, type MessageInput } from '../messages.ts'
import { canSee, demand, may } from '../permissions.ts'
import { renderChannel, renderMessage } from '../render.ts'
import { type Call, type Route, reply } from '../router.ts'
import {
  checkTags,
  createThread,
  demandMayThread,
  demandOpen,
  joinThread,
  leaveThread,
  settleThread,
  type ThreadInput,
} from '../threads.ts'
import { checkThread } from '../validate/channel.ts'
import { checkMessage } from '../validate/message.ts'
import { type Channel, channelById, isForum, isThread, messageIn, type World } from '../world.ts'

export const threadRoutes: Route[] = [
  { method: 'POST', pattern: '/channels/:channel/messages/:message/threads', handler: onMessage },
  { method: 'POST', pattern: '/channels/:channel/threads', handler: alone },
  { method: 'GET', pattern: '/channels/:channel/threads/archived/public', handler: archived },
  { method: 'GET', pattern: '/channels/:channel/threads/archived/private', handler: archived },
  { method: 'GET', pattern: '/channels/:channel/users/@me/threads/archived/private', handler: archived },
  { method: 'GET', pattern: '/guilds/:guild/threads/active', handler: active },
  { method: 'GET', pattern: '/channels/:channel/thread-members', handler: members },
  { method: 'GET', pattern: '/channels/:channel/thread-members/:user', handler: member },
  { method: 'PUT', pattern: '/channels/:channel/thread-members/:user', handler: add },
  { method: 'DELETE', pattern: '/channels/:channel/thread-members/:user', handler: remove },
]

function onMessage(call: Call) {
  const { world, params } = call
  const channel = channelById(world, params.channel!)
  demand(world, world.bot.id, channel)
  const stored = messageIn(channel, params.message!)
  if (stored.onlyFor !== undefined) throw new DiscordError(10008)
  demandMayThread(world, world.bot.id, channel, 11, stored)
  checkThread(call.body)
  const thread = openOnMessage(world, channel, world.bot.id, call.body as ThreadInput, params.message!)
  return reply(201, renderChannel(thread, world.bot.id))
}

/** A thread on a message, with the starter that points back at it. */
export function openOnMessage(world: World, channel: Channel, ownerId: string, input: ThreadInput, messageId: string) {
  const stored = messageIn(channel, messageId)
  const { type: _, ...onMessage } = input
  const thread = createThread(world, channel, ownerId, onMessage, stored)
  world.emit({
    name: 'MESSAGE_UPDATE',
    data: { ...renderMessage(world, stored), guild_id: channel.guild!.id },
    guildId: channel.guild!.id,
    channelId: channel.id,
  })
  const starter = createMessage(world, thread, stored.wire.author.id, { content: '' }, [], { type: 21, system: true })
  starter.wire.message_reference = { channel_id: channel.id, message_id: messageId, guild_id: channel.guild!.id }
  joinThread(world, thread, stored.wire.author.id)
  return thread
}

interface PostInput extends ThreadInput {
  message?: MessageInput
}

function alone(call: Call) {
  const { world, params, files } = call
  const parent = channelById(world, params.channel!)
  const input = call.body as PostInput
  if (isForum(parent)) return post(call, parent, input)
  const type = input.type ?? 12
  demandMayThread(world, world.bot.id, parent, type)
  checkThread(call.body)
  if (files.length > 0) throw new DiscordError(50035)
  return reply(201, renderChannel(openAlone(world, parent, world.bot.id, { ...input, type }), world.bot.id))
}

/** A thread without a message; a public one is announced in its channel. */
export function openAlone(world: World, parent: Channel, ownerId: string, input: ThreadInput): Channel {
  const thread = createThread(world, parent, ownerId, input)
  if (thread.wire.type === 12) return thread
  const notice = createMessage(world, parent, ownerId, { content: thread.wire.name ?? '' }, [], {
    type: 18,
    system: true,
  })
  notice.wire.message_reference = { channel_id: thread.id, guild_id: parent.guild!.id }
  return thread
}

function post(call: Call, forum: Channel, input: PostInput) {
  const { world, files } = call
  demandMayThread(world, world.bot.id, forum, 11)
  checkThread(call.body)
  checkTags(world, forum, world.bot.id, input.applied_tags)
  checkMessage(input.message ?? {}, files)
  if (files.length > 0) demand(world, world.bot.id, forum, 'AttachFiles')
  const flags = (input.message?.flags ?? 0) & (flagBits.suppressEmbeds | flagBits.silent | flagBits.v2)
  const thread = createThread(world, forum, world.bot.id, input)
  try {
    const frame = { id: thread.id }
    const message = createMessage(world, thread, world.bot.id, { ...input.message, flags }, files, frame)
    return reply(201, { ...renderChannel(thread, world.bot.id), message: renderMessage(world, message) })
  } catch (error) {
    world.channels.delete(thread.id)
    throw error
  }
}

function archived(call: Call) {
  const { world, params, path, query } = call
  const parent = channelById(world, params.channel!)
  demand(world, world.bot.id, parent, 'ReadMessageHistory')
  const isPrivate = path.endsWith('/private')
  if (isPrivate && !path.includes('@me')) demand(world, world.bot.id, parent, 'ManageThreads')
  const before = query.get('before')
  const limit = Math.min(Number(query.get('limit') ?? 50), 100)
  const at = (thread: Channel) => thread.wire.thread_metadata?.archive_timestamp ?? ''
  const found = threadsOf(world, (thread) => thread.wire.parent_id === parent.id)
    .filter((thread) => thread.wire.thread_metadata?.archived && (thread.wire.type === 12) === isPrivate)
    .filter((thread) => before === null || Date.parse(at(thread)) < Date.parse(before))
    .sort((a, b) => at(b).localeCompare(at(a)))
  return { ...listed(world, found.slice(0, limit)), has_more: found.length > limit }
}

function active({ world, params }: Call) {
  const found = threadsOf(world, (thread) => thread.guild?.id === params.guild)
  const open = found.filter((thread) => !thread.wire.thread_metadata?.archived)
  return { ...listed(world, open.reverse()), has_more: false }
}

function threadsOf(world: World, wanted: (thread: Channel) => boolean): Channel[] {
  const found = [...world.channels.values()].filter(
    (channel) => isThread(channel) && wanted(channel) && canSee(world, world.bot.id, channel),
  )
  for (const thread of found) settleThread(world, thread)
  return found
}

function listed(world: World, threads: Channel[]) {
  return {
    threads: threads.map((thread) => renderChannel(thread)),
    members: threads.flatMap((thread) => thread.members.get(world.bot.id) ?? []),
  }
}

/** @throws DiscordError 50024 for a channel that is no thread */
function threadOf({ world, params }: Call): Channel {
  const thread = channelById(world, params.channel!)
  if (!isThread(thread)) throw new DiscordError(50024)
  demand(world, world.bot.id, thread)
  return thread
}

function members(call: Call) {
  const thread = threadOf(call)
  const withMember = call.query.get('with_member') === 'true'
  return [...thread.members.values()].map((entry) =>
    withMember ? { ...entry, member: thread.guild!.members.get(entry.user_id) } : entry,
  )
}

function member(call: Call) {
  const thread = threadOf(call)
  const found = thread.members.get(call.params.user === '@me' ? call.world.bot.id : call.params.user!)
  if (found === undefined) throw new DiscordError(10007)
  return found
}

function add(call: Call) {
  const { world, params } = call
  const thread = threadOf(call)
  demandOpen(world, thread)
  if (params.user === '@me') return joinThread(world, thread, world.bot.id)
  demand(world, world.bot.id, thread, 'SendMessagesInThreads')
  if (!thread.guild!.members.has(params.user!)) throw new DiscordError(10007)
  const parent = world.channels.get(thread.wire.parent_id ?? '')
  if (parent !== undefined && !may(world, params.user!, 'ViewChannel', parent)) throw new DiscordError(50001)
  joinThread(world, thread, params.user!)
}

function remove(call: Call): void {
  const { world, params } = call
  const thread = threadOf(call)
  demandOpen(world, thread)
  const userId = params.user === '@me' ? world.bot.id : params.user!
  const owns = thread.wire.type === 12 && thread.wire.owner_id === world.bot.id
  if (userId !== world.bot.id && !owns) demand(world, world.bot.id, thread, 'ManageThreads')
  leaveThread(world, thread, userId)
}
