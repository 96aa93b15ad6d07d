import { saveAsAnswer } from '../src/actions/write-article.ts'
import { reachOf } from '../src/core/scope.ts'
import { eventOf } from '../src/discord/answer.ts'
import type { MessageMenu } from '../src/discord/command.ts'
import { Refusal } from '../src/errors.ts'

/** On the message that solved a ticket: it becomes the draft of an article. */
export const saveAsAnswerMenu: MessageMenu = {
  asks: 'article.write',
  name: 'Save as answer',
  run: async (interaction, { by, channelId }, app) => {
    const ticket = await app.tickets.inThread(reachOf(by), channelId)
    if (ticket === undefined) throw new Refusal('NO_TICKET_HERE')
    return saveAsAnswer({ ticket, solution: interaction.targetMessage.content, by, event: eventOf(interaction) }, app)
  },
  isOutside: true,
}
