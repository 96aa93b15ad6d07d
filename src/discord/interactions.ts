import {
  type AutocompleteInteraction,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type Client,
  Events,
  type Interaction,
  type MessageContextMenuCommandInteraction,
  type ModalSubmitInteraction,
} from 'discord.js'
import { groups, menus, singles } from '../../commands/index.ts'
import { addDetails } from '../actions/change-ticket.ts'
import { createBundle } from '../actions/create-bundle.ts'
import { releaseBundle } from '../actions/release-bundle.ts'
import { answerRequest } from '../actions/take-request.ts'
import { saveAnswer, solutionIn, writeArticle } from '../actions/write-article.ts'
import type { App } from '../app.ts'
import { demand, demandAsk, mayAsk } from '../core/may.ts'
import type { Place, Ticket } from '../core/types.ts'
import { crashpoint } from '../crashpoint.ts'
import { Refusal } from '../errors.ts'
import { type Answerable, answer, eventOf } from './answer.ts'
import { answerForm, articleText } from './article-form.ts'
import type { Asker, Choice, SingleCommand, Subcommand } from './command.ts'
import { type FormName, formAskings, formOf, press, ticketOf } from './controls.ts'
import { formFor, readForm, reasonField, releaseForm, requestField } from './form.ts'
import { personInDm, personOf } from './person.ts'

/** Commands, menus, buttons and forms: each is read here and handed to an action. */
export function handleInteractions(client: Client, app: () => App | undefined): void {
  client.on(Events.InteractionCreate, async (interaction) => {
    const running = app()
    if (running === undefined) return
    crashpoint('interaction: received')
    try {
      await handle(interaction, running)
    } catch (cause) {
      // Before a form opens nothing else answers: whoever asked is told, with a number to find it by.
      if (isUnanswered(interaction)) await answer(interaction, running, () => Promise.reject(cause))
      else running.log.error({ err: cause, interaction: interaction.id }, 'an interaction could not be handled')
    }
  })
}

const isUnanswered = (interaction: Interaction): interaction is Answerable =>
  interaction.isRepliable() && !interaction.replied && !interaction.deferred

async function handle(interaction: Interaction, app: App): Promise<void> {
  if (interaction.isAutocomplete()) return complete(interaction, app)
  if (interaction.isChatInputCommand()) return command(interaction, app)
  if (interaction.isMessageContextMenuCommand()) return menu(interaction, app)
  if (interaction.isButton()) return button(interaction, app)
  if (interaction.isModalSubmit()) return form(interaction, app)
}

async function command(interaction: ChatInputCommandInteraction, app: App): Promise<void> {
  const found = find(interaction.commandName, interaction.options.getSubcommand(false))
  if (found === undefined) return answer(interaction, app, () => Promise.reject(new Refusal('CONTROL_GONE')))
  if ('opensForm' in found && found.opensForm?.(interaction)) {
    await interaction.showModal(formFor(app.desk, await app.controls.for('request', null), 'request'))
    return
  }
  if ('form' in found && found.form !== undefined) {
    try {
      const asker = await askerOf(interaction, app)
      demandAsk(found.asks, asker.by)
      await interaction.showModal(await found.form(interaction, asker, app))
    } catch (cause) {
      await answer(interaction, app, () => Promise.reject(cause))
    }
    return
  }
  await answer(interaction, app, async () => {
    const asker = await askerOf(interaction, app)
    demandAsk(found.asks, asker.by)
    if (found.isOutside) return found.run(interaction, asker, app)
    return app.once(eventOf(interaction), (app) => found.run(interaction, asker, app))
  })
}

async function menu(interaction: MessageContextMenuCommandInteraction, app: App): Promise<void> {
  const found = menus.find(({ name }) => name === interaction.commandName)
  if (found === undefined) return answer(interaction, app, () => Promise.reject(new Refusal('CONTROL_GONE')))
  await answer(interaction, app, async () => {
    const asker = await askerOf(interaction, app)
    demandAsk(found.asks, asker.by)
    if (found.isOutside) return found.run(interaction, asker, app)
    return app.once(eventOf(interaction), (app) => found.run(interaction, asker, app))
  })
}

async function complete(interaction: AutocompleteInteraction, app: App): Promise<void> {
  const found = find(interaction.commandName, interaction.options.getSubcommand(false))
  let choices: Choice[] = []
  try {
    choices = (await suggestions(found, interaction, app)) ?? []
  } catch (cause) {
    app.log.warn({ err: cause, command: interaction.commandName }, 'nothing could be suggested')
  }
  await interaction.respond(choices.slice(0, 25).map(({ name, value }) => ({ name: name.slice(0, 100), value })))
}

