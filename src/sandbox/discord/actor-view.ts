import type { SandboxEvent, SeenMessage } from './api.ts'
import { flagBits } from './messages.ts'
import { canSee } from './permissions.ts'
import { renderChannel, renderMessage } from './render.ts'
import { settleThread } from './threads.ts'
import type { WireChannel } from './wire.ts'
import {
  type Channel,
  type Dispatch,
  directChannel,
  type Guild,
  isDm,
  isThread,
  type Stored,
  type World,
} from './world.ts'

/** One person in one guild. */
export interface Viewer {
  world: World
  guild: Guild
  userId: string
}

export function seen({ world, userId }: Viewer, stored: Stored): SeenMessage {
  const message = renderMessage(world, stored, userId)
  return { ...message, ephemeral: stored.onlyFor !== undefined, thinking: (message.flags & flagBits.thinking) !== 0 }
}

export function isVisible({ world, userId }: Viewer, stored: Stored): boolean {
  if (stored.onlyFor !== undefined && (stored.onlyFor !== userId || stored.dismissed)) return false
  return world.messages.has(stored.wire.id) && canSee(world, userId, stored.channel)
}

/** Oldest first. */
export function seenIn(viewer: Viewer, channel: Channel): SeenMessage[] {
  return [...channel.messages.values()]
    .filter((stored) => isVisible(viewer, stored))
    .map((stored) => seen(viewer, stored))
}

/** Categories with something in them, their channels, and the active threads under each channel. */
export function seenChannels(viewer: Viewer): WireChannel[] {
  const { world, guild, userId } = viewer
  const all = [...world.channels.values()].filter((channel) => channel.guild === guild)
  const here = all.filter((channel) => channel.wire.type !== 4 && canSee(world, userId, channel))
  for (const thread of here) if (isThread(thread)) settleThread(world, thread)
  const threads = new Map<string, Channel[]>()
  for (const thread of here) {
    const { thread_metadata: metadata, parent_id: parentId } = thread.wire
    if (metadata === undefined || metadata.archived || !parentId) continue
    const siblings = threads.get(parentId) ?? []
    siblings.push(thread)
    threads.set(parentId, siblings)
  }
  const place = (channel: Channel) => [channel, ...(threads.get(channel.id) ?? [])]
  const byPosition = (a: Channel, b: Channel) => (a.wire.position ?? 0) - (b.wire.position ?? 0)
  const roots = here.filter((channel) => !isThread(channel) && !channel.wire.parent_id).sort(byPosition)
  const grouped = all
    .filter((channel) => channel.wire.type === 4)
    .sort(byPosition)
    .flatMap((category) => {
      const children = here
        .filter((channel) => !isThread(channel) && channel.wire.parent_id === category.id)
        .sort(byPosition)
      return children.length === 0 ? [] : [category, ...children.flatMap(place)]
    })
  return [...roots.flatMap(place), ...grouped].map((channel) => renderChannel(channel, userId))
}

/** Private answers everywhere in the guild, and the direct messages, oldest first. */
export function seenPrivately(viewer: Viewer): SeenMessage[] {
  const direct = directChannel(viewer.world, viewer.userId)
  const stored = [...viewer.world.messages.values()].filter(
    (message) => message.onlyFor === viewer.userId || message.channel === direct,
  )
  return stored.filter((message) => isVisible(viewer, message)).map((message) => seen(viewer, message))
}

/** May this person know of that change? */
export function concerns({ world, guild, userId }: Viewer, event: Dispatch): boolean {
  if (event.name === 'INTERACTION_CREATE') return false
  if (event.onlyFor !== undefined) return event.onlyFor === userId
  if (event.guildId !== undefined && event.guildId !== guild.id) return false
  const channel = event.channelId === undefined ? undefined : world.channels.get(event.channelId)
  return channel === undefined || canSee(world, userId, channel)
}

/**
 * Resolves with the first thing that `look` finds: now, or after one of the changes to come.
 * @param look called with no event at first, then with each change
 * @throws Error naming what was waited for, after the time
 */
export function until<T>(
  world: World,
  look: (event: SandboxEvent | undefined) => T | undefined | false | null,
  timeoutMs: number,
  what: () => string,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const settle = (event: SandboxEvent | undefined) => {
      try {
        const value = look(event)
        if (value === undefined || value === false || value === null) return false
        stop()
        resolve(value)
      } catch (error) {
        stop()
        reject(error)
      }
      return true
    }
    const stop = () => {
      clearTimeout(timer)
      world.listeners.delete(settle)
    }
    const timer = setTimeout(() => {
      stop()
      reject(new Error(`Waited ${timeoutMs} ms for ${what()}.`))
    }, timeoutMs)
    if (!settle(undefined)) world.listeners.add(settle)
  })
}

/** The stored message that an event of MESSAGE_CREATE or MESSAGE_UPDATE is about. */
export function messageOfEvent(world: World, event: SandboxEvent): Stored | undefined {
  if (event.name !== 'MESSAGE_CREATE' && event.name !== 'MESSAGE_UPDATE') return undefined
  return world.messages.get((event.data as { id: string }).id)
}

/** The thread that an event is about, as this person sees it; undefined when they do not. */
export function threadOfEvent({ world, guild, userId }: Viewer, event: SandboxEvent): WireChannel | undefined {
  if (!event.name.startsWith('THREAD_')) return undefined
  const thread = world.channels.get((event.data as { id: string }).id)
  const isSeen = thread !== undefined && thread.guild === guild && canSee(world, userId, thread)
  return isSeen ? renderChannel(thread, userId) : undefined
}

/** A few words about what is there, for the message of a wait that ran out. */
export function summary(messages: SeenMessage[]): string {
  const last = messages.slice(-5).map(({ author, content, embeds, thinking }) => {
    const title = embeds[0]?.title === undefined ? '' : ` [${embeds[0].title}]`
    return `${author.username}: ${thinking ? '(thinking)' : content.slice(0, 120)}${title}`
  })
  return last.length === 0 ? 'nothing is there' : `the last there: ${last.join(' | ')}`
}

export const isPrivateTo = (viewer: Viewer, stored: Stored) => stored.onlyFor === viewer.userId || isDm(stored.channel)
