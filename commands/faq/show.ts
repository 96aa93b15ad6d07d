import { showArticle } from '../../src/actions/find-articles.ts'
import { subcommand } from '../../src/discord/command.ts'
import { articleOption, complete } from '../article-options.ts'

export const showArticleCommand = subcommand({
  asks: 'article.read',
  definition: (sub) =>
    sub
      .setName('show')
      .setDescription('Read an article')
      .addStringOption((option) => articleOption(option).setRequired(true)),
  read: ({ options }, { by }) => ({ slug: options.getString('article', true), by }),
  run: showArticle,
  isOutside: true,
  complete,
})
