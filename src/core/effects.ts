import type { Sanitized } from '../sanitize/sanitized.ts'
import type { Leak } from './leak.ts'
import type { Reply } from './reply.ts'
import type { DestinationKind, Happened, Ticket, TicketEvent } from './types.ts'

/**
 * Something Bee does to the outside because of a change. A row in the outbox, written with the change,
 * delivered at least once. Effects name what to show, not the words: those are made at delivery, from the
 * ticket as it is then.
 */
export type Effect =
  | { do: 'thread.open'; ticketId: number }
  | { do: 'thread.rename'; ticketId: number }
  | { do: 'thread.archive'; ticketId: number }
  | { do: 'thread.unarchive'; ticketId: number }
  | { do: 'card.show'; ticketId: number }
  | { do: 'ask.category'; ticketId: number }
  | { do: 'say'; ticketId: number; reply: Reply }
  | { do: 'say.at'; channelId: string; replyTo: string | null; reply: Reply }
  | { do: 'similar.offer'; ticketId: number }
  | { do: 'similar.settle'; ticketId: number; offerId: string; parent: string }
  | { do: 'joined.tell'; ticketId: number; news: News }
  | { do: 'answer.offer'; channelId: string; suggestionId: number }
  | { do: 'answer.settle'; channelId: string; suggestionId: number }
  | { do: 'answer.beside'; ticketId: number; suggestionId: number }
  | { do: 'answer.beside-settle'; ticketId: number; suggestionId: number }
  | { do: 'staff.tell'; ticketId: number; reply: Reply }
  | { do: 'staff.say'; guildId: string; reply: Reply }
  | { do: 'leak.remove'; leak: Leak }
  | { do: 'leak.tell'; leak: Leak; isRemoved: boolean }
  | { do: 'leak.repost'; channelId: string; authorId: string; author: Sanitized; text: Sanitized }
  | { do: 'bundle.build'; ticketId: number; bundleId: number }
  | { do: 'post.publish'; ticketId: number; postId: number; destination: DestinationKind }
  /** What stands in channels and forums. */
  | { do: 'posts.refresh'; ticketId: number }
  | { do: 'issue.refresh'; ticketId: number }
  | { do: 'posts.label'; ticketId: number }
  | { do: 'mirror.comment'; ticketId: number; channelId: string; messageId: string; author: Sanitized; text: Sanitized }
  | { do: 'mirror.edit'; ticketId: number; messageId: string; author: Sanitized; text: Sanitized }
  | { do: 'mirror.delete'; ticketId: number; messageId: string }
  | { do: 'mirror.say'; ticketId: number; commentId: string }
  | { do: 'mirror.follow'; ticketId: number; actor: string | null }
  | { do: 'mirror.follow-labels'; ticketId: number; actor: string | null }
  | { do: 'mirror.drop-twin'; ticketId: number; what: 'issue' | 'comment'; remoteId: string }

/** What those who have joined a ticket are told of it. */
export type News =
  | { is: 'closed' }
  | { is: 'reopened' }
  | { is: 'assigned'; assigneeId: string }
  | { is: 'update'; text: Sanitized }

/** Effects that belong to no ticket. */
export type FreeEffect = Exclude<Effect, { ticketId: number }>

/** Effects in one lane are delivered one after another, lanes beside each other. */
export function laneOf(effect: Effect): string {
  switch (effect.do) {
    case 'bundle.build':
      return `bundle:${effect.ticketId}`
    case 'say.at':
    case 'answer.offer':
    case 'answer.settle':
    case 'leak.repost':
      return `channel:${effect.channelId}`
    case 'joined.tell':
      // Others' threads wait for nobody.
      return `joined:${effect.ticketId}`
    case 'leak.remove':
    case 'leak.tell':
      return `leak:${effect.leak.messageId}`
    case 'staff.say':
      return `staff:${effect.guildId}`
    case 'posts.label':
    case 'mirror.follow-labels':
      // Making labels is slow, and no comment should wait for it. What was changed here and there meets in one lane.
      return `label:${effect.ticketId}`
    case 'post.publish':
      return laneOfPosts(effect.ticketId, effect.destination)
    case 'posts.refresh':
      return laneOfPosts(effect.ticketId, 'discord-channel')
    case 'issue.refresh':
    case 'mirror.comment':
    case 'mirror.edit':
    case 'mirror.delete':
    case 'mirror.follow':
    case 'mirror.drop-twin':
      return laneOfPosts(effect.ticketId, 'github')
    case 'mirror.say':
      // What a comment says now is asked for when it is shown; should nobody answer, only comments wait.
      return `comment:${effect.ticketId}`
    default:
      return `ticket:${effect.ticketId}`
  }
}

