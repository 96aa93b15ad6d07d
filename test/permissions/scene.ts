import { vi } from 'vitest'
import { wholeDesk } from '../../src/core/scope.ts'
import type { Ticket } from '../../src/core/types.ts'
import { readDesk } from '../../src/desk.ts'
import { articleFile } from '../../src/knowledge/articles.ts'
import type { Actor } from '../../src/sandbox/discord/api.ts'
import { guildFor } from '../../src/sandbox/plan.ts'
import type { Sanitized } from '../../src/sanitize/sanitized.ts'
import { startWorld, type World } from '../world.ts'

/** Everybody there is to be, by what they are to Mia's tickets. */
export const people = {
  mia: 'requester',
  sam: 'member',
  /** Enterprise. */
  carla: 'member',
  /** Professional. */
  pat: 'member',
  /** Was a moderator until a moment ago. */
  dora: 'member',
  eva: 'engineer',
  max: 'moderator',
  /** A moderator of another server. */
  zoe: 'outsider',
  /** In no server any more. */
  ivo: 'nobody',
} as const
export type Name = keyof typeof people
export const names = Object.keys(people) as Name[]

export type Place = 'server' | 'thread' | 'dm'
export const places: readonly Place[] = ['server', 'thread', 'dm']

export const otherServer = 'Second'

export interface Scene {
  world: World
  as(name: Name): Actor
  /** Mia's, for everybody to see. */
  open: Ticket
  /** Mia's, a security report. */
  secret: Ticket
  /** Mia's, with a bundle that is for her alone. */
  packed: Ticket
  /** Sam's. */
  another: Ticket
  /** The id of a draft that nobody of them has written. */
  draft: string
  /** An article offered to Mia, without a ticket. */
  suggestionId: number
  /** A message that this person sees there, to press a button on. */
  sourceOf(name: Name, place: Place): string
}

export async function startScene(): Promise<Scene> {
  const plan = guildFor(readDesk('sting-ce'))
  const more = [
    { name: 'pat', roles: ['Professional User'] },
    { name: 'dora', roles: ['Moderator'] },
    { name: 'ivo', roles: ['Moderator'] },
  ]
  const second = { ...plan, name: otherServer, people: [{ name: 'zoe', roles: ['Moderator'] }] }
  const world = await startWorld({
    hasGitHub: false,
    guild: (plan) => ({ ...plan, people: [...plan.people, ...more] }),
    discord: { moreGuilds: [second] },
  })
  // All of them open some, and nobody is to be stopped by that.
  world.bee.app.desk.limits.openTicketsPerPerson = 1000
  const as = (name: Name) => (name === 'zoe' ? world.discord.as(name, otherServer) : world.discord.as(name))
  const open = await opened(world, 'mia', '@bee the login page is blank as pomegranate')
  const secret = await opened(world, 'mia', '@bee the dashboard shows grapefruit to everybody')
  const packed = await opened(
    world,
    'mia',
    '@bee the nightly backup fails',
    'one line of a log, quite harmless\n'.repeat(40),
  )
  const another = await opened(world, 'sam', '@bee the search has lost its index')
  await answerTo(as('max').slash('ticket category', { category: 'security' }, secret.threadId!))
  await packedFor(world, packed)

  const sources = new Map<string, string>()
  const first = await as('mia').say('#general', 'good morning everybody')
  const elsewhere = await as('zoe').say('#general', 'good morning over here')
  for (const name of names) {
    sources.set(`${name} server`, name === 'zoe' ? elsewhere.id : first.id)
    sources.set(`${name} thread`, name === 'zoe' ? elsewhere.id : open.cardMessageId!)
    const inPrivate = await (await as(name).slash('help', {}, '@bee')).message()
    sources.set(`${name} dm`, inPrivate.id)
  }
  // They have just been moderators, for Bee to remember.
  world.discord.admin().setRoles('dora', [])
  world.discord.admin().leave('ivo')
  return {
    ...{ world, as, open, secret, packed, another },
    draft: await draftOf(world),
    suggestionId: await suggestionFor(world),
    sourceOf: (name, place) => sources.get(`${name} ${place}`)!,
  }
}

/** The words of an answer to an interaction; a form says its title. */
export async function answerTo(asking: ReturnType<Actor['press']>): Promise<string> {
  const asked = await asking
  const answer = await asked.answer()
  if (answer.kind === 'modal') return `a form: ${answer.modal.title}`
  const { content, attachments } = await asked.message()
  return attachments.length > 0 ? `${content} (with a file)` : content
}

const patience = { timeout: 30_000, interval: 25 }

/** A ticket in a thread on a message in the first server. */
export async function opened(world: World, by: Name, text: string, log?: string): Promise<Ticket> {
  const { tickets } = world.bee.app
  const files = log === undefined ? [] : [{ name: 'app.log', data: log }]
  const { id } = await world.discord.as(by).say('#general', text, { files })
  await vi.waitUntil(async () => (await tickets.byMessage(wholeDesk, id))?.cardMessageId, patience)
  return (await tickets.byMessage(wholeDesk, id))!
}

/** Its bundle has been made, and its link is for Mia and the staff. */
async function packedFor(world: World, { id, threadId }: Ticket): Promise<void> {
  const { bundles } = world.bee.app
  await vi.waitUntil(async () => (await bundles.ofTicket(id))[0]?.state === 'ready', patience)
  const mia = world.discord.as('mia')
  await answerTo(mia.slash('bundle renew', { for: mia.userId }, threadId!))
}

async function draftOf({ bee: { app } }: World): Promise<string> {
  const head = { category: app.desk.fallbackCategory, asked: [], tags: [], tiers: [], platforms: [], language: 'en' }
  const body = 'The draft speaks of tamarind, which nobody but the staff has read so far. '.repeat(3)
  const draft = { ...head, id: 'tamarind', title: 'What becomes of tamarind', body, status: 'draft' as const }
  await app.articles.put({ slug: draft.id, file: articleFile(draft) as Sanitized, status: 'draft', author: 'somebody' })
  app.library.renew()
  return draft.id
}

async function suggestionFor(world: World): Promise<number> {
  const { suggestions } = world.bee.app
  const { id } = await world.discord.as('mia').say('#help', 'How do I install it on Ubuntu?')
  await vi.waitUntil(() => suggestions.byMessage(wholeDesk, id), patience)
  return (await suggestions.byMessage(wholeDesk, id))!.id
}
