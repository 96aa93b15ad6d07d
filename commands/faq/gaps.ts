import { articleGaps } from '../../src/actions/find-articles.ts'
import { subcommand } from '../../src/discord/command.ts'

export const gapsCommand = subcommand({
  asks: 'article.write',
  definition: (sub) => sub.setName('gaps').setDescription('What people looked for and did not find'),
  read: (_, { guildId, by }) => ({ guildId, by }),
  run: articleGaps,
  isOutside: true,
})
