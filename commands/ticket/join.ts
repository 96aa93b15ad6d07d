import { findTicket } from '../../src/actions/find-ticket.ts'
import { joinTicket } from '../../src/actions/join-ticket.ts'
import { subcommand } from '../../src/discord/command.ts'
import { complete, readTicket, ticketOption } from '../options.ts'

export const joinCommand = subcommand({
  asks: 'ticket.join',
  definition: (sub) =>
    sub
      .setName('join')
      .setDescription('The same problem as another ticket: follow it')
      .addStringOption((option) =>
        ticketOption(option).setName('same-as').setDescription('The other ticket').setRequired(true),
      )
      .addStringOption(ticketOption),
  read: async (interaction, asker, app) => {
    const { by, channelId: threadId } = asker
    const number = interaction.options.getString('same-as', true)
    const parent = await findTicket({ number, threadId, by }, app)
    return { ticket: await readTicket(interaction, asker, app), parentId: parent.id, by }
  },
  run: joinTicket,
  complete,
})
