import type { ButtonInteraction } from 'discord.js'
import { askUpload } from '../actions/ask-upload.ts'
import { askHuman } from '../actions/change-ticket.ts'
import { closeTicket, reopenTicket } from '../actions/close-ticket.ts'
import { createBundle } from '../actions/create-bundle.ts'
import { maySee } from '../actions/find-ticket.ts'
import { passOn } from '../actions/follow-up.ts'
import { getBundle } from '../actions/get-bundle.ts'
import { pressLeak } from '../actions/guard-message.ts'
import { joinTicket, leaveTicket } from '../actions/join-ticket.ts'
import { refillLinks, renewLink, revokeLinks } from '../actions/links.ts'
import { openTicket } from '../actions/open-ticket.ts'
import { setCategory } from '../actions/reclassify-ticket.ts'
import { answerDeclined, answerSolved, searchSolved } from '../actions/settle-answer.ts'
import { askWhere, shareTicket } from '../actions/share-ticket.ts'
import { showLinks } from '../actions/show-links.ts'
import type { App } from '../app.ts'
import { demand } from '../core/may.ts'
import type { Asking } from '../core/permissions.ts'
import type { HeardMessage } from '../core/ports.ts'
import type { Reply } from '../core/reply.ts'
import { reachOf } from '../core/scope.ts'
import type { DestinationKind, Person, Ticket } from '../core/types.ts'
import { Refusal } from '../errors.ts'
import type { Incoming } from '../once.ts'
import type { Control } from '../store/controls.ts'
import { eventOf } from './answer.ts'

interface Pressed {
  ticket: Ticket
  args: Record<string, string>
  by: Person
  event: Incoming
  /** The message it is on. */
  messageId: string | undefined
}

/** Who pressed it. */
export interface Press {
  interaction: Pick<ButtonInteraction, 'id'> & { message?: { id: string } | null }
  by: Person
}

interface Deed {
  /** The row of `core/permissions.ts` that says who may. */
  asks: Asking
  run: (pressed: Pressed, app: App) => Promise<Reply>
}

/** What each button does, and who may. The same actions as the commands and the sentences. */
const deeds = {
  'share.discord': {
    asks: 'ticket.share',
    run: ({ ticket, by }, app) => shareTicket({ ticket, destination: 'discord-channel', by }, app),
  },
  'share.forum': {
    asks: 'ticket.share',
    run: ({ ticket, by }, app) => shareTicket({ ticket, destination: 'forum', by }, app),
  },
  'share.github': {
    asks: 'ticket.share',
    run: ({ ticket, by }, app) => shareTicket({ ticket, destination: 'github', by }, app),
  },
  'share.email': {
    asks: 'ticket.share',
    run: ({ ticket, by }, app) => shareTicket({ ticket, destination: 'email', by }, app),
  },
  'share.ask': { asks: 'ticket.share', run: ({ ticket }, app) => askWhere(ticket, app) },
  share: {
    asks: 'ticket.share',
    run: ({ ticket, args, by }, app) =>
      shareTicket({ ticket, destination: args.destination as DestinationKind, channel: args.channel, by }, app),
  },
  // Its audience decides, in `getBundle`.
  get: { asks: 'ticket.show', run: ({ ticket, by }, app) => getBundle({ ticket, by }, app) },
  links: { asks: 'bundle.links', run: ({ ticket, by }, app) => showLinks({ ticket, by }, app) },
  upload: { asks: 'bundle.create', run: ({ ticket, by }, app) => askUpload({ ticket, by }, app) },
  collect: {
    asks: 'bundle.collect',
    run: ({ ticket, by }, app) => createBundle({ ticket, attachments: [], isFromOwnHost: true, by }, app),
  },
  renew: { asks: 'bundle.renew', run: ({ ticket, by }, app) => renewLink({ ticket, by }, app) },
  refill: { asks: 'bundle.refill', run: ({ ticket, by }, app) => refillLinks({ ticket, by }, app) },
  revoke: { asks: 'bundle.revoke', run: ({ ticket, by }, app) => revokeLinks({ ticket, by }, app) },
  solved: { asks: 'ticket.close', run: ({ ticket, by }, app) => closeTicket({ ticket, as: 'solved', by }, app) },
  reopen: { asks: 'ticket.reopen', run: ({ ticket, by }, app) => reopenTicket({ ticket, by }, app) },
  broken: { asks: 'ticket.reopen', run: stillBroken },
  human: { asks: 'ticket.human', run: ({ ticket, by }, app) => askHuman({ ticket, by }, app) },
  category: {
    asks: 'ticket.choose-category',
    run: ({ ticket, args, by }, app) => setCategory({ ticket, category: args.category ?? '', by, isAnswer: true }, app),
  },
  join: {
    asks: 'ticket.join',
    run: ({ ticket, args, by, messageId: offerId }, app) =>
      joinTicket({ ticket, parentId: Number(args.parent), offerId, by }, app),
  },
  leave: { asks: 'ticket.join', run: ({ ticket, by }, app) => leaveTicket({ ticket, by }, app) },
  nothing: { asks: 'ticket.show', run: async () => ({ say: 'ask.nothing', isPrivate: true }) },
} as const satisfies Record<string, Deed>

/** Those that have to ask Discord first, and take the interaction themselves. */
const deedsOutside = {
  'dm.add': { asks: 'ticket.detail', run: addFromDm },
  'dm.new': { asks: 'ticket.open', run: openFromDm },
} as const satisfies Record<string, Deed>

