import { shareTicket } from '../src/actions/share-ticket.ts'
import type { DestinationKind } from '../src/core/types.ts'
import type { SingleCommand } from '../src/discord/command.ts'
import { complete, readTicket, ticketOption } from './options.ts'

const destinations: { name: string; value: DestinationKind }[] = [
  { name: 'Discord channel', value: 'discord-channel' },
  { name: 'Forum', value: 'forum' },
  { name: 'GitHub issue', value: 'github' },
  { name: 'E-mail', value: 'email' },
]

export const postCommand: SingleCommand = {
  asks: 'ticket.share',
  name: 'post',
  description: 'Show a ticket where help is',
  definition: (command) =>
    command
      .addStringOption((option) =>
        option.setName('to').setDescription('Where').setRequired(true).addChoices(destinations),
      )
      .addStringOption((option) =>
        option.setName('channel').setDescription('Which channel').setAutocomplete(true).setMaxLength(100),
      )
      .addStringOption(ticketOption),
  run: async (interaction, asker, app) => {
    const to = interaction.options.getString('to', true)
    const channel = interaction.options.getString('channel') ?? undefined
    const ticket = await readTicket(interaction, asker, app)
    const destination = destinations.find(({ value }) => value === to)?.value ?? 'discord-channel'
    return shareTicket({ ticket, destination, channel, by: asker.by }, app)
  },
  complete,
}
