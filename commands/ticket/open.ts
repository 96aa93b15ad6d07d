import { openTicket } from '../../src/actions/open-ticket.ts'
import { eventOf } from '../../src/discord/answer.ts'
import { subcommand } from '../../src/discord/command.ts'
import { readFiles } from '../options.ts'
import { placeOf } from '../place.ts'

export const openCommand = subcommand({
  asks: 'ticket.open',
  definition: (sub) =>
    sub
      .setName('open')
      .setDescription('Open a ticket')
      .addStringOption((option) =>
        option.setName('request').setDescription('What is wrong; left out: a form asks for it').setMaxLength(4000),
      )
      .addAttachmentOption((option) =>
        option.setName('file').setDescription('Logs: text, zip, tar or gz. Private things are taken out'),
      )
      .addAttachmentOption((option) => option.setName('file2').setDescription('Another file'))
      .addAttachmentOption((option) => option.setName('file3').setDescription('Another file')),
  read: (interaction, asker) => ({
    text: interaction.options.getString('request') ?? '',
    attachments: readFiles(interaction),
    ...placeOf(interaction, asker),
    messageId: null,
    by: asker.by,
    event: eventOf(interaction),
  }),
  opensForm: ({ options }) => options.getString('request') === null && options.getAttachment('file') === null,
  isOutside: true,
  run: openTicket,
})
