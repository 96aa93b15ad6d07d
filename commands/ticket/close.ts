import { closeTicket } from '../../src/actions/close-ticket.ts'
import type { ClosedAs } from '../../src/core/types.ts'
import { subcommand } from '../../src/discord/command.ts'
import { complete, readTicket, ticketOption } from '../options.ts'

const reasons: { name: string; value: ClosedAs }[] = [
  { name: 'solved', value: 'solved' },
  { name: 'not solved', value: 'not-solved' },
  { name: 'the same as another ticket', value: 'duplicate' },
]

export const closeCommand = subcommand({
  asks: 'ticket.close',
  definition: (sub) =>
    sub
      .setName('close')
      .setDescription('Close a ticket')
      .addStringOption((option) => option.setName('as').setDescription('Left out: solved').addChoices(reasons))
      .addStringOption(ticketOption),
  read: async (interaction, asker, app) => ({
    ticket: await readTicket(interaction, asker, app),
    as: reasons.find(({ value }) => value === interaction.options.getString('as'))?.value ?? 'solved',
    by: asker.by,
  }),
  run: closeTicket,
  complete,
})
