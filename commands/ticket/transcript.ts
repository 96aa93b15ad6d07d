import { transcript } from '../../src/actions/list-tickets.ts'
import { subcommand } from '../../src/discord/command.ts'
import { complete, readTicket, ticketOption } from '../options.ts'

export const transcriptCommand = subcommand({
  asks: 'ticket.transcript',
  definition: (sub) =>
    sub.setName('transcript').setDescription("A ticket's story as a text file").addStringOption(ticketOption),
  read: async (interaction, asker, app) => ({ ticket: await readTicket(interaction, asker, app), by: asker.by }),
  isOutside: true,
  run: transcript,
  complete,
})
