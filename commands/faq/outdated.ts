import { articleTasks } from '../../src/actions/find-articles.ts'
import { outdateArticle } from '../../src/actions/write-article.ts'
import { subcommand } from '../../src/discord/command.ts'
import { articleOption, complete } from '../article-options.ts'

export const outdatedCommand = subcommand({
  asks: 'article.publish',
  definition: (sub) =>
    sub
      .setName('outdated')
      .setDescription('What needs work: drafts, articles that do not help; or take one out of sight')
      .addStringOption(articleOption),
  read: ({ options }, { by }) => ({ slug: options.getString('article'), by }),
  run: ({ slug, by }, app) => (slug === null ? articleTasks({ by }, app) : outdateArticle({ slug, by }, app)),
  isOutside: true,
  complete,
})
