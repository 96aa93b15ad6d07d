import { discardDraft } from '../../src/actions/write-article.ts'
import { subcommand } from '../../src/discord/command.ts'
import { articleOption, complete } from '../article-options.ts'

export const discardCommand = subcommand({
  asks: 'article.write',
  definition: (sub) =>
    sub
      .setName('discard')
      .setDescription('Throw a draft away; a published text stays as it is')
      .addStringOption((option) => articleOption(option).setRequired(true)),
  read: ({ options }, { by }) => ({ slug: options.getString('article', true), by }),
  run: discardDraft,
  isOutside: true,
  complete,
})
