import { vi } from 'vitest'
import type { Asking } from '../../src/core/permissions.ts'
import { wholeDesk } from '../../src/core/scope.ts'
import { refusalTexts } from '../../src/errors.ts'
import type { SlashOptions } from '../../src/sandbox/discord/api.ts'
import { answerTo, type Name, opened, type Place, places, type Scene } from './scene.ts'

/** Asks for something by a real door, as this person, there. @returns what Bee says to it */
export interface Drive {
  how: string
  at: readonly Place[]
  /** It is about a ticket of Mia's. */
  isAboutTicket: boolean
  /** Discord itself shows it to nobody of another server. */
  isOutOfSight?: true
  ask: (who: Name, place: Place, scene: Scene) => Promise<string>
}

const codes = [
  ...['NOT_ALLOWED', 'OTHER_SERVER', 'CONTROL_GONE', 'TICKET_NOT_FOUND', 'NO_TICKET_HERE', 'GUILD_ONLY'],
  ...['ARTICLE_NOT_FOUND', 'LINK_NOT_FOR_YOU', 'TOO_MANY_TICKETS'],
] as (keyof typeof refusalTexts)[]
const refusals = codes.map((code) => {
  const parts = refusalTexts[code].split(/\{\w+\}/).map((part) => part.trim())
  return (said: string) => parts.every((part) => said.includes(part))
})
/** Whether that is a no to this person, and not a no to the thing (such as that there is no bundle yet). */
export const isRefused = (said: string): boolean => refusals.some((says) => says(said))

function command(line: string, options: SlashOptions = {}, { on }: { on?: 'open' | 'secret' } = { on: 'open' }): Drive {
  return {
    how: `/${line}`,
    at: places,
    isAboutTicket: on !== undefined,
    ask: (who, place, scene) => {
      const ticket = on === undefined ? undefined : scene[on]
      // In its own thread a ticket goes without saying; in another server there is only its number.
      const isThere = place === 'thread' && who !== 'zoe'
      const where = place === 'dm' ? '@bee' : isThere ? (ticket ?? scene.open).threadId! : '#general'
      const given = ticket === undefined || isThere ? options : { ...options, ticket: ticket.number }
      return answerTo(scene.as(who).slash(line, given, where))
    },
  }
}

type Args = (scene: Scene) => Record<string, string>

function press(
  action: string,
  { args = () => ({}), on = 'open' }: { args?: Args; on?: 'open' | 'packed' | 'secret' | 'nothing' } = {},
): Drive {
  return {
    how: `button ${action}`,
    at: places,
    isAboutTicket: true,
    ask: async (who, place, scene) => {
      const ticketId = on === 'nothing' ? null : scene[on].id
      const control = await scene.world.bee.app.controls.for(action, ticketId, args(scene))
      return answerTo(scene.as(who).forge(scene.sourceOf(who, place), control))
    },
  }
}

const form = (action: string, texts: Record<string, string>): Drive => ({
  how: `form ${action}`,
  at: places,
  isAboutTicket: true,
  ask: async (who, place, scene) => {
    const control = await scene.world.bee.app.controls.for(action, scene.open.id)
    return answerTo(scene.as(who).forge(scene.sourceOf(who, place), control, 'form', texts))
  },
})

const inSuggestion: Args = ({ suggestionId }) => ({ suggestion: String(suggestionId) })
const leaked: Args = ({ open }) => {
  const { guildId, channelId, messageId, requesterId: authorId } = open
  return { guildId, channelId, messageId: messageId!, authorId, kinds: 'token', text: 'clean words', isRemoved: 'no' }
}

/** Opens for the author of somebody's message: then the ticket is theirs, and not of whoever asked. */
const openFor: Drive = {
  how: 'menu "Ask Bee about this"',
  at: ['server'],
  isAboutTicket: false,
  ask: async (who, _, { as, world }) => {
    const author = who === 'zoe' ? as('zoe') : as(who === 'sam' ? 'pat' : 'sam')
    const { id } = await author.say('#general', `the certificate of ${who} has expired`)
    await answerTo(as(who).contextMenu('Ask Bee about this', id))
    const ticket = await world.bee.app.tickets.byMessage(wholeDesk, id)
    return ticket?.requesterId === author.userId ? 'theirs' : refusalTexts.NOT_ALLOWED
  },
}

const openMany: Drive = {
  how: '/ticket open, beyond the limit',
  at: ['server'],
  isAboutTicket: false,
  ask: async (who, _, { as, world }) => {
    const { limits } = world.bee.app.desk
    const most = limits.openTicketsPerPerson
    limits.openTicketsPerPerson = 0
    const said = await answerTo(as(who).slash('ticket open', { request: 'the search finds nothing' }, '#general'))
    limits.openTicketsPerPerson = most
    return said
  },
}

const listAssigned: Drive = {
  how: '/ticket mine, when assigned',
  at: places,
  isAboutTicket: true,
  ask: async (who, place, scene) => {
    const { as, another, packed } = scene
    const { number } = who === 'sam' ? packed : another
    await answerTo(as('max').slash('ticket assign', { person: as(who).userId, ticket: number }, '#general'))
    const where = place === 'dm' ? '@bee' : place === 'thread' && who !== 'zoe' ? scene.open.threadId! : '#general'
    const said = await answerTo(as(who).slash('ticket mine', {}, where))
    return said.includes(number) ? said : refusalTexts.NOT_ALLOWED
  },
}

