import type { ButtonInteraction } from 'discord.js'
import { askHuman, setCategory } from '../actions/change-ticket.ts'
import { closeTicket, reopenTicket } from '../actions/close-ticket.ts'
import { passOn } from '../actions/follow-up.ts'
import { renewLink } from '../actions/links.ts'
import { openTicket } from '../actions/open-ticket.ts'
import { answerDeclined, answerSolved } from '../actions/settle-answer.ts'
import { askWhere, shareTicket } from '../actions/share-ticket.ts'
import type { App } from '../app.ts'
import type { HeardMessage } from '../core/ports.ts'
import type { Reply } from '../core/reply.ts'
import type { DestinationKind, Person, Ticket } from '../core/types.ts'
import { Refusal } from '../errors.ts'
import type { Control } from '../store/controls.ts'

interface Pressed {
  ticket: Ticket
  args: Record<string, string>
  by: Person
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
  renew: ({ ticket, by }, app) => renewLink({ ticket, by }, app),
  solved: ({ ticket, by }, app) => closeTicket({ ticket, as: 'solved', by }, app),
  reopen: ({ ticket, by }, app) => reopenTicket({ ticket, by }, app),
  broken: stillBroken,
  human: ({ ticket, by }, app) => askHuman({ ticket, by }, app),
  category: ({ ticket, args, by }, app) =>
    setCategory({ ticket, category: args.category ?? '', by, isAnswer: true }, app),
  'dm.add': addFromDm,
  'dm.new': openFromDm,
  nothing: async () => ({ say: 'ask.nothing', isPrivate: true }),
}

/** Buttons that open a form; they must be answered with it at once. */
export const formOf = (action: string): 'details' | 'request' | 'release' | undefined =>
  action === 'details' || action === 'request' || action === 'release' ? action : undefined

/** @throws Refusal CONTROL_GONE, OTHER_SERVER, and whatever the action refuses. */
export async function press(
  control: Control,
  interaction: ButtonInteraction,
  by: Person,
  guildId: string,
  app: App,
): Promise<Reply> {
  const { suggestion: suggestionId } = control.args
  if (suggestionId !== undefined) return pressAnswer(control.action, Number(suggestionId), by, guildId, app)
  const action = actions[control.action]
  if (action === undefined || control.ticketId === null) throw new Refusal('CONTROL_GONE')
  const ticket = await app.tickets.get(control.ticketId)
  if (ticket.guildId !== guildId && ticket.channelId !== interaction.channelId) throw new Refusal('OTHER_SERVER')
  return action({ ticket, args: control.args, by }, app)
}

/** The buttons of an offered article; it may stand where there is no ticket. */
async function pressAnswer(action: string, id: number, by: Person, guildId: string, app: App): Promise<Reply> {
  const suggestion = await app.suggestions.get(id)
  const settle = { 'answer.solved': answerSolved, 'answer.declined': answerDeclined }[action]
  if (suggestion === undefined || settle === undefined) throw new Refusal('CONTROL_GONE')
  if (suggestion.guildId !== guildId) throw new Refusal('OTHER_SERVER')
  return settle({ suggestion, by }, app)
}

/** The message they were asked about; Bee keeps no raw text, so it is read again. */
async function askedMessage({ args }: Pressed, { chat }: App): Promise<HeardMessage> {
  const message = await chat.read(args.channelId ?? '', args.messageId ?? '')
  if (message === undefined) throw new Refusal('EMPTY_REQUEST')
  return message
}

async function addFromDm(pressed: Pressed, app: App): Promise<Reply> {
  const { ticket, by } = pressed
  const { text, attachments, messageId } = await askedMessage(pressed, app)
  await passOn({ ticket, by, text, attachments, messageId, channelId: ticket.channelId }, { isForPeople: true }, app)
  return { say: 'ticket.added', values: { number: ticket.number }, isPrivate: true }
}

async function openFromDm(pressed: Pressed, app: App): Promise<Reply> {
  const { ticket, by } = pressed
  const { text, attachments, messageId } = await askedMessage(pressed, app)
  const { guildId, channelId } = ticket
  return openTicket({ text, attachments, messageId, guildId, channelId, threadId: channelId, place: 'dm', by }, app)
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
