import { describe, expect, it } from 'vitest'
import { type Effect, effectsOf, laneOf } from '../../src/core/effects.ts'
import type { TicketEvent } from '../../src/core/types.ts'
import { aTicket, clean } from './a-ticket.ts'

const ticket = aTicket()

/** What follows from each kind of event; a new kind does not compile until it stands here. */
const expected: { [Type in TicketEvent['type']]: { event: Extract<TicketEvent, { type: Type }>; effects: string[] } } =
  {
    'ticket.opened': { event: { type: 'ticket.opened' }, effects: ['card.show'] },
    'ticket.reread': {
      event: { type: 'ticket.reread' },
      effects: ['card.show', 'posts.refresh', 'issue.refresh', 'posts.label'],
    },
    'ticket.answered': {
      event: { type: 'ticket.answered' },
      effects: ['card.show', 'posts.refresh', 'issue.refresh', 'posts.label'],
    },
    'ticket.unassigned': {
      event: { type: 'ticket.unassigned' },
      effects: ['say ticket.unassigned', 'card.show', 'posts.refresh', 'issue.refresh', 'posts.label'],
    },
    'ticket.assigned': {
      event: { type: 'ticket.assigned', assigneeId: 'eva' },
      effects: ['say ticket.assigned', 'joined.tell', 'card.show', 'posts.refresh', 'issue.refresh', 'posts.label'],
    },
    'ticket.prioritised': {
      event: { type: 'ticket.prioritised', from: 'low', to: 'high' },
      effects: ['card.show', 'posts.refresh', 'issue.refresh', 'posts.label'],
    },
    'ticket.categorised': {
      event: { type: 'ticket.categorised', from: 'other', to: 'network' },
      effects: ['thread.rename', 'card.show', 'posts.refresh', 'issue.refresh', 'posts.label'],
    },
    'ticket.detailed': {
      event: { type: 'ticket.detailed', form: {} },
      effects: ['card.show', 'posts.refresh', 'issue.refresh', 'posts.label'],
    },
    'ticket.reclassified': {
      event: { type: 'ticket.reclassified', from: 'bug', to: 'question' },
      effects: ['card.show', 'posts.refresh', 'issue.refresh', 'posts.label'],
    },
    'ticket.advised': {
      event: { type: 'ticket.advised', kind: 'bug', category: 'network', article: 'none', isUsed: false },
      effects: [],
    },
    'ticket.taught': { event: { type: 'ticket.taught' }, effects: [] },
    'ticket.untaught': { event: { type: 'ticket.untaught' }, effects: [] },
    'ticket.joined': { event: { type: 'ticket.joined', parent: 'ST-2026-001' }, effects: [] },
    'ticket.left': { event: { type: 'ticket.left', parent: 'ST-2026-001' }, effects: [] },
    'ticket.updated': {
      event: { type: 'ticket.updated', text: clean('a fix is on its way') },
      effects: ['say ticket.updated', 'joined.tell'],
    },
    'ticket.noted': { event: { type: 'ticket.noted', text: clean('for us') }, effects: [] },
    'ticket.closed': {
      event: { type: 'ticket.closed', as: 'not-solved' },
      effects: [
        'say ticket.closed',
        'joined.tell',
        'card.show',
        'posts.refresh',
        'issue.refresh',
        'posts.label',
        'thread.archive',
      ],
    },
    'ticket.reopened': {
      event: { type: 'ticket.reopened' },
      effects: [
        'thread.unarchive',
        'say ticket.reopened',
        'joined.tell',
        'card.show',
        'posts.refresh',
        'issue.refresh',
        'posts.label',
      ],
    },
    'ticket.human-wanted': {
      event: { type: 'ticket.human-wanted' },
      effects: [
        'say human.called',
        'staff.tell staff.human-wanted',
        'card.show',
        'posts.refresh',
        'issue.refresh',
        'posts.label',
      ],
    },
    'ticket.shared': { event: { type: 'ticket.shared', postId: 3, destination: 'forum' }, effects: ['post.publish'] },
    'ticket.posted': {
      event: { type: 'ticket.posted', postId: 3 },
      effects: ['card.show', 'posts.refresh', 'issue.refresh', 'posts.label'],
    },
    'ticket.post-failed': {
      event: { type: 'ticket.post-failed', postId: 3, problem: 'CHANNEL_GONE' },
      effects: ['card.show', 'posts.refresh', 'issue.refresh', 'posts.label'],
    },
    'bundle.wanted': {
      event: { type: 'bundle.wanted', bundleId: 4 },
      effects: ['bundle.build', 'card.show', 'posts.refresh', 'issue.refresh', 'posts.label'],
    },
    'bundle.ready': {
      event: { type: 'bundle.ready', bundleId: 4 },
      effects: ['card.show', 'posts.refresh', 'issue.refresh', 'posts.label'],
    },
    'bundle.analyzed': {
      event: { type: 'bundle.analyzed', bundleId: 4, findings: ['disk-full'], services: ['database'] },
      effects: ['card.show', 'posts.refresh', 'issue.refresh', 'posts.label'],
    },
    'bundle.released': {
      event: { type: 'bundle.released', bundleId: 4, reason: clean('harmless') },
      effects: [
        'staff.tell staff.released',
        'say bundle.released',
        'card.show',
        'posts.refresh',
        'issue.refresh',
        'posts.label',
      ],
    },
    'bundle.failed': {
      event: { type: 'bundle.failed', bundleId: 4, problem: 'DISK_FULL' },
      effects: ['card.show', 'posts.refresh', 'issue.refresh', 'posts.label'],
    },
    'link.created': {
      event: { type: 'link.created', linkId: 5 },
      effects: ['card.show', 'posts.refresh', 'issue.refresh', 'posts.label'],
    },
    'link.refilled': {
      event: { type: 'link.refilled', linkId: 5 },
      effects: ['card.show', 'posts.refresh', 'issue.refresh', 'posts.label'],
    },
    'link.given': { event: { type: 'link.given', linkId: 5 }, effects: [] },
    'link.revoked': {
      event: { type: 'link.revoked', linkId: 5 },
      effects: ['card.show', 'posts.refresh', 'issue.refresh', 'posts.label'],
    },
  }

