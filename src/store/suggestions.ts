import { type Insertable, type Kysely, type Selectable, sql, type Transaction } from 'kysely'
import type { Scope } from '../core/scope.ts'
import type { Suggestion, SuggestionState } from '../core/suggestion.ts'
import type { Database } from './database.ts'
import { prepared } from './prepared.ts'
import { suggestionOf } from './rows.ts'
import type { Schema } from './schema.ts'
import { within } from './scoped.ts'
import { write } from './write.ts'

export type NewSuggestion = Omit<Suggestion, 'id' | 'deskId' | 'state' | 'offerId' | 'createdAt' | 'settledAt'>

/** An offer that nobody has settled for so long is history: what is said next is about something else. */
const waitingMs = 24 * 3_600_000

export type Suggestions = ReturnType<typeof createSuggestions>

/** Articles offered as answers, of one desk. */
export function createSuggestions(db: Database, deskId: string, { now }: { now: () => number }) {
  const ofDesk = ({ guildId, ownerId }: Scope) => {
    const all = db.selectFrom('suggestion').selectAll().where('desk_id', '=', deskId)
    if (guildId === null) return all
    if (ownerId === null) return all.where('guild_id', '=', guildId)
    return all.where(({ or, eb }) => or([eb('guild_id', '=', guildId), eb('requester_id', '=', ownerId)]))
  }

  return {
    /** Keeps an offer with whatever else `within` does in its transaction. The same message never gets two: then undefined. */
    add: (fresh: NewSuggestion, within: (trx: Transaction<Schema>, id: number) => Promise<void>) =>
      write(db, async (trx) => {
        const id = await addSuggestion(trx, deskId, fresh, now())
        if (id !== undefined) await within(trx, id)
        return id
      }),

    /** The same inside somebody's transaction. */
    addWithin: (trx: Transaction<Schema>, fresh: NewSuggestion) => addSuggestion(trx, deskId, fresh, now()),

    /** Notes where an offer stands that was sent, but not noted before Bee died. */
    place: (id: number, offerId: string) => write(db, (trx) => placeOffer(trx, id, offerId)),

    /** Keeps words that an article has turned out to answer. */
    learn: ({ articleId, text }: { articleId: string; text: string }) =>
      write(db, (trx) => addParaphrase(trx, { deskId, articleId, text, at: now() })),

    async get(scope: Scope, id: number): Promise<Suggestion | undefined> {
      const row = await ofDesk(scope).where('id', '=', id).executeTakeFirst()
      return row && suggestionOf(row)
    },

    async byMessage(scope: Scope, messageId: string): Promise<Suggestion | undefined> {
      const row = await ofDesk(scope).where('message_id', '=', messageId).executeTakeFirst()
      return row && suggestionOf(row)
    },

    /** The latest offer to this person in this conversation that is still without an outcome, and opened no ticket. */
    async waitingFor(
      { guildId, ownerId }: Scope,
      requesterId: string,
      channelId: string,
    ): Promise<Suggestion | undefined> {
      const since = now() - waitingMs
      const [row] = (await waitingFor(db, { deskId, guildId, ownerId, requesterId, channelId, since })).rows
      return row && suggestionOf(row)
    },

    /** Keeps the outcome, once, with whatever else `within` does in its transaction. @returns false when there was one. */
    settle: (id: number, to: SuggestionState, within?: (trx: Transaction<Schema>) => Promise<void>) =>
      write(db, async (trx) => {
        const isSettled = await settleSuggestion(trx, id, to, now())
        if (isSettled) await within?.(trx)
        return isSettled
      }),
  }
}

