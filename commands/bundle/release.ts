import { releaseBundle } from '../../src/actions/release-bundle.ts'
import { subcommand } from '../../src/discord/command.ts'
import { complete, readTicket, ticketOption } from '../options.ts'

export const releaseCommand = subcommand({
  asks: 'bundle.release',
  definition: (sub) =>
    sub
      .setName('release')
      .setDescription('Give a bundle that was held back its link after all (moderators)')
      .addStringOption((option) =>
        option
          .setName('reason')
          .setDescription('Why what was found may be shown; stays in the story of the ticket')
          .setRequired(true)
          .setMaxLength(500),
      )
      .addStringOption(ticketOption),
  read: async (interaction, asker, app) => ({
    ticket: await readTicket(interaction, asker, app),
    reason: interaction.options.getString('reason', true),
    by: asker.by,
  }),
  run: releaseBundle,
  complete,
})