/** Buttons that open a form, which they must be answered with at once, and who may fill it in. */
export const formAskings = {
  details: 'ticket.detail',
  request: 'ticket.open',
  release: 'bundle.release',
  answer: 'article.write',
} as const satisfies Record<string, Asking>
export type FormName = keyof typeof formAskings

export const formOf = (action: string): FormName | undefined =>
  Object.hasOwn(formAskings, action) ? (action as FormName) : undefined

/** Everything that can be pressed about a ticket, by the row that says who may; tests walk it. */
export const pressable: Readonly<Record<string, Asking>> = {
  ...formAskings,
  ...Object.fromEntries(Object.entries({ ...deeds, ...deedsOutside }).map(([name, { asks }]) => [name, asks])),
}

/**
 * The ticket that a button or a form is about: of this server, or their own in private (RELIABILITY A37).
 *
 * @throws Refusal OTHER_SERVER, CONTROL_GONE for what this person must not know of, TICKET_NOT_FOUND
 */
export async function ticketOf(id: number, by: Person, app: App): Promise<Ticket> {
  const ticket = await app.tickets.get(reachOf(by), id).catch((cause: unknown) => {
    // Tickets are kept for good, so one that is not here is somewhere else.
    throw cause instanceof Refusal ? new Refusal('OTHER_SERVER', { cause }) : cause
  })
  if (!maySee(ticket, by, app)) throw new Refusal('CONTROL_GONE')
  return ticket
}

/** @throws Refusal CONTROL_GONE, OTHER_SERVER, and whatever the action refuses. */
export async function press(control: Control, { interaction, by }: Press, app: App): Promise<Reply> {
  const event = eventOf(interaction)
  const { suggestion: suggestionId, search } = control.args
  if (suggestionId !== undefined) {
    const offerId = interaction.message?.id
    return pressAnswer(control.action, { id: Number(suggestionId), offerId }, { by, event }, app)
  }
  if (control.action === 'search.solved')
    return app.once(event, (app) => searchSolved({ search: Number(search), by }, app))
  if (control.action.startsWith('leak.')) return pressLeak(control.action, control.args, by, app)
  const outside = deedCalled(control.action, deedsOutside)
  const deed = outside ?? deedCalled(control.action, deeds)
  if (deed === undefined || control.ticketId === null) throw new Refusal('CONTROL_GONE')
  const ticket = await ticketOf(control.ticketId, by, app)
  demand(deed.asks, by, ticket)
  const pressed: Pressed = { ticket, args: control.args, by, event, messageId: interaction.message?.id }
  return outside === undefined ? app.once(event, (app) => deed.run(pressed, app)) : deed.run(pressed, app)
}

const deedCalled = (name: string, all: Record<string, Deed>): Deed | undefined =>
  Object.hasOwn(all, name) ? all[name] : undefined

/** The buttons of an offered article; it may stand where there is no ticket. */
async function pressAnswer(
  action: string,
  { id, offerId }: { id: number; offerId: string | undefined },
  { by, event }: { by: Person; event: Incoming },
  app: App,
): Promise<Reply> {
  const suggestion = await app.suggestions.get(reachOf(by), id)
  if (suggestion === undefined) throw new Refusal('OTHER_SERVER')
  // Pressed before what a crash has cut short was taken up again: its outcome could not be shown there.
  if (suggestion.offerId === null && offerId !== undefined) await app.suggestions.place(id, offerId)
  if (action === 'answer.solved') return app.once(event, (app) => answerSolved({ suggestion, by }, app))
  if (action === 'answer.declined') return answerDeclined({ suggestion, by, event }, app)
  throw new Refusal('CONTROL_GONE')
}

/** The message they were asked about; Bee keeps no raw text, so it is read again. */
async function askedMessage({ args }: Pressed, { chat }: App): Promise<HeardMessage> {
  const message = await chat.read(args.channelId ?? '', args.messageId ?? '')
  if (message === undefined) throw new Refusal('EMPTY_REQUEST')
  return message
}

async function addFromDm(pressed: Pressed, app: App): Promise<Reply> {
  const { ticket, by, event } = pressed
  const { text, attachments, messageId } = await askedMessage(pressed, app)
  const said = { ticket, by, text, attachments, messageId, channelId: ticket.channelId }
  await app.once(event, (app) => passOn(said, { isForPeople: true }, app))
  return { say: 'ticket.added', values: { number: ticket.number }, isPrivate: true }
}

async function openFromDm(pressed: Pressed, app: App): Promise<Reply> {
  const { ticket, by, event } = pressed
  const { text, attachments, messageId } = await askedMessage(pressed, app)
  const { guildId, channelId } = ticket
  const where = { guildId, channelId, threadId: channelId, place: 'dm' as const }
  return openTicket({ text, attachments, messageId, ...where, by, event }, app)
}

/** "Still broken" on an open ticket asks for what helps most; on a closed one it opens it again. */
async function stillBroken({ ticket, by }: Pressed, app: App): Promise<Reply> {
  if (ticket.status === 'closed') return reopenTicket({ ticket, by }, app)
  return {
    say: 'ticket.still-open',
    values: { number: ticket.number },
    buttons: [
      { label: 'Add details', control: await app.controls.for('details', ticket.id) },
      { label: 'A human, please', control: await app.controls.for('human', ticket.id) },
    ],
    isPrivate: true,
  }
}
