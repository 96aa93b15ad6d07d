import { openTicket } from '../src/actions/open-ticket.ts'
import { may } from '../src/core/may.ts'
import { eventOf } from '../src/discord/answer.ts'
import type { MessageMenu } from '../src/discord/command.ts'
import { personOf } from '../src/discord/person.ts'
import { placeOf } from './place.ts'

/** Opens a ticket for a message. Staff opens it for its author; anybody else asks for themselves. */
export const askBee: MessageMenu = {
  asks: 'ticket.open',
  name: 'Ask Bee about this',
  isOutside: true,
  run: (interaction, asker, app) => {
    const { targetMessage: message } = interaction
    const isForAuthor = may('ticket.open-for', asker.by) && !message.author.bot
    const by = isForAuthor ? personOf(message.author, message.member, asker.by, app) : asker.by
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
