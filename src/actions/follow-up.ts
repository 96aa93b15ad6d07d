import type { App } from '../app.ts'
import { hear } from '../core/change.ts'
import type { Effect } from '../core/effects.ts'
import { demand, may } from '../core/may.ts'
import type { Asking } from '../core/permissions.ts'
import type { Understanding } from '../core/reading.ts'
import { type Reply, type ReplyButton, refusalReply } from '../core/reply.ts'
import type { Ticket, TicketEvent } from '../core/types.ts'
import { crashpoint } from '../crashpoint.ts'
import { Refusal } from '../errors.ts'
import { help } from './about-bee.ts'
import { addDetails, askHuman } from './change-ticket.ts'
import { closeTicket, reopenTicket } from './close-ticket.ts'
import { createBundle, wantBundle } from './create-bundle.ts'
import type { Heard } from './hear-message.ts'
import { renewLink } from './links.ts'
import { askWhere, shareTicket } from './share-ticket.ts'

export interface FollowUp extends Heard {
  ticket: Ticket
  isForBee: boolean
}

/**
 * A message in a ticket's conversation: Bee does what it is asked to, or passes on what people tell each other. Runs
 * inside the transaction that takes the message.
 */
export async function followUp(said: FollowUp, app: App): Promise<void> {
  const { ticket, by, text, isForBee } = said
  const meant = app.listener.understand(text, { isForBee, isClosed: ticket.status === 'closed' })
  const asking = askings[meant.intent]
  const isHeeded = asking !== undefined && (isForBee || may(asking, by, ticket))

  if (isHeeded) {
    const reply = await obey(meant, said, app)
    crashpoint('follow-up: obeyed')
    await sayTo(said, reply, app)
  }
  crashpoint('follow-up: passing on')
  // A sentence that Bee has obeyed was meant for Bee; all else is part of the conversation.
  await passOn(said, { isForPeople: !isHeeded || meant.intent === 'facts' }, app)
}

/** What each intent needs to be allowed; those that are missing ask nothing of Bee. */
const askings: Partial<Record<Understanding['intent'], Asking>> = {
  share: 'ticket.share',
  solved: 'ticket.close',
  'still-broken': 'ticket.reopen',
  'new-link': 'bundle.renew',
  bundle: 'bundle.collect',
  human: 'ticket.human',
  unclear: 'ticket.share',
  facts: 'ticket.detail',
  status: 'ticket.show',
  help: 'ticket.show',
}

/** @returns what to say; undefined when the change says it itself. */
async function obey(meant: Understanding, said: FollowUp, app: App): Promise<Reply | undefined> {
  const { ticket, by } = said
  try {
    switch (meant.intent) {
      case 'share': {
        demand('ticket.share', by, ticket)
        if (meant.destination === undefined) return await askWhere(ticket, app)
        const { kind, name } = meant.destination
        const reply = await shareTicket({ ticket, destination: kind, channel: name, by }, app)
        return reply.say === 'share.pending' ? undefined : reply
      }
      case 'solved':
        await closeTicket({ ticket, as: 'solved', by }, app)
        return undefined
      case 'still-broken':
        if (ticket.status !== 'closed') return undefined
        await reopenTicket({ ticket, by }, app)
        return undefined
      case 'new-link':
        return await renewLink({ ticket, by }, app)
      case 'bundle': {
        // What is attached becomes one anyway.
        if (said.attachments.length > 0) return undefined
        const isFromOwnHost = app.desk.ownHost.collect && may('bundle.collect', by, ticket)
        return await createBundle({ ticket, attachments: [], isFromOwnHost, by }, app)
      }
      case 'human':
        await askHuman({ ticket, by }, app)
        return undefined
      case 'facts':
        await addDetails({ ticket, form: meant.facts ?? {}, by }, app)
        return undefined
      case 'unclear':
        demand('ticket.share', by, ticket)
        return { say: 'ask.what', buttons: await choices(meant.options ?? [], ticket, app) }
      case 'help':
        return await help({}, app)
      default:
        return undefined
    }
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause
    // People say "thanks, solved" more than once; nobody needs to be told that it is closed already.
    if (cause.code === 'TICKET_ALREADY_CLOSED') return undefined
    return refusalReply(cause)
  }
}

async function choices(options: Understanding[], ticket: Ticket, app: App): Promise<ReplyButton[]> {
  const labels: Partial<Record<Understanding['intent'], { label: string; action: string }>> = {
    share: { label: 'Share it', action: 'share.ask' },
    solved: { label: 'It is solved', action: 'solved' },
    'still-broken': { label: 'Still broken', action: 'reopen' },
    'new-link': { label: 'New link', action: 'renew' },
    human: { label: 'A human, please', action: 'human' },
  }
  const buttons: ReplyButton[] = []
  for (const { intent } of options) {
    const choice = labels[intent]
    if (choice) buttons.push({ label: choice.label, control: await app.controls.for(choice.action, ticket.id) })
  }
  buttons.push({ label: 'Nothing, thanks', control: await app.controls.for('nothing', ticket.id) })
  return buttons.slice(0, 5)
}

/** The first answer by somebody else opens the ticket; words go to the mirror, files into a bundle. */
export async function passOn(
  said: Pick<FollowUp, 'ticket' | 'by' | 'messageId' | 'channelId' | 'text' | 'attachments'>,
  { isForPeople }: { isForPeople: boolean },
  app: App,
): Promise<void> {
  const { ticket, by, messageId, channelId, text, attachments } = said
  if (!may('ticket.answer', by, ticket)) return
  const mayPack = attachments.length > 0 && may('bundle.create', by, ticket)
  const goesToMirror = isForPeople && text.trim() !== '' && (await isMirrored(ticket, app))
  await app.tickets.change(
    ticket.id,
    by.id,
    (ticket) => (isForPeople ? hear(ticket, by.id) : { ticket, events: [] }),
    async (trx, ticket) => {
      const events: TicketEvent[] = mayPack ? [await wantBundle(trx, ticket, attachments, app)] : []
      const effects: Effect[] = []
      if (goesToMirror) {
        effects.push({
          do: 'mirror.comment',
          ticketId: ticket.id,
          channelId,
          messageId,
          author: app.clean(by.name, ticket.number),
          text: app.clean(text, ticket.number),
        })
      }
      return { events, effects }
    },
  )
}

/** Whether a maintainer sees this ticket on GitHub, or is about to. */
export async function isMirrored(ticket: Ticket, { posts }: App): Promise<boolean> {
  const all = await posts.ofTicket(ticket.id)
  return all.some(({ destination, state }) => destination === 'github' && state !== 'failed')
}

async function sayTo({ ticket, messageId, channelId }: FollowUp, reply: Reply | undefined, app: App): Promise<void> {
  if (reply === undefined) return
  // In a conversation there is no private answer; what only one person should see is said by buttons and commands.
  const open = { ...reply, isPrivate: false }
  await app.outbox.add([{ do: 'say.at', channelId: ticket.threadId ?? channelId, replyTo: messageId, reply: open }])
  app.nudge()
}
