import type { ButtonInteraction } from 'discord.js'
import { askUpload } from '../actions/ask-upload.ts'
import { askHuman } from '../actions/change-ticket.ts'
import { closeTicket, reopenTicket } from '../actions/close-ticket.ts'
import { createBundle } from '../actions/create-bundle.ts'
import { passOn } from '../actions/follow-up.ts'
import { getBundle } from '../actions/get-bundle.ts'
import { pressLeak } from '../actions/guard-message.ts'
import { joinTicket, leaveTicket } from '../actions/join-ticket.ts'
import { refillLinks, renewLink, revokeLinks } from '../actions/links.ts'
import { openTicket } from '../actions/open-ticket.ts'
import { setCategory } from '../actions/reclassify-ticket.ts'
import { answerDeclined, answerSolved } from '../actions/settle-answer.ts'
import { askWhere, shareTicket } from '../actions/share-ticket.ts'
import { showLinks } from '../actions/show-links.ts'
import type { App } from '../app.ts'
import type { HeardMessage } from '../core/ports.ts'
import type { Reply } from '../core/reply.ts'
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
}

/** Who pressed it, and where. */
export interface Press {
  interaction: Pick<ButtonInteraction, 'id' | 'channelId'>
  by: Person
  guildId: string
}

/** What each button does. The same actions as the commands and the sentences. */
const actions: Record<string, (pressed: Pressed, app: App) => Promise<Reply>> = {
  'share.discord': ({ ticket, by }, app) => shareTicket({ ticket, destination: 'discord-channel', by }, app),
  'share.forum': ({ ticket, by }, app) => shareTicket({ ticket, destination: 'forum', by }, app),
  'share.github': ({ ticket, by }, app) => shareTicket({ ticket, destination: 'github', by }, app),
  'share.email': ({ ticket, by }, app) => shareTicket({ ticket, destination: 'email', by }, app),
  'share.ask': ({ ticket }, app) => askWhere(ticket, app),
  share: ({ ticket, args, by }, app) =>
    shareTicket({ ticket, destination: args.destination as DestinationKind, channel: args.channel, by }, app),
  get: ({ ticket, by }, app) => getBundle({ ticket, by }, app),
  links: ({ ticket, by }, app) => showLinks({ ticket, by }, app),
  upload: ({ ticket, by }, app) => askUpload({ ticket, by }, app),
  collect: ({ ticket, by }, app) => createBundle({ ticket, attachments: [], isFromOwnHost: true, by }, app),
  renew: ({ ticket, by }, app) => renewLink({ ticket, by }, app),
  refill: ({ ticket, by }, app) => refillLinks({ ticket, by }, app),
  revoke: ({ ticket, by }, app) => revokeLinks({ ticket, by }, app),
  solved: ({ ticket, by }, app) => closeTicket({ ticket, as: 'solved', by }, app),
  reopen: ({ ticket, by }, app) => reopenTicket({ ticket, by }, app),
  broken: stillBroken,
  human: ({ ticket, by }, app) => askHuman({ ticket, by }, app),
  category: ({ ticket, args, by }, app) =>
    setCategory({ ticket, category: args.category ?? '', by, isAnswer: true }, app),
  join: ({ ticket, args, by }, app) => joinTicket({ ticket, parentId: Number(args.parent), by }, app),
  leave: ({ ticket, by }, app) => leaveTicket({ ticket, by }, app),
  nothing: async () => ({ say: 'ask.nothing', isPrivate: true }),
}

/** Those that have to ask Discord first, and take the interaction themselves. */
const actionsOutside: typeof actions = { 'dm.add': addFromDm, 'dm.new': openFromDm }

/** Buttons that open a form; they must be answered with it at once. */
export const formOf = (action: string): 'details' | 'request' | 'release' | undefined =>
  action === 'details' || action === 'request' || action === 'release' ? action : undefined

/**
 * The ticket that a button or a form is about: of this server, or of this direct message (RELIABILITY A37).
 *
 * @throws Refusal OTHER_SERVER, TICKET_NOT_FOUND
 */
export async function ticketOf(
  id: number,
  { guildId, channelId }: { guildId: string; channelId: string | null },
  app: App,
): Promise<Ticket> {
  const ticket = await app.tickets.get(id)
  if (ticket.guildId !== guildId && ticket.channelId !== channelId) throw new Refusal('OTHER_SERVER')
  return ticket
}

/** @throws Refusal CONTROL_GONE, OTHER_SERVER, and whatever the action refuses. */
export async function press(control: Control, { interaction, by, guildId }: Press, app: App): Promise<Reply> {
  const event = eventOf(interaction)
  const { suggestion: suggestionId } = control.args
  if (suggestionId !== undefined) return pressAnswer(control.action, Number(suggestionId), { by, guildId, event }, app)
  if (control.action.startsWith('leak.')) return pressLeak(control.action, control.args, by, app)
  const outside = actionsOutside[control.action]
  const action = actions[control.action]
  if ((action ?? outside) === undefined || control.ticketId === null) throw new Refusal('CONTROL_GONE')
  const ticket = await ticketOf(control.ticketId, { guildId, channelId: interaction.channelId }, app)
  const pressed: Pressed = { ticket, args: control.args, by, event }
  return action === undefined ? outside!(pressed, app) : app.once(event, (app) => action(pressed, app))
}

/** The buttons of an offered article; it may stand where there is no ticket. */
async function pressAnswer(
  action: string,
  id: number,
  { by, guildId, event }: { by: Person; guildId: string; event: Incoming },
  app: App,
): Promise<Reply> {
  const suggestion = await app.suggestions.get(id)
  if (suggestion === undefined) throw new Refusal('CONTROL_GONE')
  if (suggestion.guildId !== guildId) throw new Refusal('OTHER_SERVER')
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
