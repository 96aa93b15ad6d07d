import { listTickets } from '../../src/actions/list-tickets.ts'
import { subcommand } from '../../src/discord/command.ts'
import { complete } from '../options.ts'

export const listCommand = subcommand({
  asks: 'ticket.list',
  definition: (sub) =>
    sub
      .setName('list')
      .setDescription('The latest open tickets of this server')
      .addStringOption((option) =>
        option.setName('category').setDescription('Only these').setAutocomplete(true).setMaxLength(60),
      )
      .addBooleanOption((option) => option.setName('closed').setDescription('Closed ones too')),
  read: (interaction, { by }) => {
    const category = interaction.options.getString('category')
    const all = interaction.options.getBoolean('closed') ?? false
    return { by, isMine: false, all, ...(category === null ? {} : { category }) }
  },
  isOutside: true,
  run: listTickets,
  complete,
})
