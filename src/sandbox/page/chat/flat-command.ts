import type { WireCommand, WireCommandOption } from '../../discord/wire.ts'

/** A command as it is typed: `ticket open`, with what it takes. */
export interface FlatCommand {
  name: string
  description: string
  options: WireCommandOption[]
}

const subcommand = 1
const group = 2

/** Slash commands with every subcommand as one of its own, by name. */
export function flatten(commands: WireCommand[]): FlatCommand[] {
  const flat = commands.filter((command) => command.type === 1).flatMap((command) => spread(command.name, command))
  return flat.sort((one, other) => one.name.localeCompare(other.name))
}

function spread(name: string, command: { description: string; options?: WireCommandOption[] }): FlatCommand[] {
  const { description, options = [] } = command
  const inner = options.filter(({ type }) => type === subcommand || type === group)
  if (inner.length === 0) return [{ name, description, options }]
  return inner.flatMap((option) => spread(`${name} ${option.name}`, option))
}