const shortly = (effect: Effect) => ('reply' in effect ? `${effect.do} ${effect.reply.say}` : effect.do)

describe('what follows from', () => {
  it.each(Object.entries(expected))('%s', (_, { event, effects }) => {
    expect(effectsOf(ticket, [event], 'ana').map(shortly)).toEqual(effects)
  })

  it('a new ticket without a place to talk is a thread, before anything is said in it', () => {
    const wanted: TicketEvent[] = [{ type: 'ticket.opened' }, { type: 'bundle.wanted', bundleId: 4 }]
    const effects = effectsOf(aTicket({ threadId: null }), wanted, 'ana')
    expect(effects.map(shortly)).toEqual(['thread.open', 'bundle.build', 'card.show'])
    expect(effects).toContainEqual({ do: 'bundle.build', ticketId: 7, bundleId: 4 })
  })

  it('several events is one card, and the thread is folded away last', () => {
    const both: TicketEvent[] = [
      { type: 'ticket.closed', as: 'solved' },
      { type: 'ticket.assigned', assigneeId: 'eva' },
    ]
    expect(effectsOf(ticket, both, 'ana').map(shortly)).toEqual([
      'say ticket.solved',
      'joined.tell',
      'say ticket.assigned',
      'joined.tell',
      'card.show',
      'posts.refresh',
      'issue.refresh',
      'posts.label',
      'thread.archive',
    ])
  })

  it('an assignment calls the one person it is about, and nobody else is ever called', () => {
    for (const { event } of Object.values(expected)) {
      const calls = effectsOf(ticket, [event], 'ana').flatMap((effect) =>
        'reply' in effect ? (effect.reply.calls ?? []) : [],
      )
      expect(calls).toEqual(event.type === 'ticket.assigned' ? ['eva'] : [])
    }
  })
})

describe('lanes', () => {
  const words = { ticketId: 7, author: clean('cy'), text: clean('hi') }
  const reply = { say: 'hello.thanks' } as const
  const leak = {
    ...{ guildId: 'guild', channelId: 'help', messageId: 'm-1', authorId: 'ana' },
    ...{ kinds: ['gitlab-token'], text: clean('use [redacted:gitlab-token]') },
  }

  it.each<[string, Effect]>([
    ['ticket:7', { do: 'thread.open', ticketId: 7 }],
    ['ticket:7', { do: 'thread.archive', ticketId: 7 }],
    ['ticket:7', { do: 'thread.unarchive', ticketId: 7 }],
    ['ticket:7', { do: 'thread.rename', ticketId: 7 }],
    ['ticket:7', { do: 'card.show', ticketId: 7 }],
    ['ticket:7', { do: 'say', ticketId: 7, reply }],
    ['ticket:7', { do: 'staff.tell', ticketId: 7, reply }],
    ['comment:7', { do: 'mirror.say', ticketId: 7, commentId: 'c' }],
    ['post:7', { do: 'mirror.follow', ticketId: 7, actor: 'maya' }],
    ['post:7', { do: 'mirror.drop-twin', ticketId: 7, what: 'issue', remoteId: '2' }],
    ['staff:guild', { do: 'staff.say', guildId: 'guild', reply }],
    ['leak:m-1', { do: 'leak.remove', leak }],
    ['leak:m-1', { do: 'leak.tell', leak, isRemoved: true }],
    [
      'channel:help',
      { do: 'leak.repost', channelId: 'help', authorId: 'ana', author: clean('Ana'), text: clean('hi') },
    ],
    ['channel:help', { do: 'say.at', channelId: 'help', replyTo: null, reply }],
    ['bundle:7', { do: 'bundle.build', ticketId: 7, bundleId: 4 }],
    // What one service does not take holds up no other one.
    ['post:7', { do: 'post.publish', ticketId: 7, postId: 3, destination: 'github' }],
    ['post:7:discord', { do: 'post.publish', ticketId: 7, postId: 3, destination: 'discord-channel' }],
    ['post:7:discord', { do: 'post.publish', ticketId: 7, postId: 3, destination: 'forum' }],
    ['post:7:email', { do: 'post.publish', ticketId: 7, postId: 3, destination: 'email' }],
    ['post:7:discord', { do: 'posts.refresh', ticketId: 7 }],
    ['post:7', { do: 'issue.refresh', ticketId: 7 }],
    ['label:7', { do: 'posts.label', ticketId: 7 }],
    ['post:7', { do: 'mirror.comment', ...words, channelId: 'thread-7', messageId: 'm' }],
    ['post:7', { do: 'mirror.edit', ...words, messageId: 'm' }],
    ['post:7', { do: 'mirror.delete', ticketId: 7, messageId: 'm' }],
  ])('%s carries $do', (lane, effect) => {
    expect(laneOf(effect)).toBe(lane)
  })
})