/** Nothing is suggested to whoever may not do it anyway. */
async function suggestions(found: ReturnType<typeof find>, interaction: AutocompleteInteraction, app: App) {
  if (found?.complete === undefined) return []
  const asker = await askerOf(interaction, app)
  return mayAsk(found.asks, asker.by) ? found.complete(interaction, asker, app, found.asks) : []
}

async function button(interaction: ButtonInteraction, app: App): Promise<void> {
  const control = await app.controls.get(interaction.customId)
  const what = control && formOf(control.action)
  if (control !== undefined && what !== undefined) {
    let ticket: Ticket | undefined
    try {
      const { by } = await askerOf(interaction, app)
      if (control.ticketId !== null) ticket = await ticketOf(control.ticketId, by, app)
      demand(formAskings[what], by, ticket)
    } catch (cause) {
      return answer(interaction, app, () => Promise.reject(cause))
    }
    await interaction.showModal(await formNamed(what, control.id, ticket, app))
    return
  }
  await answer(interaction, app, async () => {
    if (control === undefined) throw new Refusal('CONTROL_GONE')
    const { by } = await askerOf(interaction, app)
    return press(control, { interaction, by }, app)
  })
}

async function formNamed(what: FormName, controlId: string, ticket: Ticket | undefined, app: App) {
  if (what === 'release' && ticket !== undefined) return releaseForm(controlId, ticket)
  if (what === 'answer' && ticket !== undefined) return answerForm(controlId, ticket, await solutionIn(ticket, app))
  return formFor(app.desk, controlId, what === 'request' ? what : 'details', ticket)
}

async function form(interaction: ModalSubmitInteraction, app: App): Promise<void> {
  await answer(interaction, app, async () => {
    const control = await app.controls.get(interaction.customId)
    if (control === undefined) throw new Refusal('CONTROL_GONE')
    const asker = await askerOf(interaction, app)
    const { texts, attachments } = readForm(interaction)
    const { by } = asker
    const event = eventOf(interaction)
    if (control.action === 'article') return writeArticle({ ...control.args, text: articleText(texts), by, event }, app)
    const what = formOf(control.action)
    // Whatever a button stands for is not to be had by sending a form in its name.
    if (what === undefined) throw new Refusal('CONTROL_GONE')
    if (what === 'answer' && control.ticketId !== null) {
      const ticket = await ticketOf(control.ticketId, by, app)
      return saveAnswer({ ticket, text: articleText(texts), by, event }, app)
    }
    if (what === 'request' && control.ticketId === null) {
      demand('ticket.open', by)
      const { [requestField]: text = '', ...rest } = texts
      const where = { place: placeOf(interaction), ...placeIds(interaction, asker) }
      return answerRequest({ text, form: rest, attachments, ...where, by, event }, app)
    }
    if (control.ticketId === null) throw new Refusal('CONTROL_GONE')
    const ticket = await ticketOf(control.ticketId, by, app)
    return app.once(event, async (app) => {
      if (what === 'release') return releaseBundle({ ticket, reason: texts[reasonField] ?? '', by }, app)
      const reply = await addDetails({ ticket, form: texts, by }, app)
      return attachments.length > 0 ? createBundle({ ticket, attachments, by }, app) : reply
    })
  })
}

const placeOf = (interaction: ModalSubmitInteraction): Place => (interaction.inGuild() ? 'command' : 'dm')

function placeIds(interaction: ModalSubmitInteraction, { guildId, channelId }: Asker) {
  const isDm = !interaction.inGuild()
  return { guildId, channelId, messageId: null, threadId: isDm ? channelId : null }
}

/** What is only suggested while somebody types may be up to this old. */
const suggestedAgeMs = 30_000

/**
 * Who asks, with roles as they are now: in a server they come with the interaction. In a direct message, their roles are
 * those in the server.
 *
 * @throws Refusal GUILD_ONLY
 */
export async function askerOf(interaction: Interaction, app: App): Promise<Asker> {
  const { channelId, channel, user, member, guildId, client } = interaction
  if (guildId !== null) {
    const door = channel?.isThread() ? 'thread' : 'server'
    const by = personOf(user, member, { guildId, door }, app)
    return { by, guildId, channelId: channelId ?? channel?.id ?? '' }
  }
  const maxAgeMs = interaction.isAutocomplete() ? suggestedAgeMs : 0
  const by = await personInDm(user, client as Client<true>, maxAgeMs, app)
  if (by === undefined) throw new Refusal('GUILD_ONLY')
  return { by, guildId: by.guildId, channelId: channelId ?? '' }
}

function find(name: string, sub: string | null): Subcommand | SingleCommand | undefined {
  if (sub === null) return singles.find((command) => command.name === name)
  const subcommands = groups.find((group) => group.name === name)?.subcommands ?? {}
  return Object.hasOwn(subcommands, sub) ? subcommands[sub] : undefined
}
