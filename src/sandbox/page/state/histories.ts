import type { ShownMessage } from '../../page-api.ts'
import type { History } from './store.ts'

type Histories = Record<string, History>

/** Puts a new or changed message where it belongs; places that were never opened stay unread and unloaded. */
export function withMessage(histories: Histories, message: ShownMessage): Histories {
  const history = histories[message.channel_id]
  if (!history) return histories
  const at = history.messages.findIndex((known) => known.id === message.id)
  const messages = [...history.messages]
  if (at !== -1) messages[at] = message
  else {
    let place = messages.length
    while (place > 0 && isNewer(messages[place - 1]!.id, message.id)) place -= 1
    // Older than all that is loaded, with more to load: it comes when somebody scrolls there.
    if (place === 0 && history.earlier && messages.length > 0) return histories
    messages.splice(place, 0, message)
  }
  return { ...histories, [message.channel_id]: { ...history, messages } }
}

export function withoutMessage(histories: Histories, place: string, messageId: string): Histories {
  const history = histories[place]
  if (!history) return histories
  const messages = history.messages.filter((message) => message.id !== messageId)
  return { ...histories, [place]: { ...history, messages } }
}

/** Discord's ids grow with time; they outgrow a number, and the longer one is the later one. */
export const isNewer = (one: string, other: string) =>
  one.length === other.length ? one > other : one.length > other.length
