import { type Kysely, sql } from 'kysely'
import { crashpoint } from '../crashpoint.ts'
import { Refusal } from '../errors.ts'
import * as mainLine from './migrations/0001-main-line.ts'
import * as suggestions from './migrations/0002-suggestions.ts'
import * as issueMirror from './migrations/0003-issue-mirror.ts'
import * as pace from './migrations/0004-pace.ts'
import * as linkAudience from './migrations/0005-link-audience.ts'
import * as similarTickets from './migrations/0006-similar-tickets.ts'
import * as corrections from './migrations/0007-corrections.ts'
import * as articles from './migrations/0008-articles.ts'
import * as uploads from './migrations/0009-uploads.ts'
import * as outboxRecord from './migrations/0010-outbox-record.ts'
import * as triageVersions from './migrations/0011-triage-versions.ts'
import * as lessons from './migrations/0012-lessons.ts'
import * as outboxServer from './migrations/0013-outbox-server.ts'
import * as issueLabels from './migrations/0014-issue-labels.ts'
import * as issueLabelling from './migrations/0015-issue-labelling.ts'
import * as advisedArticle from './migrations/0016-advised-article.ts'
import * as articleRevision from './migrations/0017-article-revision.ts'
import * as searchOutcome from './migrations/0018-search-outcome.ts'
import type { Schema } from './schema.ts'

/** Written out in order; a released migration is never changed. */
const migrations: { name: string; up: (db: Kysely<unknown>) => Promise<void> }[] = [
  { name: 'main-line', up: mainLine.up },
  { name: 'suggestions', up: suggestions.up },
  { name: 'issue-mirror', up: issueMirror.up },
  { name: 'pace', up: pace.up },
  { name: 'link-audience', up: linkAudience.up },
  { name: 'similar-tickets', up: similarTickets.up },
  { name: 'corrections', up: corrections.up },
  { name: 'articles', up: articles.up },
  { name: 'uploads', up: uploads.up },
  { name: 'outbox-record', up: outboxRecord.up },
  { name: 'triage-versions', up: triageVersions.up },
  { name: 'lessons', up: lessons.up },
  { name: 'outbox-server', up: outboxServer.up },
  { name: 'issue-labels', up: issueLabels.up },
  { name: 'issue-labelling', up: issueLabelling.up },
  { name: 'advised-article', up: advisedArticle.up },
  { name: 'article-revision', up: articleRevision.up },
  { name: 'search-outcome', up: searchOutcome.up },
]

/** How many steps this Bee knows; a file with more was written by a newer one. */
export const newestSchema = migrations.length

/**
 * Brings the tables to this Bee's schema: each step in one transaction together with the record of it.
 *
 * @throws Refusal DATABASE_NEWER when a newer Bee has written the file.
 */
export async function migrate(
  db: Kysely<Schema>,
  { now, backUp }: { now: () => number; backUp: (done: number) => void },
) {
  await sql`create table if not exists migration (number integer primary key, name text not null, at bigint not null)`.execute(
    db,
  )
  crashpoint('migration: table made')
  const done = (await db.selectFrom('migration').select('number').execute()).length
  if (done > migrations.length)
    throw new Refusal('DATABASE_NEWER', { values: { theirs: done, ours: migrations.length } })
  if (done > 0 && done < migrations.length) backUp(done)

  for (const [index, { name, up }] of migrations.entries()) {
    if (index < done) continue
    await db.transaction().execute(async (trx) => {
      await up(trx as unknown as Kysely<unknown>)
      crashpoint('migration: tables made, not committed')
      await trx
        .insertInto('migration')
        .values({ number: index + 1, name, at: now() })
        .execute()
      crashpoint('migration: recorded, not committed')
    })
    crashpoint('migration: committed')
  }
}
