import { seenChannels, type Viewer } from './actor-view.ts'
import type { Actor, Asked, FormValues, SlashOptions } from './api.ts'
import { createAsked, interactionBehind } from './asked.ts'
import { offeredCommands } from './commands.ts'
import { DiscordError } from './errors.ts'
import { chosen, formData } from './form.ts'
import { type Asking, ask, type Interaction } from './interaction.ts'
import { commandData, createResolver, resolveUser } from './interaction-data.ts'
import { flagBits } from './messages.ts'
import { renderMessage } from './render.ts'
import type { WireCommand, WireComponent } from './wire.ts'
import { type Channel, isDm, type Stored } from './world.ts'

type Askings = Pick<
  Actor,
  | 'press'
  | 'choose'
  | 'forge'
  | 'slash'
  | 'autocomplete'
  | 'contextMenu'
  | 'submit'
  | 'dismiss'
  | 'openModal'
  | 'closeModal'
>

interface Lookups {
  placeOf: (place: string) => Channel
  visibleMessage: (messageId: string) => Stored
}

/** Everything of a person that the bot is told of as an interaction. */
export function createAsking(viewer: Viewer, { placeOf, visibleMessage }: Lookups): Askings {
  const { world, guild, userId } = viewer
  const start = (asking: Omit<Asking, 'userId'>): Asked => {
    world.openModals.delete(userId)
    return createAsked(viewer, ask(world, { ...asking, userId }), submitForm)
  }
  const resolverFor = (channel: Channel) => createResolver(world, guild, userId, channel)

  const submitForm = async (of: Interaction, values: FormValues): Promise<Asked> => {
    if (of.modal === undefined) throw new Error('No form is open.')
    const data = formData(resolverFor(of.channel), of.modal, values)
    return start({ type: 5, channel: of.channel, data, source: of.source })
  }
  const command = (line: string, place: string | undefined) => {
    const channel = place === undefined ? firstPlace(viewer) : placeOf(place)
    const [name = '', ...path] = line
      .replace(/^\//, '')
      .split(' ')
      .filter((word) => word !== '')
    return { channel, path, command: commandNamed(viewer, channel, name, [1]) }
  }

  return {
    press: async (messageId, customId) => {
      const source = visibleMessage(messageId)
      const button = componentOf(source, customId, [2])
      return start({
        type: 3,
        channel: source.channel,
        source,
        data: { ...idOf(button), component_type: 2, custom_id: customId },
      })
    },
    choose: async (messageId, customId, values) => {
      const source = visibleMessage(messageId)
      const select = componentOf(source, customId, [3, 5, 6, 7, 8])
      const resolver = resolverFor(source.channel)
      const picked = chosen(resolver, select, values)
      const resolved = Object.keys(resolver.resolved).length > 0 ? { resolved: resolver.resolved } : {}
      const data = { ...idOf(select), component_type: select.type, custom_id: customId, values: picked, ...resolved }
      return start({ type: 3, channel: source.channel, source, data })
    },
    slash: async (line, options = {}, place) => {
      const found = command(line, place)
      const data = commandData(resolverFor(found.channel), found.command, found.path, options)
      return start({ type: 2, channel: found.channel, data, name: line.replace(/^\//, ''), commandType: 1 })
    },
    autocomplete: async (line, option, partial, others = {}, place) => {
      const found = command(line, place)
      const given: SlashOptions = { ...others, [option]: partial }
      const data = commandData(resolverFor(found.channel), found.command, found.path, given, option)
      return start({ type: 4, channel: found.channel, data, name: line }).choices()
    },
    contextMenu: async (name, targetId, place) => {
      if (world.users.has(targetId)) {
        const channel = place === undefined ? firstPlace(viewer) : placeOf(place)
        const { id, type } = commandNamed(viewer, channel, name, [2])
        const resolver = resolverFor(channel)
        const data = { id, name, type, target_id: resolveUser(resolver, targetId), resolved: resolver.resolved }
        return start({ type: 2, channel, data, name, commandType: 2 })
      }
      const target = visibleMessage(targetId)
      const { id, type } = commandNamed(viewer, target.channel, name, [3])
      const resolved = { messages: { [targetId]: renderMessage(world, target) } }
      const data = { id, name, type, target_id: targetId, resolved }
      return start({ type: 2, channel: target.channel, data, name, commandType: 3, targetMessageId: targetId })
    },
    submit: async (modalOf, values) => {
      const interaction = typeof modalOf === 'string' ? interactionById(viewer, modalOf) : interactionBehind(modalOf)
      if (interaction === undefined) throw new Error('No such form is open.')
      return submitForm(interaction, values)
    },
    forge: async (messageId, customId, as = 'button', texts = {}) => {
      const source = visibleMessage(messageId)
      const { channel } = source
      if (as === 'button') return start({ type: 3, channel, source, data: { component_type: 2, custom_id: customId } })
      const fields = Object.entries(texts).map(([name, value], at) => ({
        ...{ type: 18, id: 2 * at + 1 },
        component: { type: 4, id: 2 * at + 2, custom_id: name, value },
      }))
      return start({ type: 5, channel, source, data: { custom_id: customId, components: fields } })
    },
    dismiss: async (messageId) => {
      const stored = visibleMessage(messageId)
      if (stored.onlyFor !== userId) throw new Error('Only a message that nobody else sees can be dismissed.')
      stored.dismissed = true
      world.emit({
        name: 'MESSAGE_DELETE',
        data: { id: messageId, channel_id: stored.channel.id },
        channelId: stored.channel.id,
        onlyFor: userId,
      })
    },
    openModal: () => {
      const open = world.openModals.get(userId)
      const modal = open === undefined ? undefined : world.interactions.get(open.token)?.modal
      return open === undefined || modal === undefined ? undefined : { interactionId: open.interactionId, modal }
    },
    closeModal: () => void world.openModals.delete(userId),
  }
}

const interactionById = ({ world, userId }: Viewer, id: string) =>
  [...world.interactions.values()].find((interaction) => interaction.id === id && interaction.userId === userId)

const idOf = (component: WireComponent) => (component.id === undefined ? {} : { id: component.id })

/** @throws Error when this person is offered no such command there */
function commandNamed({ world, userId }: Viewer, channel: Channel, name: string, types: number[]): WireCommand {
  const offered = offeredCommands(world, userId, channel).filter((command) => types.includes(command.type))
  const found = offered.find((command) => command.name === name)
  if (found !== undefined) return found
  const names = offered.map((command) => command.name).join(', ')
  throw new Error(`There is no command ${name} for this person here. There are: ${names === '' ? 'none' : names}.`)
}

function firstPlace(viewer: Viewer): Channel {
  const first = seenChannels(viewer).find((channel) => channel.type === 0)
  if (first === undefined) throw new DiscordError(50001)
  return viewer.world.channels.get(first.id)!
}

/** @throws Error as the client has nothing to press then: not there, disabled, or still thinking */
function componentOf(stored: Stored, customId: string, types: number[]): WireComponent {
  if ((stored.wire.flags & flagBits.thinking) !== 0) throw new Error('The message is not there yet.')
  const found = findComponent(stored.wire.components, customId)
  if (found === undefined || !types.includes(found.type)) {
    const there = idsIn(stored.wire.components).join(', ')
    const where = isDm(stored.channel) ? 'direct message' : 'message'
    throw new Error(`The ${where} has no ${customId} to use. It has: ${there === '' ? 'none' : there}.`)
  }
  if (found.disabled) throw new Error(`${customId} is disabled.`)
  return found
}

const childrenOf = (component: WireComponent): WireComponent[] => [
  ...(component.components ?? []),
  ...(component.accessory === undefined ? [] : [component.accessory]),
]

function findComponent(components: WireComponent[], customId: string): WireComponent | undefined {
  for (const component of components) {
    if (component.custom_id === customId) return component
    const inside = findComponent(childrenOf(component), customId)
    if (inside !== undefined) return inside
  }
  return undefined
}

function idsIn(components: WireComponent[]): string[] {
  return components.flatMap((component) => [
    ...(component.custom_id ? [component.custom_id] : []),
    ...idsIn(childrenOf(component)),
  ])
}
