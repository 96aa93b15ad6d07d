import { listTickets } from '../../src/actions/list-tickets.ts'
import { subcommand } from '../../src/discord/command.ts'

export const mineCommand = subcommand({
  asks: 'ticket.list',
  definition: (sub) => sub.setName('mine').setDescription('Your open tickets, and those assigned to you'),
  read: (_, { by }) => ({ by, isMine: true }),
  isOutside: true,
  run: listTickets,
})
