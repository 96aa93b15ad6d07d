import { setPriority } from '../../src/actions/change-ticket.ts'
import { subcommand } from '../../src/discord/command.ts'
import { complete, readTicket, ticketOption } from '../options.ts'

const priorities = ['low', 'medium', 'high', 'critical', 'emergency']

export const priorityCommand = subcommand({
  asks: 'ticket.priority',
  definition: (sub) =>
    sub
      .setName('priority')
      .setDescription('Change how urgent a ticket is')
      .addStringOption((option) =>
        option
          .setName('priority')
          .setDescription('The new priority')
          .setRequired(true)
          .addChoices(priorities.map((name) => ({ name, value: name }))),
      )
      .addStringOption(ticketOption),
  read: async (interaction, asker, app) => ({
    ticket: await readTicket(interaction, asker, app),
    priority: interaction.options.getString('priority', true),
    by: asker.by,
  }),
  run: setPriority,
  complete,
})
