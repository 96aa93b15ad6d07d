import { articlesOfCategory } from '../../src/actions/find-articles.ts'
import { subcommand } from '../../src/discord/command.ts'
import { categoryOption, complete } from '../article-options.ts'

export const faqCategoryCommand = subcommand({
  asks: 'article.read',
  definition: (sub) =>
    sub
      .setName('category')
      .setDescription('All articles of a category')
      .addStringOption((option) => categoryOption(option).setRequired(true)),
  read: ({ options }, { by }) => ({ category: options.getString('category', true), by }),
  run: articlesOfCategory,
  isOutside: true,
  complete,
})
