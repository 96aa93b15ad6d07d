import { categoryCalled } from '../../src/actions/reclassify-ticket.ts'
import { demand } from '../../src/core/may.ts'
import { articleForm } from '../../src/discord/article-form.ts'
import type { Subcommand } from '../../src/discord/command.ts'
import { Refusal } from '../../src/errors.ts'
import { categoryOption, complete } from '../article-options.ts'

export const addCommand: Subcommand = {
  asks: 'article.write',
  definition: (sub) =>
    sub
      .setName('add')
      .setDescription('Write an article; another person publishes it')
      .addStringOption((option) => categoryOption(option).setRequired(true)),
  form: async ({ options }, { by }, app) => {
    demand('article.write', by)
    const { id: category } = categoryCalled(options.getString('category', true), app)
    return articleForm(await app.controls.for('article', null, { category }))
  },
  run: () => Promise.reject(new Refusal('CONTROL_GONE')),
  complete,
}
