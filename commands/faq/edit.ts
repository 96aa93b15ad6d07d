import { articleCalled } from '../../src/actions/find-articles.ts'
import { demand } from '../../src/core/may.ts'
import { articleForm } from '../../src/discord/article-form.ts'
import type { Subcommand } from '../../src/discord/command.ts'
import { Refusal } from '../../src/errors.ts'
import { articleOption, complete } from '../article-options.ts'

export const editCommand: Subcommand = {
  asks: 'article.write',
  definition: (sub) =>
    sub
      .setName('edit')
      .setDescription('Change an article; people read the old text until another person publishes the new one')
      .addStringOption((option) => articleOption(option).setRequired(true)),
  form: async ({ options }, { by }, app) => {
    demand('article.write', by)
    const article = await articleCalled(options.getString('article', true), app)
    return articleForm(await app.controls.for('article', null, { slug: article.id }), article)
  },
  run: () => Promise.reject(new Refusal('CONTROL_GONE')),
  complete,
}
