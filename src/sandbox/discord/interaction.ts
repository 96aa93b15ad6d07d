import { randomBytes } from 'node:crypto'
import type { Upload } from './attachments.ts'
import { DiscordError, invalidForm, problem } from './errors.ts'
import {
  createMessage,
  deleteMessage,
  editMessage,
  flagBits,
  type MessageFrame,
  type MessageInput,
} from './messages.ts'
import { permissionsIn } from './permissions.ts'
import { renderChannel, renderMessage } from './render.ts'
import type { WireChoice, WireInteractionMetadata, WireModal } from './wire.ts'
import type { Channel, Stored, World } from './world.ts'

/** 2 command, 3 button or select, 4 autocomplete, 5 form */
export type InteractionType = 2 | 3 | 4 | 5

/** Something a person asked of the bot, from the asking to the end of its token. */
export interface Interaction {
  id: string
  token: string
  type: InteractionType
  userId: string
  channel: Channel
  createdAt: number
  /** The command's name, without the slash. */
  name: string | undefined
  /** The message whose button, select or form it was. */
  source: Stored | undefined
  state: 'waiting' | 'answered' | 'failed'
  /** What @original is, once there is one. */
  original: Stored | undefined
  followups: Stored[]
  modal: WireModal | undefined
  choices: WireChoice[] | undefined
  /** The type of the first answer. */
  answered: number | undefined
  /** 1 slash command, 2 user menu, 3 message menu */
  commandType: number | undefined
  targetMessageId: string | undefined
}

export interface Asking {
  type: InteractionType
  userId: string
  channel: Channel
  data: Record<string, unknown>
  source?: Stored | undefined
  name?: string
  commandType?: number
  targetMessageId?: string
}

/** The answers a bot may give. https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object-interaction-callback-type */
export const callback = { pong: 1, message: 4, thinking: 5, updateLater: 6, update: 7, choices: 8, modal: 9 } as const

const tokenMs = 15 * 60_000

/** Tells the bot, and starts its three seconds. */
export function ask(world: World, asking: Asking): Interaction {
  const id = world.nextId()
  const { type, userId, channel, data, source } = asking
  const interaction: Interaction = {
    id,
    token: Buffer.from(`interaction:${id}:${randomBytes(48).toString('base64url')}`).toString('base64url'),
    type,
    userId,
    channel,
    createdAt: world.now(),
    name: asking.name,
    source,
    state: 'waiting',
    original: undefined,
    followups: [],
    modal: undefined,
    choices: undefined,
    answered: undefined,
    commandType: asking.commandType,
    targetMessageId: asking.targetMessageId,
  }
  world.interactions.set(interaction.token, interaction)
  forgetOld(world)
  const timer = setTimeout(() => fail(world, interaction), world.answerWithinMs)
  timer.unref()
  world.emit({
    name: 'INTERACTION_CREATE',
    data: { ...payload(world, interaction), data },
    channelId: channel.id,
    ...(channel.guild === undefined ? {} : { guildId: channel.guild.id }),
  })
  return interaction
}

function forgetOld(world: World): void {
  for (const [token, { createdAt }] of world.interactions) {
    if (world.now() - createdAt <= 2 * tokenMs) return
    world.interactions.delete(token)
  }
}

function fail(world: World, interaction: Interaction): void {
  if (interaction.state !== 'waiting') return
  interaction.state = 'failed'
  tell(world, interaction, 'INTERACTION_FAILED', {})
}

function tell(world: World, { id, userId, channel }: Interaction, name: string, data: Record<string, unknown>): void {
  world.emit({ name, data: { interaction_id: id, ...data }, onlyFor: userId, channelId: channel.id, notForBot: true })
}

function payload(world: World, interaction: Interaction) {
  const { id, token, type, userId, channel, source } = interaction
  const { guild } = channel
  const user = world.users.get(userId)!
  const permissions = String(permissionsIn(world, userId, channel))
  const appPermissions = String(permissionsIn(world, world.bot.id, channel))
  const who =
    guild === undefined
      ? { user }
      : {
          member: { ...guild.members.get(userId), permissions },
          guild_id: guild.id,
          guild: { id: guild.id, locale: 'en-US', features: [] },
          guild_locale: 'en-US',
        }
  return {
    id,
    application_id: world.applicationId,
    type,
    token,
    version: 1,
    channel: { ...renderChannel(channel), permissions },
    channel_id: channel.id,
    ...who,
    ...(source === undefined ? {} : { message: renderMessage(world, source) }),
    app_permissions: appPermissions,
    locale: 'en-US',
    entitlements: [],
    entitlement_sku_ids: [],
    authorizing_integration_owners: { '0': guild?.id ?? '0' },
    context: guild === undefined ? 1 : 0,
    attachment_size_limit: world.maxFileBytes,
  }
}

export interface Callback {
  type: number
  data?: MessageInput & Partial<WireModal> & { choices?: WireChoice[] }
}

/** The bot's first answer. @throws DiscordError 10062, 40060, 50035 */
export function answerInteraction(world: World, id: string, token: string, given: Callback, files: Upload[]) {
  const interaction = world.interactions.get(token)
  if (interaction === undefined || interaction.id !== id) throw new DiscordError(10062)
  if (interaction.state === 'answered') throw new DiscordError(40060)
  const isLate = world.now() - interaction.createdAt > world.answerWithinMs
  if (interaction.state === 'failed' || isLate) throw new DiscordError(10062)
  if (!isFitting(interaction, given.type)) {
    throw invalidForm([
      problem('type', 'INTERACTION_CALLBACK_TYPE_INVALID', 'Not an answer to this kind of interaction.'),
    ])
  }
  const shown = carryOut(world, interaction, given, files)
  interaction.state = 'answered'
  interaction.answered = given.type
  if (given.type === callback.modal) {
    interaction.modal = given.data as WireModal
    world.openModals.set(interaction.userId, { interactionId: interaction.id, token })
    tell(world, interaction, 'MODAL_OPEN', { modal: interaction.modal })
  }
  if (given.type === callback.choices) interaction.choices = given.data?.choices ?? []
  tell(world, interaction, 'INTERACTION_ANSWER', { kind: given.type, message_id: shown?.wire.id })
  return describe(world, interaction, given.type, shown)
}