/** A service that is down must hold up neither the conversation in the thread, nor what goes to another one. */
function laneOfPosts(ticketId: number, destination: DestinationKind): string {
  if (destination === 'github') return `post:${ticketId}`
  return destination === 'email' ? `post:${ticketId}:email` : `post:${ticketId}:discord`
}

/**
 * What the world must be shown after these events: the one place that decides it.
 * Said once each, in the order a person would want to read it.
 */
export function effectsOf(ticket: Ticket, events: TicketEvent[], by: Happened['by']): Effect[] {
  const effects: Effect[] = []
  const ticketId = ticket.id
  const say = (reply: Reply) => effects.push({ do: 'say', ticketId, reply })
  let showsCard = true

  for (const event of events) {
    switch (event.type) {
      case 'ticket.opened':
        if (ticket.threadId === null) effects.push({ do: 'thread.open', ticketId })
        break
      case 'ticket.categorised':
        effects.push({ do: 'thread.rename', ticketId })
        break
      case 'ticket.reopened':
        effects.push({ do: 'thread.unarchive', ticketId })
        say(
          event.along === undefined
            ? { say: 'ticket.reopened', values: { number: ticket.number } }
            : { say: 'joined.reopened', values: { ...event.along } },
        )
        effects.push({ do: 'joined.tell', ticketId, news: { is: 'reopened' } })
        break
      case 'ticket.closed':
        say(closing(ticket, event, by))
        effects.push({ do: 'joined.tell', ticketId, news: { is: 'closed' } })
        break
      case 'ticket.assigned':
        say({ say: 'ticket.assigned', values: { person: `<@${event.assigneeId}>` }, calls: [event.assigneeId] })
        effects.push({ do: 'joined.tell', ticketId, news: { is: 'assigned', assigneeId: event.assigneeId } })
        break
      case 'ticket.unassigned':
        say({ say: 'ticket.unassigned', values: { number: ticket.number } })
        break
      case 'ticket.human-wanted':
        say({ say: 'human.called', values: {} })
        effects.push({
          do: 'staff.tell',
          ticketId,
          reply: { say: 'staff.human-wanted', values: { number: ticket.number } },
        })
        break
      case 'ticket.shared':
        effects.push({ do: 'post.publish', ticketId, postId: event.postId, destination: event.destination })
        showsCard = false
        break
      case 'bundle.wanted':
        effects.push({ do: 'bundle.build', ticketId, bundleId: event.bundleId })
        break
      case 'bundle.released': {
        const values = { number: ticket.number, person: `<@${by}>`, reason: event.reason }
        effects.push({ do: 'staff.tell', ticketId, reply: { say: 'staff.released', values } })
        say({ say: 'bundle.released', values: { number: ticket.number } })
        break
      }
      case 'ticket.updated':
        say({ say: 'ticket.updated', values: { text: event.text } })
        effects.push({ do: 'joined.tell', ticketId, news: { is: 'update', text: event.text } })
        showsCard = false
        break
      case 'ticket.advised':
      case 'ticket.taught':
      case 'ticket.untaught':
        showsCard &&= events.length > 1
        break
      case 'ticket.joined':
      case 'ticket.left':
      case 'ticket.noted':
      case 'link.given':
        showsCard = false
        break
      default:
        break
    }
  }

  if (showsCard) {
    effects.push({ do: 'card.show', ticketId })
    if (!events.some((event) => event.type === 'ticket.opened'))
      effects.push(
        { do: 'posts.refresh', ticketId },
        { do: 'issue.refresh', ticketId },
        { do: 'posts.label', ticketId },
      )
  }
  if (events.some((event) => event.type === 'ticket.closed')) effects.push({ do: 'thread.archive', ticketId })
  return effects
}

function closing(
  { number }: Ticket,
  { as, along }: Extract<TicketEvent, { type: 'ticket.closed' }>,
  by: string,
): Reply {
  if (along !== undefined) {
    return { say: 'joined.closed', values: { ...along, outcome: as === 'solved' ? 'solved' : 'closed' } }
  }
  return { say: as === 'solved' ? 'ticket.solved' : 'ticket.closed', values: { number }, by }
}
