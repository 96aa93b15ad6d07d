import { askUpload } from '../../src/actions/ask-upload.ts'
import { subcommand } from '../../src/discord/command.ts'
import { complete, readTicket, ticketOption } from '../options.ts'

export const uploadCommand = subcommand({
  asks: 'bundle.create',
  definition: (sub) =>
    sub
      .setName('upload')
      .setDescription('An address to send logs to that nobody else sees: from the browser, or by bee collect')
      .addStringOption(ticketOption),
  read: async (interaction, asker, app) => ({ ticket: await readTicket(interaction, asker, app), by: asker.by }),
  run: askUpload,
  complete,
})
