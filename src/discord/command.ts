import type {
  APIModalInteractionResponseCallbackData,
  AutocompleteInteraction,
  ChatInputCommandInteraction,
  MessageContextMenuCommandInteraction,
  SlashCommandBuilder,
  SlashCommandSubcommandBuilder,
} from 'discord.js'
import type { App } from '../app.ts'
import type { Asking } from '../core/permissions.ts'
import type { Reply } from '../core/reply.ts'
import type { Person } from '../core/types.ts'

/** What a door hands to every command besides the interaction itself. */
export interface Asker {
  by: Person
  guildId: string
  channelId: string
}

export interface Choice {
  name: string
  value: string
}

interface Doing {
  /** The row of `core/permissions.ts` that says who may. */
  asks: Asking
  /**
   * Runs outside of the transaction that takes the interaction: because it changes nothing (and so works while nothing
   * can be written), or because it has to ask somebody before, and takes the interaction itself.
   */
  isOutside?: true
}

/** Suggests what can be given for an option while it is typed, as far as this person may ask that with it. */
export type Completing = (
  interaction: AutocompleteInteraction,
  asker: Asker,
  app: App,
  asks: Asking,
) => Promise<Choice[]>

/** One subcommand: how it looks, how its input is read, and the action it calls. Sending and refusing happen elsewhere, once. */
export interface Subcommand extends Doing {
  definition: (sub: SlashCommandSubcommandBuilder) => SlashCommandSubcommandBuilder
  run: (interaction: ChatInputCommandInteraction, asker: Asker, app: App) => Promise<Reply>
  /** Whether a form opens instead of an answer, because what is needed was not given. */
  opensForm?: (interaction: ChatInputCommandInteraction) => boolean
  complete?: Completing
  /** A form of its own opens in place of an answer. */
  form?: (
    interaction: ChatInputCommandInteraction,
    asker: Asker,
    app: App,
  ) => Promise<APIModalInteractionResponseCallbackData>
}

/** A command with subcommands. */
export interface CommandGroup {
  name: string
  description: string
  subcommands: Record<string, Subcommand>
}

/** A command without subcommands. */
export interface SingleCommand extends Doing {
  definition: (command: SlashCommandBuilder) => unknown
  name: string
  description: string
  run: (interaction: ChatInputCommandInteraction, asker: Asker, app: App) => Promise<Reply>
  complete?: Completing
}

/** An entry of the menu on a message. */
export interface MessageMenu extends Doing {
  name: string
  run: (interaction: MessageContextMenuCommandInteraction, asker: Asker, app: App) => Promise<Reply>
}

/**
 * Puts a subcommand together, so that what `read` gives is what the action takes.
 *
 * @example subcommand({ asks: 'ticket.close', definition, read: (interaction, asker, app) => ({ ticket, by: asker.by }), run: closeTicket })
 */
export function subcommand<Input>(parts: {
  asks: Asking
  definition: Subcommand['definition']
  read: (interaction: ChatInputCommandInteraction, asker: Asker, app: App) => Input | Promise<Input>
  run: (input: Input, app: App) => Promise<Reply>
  isOutside?: true
  opensForm?: Subcommand['opensForm']
  complete?: Subcommand['complete']
}): Subcommand {
  return {
    asks: parts.asks,
    definition: parts.definition,
    run: async (interaction, asker, app) => parts.run(await parts.read(interaction, asker, app), app),
    ...(parts.isOutside ? { isOutside: true } : {}),
    ...(parts.opensForm ? { opensForm: parts.opensForm } : {}),
    ...(parts.complete ? { complete: parts.complete } : {}),
  }
}
