import { revokeLinks } from '../../src/actions/links.ts'
import { subcommand } from '../../src/discord/command.ts'
import { complete, readTicket, ticketOption } from '../options.ts'

export const revokeCommand = subcommand({
  asks: 'bundle.revoke',
  definition: (sub) =>
    sub.setName('revoke').setDescription('Withdraw the links of a ticket').addStringOption(ticketOption),
  read: async (interaction, asker, app) => ({ ticket: await readTicket(interaction, asker, app), by: asker.by }),
  run: revokeLinks,
  complete,
})
