import type { Actor, Asked, DiscordSandbox, DroppedFile, FormValues, SlashOptions } from '../discord/api.ts'
import type { WireChannel, WireMessage } from '../discord/wire.ts'
import { linksIn } from '../guide.ts'
import {
  botPlace,
  type MessagePage,
  type Outcome,
  type PageAnswers,
  type PagePerson,
  type PageRequests,
  type Place,
  type SeenLink,
  type ShownMessage,
} from '../page-api.ts'

export interface NamedFile extends DroppedFile {
  /** The form field it came in: `file`, an option's name, or a field's custom_id. */
  field: string
}

/** The chat's side of the page: what one person sees and does, through the actor of the embedded server. */
export function createChat(discord: DiscordSandbox, hints: Record<string, string>) {
  const { state } = discord
  const people = readPeople(discord, hints)

  function actor(name: string): Actor {
    if (!people.some((person) => person.name === name)) throw new NobodyError(name)
    return discord.as(name)
  }

  /** The place of a channel as this person calls it. */
  const placeOf = (channelId: string) => (isDirect(channelId) ? botPlace : channelId)

  function isDirect(channelId: string) {
    try {
      return state.channel(channelId).type === 1
    } catch {
      return true
    }
  }

  function places(me: Actor): Place[] {
    const seen = me.channels().filter((channel) => channel.type !== 1)
    const known = new Set(seen.map((channel) => channel.id))
    for (const thread of state.threads()) {
      const mayRead = thread.thread_metadata?.archived && !known.has(thread.id) && me.may('ViewChannel', thread.id)
      if (mayRead && (thread.type === 11 || state.threadMembers(thread.id).includes(me.userId))) seen.push(thread)
    }
    return seen.map((channel) => place(me, channel))
  }

  function place(me: Actor, channel: WireChannel): Place {
    const isThread = channel.type === 11 || channel.type === 12
    const locked = channel.thread_metadata?.locked === true && !me.may('ManageThreads', channel.id)
    return {
      ...channel,
      maySend: channel.type !== 4 && !locked && me.may(isThread ? 'SendMessagesInThreads' : 'SendMessages', channel.id),
      mayAttach: me.may('AttachFiles', channel.id),
      mayManage: me.may('ManageMessages', channel.id),
    }
  }

  const shown = (message: WireMessage & { ephemeral: boolean; thinking: boolean }): ShownMessage => {
    const channel_id = placeOf(message.channel_id)
    return channel_id === message.channel_id ? message : { ...message, channel_id }
  }

  function messages(me: Actor, where: string, before: string | undefined, limit: number): MessagePage {
    const all = me.visible(where)
    const end = before === undefined ? all.length : all.findIndex((message) => message.id === before)
    const until = end === -1 ? all.length : end
    const from = Math.max(0, until - limit)
    return { messages: all.slice(from, until).map(shown), earlier: from > 0 }
  }

  /** One message as this person sees it; undefined when they do not, or when it is gone. */
  function message(me: Actor, channelId: string, messageId: string): ShownMessage | undefined {
    const found = me.visible(placeOf(channelId)).find((candidate) => candidate.id === messageId)
    return found && shown(found)
  }

  function links(me: Actor): SeenLink[] {
    const found = new Map<string, SeenLink>()
    const everywhere = [
      botPlace,
      ...places(me)
        .filter((channel) => channel.type !== 4 && channel.type !== 15)
        .map(byId),
    ]
    for (const where of everywhere) {
      for (const seen of me.visible(where)) {
        if (seen.author.id !== discord.botUserId) continue
        for (const url of linksIn(seen)) {
          found.set(url, { url, place: where, messageId: seen.id, at: seen.timestamp, words: titleOf(seen) })
        }
      }
    }
    return [...found.values()].sort((one, other) => other.at.localeCompare(one.at))
  }

  return { people, actor, places, placeOf, messages, message, links }
}

