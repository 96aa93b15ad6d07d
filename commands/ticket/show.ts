import { demand } from '../../src/core/may.ts'
import { subcommand } from '../../src/discord/command.ts'
import { complete, readTicket, ticketOption } from '../options.ts'

export const showCommand = subcommand({
  asks: 'ticket.show',
  definition: (sub) => sub.setName('show').setDescription('Show a ticket as it is now').addStringOption(ticketOption),
  read: async (interaction, asker, app) => ({ ticket: await readTicket(interaction, asker, app), by: asker.by }),
  isOutside: true,
  run: async ({ ticket, by }) => {
    demand('ticket.show', by, ticket)
    return { say: 'ticket.shown', values: { number: ticket.number }, ticket, isPrivate: true }
  },
  complete,
})
