import type { AutocompleteInteraction, SlashCommandStringOption } from 'discord.js'
import { may } from '../src/core/may.ts'
import type { Choice, Subcommand } from '../src/discord/command.ts'
import { isFor } from '../src/knowledge/library.ts'
import { complete as completeOther } from './options.ts'

export const articleOption = (option: SlashCommandStringOption) =>
  option.setName('article').setDescription('The article').setAutocomplete(true).setMaxLength(80)

export const categoryOption = (option: SlashCommandStringOption) =>
  option.setName('category').setDescription('Only of this category').setAutocomplete(true).setMaxLength(60)

/** Suggests articles by their title or id; drafts and outdated ones to the staff alone. */
export const complete: NonNullable<Subcommand['complete']> = async (interaction, asker, app, asks) => {
  if (interaction.options.getFocused(true).name !== 'article') return completeOther(interaction, asker, app, asks)
  const seesDrafts = may('article.read-draft', asker.by)
  const typed = typedBy(interaction)
  const all = seesDrafts ? await app.library.all() : await app.library.published()
  return all
    .filter((article) => seesDrafts || isFor(article, asker.by.tier))
    .filter(({ id, title }) => `${id} ${title}`.toLowerCase().includes(typed))
    .map(
      ({ id, title, status }): Choice => ({ name: status === 'published' ? title : `${status}: ${title}`, value: id }),
    )
}

const typedBy = (interaction: AutocompleteInteraction) => interaction.options.getFocused().trim().toLowerCase()
