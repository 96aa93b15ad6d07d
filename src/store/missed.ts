import type { Database } from './database.ts'

/** Where something may have been said or changed about a ticket while Bee was away. */
export interface Watched {
  channelId: string
  messageId: string
}

/** More than this is not looked at again after an outage; the newest count. */
const most = 100

export type Missed = ReturnType<typeof createMissed>

/** What Discord does not tell of by itself when Bee comes back. Of one desk. */
export function createMissed(db: Database, deskId: string) {
  const open = () => db.selectFrom('ticket').where('desk_id', '=', deskId).where('status', '!=', 'closed')
  return {
    /** Conversations of open tickets: threads may be folded away by now, direct messages are listed nowhere. */
    async conversations(): Promise<string[]> {
      const rows = await open()
        .select('thread_id')
        .where('thread_id', 'is not', null)
        .orderBy('updated_at', 'desc')
        .limit(most)
        .execute()
      return [...new Set(rows.flatMap(({ thread_id }) => thread_id ?? []))]
    },

    /** Requests that may have been edited: their tickets are new. */
    async requests(): Promise<Watched[]> {
      const rows = await open()
        .select(['channel_id', 'message_id'])
        .where('status', '=', 'new')
        .where('message_id', 'is not', null)
        .orderBy('id', 'desc')
        .limit(most)
        .execute()
      return rows.map(({ channel_id, message_id }) => ({ channelId: channel_id, messageId: message_id! }))
    },

    /** Messages that stand on GitHub too, of open tickets, oldest first. */
    async mirrored(): Promise<Watched[]> {
      const rows = await open()
        .innerJoin('mirror_message', 'mirror_message.ticket_id', 'ticket.id')
        .select(['mirror_message.channel_id', 'mirror_message.message_id'])
        .where('mirror_message.origin', '=', 'discord')
        .where('mirror_message.deleted_at', 'is', null)
        .where('mirror_message.message_id', 'is not', null)
        .orderBy('mirror_message.id', 'desc')
        .limit(most)
        .execute()
      return rows.map(({ channel_id, message_id }) => ({ channelId: channel_id, messageId: message_id! })).reverse()
    },
  }
}
