import type { Kysely } from 'kysely'
import type { Labelled } from '../core/labelled.ts'
import type { DestinationKind, Post, RemoteState } from '../core/types.ts'
import { crashpoint } from '../crashpoint.ts'
import type { Database } from './database.ts'
import { postOf } from './rows.ts'
import type { Schema } from './schema.ts'
import { write } from './write.ts'

/** A ticket is shown at most once at each place; asking again gives the post that is there. */
export async function addPost(
  trx: Kysely<Schema>,
  post: { ticketId: number; destination: DestinationKind; target: string; by: string; at: number },
): Promise<{ post: Post; isNew: boolean }> {
  const earlier = await trx
    .selectFrom('post')
    .selectAll()
    .where('ticket_id', '=', post.ticketId)
    .where('destination', '=', post.destination)
    .where('target', '=', post.target)
    .executeTakeFirst()
  if (earlier !== undefined && earlier.state !== 'failed') return { post: postOf(earlier), isNew: false }
  if (earlier !== undefined) {
    const again = await trx
      .updateTable('post')
      .set({ state: 'pending', problem: null, by: post.by })
      .where('id', '=', earlier.id)
      .returningAll()
      .executeTakeFirstOrThrow()
    return { post: postOf(again), isNew: true }
  }
  const row = await trx
    .insertInto('post')
    .values({
      ticket_id: post.ticketId,
      destination: post.destination,
      target: post.target,
      state: 'pending',
      remote_id: null,
      url: null,
      problem: null,
      by: post.by,
      marker: null,
      remote_state: null,
      labelled: null,
      created_at: post.at,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return { post: postOf(row), isNew: true }
}

export type Posts = ReturnType<typeof createPosts>

export function createPosts(db: Database) {
  return {
    async get(id: number): Promise<Post | undefined> {
      const row = await db.selectFrom('post').selectAll().where('id', '=', id).executeTakeFirst()
      return row && postOf(row)
    },
    async ofTicket(ticketId: number): Promise<Post[]> {
      const rows = await db.selectFrom('post').selectAll().where('ticket_id', '=', ticketId).orderBy('id').execute()
      return rows.map(postOf)
    },
    async byRemote(destination: DestinationKind, target: string, remoteId: string): Promise<Post | undefined> {
      const row = await db
        .selectFrom('post')
        .selectAll()
        .where('destination', '=', destination)
        .where('target', '=', target)
        .where('remote_id', '=', remoteId)
        .executeTakeFirst()
      return row && postOf(row)
    },
    /** The post that the operation with this marker has made. */
    async byMarker(marker: string): Promise<Post | undefined> {
      const row = await db.selectFrom('post').selectAll().where('marker', '=', marker).executeTakeFirst()
      return row && postOf(row)
    },
    /** When the first issue was opened that is kept in step; undefined when there is none. */
    async mirroredSince(): Promise<number | undefined> {
      const { at } = await db
        .selectFrom('post')
        .select(({ fn }) => fn.min('created_at').as('at'))
        .where('destination', '=', 'github')
        .where('state', '=', 'posted')
        .executeTakeFirstOrThrow()
      return at ?? undefined
    },
    /** On what state of the issue both sides agree; null while a change is being sent. */
    setRemoteState: (id: number, state: RemoteState | null) => write(db, (trx) => setRemoteState(trx, id, state)),
    /** Bee's own labels are about to be sent, or surely have not been. */
    setLabelling: (id: number, isLabelling: boolean) =>
      write(db, async (trx) => {
        await trx
          .updateTable('post')
          .set({ is_labelling: isLabelling ? 1 : 0 })
          .where('id', '=', id)
          .execute()
      }),
    /** Bee's own labels are there: that is what both sides agree on. */
    labelled: (id: number, labelled: Labelled) => write(db, (trx) => setLabelled(trx, id, labelled)),
  }
}

/** It is there now. An issue is born open. */
export async function markPosted(
  trx: Kysely<Schema>,
  id: number,
  { remoteId, url, marker, labelled }: Pick<Post, 'url' | 'labelled'> & { remoteId: string; marker: string },
): Promise<void> {
  crashpoint('post: finishing')
  await trx
    .updateTable('post')
    .set({ state: 'posted', remote_id: remoteId, url, marker, remote_state: 'open', problem: null })
    .set({ labelled: labelled && JSON.stringify(labelled), is_labelling: 0 })
    .where('id', '=', id)
    .execute()
}

export async function setRemoteState(trx: Kysely<Schema>, id: number, state: RemoteState | null): Promise<void> {
  await trx.updateTable('post').set({ remote_state: state }).where('id', '=', id).execute()
}

/** On what labels and assignees both sides agree; so nothing is being sent. */
export async function setLabelled(trx: Kysely<Schema>, id: number, labelled: Labelled): Promise<void> {
  await trx
    .updateTable('post')
    .set({ labelled: JSON.stringify(labelled), is_labelling: 0 })
    .where('id', '=', id)
    .execute()
}

export async function markPostFailed(trx: Kysely<Schema>, id: number, problem: string): Promise<void> {
  await trx.updateTable('post').set({ state: 'failed', problem }).where('id', '=', id).execute()
}
