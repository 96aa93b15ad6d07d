import { type APIMessage, type APIThreadChannel, type Client, Routes } from 'discord.js'
import type { Try } from '../core/ports.ts'
import { nothingIfRefused } from './problems.ts'
import { snowflakeAt } from './seen.ts'

/** Discord's clock and ours may differ by so much; whoever is further off is told of it (RELIABILITY F15). */
const skewMs = 10 * 60_000
/** Pages of a hundred messages; what is sought was sent lately. */
const mostPages = 10

/** What Bee asks Discord to show, as far as it tells one message from another. */
export interface Shown {
  content?: string | undefined
  components?: unknown
  message_reference?: { message_id?: string | null } | undefined
}

export type Earlier = ReturnType<typeof createEarlier>

/**
 * Finds what an earlier try has left in Discord, whose nonces are forgotten after some minutes (RELIABILITY F31): by what
 * it says, its buttons and what it answers, among what is known to have come of no other delivery.
 */
export function createEarlier(client: () => Client<true>) {
  const rest = () => client().rest
  const me = () => client().user.id

  async function page(channelId: string, before: string | undefined): Promise<APIMessage[]> {
    const query = new URLSearchParams({ limit: '100', ...(before && { before }) })
    const asked = rest().get(Routes.channelMessages(channelId), { query })
    return ((await asked.catch(nothingIfRefused)) ?? []) as APIMessage[]
  }

  /** The newest message of Bee's own that is it, no older than the delivery. */
  async function message(
    channelId: string,
    isIt: (message: APIMessage) => boolean,
    { record }: Pick<Try, 'record'>,
  ): Promise<APIMessage | undefined> {
    const oldest = BigInt(snowflakeAt(record === undefined ? 0 : record.since - skewMs))
    let before: string | undefined
    for (let pages = 0; pages < mostPages; pages++) {
      const found = (await page(channelId, before)).sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? 1 : -1))
      for (const message of found) {
        if (BigInt(message.id) < oldest) return undefined
        if (message.author.id !== me() || !isIt(message)) continue
        if (!(await record?.isOthers(message.id))) return message
      }
      // Whoever asks without a record knows nothing of its age; the latest have to do.
      if (found.length === 0 || record === undefined) return undefined
      before = found.at(-1)!.id
    }
    return undefined
  }

  return {
    message,

    /** Whether there is a channel or thread of this id. */
    async isThere(channelId: string): Promise<boolean> {
      return (await rest().get(Routes.channel(channelId)).catch(nothingIfRefused)) !== undefined
    },

    /** A thread of Bee's own that is called so: open ones, then those that have been folded away. */
    async thread(guildId: string, parentId: string, isName: (name: string) => boolean): Promise<string | undefined> {
      const told = client().channels.cache.find(
        (channel) =>
          channel.isThread() && channel.parentId === parentId && channel.ownerId === me() && isName(channel.name),
      )
      if (told !== undefined) return told.id
      const isIt = ({ parent_id, name, owner_id }: APIThreadChannel) =>
        parent_id === parentId && owner_id === me() && isName(name)
      const found = (await list(Routes.guildActiveThreads(guildId))).find(isIt)
      if (found !== undefined) return found.id
      return (await list(Routes.channelThreads(parentId, 'public'))).find(isIt)?.id
    },
  }

  async function list(route: `/${string}`): Promise<APIThreadChannel[]> {
    const found = (await rest().get(route).catch(nothingIfRefused)) as { threads?: APIThreadChannel[] } | undefined
    return found?.threads ?? []
  }
}

/** Whether a message is what `body` would show: the same words, or the same buttons, or the same secret address. */
export function showsTheSame(body: Shown): (message: APIMessage) => boolean {
  const wanted = controlsIn(body.components)
  const address = addressIn(body.content)
  const answers = body.message_reference?.message_id ?? undefined
  return (message) => {
    const answered = message.message_reference?.message_id
    // The reference goes with the message it leads to.
    if (answered !== undefined && answered !== answers) return false
    if (message.content.trim() === (body.content ?? '').trim() && body.content !== undefined) return true
    if (address !== undefined && address === addressIn(message.content)) return true
    const controls = controlsIn(message.components)
    return wanted.length > 0 && wanted.length === controls.length && wanted.every((id) => controls.includes(id))
  }
}

/** What its buttons stand for; the ids are Bee's own and hard to guess. */
function controlsIn(components: unknown): string[] {
  return [...JSON.stringify(components ?? []).matchAll(/"custom_id":"([^"]+)"/g)].map(([, id = '']) => id)
}

/** The address of a bundle; how many downloads are left is said beside it and changes. */
const addressIn = (content: string | undefined) => /https?:\/\/[^\s<>]+\/d\/[\w-]+/.exec(content ?? '')?.[0]
