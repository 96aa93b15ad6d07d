import { type Kysely, sql } from 'kysely'

/** Tickets that follow another one, and the words of all tickets, to find those with the same problem. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('joined_ticket')
    .addColumn('ticket_id', 'integer', (c) => c.primaryKey().references('ticket.id'))
    .addColumn('parent_id', 'integer', (c) => c.notNull().references('ticket.id'))
    // It was closed because its parent was, so it opens again with it.
    .addColumn('is_closed_along', 'integer', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('joined_parent').on('joined_ticket').column('parent_id').execute()

  // The words only: the texts stay in the table they belong to, and what is deleted there leaves no trace here.
  await sql`create virtual table ticket_text using fts5(title, request, content='ticket', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2')`.execute(
    db,
  )
  await sql`insert into ticket_text (ticket_text, rank) values ('secure-delete', 1)`.execute(db)
  await sql`insert into ticket_text (ticket_text) values ('rebuild')`.execute(db)
  await sql`create trigger ticket_text_new after insert on ticket begin
    insert into ticket_text (rowid, title, request) values (new.id, new.title, new.request);
  end`.execute(db)
  await sql`create trigger ticket_text_changed after update of title, request on ticket
    when old.title is not new.title or old.request is not new.request begin
    insert into ticket_text (ticket_text, rowid, title, request) values ('delete', old.id, old.title, old.request);
    insert into ticket_text (rowid, title, request) values (new.id, new.title, new.request);
  end`.execute(db)
  await sql`create trigger ticket_text_gone after delete on ticket begin
    insert into ticket_text (ticket_text, rowid, title, request) values ('delete', old.id, old.title, old.request);
  end`.execute(db)
}
