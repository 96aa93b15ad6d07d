import type { App } from '../app.ts'
import { addressed } from '../core/address.ts'
import { isStaff } from '../core/may.ts'
import type { RawAttachment } from '../core/ports.ts'
import { type Reply, refusalReply } from '../core/reply.ts'
import { reachOf } from '../core/scope.ts'
import { isHelping } from '../core/suggestion.ts'
import type { Person, Place, Ticket } from '../core/types.ts'
import { crashpoint } from '../crashpoint.ts'
import { Refusal, type RefusalCode } from '../errors.ts'
import { type Incoming, isFirst } from '../once.ts'
import { followUp } from './follow-up.ts'
import { settleByWords } from './settle-by-words.ts'
import { takeRequest } from './take-request.ts'

/** A message as the door has read it: raw, with where it stands. */
export interface Heard {
  guildId: string
  channelId: string
  /** The channel around a thread; a thread cannot hold another. */
  parentId: string | undefined
  messageId: string
  text: string
  attachments: RawAttachment[]
  by: Person
  /** Bee is really mentioned, not only by name. */
  mentionsBee: boolean
  isDm: boolean
  /** In a thread or in private, where the conversation of a ticket can be. */
  isConversation: boolean
  /** Answers another message: part of a conversation, not its beginning. */
  isReply: boolean
  /** Bee listens here: every first message is a request. */
  isListened: boolean
  /** Discord does not show Bee what is written here, because it was not granted the content of messages. */
  isBlank: boolean
  /** Anybody in the channel can read it, and so can Bee: the leak guard looks at it. */
  isPublic: boolean
  /** The desk wants no articles offered here. */
  isQuiet: boolean
  /** The first message of a post in a help forum. */
  forumTitle: string | undefined
  url: string
  /** Said while Bee was away, a while ago: requests are taken, small talk is not answered any more. */
  isLate: boolean
}

/**
 * Decides what a message is for Bee: part of a ticket's conversation, a request, a greeting, or nothing.
 * Whatever is said in return goes out by the outbox.
 */
export async function hearMessage(heard: Heard, app: App): Promise<void> {
  crashpoint('message: heard')
  const { by, channelId, messageId } = heard
  const event = eventOf(heard)
  const rest = addressed(heard.text, app.desk.names)
  const isForBee = heard.mentionsBee || heard.isDm || rest !== undefined
  const text = rest ?? heard.text

  const ticket = heard.isConversation ? await app.tickets.inThread(reachOf(by), channelId) : undefined
  if (ticket !== undefined && ticket.messageId !== messageId) {
    const isOver = heard.isDm && ticket.status === 'closed'
    if (!isOver || app.listener.understand(text, { isForBee, isClosed: true }).intent === 'still-broken') {
      const isNew = heard.isDm && soundsNew(text, ticket, app)
      await app.once(event, (app) =>
        isNew ? askWhetherNew(heard, ticket, app) : followUp({ ...heard, text, isForBee, ticket }, app),
      )
      return
    }
  }
  if (await settleByWords({ ...heard, text, isForBee }, app)) return
  if (heard.isBlank) return askToWrite(heard, app)
  const isRequest = isForBee || heard.forumTitle !== undefined || (heard.isListened && !heard.isReply)
  if (!isRequest) return
  if (!isForBee && heard.forumTitle === undefined && (await isHelp(heard, app))) return

  const answer = greet(text, heard, app)
  if (answer !== undefined) {
    const isChatter = heard.isLate || (!isForBee && heard.forumTitle === undefined)
    if (!isChatter) await app.once(event, (app) => reply(answer, heard, app))
    return
  }
  if (!heard.isLate) app.chat.typing(channelId)
  try {
    await takeRequest(
      {
        event,
        text,
        ...(heard.forumTitle === undefined ? {} : { title: heard.forumTitle }),
        attachments: heard.attachments,
        place: placeOf(heard),
        guildId: heard.guildId,
        channelId: heard.parentId ?? channelId,
        messageId,
        threadId: heard.isDm || heard.forumTitle !== undefined ? channelId : null,
        by,
        // Inside somebody else's thread an answer would stand in the middle of their conversation.
        isQuiet: heard.isQuiet || heard.parentId !== undefined,
      },
      { isSaid: true, isForBee },
      app,
    )
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause
    const isFlood = floods.includes(cause.code)
    const isSaid = !isFlood || (await isFirst(app.once(await onceTold(cause.code, heard, app), nothing)))
    await app.once(event, async (app) => {
      if (isSaid) await reply(refusalReply(cause), heard, app)
    })
  }
}

