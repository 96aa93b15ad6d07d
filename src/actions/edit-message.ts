import type { App } from '../app.ts'
import { addressed } from '../core/address.ts'
import { reread } from '../core/change.ts'
import type { Effect } from '../core/effects.ts'
import { reachOf, wholeDesk } from '../core/scope.ts'
import { isMirrored } from './follow-up.ts'
import type { Heard } from './hear-message.ts'
import { read } from './open-ticket.ts'

/**
 * An edited request is read again while its ticket is new; an edited message in a mirrored thread is edited there too.
 *
 * @param editedAt Unix milliseconds: with the words it tells one edit from the next.
 */
export async function editMessage(heard: Heard, editedAt: number, app: App): Promise<void> {
  // Two edits may come in one moment, where a server tells only the second.
  const id = `${heard.messageId}:${editedAt}:${app.mirror.digest(heard.text)}`
  const once = (work: (app: App) => Promise<unknown>) => app.once({ source: 'edit', id }, work)
  const { messageId, by } = heard
  const text = addressed(heard.text, app.desk.names) ?? heard.text
  const ticket = await app.tickets.byMessage(reachOf(by), messageId)
  if (ticket !== undefined) {
    if (text.trim() === '' || by.id !== ticket.requesterId) return
    const fresh = read({ ...heard, text, ...(heard.forumTitle === undefined ? {} : { title: heard.forumTitle }) }, app)
    await once((app) => app.tickets.change(ticket.id, by.id, (ticket) => reread(ticket, fresh)))
    return
  }
  const conversation = await app.tickets.inThread(reachOf(by), heard.channelId)
  if (conversation === undefined || !(await isMirrored(conversation, app))) return
  const { id: ticketId, number } = conversation
  const author = app.clean(by.name, number)
  const effect: Effect = { do: 'mirror.edit', ticketId, messageId, author, text: app.clean(text, number) }
  await once((app) => app.outbox.add([effect]))
  app.nudge()
}

/** A message deleted in the thread is deleted on the issue. */
export async function deleteMessage(
  { channelId, messageId }: { channelId: string; messageId: string },
  app: App,
): Promise<void> {
  const conversation = await app.tickets.inThread(wholeDesk, channelId)
  if (conversation === undefined || !(await isMirrored(conversation, app))) return
  const effect: Effect = { do: 'mirror.delete', ticketId: conversation.id, messageId }
  await app.once({ source: 'delete', id: messageId }, (app) => app.outbox.add([effect]))
  app.nudge()
}
