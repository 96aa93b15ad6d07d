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
  run: (interaction, { guildId, by }, app) =>
    searchArticles({ query: interaction.options.getString('question', true), filter: {}, guildId, by }, app),
  isOutside: true,
}
