import { popularArticles } from '../../src/actions/find-articles.ts'
import { subcommand } from '../../src/discord/command.ts'

export const popularCommand = subcommand({
  asks: 'article.read',
  definition: (sub) => sub.setName('popular').setDescription('What people read most, and what helped them'),
  read: (_, { by }) => ({ by }),
  run: popularArticles,
  isOutside: true,
})
