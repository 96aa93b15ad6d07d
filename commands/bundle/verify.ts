import { verifyTicketBundle } from '../../src/actions/verify-bundle.ts'
import { subcommand } from '../../src/discord/command.ts'
import { complete, readTicket, ticketOption } from '../options.ts'

export const verifyCommand = subcommand({
  asks: 'bundle.verify',
  definition: (sub) =>
    sub
      .setName('verify')
      .setDescription('Check that the bundle is as it was made and holds nothing private (moderators)')
      .addStringOption(ticketOption),
  read: async (interaction, asker, app) => ({ ticket: await readTicket(interaction, asker, app), by: asker.by }),
  isOutside: true,
  run: verifyTicketBundle,
  complete,
})
