import { linkLog } from '../../src/actions/show-links.ts'
import { subcommand } from '../../src/discord/command.ts'
import { complete, readTicket, ticketOption } from '../options.ts'

export const logCommand = subcommand({
  asks: 'bundle.log',
  definition: (sub) =>
    sub.setName('log').setDescription('Who looked at the bundle and who downloaded it').addStringOption(ticketOption),
  read: async (interaction, asker, app) => ({ ticket: await readTicket(interaction, asker, app), by: asker.by }),
  isOutside: true,
  run: linkLog,
  complete,
})
