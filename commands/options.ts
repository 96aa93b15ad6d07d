import type { ChatInputCommandInteraction, SlashCommandStringOption } from 'discord.js'
import { findTicket, maySee } from '../src/actions/find-ticket.ts'
import type { App } from '../src/app.ts'
import { may } from '../src/core/may.ts'
import { nearest } from '../src/core/nearest.ts'
import type { Asking } from '../src/core/permissions.ts'
import type { RawAttachment } from '../src/core/ports.ts'
import { reachOf } from '../src/core/scope.ts'
import type { Ticket } from '../src/core/types.ts'
import type { Asker, Choice, Completing } from '../src/discord/command.ts'

/** The option "ticket": left out, it is the one of this thread. */
export const ticketOption = (option: SlashCommandStringOption) =>
  option
    .setName('ticket')
    .setDescription('Its number; left out: the ticket of this thread')
    .setAutocomplete(true)
    .setMaxLength(60)

/** @throws Refusal TICKET_NOT_FOUND, NO_TICKET_HERE */
export function readTicket(
  interaction: ChatInputCommandInteraction,
  { by, channelId }: Asker,
  app: App,
): Promise<Ticket> {
  return findTicket({ number: interaction.options.getString('ticket') ?? undefined, threadId: channelId, by }, app)
}

/** Suggests whatever is being typed: tickets, categories or channels. */
export const complete: Completing = async (interaction, asker, app, asks) => {
  const { name, value } = interaction.options.getFocused(true)
  if (name === 'ticket') return tickets(value, asker, app, asks)
  if (name === 'same-as') return tickets(value, asker, app, 'ticket.show')
  if (name === 'category') return categories(value, app)
  if (name === 'channel') return channels(value, asker, app)
  return []
}

async function tickets(typed: string, { by }: Asker, app: App, asks: Asking): Promise<Choice[]> {
  const found = await app.tickets.like(reachOf(by), typed)
  return found
    .filter((ticket) => may(asks, by, ticket) && maySee(ticket, by, app))
    .map(({ number, title }) => ({ name: `${number} · ${title}`, value: number }))
}

function categories(typed: string, { desk }: App): Choice[] {
  const all = desk.categories.map(({ id, title }) => ({ name: title, value: id }))
  return matching(typed, all)
}

async function channels(typed: string, { guildId }: Asker, { chat, desk }: App): Promise<Choice[]> {
  const allowed = new Set(desk.destinations.discordChannels)
  const all = (await chat.channels(guildId)).filter(({ name, kind }) => kind === 'text' && allowed.has(name))
  return matching(
    typed,
    all.map(({ name }) => ({ name: `#${name}`, value: name })),
  )
}

function matching(typed: string, choices: Choice[]): Choice[] {
  if (typed.trim() === '') return choices
  const near = nearest(
    typed,
    choices.map(({ name }) => name),
    25,
  )
  return near.flatMap((name) => choices.find((choice) => choice.name === name) ?? [])
}

export const fileNames = ['file', 'file2', 'file3'] as const

/** The files given with a command. */
export function readFiles(interaction: ChatInputCommandInteraction): RawAttachment[] {
  return fileNames.flatMap((name) => {
    const file = interaction.options.getAttachment(name)
    return file === null ? [] : [{ url: file.url, name: file.name, sizeBytes: file.size }]
  })
}
