import { showLinks } from '../../src/actions/show-links.ts'
import { subcommand } from '../../src/discord/command.ts'
import { complete, readTicket, ticketOption } from '../options.ts'

export const linksCommand = subcommand({
  asks: 'bundle.links',
  definition: (sub) =>
    sub
      .setName('links')
      .setDescription('For whom the links are and how often they were used; refill or withdraw them')
      .addStringOption(ticketOption),
  read: async (interaction, asker, app) => ({ ticket: await readTicket(interaction, asker, app), by: asker.by }),
  run: showLinks,
  complete,
})