export type Chat = ReturnType<typeof createChat>

/** What each request does. Files come beside the JSON, by field name. */
export function createChatActions() {
  type Do = {
    [Path in keyof PageRequests & `${string}`]?: (
      me: Actor,
      asked: PageRequests[Path],
      files: NamedFile[],
    ) => Promise<PageAnswers[Path]>
  }
  const actions = {
    async say(me, { place, text, replyTo, replyPings }, files) {
      const options = { files, ...(replyTo ? { replyTo } : {}), ...(replyPings === undefined ? {} : { replyPings }) }
      const sent = place === botPlace ? await me.dm(text, options) : await me.say(place, text, options)
      return { messageId: sent.id }
    },
    async post(me, { forum, title, text, tags }, files) {
      const thread = await me.post(forum, { title, text, tags, files })
      return { place: thread.id }
    },
    async thread(me, { place, name, on }) {
      const thread = await me.thread(place, { name, ...(on ? { on } : {}) })
      return { place: thread.id }
    },
    async edit(me, { messageId, text }) {
      await me.edit(messageId, text)
      return {}
    },
    async delete(me, { messageId }) {
      await me.delete(messageId)
      return {}
    },
    async dismiss(me, { messageId }) {
      await me.dismiss(messageId)
      return {}
    },
    async react(me, { messageId, emoji, on }) {
      await (on ? me.react(messageId, emoji) : me.unreact(messageId, emoji))
      return {}
    },
    async typing(me, { place }) {
      if (place !== botPlace) await me.typing(place)
      return {}
    },
    press: async (me, { messageId, customId }) => outcome(await me.press(messageId, customId)),
    choose: async (me, { messageId, customId, values }) => outcome(await me.choose(messageId, customId, values)),
    menu: async (me, { name, targetId, place }) => outcome(await me.contextMenu(name, targetId, place)),
    async slash(me, { command, options, place }, files) {
      const given: SlashOptions = { ...options }
      for (const file of files) given[file.field] = file
      return outcome(await me.slash(command, given, place))
    },
    autocomplete: async (me, { command, option, partial, others, place }) => ({
      choices: await me.autocomplete(command, option, partial, others, place),
    }),
    async submit(me, { interactionId, values }, files) {
      const given: FormValues = { ...values }
      for (const file of files) {
        const others = given[file.field]
        given[file.field] = Array.isArray(others) ? ([...others, file] as DroppedFile[]) : [file]
      }
      return outcome(await me.submit(interactionId, given))
    },
  } satisfies Do
  return actions

  async function outcome(asked: Asked): Promise<Outcome> {
    const answer = await asked.answer()
    if (answer.kind === 'modal') return { kind: 'modal', interactionId: asked.interactionId, modal: answer.modal }
    return 'message' in answer ? { kind: 'message', messageId: answer.message.id } : { kind: 'nothing' }
  }
}

/** The page asked as somebody who is not in the guild. */
export class NobodyError extends Error {
  constructor(name: string) {
    super(`There is nobody called “${name.slice(0, 40)}” here. Choose a person at the bottom left.`)
  }
}

function readPeople({ state }: DiscordSandbox, hints: Record<string, string>): PagePerson[] {
  const roles = new Map(state.roles().map((role) => [role.id, role]))
  const people = state.members().filter((member) => !member.user.bot)
  return people.map((member) => {
    const [highest] = member.roles
      .flatMap((id) => roles.get(id) ?? [])
      .sort((one, other) => other.position - one.position)
    return {
      id: member.user.id,
      name: member.user.username,
      displayName: member.nick ?? member.user.global_name ?? member.user.username,
      hint: hints[member.user.username] ?? highest?.name ?? 'member',
    }
  })
}

const byId = (channel: { id: string }) => channel.id

function titleOf(message: WireMessage): string {
  const words = message.embeds[0]?.title ?? message.content
  return words.replace(/\s+/g, ' ').slice(0, 100)
}