const readNotes: Drive = {
  how: '/ticket transcript, its notes',
  at: ['thread'],
  isAboutTicket: true,
  ask: async (who, _, { as, open, world }) => {
    await answerTo(as('max').slash('ticket note', { text: 'a note about quince' }, open.threadId!))
    const message = await (await as(who).slash('ticket transcript', { ticket: open.number }, '#general')).message()
    const [file] = message.attachments
    const text = file === undefined ? '' : Buffer.from(world.discord.state.file(file.id)).toString()
    return text.includes('quince') ? text : refusalTexts.NOT_ALLOWED
  },
}

/** The first answer of somebody else opens a ticket. */
const answer: Drive = {
  how: 'a message in its thread',
  at: ['thread'],
  isOutOfSight: true,
  isAboutTicket: true,
  ask: async (who, _, { as, world }) => {
    const asker = who === 'mia' ? 'sam' : 'mia'
    const { id, threadId } = await opened(world, asker, `@bee the export of ${who} is empty`)
    await as(who).say(threadId!, 'have you looked at the log?')
    const { tickets } = world.bee.app
    const isHeard = async () => (await tickets.history(id)).some(({ event }) => event.type === 'ticket.answered')
    await vi.waitUntil(isHeard, { timeout: 30_000, interval: 25 })
    return 'heard'
  },
}

/** What is not asked for in Discord at all, and where it is tested. */
export const elsewhere: Partial<Record<Asking, string>> = { 'desk.run': 'the command line alone' }

/** Every asking by every door that it has in Discord. One that is new does not compile before it is driven here. */
export const drives: Record<Asking, Drive[]> = {
  'bee.about': [command('help', {}, {}), command('status', {}, {}), command('version', {}, {})],
  'ticket.open': [
    { ...command('ticket open', { request: 'the mail does not arrive' }, {}), at: ['server', 'dm'] },
    { ...press('request', { on: 'nothing' }), isAboutTicket: false },
  ],
  'ticket.open-for': [openFor],
  'ticket.open-many': [openMany],
  'ticket.show': [command('ticket show'), press('nothing')],
  'ticket.see-private': [
    { ...command('ticket show', {}, { on: 'secret' }), at: ['server', 'dm'] },
    press('share.ask', { on: 'secret' }),
    press('nothing', { on: 'secret' }),
    press('get', { on: 'secret' }),
  ],
  'ticket.list': [command('ticket list', {}, {}), command('ticket mine', {}, {})],
  'ticket.list-assigned': [listAssigned],
  'ticket.transcript': [command('ticket transcript')],
  'ticket.read-notes': [readNotes],
  'ticket.answer': [answer],
  'ticket.detail': [press('details'), form('details', { version: '2.4.1' })],
  'ticket.choose-category': [press('category', { args: () => ({ category: 'database' }) })],
  'ticket.close': [command('ticket close'), press('solved')],
  'ticket.reopen': [command('ticket reopen'), press('reopen'), press('broken')],
  'ticket.share': [
    command('post', { to: 'forum' }),
    ...['share.discord', 'share.forum', 'share.github', 'share.email', 'share.ask'].map((action) => press(action)),
    press('share', { args: () => ({ destination: 'forum' }) }),
  ],
  'ticket.human': [press('human')],
  'ticket.join': [
    command('ticket leave'),
    press('leave'),
    press('join', { args: ({ packed }) => ({ parent: String(packed.id) }) }),
    {
      ...command('ticket join'),
      ask: (who, place, scene) => command('ticket join', { 'same-as': scene.packed.number }).ask(who, place, scene),
    },
  ],
  'ticket.assign': [command('ticket assign')],
  'ticket.priority': [command('ticket priority', { priority: 'high' })],
  'ticket.category': [command('ticket category', { category: 'database' })],
  'ticket.reclassify': [command('ticket reclassify', { kind: 'bug' })],
  'ticket.note': [command('ticket note', { text: 'seen' })],
  'ticket.update': [command('ticket update', { text: 'we are on it' })],
  'article.read': [
    command('faq popular', {}, {}),
    command('faq search', { query: 'backup' }, {}),
    command('faq category', { category: 'database' }, {}),
    command('faq show', { article: 'backup' }, {}),
    command('ask', { question: 'backup' }, {}),
    { ...press('search.solved', { on: 'nothing', args: () => ({ search: '0' }) }), isAboutTicket: false },
  ],
  'article.read-draft': [command('faq show', { article: 'tamarind' }, {})],
  'article.write': [
    command('faq gaps', {}, {}),
    command('faq add', { category: 'database' }, {}),
    command('faq edit', { article: 'tamarind' }, {}),
    // One that ships with the desk, of which there is no draft.
    command('faq discard', { article: 'backup' }, {}),
    press('answer'),
  ],
  'article.publish': [command('faq publish', { article: 'tamarind' }, {}), command('faq outdated', {}, {})],
  'answer.settle': [
    press('answer.declined', { on: 'nothing', args: inSuggestion }),
    press('answer.solved', { on: 'nothing', args: inSuggestion }),
  ],
  'leak.settle': [press('leak.show', { on: 'nothing', args: leaked })],
  'bundle.create': [
    press('upload'),
    command('bundle upload'),
    command('bundle create', { file: { name: 'a.log', data: 'one line\n' } }),
  ],
  'bundle.collect': [press('collect')],
  'bundle.get': [press('get', { on: 'packed' })],
  'bundle.links': [command('bundle links'), press('links')],
  'bundle.renew': [command('bundle renew'), press('renew')],
  'bundle.refill': [press('refill')],
  'bundle.revoke': [command('bundle revoke'), press('revoke')],
  'bundle.log': [command('bundle log')],
  'bundle.release': [
    command('bundle release', { reason: 'looked at' }),
    form('release', { reason: 'looked at' }),
    press('release'),
  ],
  'bundle.verify': [command('bundle verify')],
  'desk.run': [],
}
