import { renewLink } from '../../src/actions/links.ts'
import { subcommand } from '../../src/discord/command.ts'
import { complete, readTicket, ticketOption } from '../options.ts'

export const renewCommand = subcommand({
  asks: 'bundle.renew',
  definition: (sub) =>
    sub
      .setName('renew')
      .setDescription('Make a new link; the earlier one stops working')
      .addStringOption(ticketOption)
      .addUserOption((option) =>
        option.setName('for').setDescription('Only this person and the staff can use it; left out: as the desk has it'),
      ),
  read: async (interaction, asker, app) => ({
    ticket: await readTicket(interaction, asker, app),
    forPersonId: interaction.options.getUser('for')?.id,
    by: asker.by,
  }),
  run: renewLink,
  complete,
})
