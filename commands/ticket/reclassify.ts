import { reclassifyTicket } from '../../src/actions/reclassify-ticket.ts'
import { Kind } from '../../src/desk.ts'
import { subcommand } from '../../src/discord/command.ts'
import { complete, readTicket, ticketOption } from '../options.ts'

export const reclassifyCommand = subcommand({
  asks: 'ticket.reclassify',
  definition: (sub) =>
    sub
      .setName('reclassify')
      .setDescription('Say what a ticket really is; Bee learns from it')
      .addStringOption((option) =>
        option.setName('category').setDescription('What it is about').setAutocomplete(true).setMaxLength(60),
      )
      .addStringOption((option) =>
        option
          .setName('kind')
          .setDescription('What kind of request it is')
          .addChoices(...Kind.options.map((kind) => ({ name: kind, value: kind }))),
      )
      .addBooleanOption((option) =>
        option.setName('forget').setDescription('Take back what this ticket has taught Bee'),
      )
      .addStringOption(ticketOption),
  read: async (interaction, asker, app) => {
    const category = interaction.options.getString('category')
    const kind = interaction.options.getString('kind')
    return {
      ticket: await readTicket(interaction, asker, app),
      ...(category === null ? {} : { category }),
      ...(kind === null ? {} : { kind: Kind.parse(kind) }),
      forget: interaction.options.getBoolean('forget') ?? false,
      by: asker.by,
    }
  },
  run: reclassifyTicket,
  complete,
})
