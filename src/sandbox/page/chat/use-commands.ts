import { useEffect, useState } from 'preact/hooks'
import type { Commands } from '../../page-api.ts'
import { ask } from '../state/api.ts'
import { useApp } from '../state/context.ts'
import { type FlatCommand, flatten } from './flat-command.ts'

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
