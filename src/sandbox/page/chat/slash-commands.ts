import { useEffect, useState } from 'preact/hooks'
import type { WireCommand, WireCommandOption } from '../../discord/wire.ts'
import type { Commands } from '../../page-api.ts'
import { ask } from '../state/api.ts'
import { useApp } from '../state/context.ts'

/** A command as it is typed: `ticket open`, with what it takes. */
export interface FlatCommand {
  name: string
  description: string
  options: WireCommandOption[]
}

const subcommand = 1
const group = 2

/** The commands this person is offered here; read when they are first wanted. */
export function useCommands(place: string, isWanted: boolean): FlatCommand[] {
  const { desk } = useApp()
  const [commands, setCommands] = useState<FlatCommand[]>([])
  useEffect(() => {
    if (!isWanted) return
    let isStale = false
    void desk
      .tell(() => ask<Commands>('commands', { as: desk.as(), place }))
      .then((found) => {
        if (found && !isStale) setCommands(flatten(found.commands))
      })
    return () => {
      isStale = true
    }
  }, [place, isWanted])
  return commands
}

export function flatten(commands: WireCommand[]): FlatCommand[] {
  const flat = commands.filter((command) => command.type === 1).flatMap((command) => spread(command.name, command))
  return flat.sort((one, other) => one.name.localeCompare(other.name))
}

function spread(
  name: string,
  { description, options = [] }: { description: string; options?: WireCommandOption[] },
): FlatCommand[] {
  const inner = options.filter(({ type }) => type === subcommand || type === group)
  if (inner.length === 0) return [{ name, description, options }]
  return inner.flatMap((option) => spread(`${name} ${option.name}`, option))
}
