import type { Kysely } from 'kysely'
import type { Database } from './database.ts'
import type { Schema } from './schema.ts'

/** Which message of a ticket's thread is which comment on its issue. */
export interface MirrorPair {
  ticketId: number
  origin: 'discord' | 'github'
  channelId: string
  messageId: string | null
  commentId: string | null
}

export type Mirror = ReturnType<typeof createMirror>

export function createMirror(db: Database) {
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
  }
}

/** Bee has carried a message over. */
export async function addPair(trx: Kysely<Schema>, { at, ...pair }: MirrorPair & { at: number }): Promise<void> {
  await trx
    .insertInto('mirror_message')
    .values({
      ticket_id: pair.ticketId,
      origin: pair.origin,
      channel_id: pair.channelId,
      message_id: pair.messageId,
      comment_id: pair.commentId,
      deleted_at: null,
      created_at: at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function markDeleted(
  trx: Kysely<Schema>,
  which: { messageId: string } | { commentId: string },
  at: number,
): Promise<void> {
  const update = trx.updateTable('mirror_message').set({ deleted_at: at })
  if ('messageId' in which) await update.where('message_id', '=', which.messageId).execute()
  else await update.where('comment_id', '=', which.commentId).execute()
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
