import { registerCommand, removeCommand, replaceCommands } from '../commands.ts'
import { DiscordError } from '../errors.ts'
import { answerInteraction, type Callback, deleteOf, followUp, interactionOf, messageOf } from '../interaction.ts'
import { createMessage, editMessage, type MessageInput } from '../messages.ts'
import { renderMessage } from '../render.ts'
import { type Call, type Route, reply } from '../router.ts'
import { checkCallback } from '../validate/callback.ts'
import { checkMessage } from '../validate/message.ts'
import type { WireCommand } from '../wire.ts'
import { channelById, createUser, guildById, messageIn } from '../world.ts'

const commandsOf = '/applications/:application/commands'
const guildCommandsOf = '/applications/:application/guilds/:guild/commands'
const hook = '/webhooks/:application/:token'

export const interactionRoutes: Route[] = [
  { method: 'POST', pattern: '/interactions/:interaction/:token/callback', open: true, handler: answer },
  { method: 'POST', pattern: hook, open: true, handler: execute },
  { method: 'GET', pattern: `${hook}/messages/:message`, open: true, handler: read },
  { method: 'PATCH', pattern: `${hook}/messages/:message`, open: true, handler: edit },
  { method: 'DELETE', pattern: `${hook}/messages/:message`, open: true, handler: remove },
  ...[commandsOf, guildCommandsOf].flatMap((base): Route[] => [
    { method: 'GET', pattern: base, handler: (call) => [...bookOf(call).values()] },
    {
      method: 'PUT',
      pattern: base,
      handler: (call) => replaceCommands(call.world, bookOf(call), call.body, call.params.guild),
    },
    { method: 'POST', pattern: base, handler: register },
    { method: 'GET', pattern: `${base}/:command`, handler: commandOf },
    { method: 'PATCH', pattern: `${base}/:command`, handler: change },
    {
      method: 'DELETE',
      pattern: `${base}/:command`,
      handler: (call) => removeCommand(bookOf(call), call.params.command!),
    },
  ]),
]

/** The commands of the application, or of one guild. @throws DiscordError 10002, 10004 */
function bookOf({ world, params }: Call): Map<string, WireCommand> {
  if (params.application !== world.applicationId) throw new DiscordError(20001, { status: 403 })
  return params.guild === undefined ? world.commands : guildById(world, params.guild).commands
}

function commandOf(call: Call): WireCommand {
  const command = bookOf(call).get(call.params.command!)
  if (command === undefined) throw new DiscordError(10063)
  return command
}

function register(call: Call) {
  const { command, isNew } = registerCommand(call.world, bookOf(call), call.body, call.params.guild)
  return reply(isNew ? 201 : 200, command)
}

function change(call: Call) {
  const { name, type, description, options, default_member_permissions } = commandOf(call)
  const merged = { name, type, description, options, default_member_permissions, ...(call.body as object) }
  return registerCommand(call.world, bookOf(call), merged, call.params.guild).command
}

function answer(call: Call) {
  const { world, params, files, query } = call
  checkCallback(call.body, files)
  const told = answerInteraction(world, params.interaction!, params.token!, call.body as Callback, files)
  return query.get('with_response') === 'true' ? told : undefined
}

/** A further message of an interaction, or a message of a channel's webhook. */
function execute(call: Call) {
  const { world, params, files } = call
  if (params.application !== world.applicationId) return executeWebhook(call)
  const interaction = interactionOf(world, params.token!)
  checkMessage(call.body, files)
  const stored = followUp(world, interaction, call.body as MessageInput, files)
  return renderMessage(world, stored)
}

function executeWebhook(call: Call) {
  const { world, params, files, query } = call
  const known = world.webhooks.get(params.application!)
  if (known === undefined) throw new DiscordError(10015)
  if (known.token !== params.token) throw new DiscordError(50027)
  checkMessage(call.body, files)
  const { username, ...input } = call.body as MessageInput & { username?: string }
  const author = { ...createUser(known.id, { name: username ?? known.name, bot: true }), discriminator: '0000' }
  const channel = channelById(world, query.get('thread_id') ?? known.channelId)
  const frame = { author, webhookId: known.id }
  const stored = createMessage(world, channel, known.id, input, files, frame)
  return query.get('wait') === 'true' ? renderMessage(world, stored) : undefined
}

/** @throws DiscordError 10008, 10015, 50027 */
function target(call: Call) {
  const { world, params } = call
  if (params.application === world.applicationId) {
    const interaction = interactionOf(world, params.token!)
    return { interaction, stored: messageOf(interaction, params.message!) }
  }
  const known = world.webhooks.get(params.application!)
  if (known === undefined) throw new DiscordError(10015)
  if (known.token !== params.token) throw new DiscordError(50027)
  const stored = messageIn(channelById(world, call.query.get('thread_id') ?? known.channelId), params.message!)
  if (stored.wire.webhook_id !== known.id) throw new DiscordError(10008)
  return { interaction: undefined, stored }
}

function read(call: Call) {
  return renderMessage(call.world, target(call).stored)
}

function edit(call: Call) {
  const { stored } = target(call)
  checkMessage(call.body, call.files, stored)
  return renderMessage(call.world, editMessage(call.world, stored, call.body as MessageInput, call.files))
}

function remove(call: Call): void {
  const { interaction, stored } = target(call)
  if (interaction === undefined) throw new DiscordError(10008)
  deleteOf(call.world, interaction, stored)
}
