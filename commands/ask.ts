import { searchArticles } from '../src/actions/find-articles.ts'
import type { SingleCommand } from '../src/discord/command.ts'

export const askCommand: SingleCommand = {
  asks: 'article.read',
  name: 'ask',
  description: 'Ask the knowledge base; only you see the answer',
  definition: (command) =>
    command.addStringOption((option) =>
      option.setName('question').setDescription('Your question').setRequired(true).setMaxLength(300),
    ),
  run: async (interaction, { guildId, by }, app) => {
    const query = interaction.options.getString('question', true)
    const reply = await searchArticles({ query, filter: {}, guildId, by }, app)
    // The form asks for everything that a ticket needs.
    return {
      ...reply,
      buttons: [{ label: 'I still need help', emoji: '🙋', control: await app.controls.for('request', null) }],
    }
  },
  isOutside: true,
}
