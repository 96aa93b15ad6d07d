import {
  ApplicationCommandType,
  type Client,
  InteractionContextType,
  type RESTPutAPIApplicationCommandsJSONBody,
  Routes,
  SlashCommandBuilder,
} from 'discord.js'
import { groups, menus, singles } from '../../commands/index.ts'

/** Tells Discord about every command, in one call that replaces what was there before. */
export async function registerCommands(client: Client<true>): Promise<void> {
  await client.rest.put(Routes.applicationCommands(client.application.id), { body: definitions() })
}

/** As Discord takes them; tested against its limits. */
export function definitions(): RESTPutAPIApplicationCommandsJSONBody {
  const slash = [
    ...groups.map(({ name, description, subcommands }) => {
      const builder = new SlashCommandBuilder()
        .setName(name)
        .setDescription(description)
        .setContexts(InteractionContextType.Guild, InteractionContextType.BotDM)
      for (const { definition } of Object.values(subcommands)) builder.addSubcommand(definition)
      return builder.toJSON()
    }),
    ...singles.map(({ name, description, definition }) => {
      const builder = new SlashCommandBuilder()
        .setName(name)
        .setDescription(description)
        .setContexts(InteractionContextType.Guild, InteractionContextType.BotDM)
      definition(builder)
      return builder.toJSON()
    }),
  ]
  const onMessages = menus.map(({ name }) => ({
    name,
    type: ApplicationCommandType.Message as const,
    contexts: [InteractionContextType.Guild],
  }))
  return [...slash, ...onMessages]
}