async function addSuggestion(
  trx: Kysely<Schema>,
  deskId: string,
  fresh: NewSuggestion,
  at: number,
): Promise<number | undefined> {
  const row = await trx
    .insertInto('suggestion')
    .values({
      ...columnsOf(fresh),
      desk_id: deskId,
      state: 'offered',
      offer_id: null,
      created_at: at,
      settled_at: null,
    })
    .onConflict((conflict) => conflict.column('message_id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id
}

/** @returns false when it has an outcome already. */
export async function settleSuggestion(
  trx: Kysely<Schema>,
  id: number,
  to: SuggestionState,
  at: number,
  ticketId?: number,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('suggestion')
    .set({ state: to, settled_at: at, ...(ticketId === undefined ? {} : { ticket_id: ticketId }) })
    .where('id', '=', id)
    .where('state', '=', 'offered')
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Where the offer stands. */
export async function placeOffer(trx: Kysely<Schema>, id: number, offerId: string): Promise<void> {
  await trx.updateTable('suggestion').set({ offer_id: offerId }).where('id', '=', id).execute()
}

/** The person's own words, which the article has turned out to answer. */
export async function addParaphrase(
  trx: Kysely<Schema>,
  { deskId, articleId, text, at }: { deskId: string; articleId: string; text: string; at: number },
): Promise<void> {
  await trx
    .insertInto('paraphrase')
    .values({ desk_id: deskId, article_id: articleId, text, at })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/**
 * The article that closed a ticket did not solve it after all: it counts as declined, and the person's words no longer
 * lead to it, unless somebody else's did too.
 *
 * @returns the offer, when there was one.
 */
export async function takeBackSolved(trx: Kysely<Schema>, ticketId: number, at: number): Promise<number | undefined> {
  const solved = await trx
    .updateTable('suggestion')
    .set({ state: 'declined', settled_at: at })
    .where('ticket_id', '=', ticketId)
    .where('state', '=', 'solved')
    .returning(['id', 'desk_id', 'article_id', 'request'])
    .executeTakeFirst()
  if (solved === undefined) return undefined
  const { id, desk_id, article_id, request } = solved
  await trx
    .deleteFrom('paraphrase')
    .where('desk_id', '=', desk_id)
    .where('article_id', '=', article_id)
    .where('text', '=', request)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('suggestion')
            .select('id')
            .where('desk_id', '=', desk_id)
            .where('article_id', '=', article_id)
            .where('request', '=', request)
            .where('state', '=', 'solved'),
        ),
      ),
    )
    .execute()
  return id
}

/** The latest wordings of each article, newest first. */
export async function paraphrasesOf(db: Kysely<Schema>, deskId: string): Promise<Selectable<Schema['paraphrase']>[]> {
  return db
    .selectFrom('paraphrase')
    .selectAll()
    .where('desk_id', '=', deskId)
    .orderBy('id', 'desc')
    .limit(5000)
    .execute()
}

function columnsOf(
  fresh: NewSuggestion,
): Omit<Insertable<Schema['suggestion']>, 'desk_id' | 'state' | 'offer_id' | 'created_at' | 'settled_at'> {
  return {
    guild_id: fresh.guildId,
    article_id: fresh.articleId,
    confidence: fresh.confidence,
    because: JSON.stringify(fresh.because),
    advised: fresh.advised,
    ticket_id: fresh.ticketId,
    place: fresh.place,
    channel_id: fresh.channelId,
    message_id: fresh.messageId,
    thread_id: fresh.threadId,
    requester_id: fresh.requesterId,
    tier: fresh.tier,
    title: fresh.title,
    request: fresh.request,
    form: JSON.stringify(fresh.form),
    is_for_bee: fresh.isForBee ? 1 : 0,
  }
}

type Waiting = { deskId: string; requesterId: string; channelId: string; since: number } & Pick<
  Scope,
  'guildId' | 'ownerId'
>

/** Asked for every message. The state stands in its text, as the index has it. */
const waitingFor = prepared((db, { deskId, requesterId, channelId, since, ...scope }: Waiting) =>
  db
    .selectFrom('suggestion')
    .selectAll()
    .where(sql<boolean>`state = 'offered'`)
    .where('desk_id', '=', deskId)
    .where(within(scope))
    .where('requester_id', '=', requesterId)
    .where((where) => where.or([where('channel_id', '=', channelId), where('thread_id', '=', channelId)]))
    .where('ticket_id', 'is', null)
    .where('created_at', '>', since)
    .orderBy('id', 'desc')
    .limit(1),
)
