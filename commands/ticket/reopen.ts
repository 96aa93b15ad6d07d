import { reopenTicket } from '../../src/actions/close-ticket.ts'
import { subcommand } from '../../src/discord/command.ts'
import { complete, readTicket, ticketOption } from '../options.ts'

export const reopenCommand = subcommand({
  asks: 'ticket.reopen',
  definition: (sub) => sub.setName('reopen').setDescription('Open a closed ticket again').addStringOption(ticketOption),
  read: async (interaction, asker, app) => ({ ticket: await readTicket(interaction, asker, app), by: asker.by }),
  run: reopenTicket,
  complete,
})