function isFitting({ type, source }: Interaction, answer: number): boolean {
  if (type === 4) return answer === callback.choices
  if (answer === callback.message || answer === callback.thinking) return true
  if (answer === callback.modal) return type !== 5
  return (answer === callback.update || answer === callback.updateLater) && source !== undefined
}

function carryOut(world: World, interaction: Interaction, given: Callback, files: Upload[]): Stored | undefined {
  const { source } = interaction
  const data = given.data ?? {}
  if (given.type === callback.message) interaction.original = put(world, interaction, data, files, {})
  else if (given.type === callback.thinking) {
    const frame = { flags: flagBits.thinking, system: true }
    interaction.original = put(world, interaction, { flags: data.flags ?? 0 }, [], frame)
  } else if (given.type === callback.update || given.type === callback.updateLater) interaction.original = source
  if (given.type === callback.updateLater) return undefined
  return given.type === callback.update ? editMessage(world, source!, data, files) : interaction.original
}

/** Puts a message of this interaction into its channel. */
function put(
  world: World,
  interaction: Interaction,
  input: MessageInput,
  files: Upload[],
  frame: MessageFrame,
): Stored {
  const { channel, userId, source } = interaction
  const isEphemeral = ((input.flags ?? 0) & flagBits.ephemeral) !== 0
  const on = interaction.original ?? source
  const isSlash = interaction.commandType === 1
  const firstType = interaction.type === 2 ? (isSlash ? 20 : 23) : on === undefined ? 0 : 19
  const replies = on !== undefined && channel.messages.has(on.wire.id) && [0, 19, 20, 23].includes(on.wire.type)
  return createMessage(
    world,
    channel,
    world.bot.id,
    {
      ...input,
      // An answer calls nobody merely by being an answer.
      allowed_mentions: input.allowed_mentions ?? { parse: ['users', 'roles', 'everyone'] },
      ...(replies ? { message_reference: { message_id: on.wire.id, fail_if_not_exists: false } } : {}),
    },
    files,
    {
      ...frame,
      type: interaction.original === undefined ? firstType : 19,
      interaction: metadata(world, interaction),
      webhookId: world.applicationId,
      ...(isEphemeral ? { onlyFor: userId } : {}),
    },
  )
}

function metadata(world: World, interaction: Interaction): WireInteractionMetadata {
  const { id, type, userId, name, source, channel, targetMessageId } = interaction
  return {
    id,
    type,
    user: world.users.get(userId)!,
    authorizing_integration_owners: { '0': channel.guild?.id ?? '0' },
    ...(name === undefined ? {} : { name }),
    ...(type === 3 && source !== undefined ? { interacted_message_id: source.wire.id } : {}),
    ...(targetMessageId === undefined ? {} : { target_message_id: targetMessageId }),
    ...(interaction.original === undefined ? {} : { original_response_message_id: interaction.original.wire.id }),
  }
}

/** What `with_response` answers. */
function describe(world: World, interaction: Interaction, type: number, shown: Stored | undefined) {
  const message = shown === undefined ? {} : { message: renderMessage(world, shown) }
  const flags = shown?.wire.flags ?? 0
  return {
    interaction: {
      id: interaction.id,
      type: interaction.type,
      response_message_id: shown?.wire.id ?? null,
      response_message_loading: (flags & flagBits.thinking) !== 0,
      response_message_ephemeral: (flags & flagBits.ephemeral) !== 0,
      channel_id: interaction.channel.id,
      ...(interaction.channel.guild === undefined ? {} : { guild_id: interaction.channel.guild.id }),
    },
    resource: { type, ...message },
  }
}

/** The interaction behind a webhook token. @throws DiscordError 10015, 50027 after 15 minutes */
export function interactionOf(world: World, token: string): Interaction {
  const interaction = world.interactions.get(token)
  if (interaction === undefined) throw new DiscordError(10015)
  if (world.now() - interaction.createdAt > tokenMs) throw new DiscordError(50027)
  if (interaction.state !== 'answered') throw new DiscordError(10015)
  return interaction
}

/** A message of this interaction's: `@original` or the id of a followup. @throws DiscordError 10008 */
export function messageOf(interaction: Interaction, id: string): Stored {
  const stored =
    id === '@original'
      ? interaction.original
      : [interaction.original, ...interaction.followups].find((m) => m?.wire.id === id)
  if (stored === undefined || !stored.channel.messages.has(stored.wire.id)) throw new DiscordError(10008)
  return stored
}

/** One more message. After a deferral, the first one takes the place of "thinking" and its privacy. */
export function followUp(world: World, interaction: Interaction, input: MessageInput, files: Upload[]): Stored {
  const { original } = interaction
  if (original !== undefined && (original.wire.flags & flagBits.thinking) !== 0) {
    return editMessage(world, original, input, files)
  }
  const stored = put(world, interaction, input, files, {})
  interaction.followups.push(stored)
  tell(world, interaction, 'INTERACTION_FOLLOWUP', { message_id: stored.wire.id })
  return stored
}

export function deleteOf(world: World, interaction: Interaction, stored: Stored): void {
  deleteMessage(world, stored)
  if (interaction.original === stored) interaction.original = undefined
}
