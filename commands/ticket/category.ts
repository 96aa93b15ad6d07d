import { setCategory } from '../../src/actions/reclassify-ticket.ts'
import { subcommand } from '../../src/discord/command.ts'
import { complete, readTicket, ticketOption } from '../options.ts'

export const categoryCommand = subcommand({
  asks: 'ticket.category',
  definition: (sub) =>
    sub
      .setName('category')
      .setDescription('Say what a ticket is about')
      .addStringOption((option) =>
        option
          .setName('category')
          .setDescription('The new category')
          .setRequired(true)
          .setAutocomplete(true)
          .setMaxLength(60),
      )
      .addStringOption(ticketOption),
  read: async (interaction, asker, app) => ({
    ticket: await readTicket(interaction, asker, app),
    category: interaction.options.getString('category', true),
    by: asker.by,
  }),
  run: setCategory,
  complete,
})
