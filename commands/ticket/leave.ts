import { leaveTicket } from '../../src/actions/join-ticket.ts'
import { subcommand } from '../../src/discord/command.ts'
import { complete, readTicket, ticketOption } from '../options.ts'

export const leaveCommand = subcommand({
  asks: 'ticket.join',
  definition: (sub) =>
    sub
      .setName('leave')
      .setDescription('Not the same problem after all: stop following another ticket')
      .addStringOption(ticketOption),
  read: async (interaction, asker, app) => ({ ticket: await readTicket(interaction, asker, app), by: asker.by }),
  run: leaveTicket,
  complete,
})
