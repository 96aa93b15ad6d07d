import { assignTicket } from '../../src/actions/change-ticket.ts'
import { subcommand } from '../../src/discord/command.ts'
import { complete, readTicket, ticketOption } from '../options.ts'

export const assignCommand = subcommand({
  asks: 'ticket.assign',
  definition: (sub) =>
    sub
      .setName('assign')
      .setDescription('Say who takes care of a ticket')
      .addUserOption((option) => option.setName('person').setDescription('Left out: you'))
      .addStringOption(ticketOption),
  read: async (interaction, asker, app) => ({
    ticket: await readTicket(interaction, asker, app),
    assigneeId: interaction.options.getUser('person')?.id ?? asker.by.id,
    by: asker.by,
  }),
  run: assignTicket,
  complete,
})
