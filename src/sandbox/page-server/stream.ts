import type { FastifyReply } from 'fastify'
import type { Actor, SandboxEvent } from '../discord/api.ts'
import type { GuideView, PageEvent } from '../page-api.ts'
import type { Chat } from './chat.ts'

const pingEveryMs = 20_000
const tellAfterMs = 100

export interface Stream {
  send(event: PageEvent): void
  end(): void
}

/** Server-sent events for one browser tab: what the chosen person can see of each change. */
export function openStream(reply: FastifyReply, ended: () => void): Stream {
  reply.hijack()
  const { raw } = reply
  raw.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    connection: 'keep-alive',
  })
  raw.write('retry: 1000\n\n')
  const ping = setInterval(() => raw.write(': still here\n\n'), pingEveryMs)
  raw.on('close', () => {
    clearInterval(ping)
    ended()
  })
  return {
    send: (event) => raw.write(`data: ${JSON.stringify(event)}\n\n`),
    end: () => raw.end(),
  }
}

/** Tells the stream of each change that this person sees. Changes of places come together, once a turn. */
export function followChat(chat: Chat, me: Actor, stream: Stream, people: () => PageEvent): () => void {
  let placesDue = false
  const tellPlaces = () => {
    if (placesDue) return
    placesDue = true
    setImmediate(() => {
      placesDue = false
      stream.send({ type: 'places', places: chat.places(me) })
    })
  }

  return me.subscribe((event) => {
    if (event.onlyFor !== undefined && event.onlyFor !== me.userId) return
    if (event.name.startsWith('MESSAGE_')) tellMessages(event)
    else if (event.name === 'TYPING_START') tellTyping(event)
    else if (/^(CHANNEL|THREAD|GUILD_CREATE|GUILD_UPDATE)/.test(event.name)) tellPlaces()
    else if (/^(GUILD_ROLE|GUILD_MEMBER)/.test(event.name)) {
      stream.send(people())
      tellPlaces()
    }
  })

  function tellMessages(event: SandboxEvent) {
    const channelId = event.channelId ?? text(event.data, 'channel_id')
    if (channelId === undefined) return
    const single = event.name.startsWith('MESSAGE_REACTION') ? text(event.data, 'message_id') : text(event.data, 'id')
    const ids = single === undefined ? texts(event.data, 'ids') : [single]
    for (const id of ids) {
      const message = chat.message(me, channelId, id)
      if (message) stream.send({ type: 'message', message })
      else stream.send({ type: 'gone', place: chat.placeOf(channelId), messageId: id })
    }
  }

  function tellTyping(event: SandboxEvent) {
    const channelId = event.channelId ?? text(event.data, 'channel_id')
    const userId = text(event.data, 'user_id')
    if (channelId !== undefined && userId !== undefined && userId !== me.userId) {
      stream.send({ type: 'typing', place: chat.placeOf(channelId), userId })
    }
  }
}

/** Sends the guide to every tab, when it has changed. */
export function createGuideTeller(read: () => Promise<GuideView>, streams: ReadonlySet<Stream>) {
  let last = ''
  let isDue = false
  const tell = (guide: GuideView) => {
    const said = JSON.stringify(guide)
    if (said === last) return
    last = said
    for (const stream of streams) stream.send({ type: 'guide', guide })
  }
  return () => {
    // The guide looks through everything that was said: not while nobody reads it, and not for each message of many.
    if (isDue || streams.size === 0) return
    isDue = true
    setTimeout(() => {
      isDue = false
      // What cannot be read now is read at the next change.
      read().then(tell, () => {})
    }, tellAfterMs).unref()
  }
}

function text(data: unknown, key: string): string | undefined {
  const value = typeof data === 'object' && data !== null ? (data as Record<string, unknown>)[key] : undefined
  return typeof value === 'string' ? value : undefined
}

function texts(data: unknown, key: string): string[] {
  const value = typeof data === 'object' && data !== null ? (data as Record<string, unknown>)[key] : undefined
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}
