import type { App } from '../app.ts'
import { addressed } from '../core/address.ts'
import { reread } from '../core/change.ts'
import { isMirrored } from './follow-up.ts'
import type { Heard } from './hear-message.ts'
import { read } from './open-ticket.ts'

/** An edited request is read again while its ticket is new; an edited message in a mirrored thread is edited there too. */
export async function editMessage(heard: Heard, app: App): Promise<void> {
  const { messageId, by } = heard
  const text = addressed(heard.text, app.desk.names) ?? heard.text
  const ticket = await app.tickets.byMessage(messageId)
  if (ticket !== undefined) {
    if (text.trim() === '' || by.id !== ticket.requesterId) return
    const fresh = read({ ...heard, text, ...(heard.forumTitle === undefined ? {} : { title: heard.forumTitle }) }, app)
    await app.tickets.change(ticket.id, by.id, (ticket) => reread(ticket, fresh))
    return
  }
  const conversation = await app.tickets.inThread(heard.channelId)
  if (conversation === undefined || !(await isMirrored(conversation, app))) return
  const { id: ticketId, number } = conversation
  const author = app.clean(by.name, number)
  await app.outbox.add([{ do: 'mirror.edit', ticketId, messageId, author, text: app.clean(text, number) }])
  app.nudge()
}

/** A message deleted in the thread is deleted on the issue. */
export async function deleteMessage(
  { channelId, messageId }: { channelId: string; messageId: string },
  app: App,
): Promise<void> {
  const conversation = await app.tickets.inThread(channelId)
  if (conversation === undefined || !(await isMirrored(conversation, app))) return
  await app.outbox.add([{ do: 'mirror.delete', ticketId: conversation.id, messageId }])
  app.nudge()
}
