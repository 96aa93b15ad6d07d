import type { Logger } from 'pino'
import { policyOfDesk } from './bundle/desk-settings.ts'
import type { Adviser } from './core/advice.ts'
import type { Bundler, Chat, Mailer } from './core/ports.ts'
import type { Listener, Triager } from './core/reading.ts'
import type { IssueTracker } from './core/tracker.ts'
import type { Desk } from './desk.ts'
import { createLibrary, type Library } from './knowledge/library.ts'
import { createOnce, type Once } from './once.ts'
import { createSanitizer, type Sanitized } from './sanitize/index.ts'
import { type Articles, createArticles } from './store/articles.ts'
import { type Bookmarks, createBookmarks } from './store/bookmarks.ts'
import { type Bundles, createBundles } from './store/bundles.ts'
import { type Controls, createControls } from './store/controls.ts'
import { type Corrections, createCorrections } from './store/corrections.ts'
import type { Database } from './store/database.ts'
import { createJoins, type Joins } from './store/joins.ts'
import { createLessons, type Lessons } from './store/lessons.ts'
import { createLinks, type Links } from './store/links.ts'
import { createMirror, type Mirror } from './store/mirror.ts'
import { createMissed, type Missed } from './store/missed.ts'
import { createOutbox, type Outbox } from './store/outbox.ts'
import { createPosts, type Posts } from './store/posts.ts'
import type { Seal } from './store/seal.ts'
import { createSuggestions, type Suggestions } from './store/suggestions.ts'
import { createTickets, type Tickets } from './store/tickets.ts'
import { createTriageVersions, type TriageVersions } from './store/triage-versions.ts'
import { createUploadRows, type Uploads } from './store/uploads.ts'

import type { Arrivals } from './uploads/arrivals.ts'

/** What every action may use. */
export interface App {
  desk: Desk
  version: string
  startedAt: number
  publicUrl: string
  log: Logger
  now: () => number
  seal: Seal
  /** Takes private things out of a text. Texts of one scope (a ticket's number) share their pseudonyms' key. */
  clean: (text: string, scope: string) => Sanitized
  /** Does what an incoming event asks for, unless it was done before. */
  once: Once
  /** Tells the relay that there is something to deliver. */
  nudge: () => void
  /** Services that do not answer, and are only asked now and then: by name, since when (Unix milliseconds). */
  silent: () => { service: string; since: number }[]
  triage: Triager
  /** A language model's second opinion; undefined unless it is set up. */
  adviser: Adviser | undefined
  listener: Listener
  library: Library
  tickets: Tickets
  joins: Joins
  corrections: Corrections
  versions: TriageVersions
  lessons: Lessons
  articles: Articles
  suggestions: Suggestions
  bundles: Bundles
  links: Links
  posts: Posts
  mirror: Mirror
  bookmarks: Bookmarks
  missed: Missed
  uploads: Uploads
  controls: Controls
  outbox: Outbox
  chat: Chat
  bundler: Bundler
  arrivals: Arrivals
  issues: IssueTracker | undefined
  mailer: Mailer | undefined
}

/** The real world, or a test's. Made by `main.ts`, handed in here. */
export interface Edges {
  db: Database
  seal: Seal
  log: Logger
  now: () => number
  nudge: () => void
  silent: () => { service: string; since: number }[]
  triage: Triager
  adviser: Adviser | undefined
  listener: Listener
  bundler: Bundler
  arrivals: Arrivals
  issues: IssueTracker | undefined
  mailer: Mailer | undefined
  /** The chat needs what the app stores (buttons), so it is made with the app's parts. */
  chat: (parts: { desk: Desk; controls: Controls }) => Chat
}

/** The composition root: hands every part what it needs, by plain calls. */
export function createApp(settings: { desk: Desk; publicUrl: string; version: string }, edges: Edges): App {
  const { desk } = settings
  const { db, seal, now, nudge } = edges
  const stores = storesOn(db, settings, edges)
  const app: App = {
    ...settings,
    startedAt: now(),
    log: edges.log,
    now,
    nudge,
    silent: edges.silent,
    seal,
    clean: (text, scope) =>
      createSanitizer({ key: seal.keyFor(`text:${scope}`), policy: policyOfDesk(desk) }).text(text),
    once: createOnce(db, now, (trx) => ({ ...app, ...storesOn(trx, settings, edges) })),
    triage: edges.triage,
    adviser: edges.adviser,
    listener: edges.listener,
    library: createLibrary(desk, db, now),
    ...stores,
    chat: edges.chat({ desk, controls: stores.controls }),
    bundler: edges.bundler,
    arrivals: edges.arrivals,
    issues: edges.issues,
    mailer: edges.mailer,
  }
  return app
}

type Stores = Pick<
  App,
  | ('tickets' | 'bundles' | 'links' | 'posts' | 'mirror' | 'controls' | 'outbox')
  | ('suggestions' | 'joins' | 'corrections' | 'versions' | 'lessons' | 'articles' | 'bookmarks' | 'missed' | 'uploads')
>

/** All that reads and writes the database, on the database itself or inside one transaction of it. */
function storesOn(
  db: Database,
  { desk, publicUrl }: { desk: Desk; publicUrl: string },
  { seal, now, nudge }: Pick<Edges, 'seal' | 'now' | 'nudge'>,
): Stores {
  return {
    tickets: createTickets(db, { id: desk.id, prefix: desk.prefix }, { now, nudge }),
    joins: createJoins(db, desk.id),
    corrections: createCorrections(db, desk.id),
    versions: createTriageVersions(db, desk.id, { now }),
    lessons: createLessons(db, desk.id, { now }),
    articles: createArticles(db, desk.id, { now }),
    suggestions: createSuggestions(db, desk.id, { now }),
    bundles: createBundles(db),
    links: createLinks(db, { seal, now, publicUrl, nudge }),
    posts: createPosts(db),
    mirror: createMirror(db, { seal }),
    bookmarks: createBookmarks(db),
    missed: createMissed(db, desk.id),
    uploads: createUploadRows(db, { seal, now }),
    controls: createControls(db, { now }),
    outbox: createOutbox(db, { now }),
  }
}
