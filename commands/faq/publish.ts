import { publishArticle } from '../../src/actions/write-article.ts'
import { subcommand } from '../../src/discord/command.ts'
import { articleOption, complete } from '../article-options.ts'

export const publishCommand = subcommand({
  asks: 'article.publish',
  definition: (sub) =>
    sub
      .setName('publish')
      .setDescription("Show somebody else's draft to everybody")
      .addStringOption((option) => articleOption(option).setRequired(true)),
  read: ({ options }, { by }) => ({ slug: options.getString('article', true), by }),
  run: publishArticle,
  isOutside: true,
  complete,
})