const lastMessages = 20

/** The staff answers where people ask; that is no request, or each word of help would open a ticket. */
async function isHelp({ by, channelId, messageId }: Heard, { chat }: App): Promise<boolean> {
  if (!isStaff(by)) return false
  const conversation = await chat.conversation(channelId, lastMessages).catch(nothingWhenRefused)
  return isHelping(conversation, messageId)
}

/** A ticket too many is closed with a word; a request that nobody took is lost. */
function nothingWhenRefused(cause: unknown): [] {
  if (!(cause instanceof Refusal)) throw cause
  return []
}

/** Whoever writes on and on is told that it is too much once a day, and again when a ticket of theirs has opened since (A45). */
const floods: readonly RefusalCode[] = ['TOO_MANY_TICKETS', 'SERVER_BUSY']
async function onceTold(code: RefusalCode, { by }: Heard, { tickets, now }: App): Promise<Incoming> {
  const [newest] = await tickets.list(reachOf(by), { requesterId: by.id, limit: 1 })
  const day = new Date(now()).toISOString().slice(0, 10)
  return { source: 'notice', id: `${code}:${by.id}:${newest?.number ?? 'none'}:${day}` }
}
const nothing = async () => {}

const eventOf = ({ messageId }: Heard): Incoming => ({ source: 'message', id: messageId })

/** In a direct message there is no thread to tell one request from the next, so what it is about has to. */
function soundsNew(text: string, ticket: Ticket, { listener, triage, desk, clean }: App): boolean {
  const { intent } = listener.understand(text, { isForBee: true, isClosed: false })
  if (intent !== 'none' && intent !== 'unclear') return false
  const read = triage.read({ text: clean(text, ticket.number), attachments: [] })
  return read.category !== ticket.triage.category && read.confidence.category >= desk.confidence.high
}

async function askWhetherNew(heard: Heard, ticket: Ticket, app: App): Promise<void> {
  const { channelId, messageId } = heard
  const control = (action: string) => app.controls.for(action, ticket.id, { channelId, messageId })
  const buttons = [
    { label: `It belongs to ${ticket.number}`, control: await control('dm.add') },
    { label: 'Something new', control: await control('dm.new') },
  ]
  await reply({ say: 'dm.ask', values: { number: ticket.number }, buttons }, heard, app)
}

/** Asked inside somebody's thread, the ticket gets a thread of its own beside it, as if opened by command. */
function placeOf({ isDm, forumTitle, parentId }: Heard): Place {
  if (isDm) return 'dm'
  if (forumTitle !== undefined) return 'forum'
  return parentId === undefined ? 'channel' : 'command'
}

/** An answer to what is no request; undefined when it is one. */
function greet(text: string, heard: Heard, { listener }: App): Reply | undefined {
  if (heard.attachments.length > 0 || heard.forumTitle !== undefined) return undefined
  if (text.trim() === '') return { say: 'hello.empty' }
  const smallTalk = listener.isSmallTalk(text)
  if (smallTalk === 'thanks') return { say: 'hello.thanks' }
  return smallTalk === 'greeting' ? { say: 'hello.small-talk' } : undefined
}

/** A button carries text even where messages do not. */
async function askToWrite(heard: Heard, app: App): Promise<void> {
  if (!heard.isListened || heard.isReply || heard.isLate) return
  await app.once(eventOf(heard), async (app) => {
    const button = { label: 'Tell Bee what is wrong', control: await app.controls.for('request', null) }
    await reply({ say: 'hello.write-to-me', buttons: [button] }, heard, app)
  })
}

async function reply(reply: Reply, { channelId, messageId }: Heard, app: App): Promise<void> {
  crashpoint('message: answering')
  await app.outbox.add([{ do: 'say.at', channelId, replyTo: messageId, reply }])
  app.nudge()
}
