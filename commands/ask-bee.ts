import { openTicket } from '../src/actions/open-ticket.ts'
import { eventOf } from '../src/discord/answer.ts'
import type { MessageMenu } from '../src/discord/command.ts'
import { personOf } from '../src/discord/person.ts'
import { placeOf } from './place.ts'

/** Opens a ticket for a message. Staff opens it for its author; anybody else asks for themselves. */
export const askBee: MessageMenu = {
  name: 'Ask Bee about this',
  isOutside: true,
  run: (interaction, asker, app) => {
    const { targetMessage: message } = interaction
    const isStaff = asker.by.isModerator || asker.by.isEngineer
    const by = isStaff && !message.author.bot ? personOf(message.author, message.member, app.desk) : asker.by
    const { place, ...where } = placeOf(interaction, asker)
    const isInThread = where.channelId !== asker.channelId
    return openTicket(
      {
        text: message.content,
        attachments: message.attachments.map(({ url, name, size }) => ({ url, name, sizeBytes: size })),
        ...where,
        place: isInThread ? place : 'channel',
        messageId: message.id,
        by,
        event: eventOf(interaction),
      },
      app,
    )
  },
}
