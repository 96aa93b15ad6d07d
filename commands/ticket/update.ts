import { updateTicket } from '../../src/actions/join-ticket.ts'
import { subcommand } from '../../src/discord/command.ts'
import { complete, readTicket, ticketOption } from '../options.ts'

export const updateCommand = subcommand({
  asks: 'ticket.update',
  definition: (sub) =>
    sub
      .setName('update')
      .setDescription('Tell the requester, and everybody whose ticket follows this one')
      .addStringOption((option) =>
        option.setName('text').setDescription('What is new').setRequired(true).setMaxLength(1800),
      )
      .addStringOption(ticketOption),
  read: async (interaction, asker, app) => ({
    ticket: await readTicket(interaction, asker, app),
    text: interaction.options.getString('text', true),
    by: asker.by,
  }),
  run: updateTicket,
  complete,
})
