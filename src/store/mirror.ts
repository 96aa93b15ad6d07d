import type { Database } from './database.ts'

/** Which message of a ticket's thread is which comment on its issue. */
export interface MirrorPair {
  ticketId: number
  origin: 'discord' | 'github'
  channelId: string
  messageId: string | null
  commentId: string | null
}

export type Mirror = ReturnType<typeof createMirror>

export function createMirror(db: Database, { now }: { now: () => number }) {
  const pair = () => db.selectFrom('mirror_message').selectAll().where('deleted_at', 'is', null)
  return {
    async byMessage(messageId: string): Promise<MirrorPair | undefined> {
      const row = await pair().where('message_id', '=', messageId).executeTakeFirst()
      return row && pairOf(row)
    },
    async byComment(commentId: string): Promise<MirrorPair | undefined> {
      const row = await pair().where('comment_id', '=', commentId).executeTakeFirst()
      return row && pairOf(row)
    },
    async add(pair: MirrorPair): Promise<void> {
      await db
        .insertInto('mirror_message')
        .values({
          ticket_id: pair.ticketId,
          origin: pair.origin,
          channel_id: pair.channelId,
          message_id: pair.messageId,
          comment_id: pair.commentId,
          deleted_at: null,
          created_at: now(),
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },
    async markDeleted(by: { messageId: string } | { commentId: string }): Promise<void> {
      const update = db.updateTable('mirror_message').set({ deleted_at: now() })
      if ('messageId' in by) await update.where('message_id', '=', by.messageId).execute()
      else await update.where('comment_id', '=', by.commentId).execute()
    },
  }
}

function pairOf(row: {
  ticket_id: number
  origin: string
  channel_id: string
  message_id: string | null
  comment_id: string | null
}): MirrorPair {
  return {
    ticketId: row.ticket_id,
    origin: row.origin === 'github' ? 'github' : 'discord',
    channelId: row.channel_id,
    messageId: row.message_id,
    commentId: row.comment_id,
  }
}
