import { createBundle } from '../../src/actions/create-bundle.ts'
import { subcommand } from '../../src/discord/command.ts'
import { complete, readFiles, readTicket, ticketOption } from '../options.ts'

export const createCommand = subcommand({
  asks: 'bundle.create',
  definition: (sub) =>
    sub
      .setName('create')
      .setDescription('Pack files without passwords, addresses and names')
      .addAttachmentOption((option) =>
        option.setName('file').setDescription('Text, zip, tar or gz; nobody else sees it'),
      )
      .addAttachmentOption((option) => option.setName('file2').setDescription('Another file'))
      .addAttachmentOption((option) => option.setName('file3').setDescription('Another file'))
      .addBooleanOption((option) =>
        option.setName('own-host').setDescription("Collect on Bee's own machine what the category needs (staff)"),
      )
      .addStringOption(ticketOption),
  read: async (interaction, asker, app) => ({
    ticket: await readTicket(interaction, asker, app),
    attachments: readFiles(interaction),
    isFromOwnHost: interaction.options.getBoolean('own-host') ?? false,
    by: asker.by,
  }),
  run: createBundle,
  complete,
})
