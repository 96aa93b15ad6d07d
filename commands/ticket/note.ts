import { noteTicket } from '../../src/actions/change-ticket.ts'
import { subcommand } from '../../src/discord/command.ts'
import { complete, readTicket, ticketOption } from '../options.ts'

export const noteCommand = subcommand({
  asks: 'ticket.note',
  definition: (sub) =>
    sub
      .setName('note')
      .setDescription('Write a note that only the staff sees')
      .addStringOption((option) =>
        option.setName('text').setDescription('The note').setRequired(true).setMaxLength(4000),
      )
      .addStringOption(ticketOption),
  read: async (interaction, asker, app) => ({
    ticket: await readTicket(interaction, asker, app),
    text: interaction.options.getString('text', true),
    by: asker.by,
  }),
  run: noteTicket,
  complete,
})
