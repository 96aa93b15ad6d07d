import { searchArticles } from '../../src/actions/find-articles.ts'
import { subcommand } from '../../src/discord/command.ts'
import { categoryOption, complete } from '../article-options.ts'

export const searchCommand = subcommand({
  asks: 'article.read',
  definition: (sub) =>
    sub
      .setName('search')
      .setDescription('Look something up')
      .addStringOption((option) =>
        option.setName('query').setDescription('What to look for').setRequired(true).setMaxLength(300),
      )
      .addStringOption(categoryOption)
      .addStringOption((option) => option.setName('platform').setDescription('Only for this platform').setMaxLength(40))
      .addStringOption((option) =>
        option.setName('language').setDescription('Only in this language, e.g. en').setMaxLength(2),
      ),
  read: ({ options }, { guildId, by }) => {
    const given = (name: 'category' | 'platform' | 'language') => {
      const value = options.getString(name)
      return value === null ? {} : { [name]: value }
    }
    const filter = { ...given('category'), ...given('platform'), ...given('language') }
    return { query: options.getString('query', true), filter, guildId, by }
  },
  run: searchArticles,
  isOutside: true,
  complete,
})
