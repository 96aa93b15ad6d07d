import { createHmac } from 'node:crypto'
import type { Insertable, Kysely, Selectable } from 'kysely'
import { crashpoint } from '../crashpoint.ts'
import type { Database } from './database.ts'
import type { Schema } from './schema.ts'
import type { Seal } from './seal.ts'

/** Which message of a ticket's thread is which comment on its issue. A comment may carry several messages. */
export interface MirrorPair {
  ticketId: number
  origin: 'discord' | 'github'
  channelId: string
  messageId: string | null
  commentId: string | null
  marker: string | null
  /** Of the comment's text as it was last shown. */
  digest: string | null
  isDeleted: boolean
}

export type Mirror = ReturnType<typeof createMirror>

export function createMirror(db: Database, { seal }: { seal: Seal }) {
  const key = seal.keyFor('mirror-digest')
  const pair = () => db.selectFrom('mirror_message').selectAll()
  return {
    /** Tells whether a text has changed, without keeping it. */
    digest: (text: string) => createHmac('sha256', key).update(text).digest('base64url').slice(0, 22),

    async byMessage(messageId: string): Promise<MirrorPair | undefined> {
      const row = await pair().where('message_id', '=', messageId).executeTakeFirst()
      return row && pairOf(row)
    },
    /** A comment of Bee's own may have several; they are alike but for their messages. */
    async byComment(commentId: string): Promise<MirrorPair | undefined> {
      const row = await pair().where('comment_id', '=', commentId).orderBy('id').executeTakeFirst()
      return row && pairOf(row)
    },
    async byMarker(marker: string): Promise<MirrorPair | undefined> {
      const row = await pair().where('marker', '=', marker).executeTakeFirst()
      return row && pairOf(row)
    },
    /** Whether the comment carries another message than this one, that has not been deleted. */
    async isShared({ commentId, messageId }: MirrorPair): Promise<boolean> {
      const other = await pair()
        .where('comment_id', '=', commentId)
        .where('message_id', '!=', messageId)
        .where('deleted_at', 'is', null)
        .executeTakeFirst()
      return other !== undefined
    },
    /** Comments of the ticket's issue that should be there still, by their ids. */
    async commentsOf(ticketId: number): Promise<{ commentId: string; origin: string }[]> {
      const rows = await pair().where('ticket_id', '=', ticketId).where('deleted_at', 'is', null).execute()
      const comments = new Map(rows.map(({ comment_id, origin }) => [comment_id, origin]))
      return [...comments].flatMap(([commentId, origin]) => (commentId === null ? [] : [{ commentId, origin }]))
    },
  }
}

/** Bee has carried a message over. */
export async function addPair(
  trx: Kysely<Schema>,
  pair: Omit<MirrorPair, 'isDeleted'> & { at: number },
): Promise<void> {
  crashpoint('mirror: pairing')
  const row: Insertable<Schema['mirror_message']> = {
    ticket_id: pair.ticketId,
    origin: pair.origin,
    channel_id: pair.channelId,
    message_id: pair.messageId,
    comment_id: pair.commentId,
    marker: pair.marker,
    digest: pair.digest,
    deleted_at: null,
    created_at: pair.at,
  }
  await trx
    .insertInto('mirror_message')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** The comment is shown as it is now. */
export async function markShown(trx: Kysely<Schema>, commentId: string, digest: string): Promise<void> {
  await trx
    .updateTable('mirror_message')
    .set({ digest })
    .where('comment_id', '=', commentId)
    .where('origin', '=', 'github')
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

function pairOf(row: Selectable<Schema['mirror_message']>): MirrorPair {
  return {
    ticketId: row.ticket_id,
    origin: row.origin === 'github' ? 'github' : 'discord',
    channelId: row.channel_id,
    messageId: row.message_id,
    commentId: row.comment_id,
    marker: row.marker,
    digest: row.digest,
    isDeleted: row.deleted_at !== null,
  }
}
