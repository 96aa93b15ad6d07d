import type { App } from '../app.ts'
import { kindWords, type Leak } from '../core/leak.ts'
import { isStaff, may } from '../core/may.ts'
import type { Reply, ReplyButton } from '../core/reply.ts'
import { wholeDesk } from '../core/scope.ts'
import { cut } from '../core/title.ts'
import type { Person } from '../core/types.ts'
import { Refusal } from '../errors.ts'
import { type Incoming, isFirst } from '../once.ts'
import { leaksIn } from '../sanitize/leaks.ts'
import type { Heard } from './hear-message.ts'

/** A message holds 2,000 characters; the words around the text need some of them. */
const longestShown = 1300

/**
 * Looks for secrets in what a member has just written or edited in public. What happens then the desk says: their author is
 * told in private, and where it says `remove` the message goes, if Bee may. What else the message is (a request, an
 * answer in a ticket) goes on all the same, sanitized as ever.
 */
export async function guardMessage(heard: Heard, app: App): Promise<void> {
  const { mode, ignoreStaff } = app.desk.leakGuard
  const { by, messageId, guildId, channelId } = heard
  if (mode === 'off' || !heard.isPublic || (ignoreStaff && isStaff(by))) return
  const written = [heard.forumTitle ?? '', heard.text].join('\n').trim()
  const kinds = leaksIn(written, app.now())
  if (kinds.length === 0) return

  const leak: Leak = { guildId, channelId, messageId, authorId: by.id, kinds, text: app.clean(written, messageId) }
  // An edit that leaves them in is no news; one that brings others is.
  const event: Incoming = { source: 'leak', id: `${messageId}:${kinds.join(',')}` }
  const add = (app: App) =>
    app.outbox.add([mode === 'remove' ? { do: 'leak.remove', leak } : { do: 'leak.tell', leak, isRemoved: false }])
  if (!(await isFirst(app.once(event, add)))) return
  app.log.info({ message: messageId, channel: channelId, kinds }, 'a secret was posted in public')
  app.nudge()
}

/** What the author reads, in private: what was found, what to do now, and the text as it can be said. */
export async function leakReply(leak: Leak, isRemoved: boolean, app: App): Promise<Reply> {
  const { guildId, channelId, messageId, kinds, text } = leak
  // A request goes on in its ticket, where everybody reads the sanitized words already.
  const isRequest = (await app.tickets.byMessage(wholeDesk, messageId)) !== undefined
  const args = { ...leak, kinds: kinds.join(','), isRemoved: isRemoved ? 'yes' : 'no' }
  const button = { label: 'Post it without the secret', style: 'primary' as const }
  const buttons: ReplyButton[] = isRequest
    ? []
    : [{ ...button, control: await app.controls.for('leak.repost', null, args) }]
  const url = `https://discord.com/channels/${guildId}/${channelId}/${messageId}`
  const values = { channel: `<#${channelId}>`, kinds: kindWords(kinds), text: quoted(text), url }
  return { say: isRemoved ? 'leak.removed' : 'leak.warned', values, buttons }
}

/** Where nobody can be told in private: a word in the channel that gives nothing away, and a button that shows the rest. */
export async function leakHint(leak: Leak, isRemoved: boolean, app: App): Promise<Reply> {
  const args = { ...leak, kinds: leak.kinds.join(','), isRemoved: isRemoved ? 'yes' : 'no' }
  const control = await app.controls.for('leak.show', null, args)
  const { authorId } = leak
  return {
    say: 'leak.look',
    values: { person: `<@${authorId}>` },
    calls: [authorId],
    buttons: [{ label: 'Show me', control }],
  }
}

/**
 * What the buttons of a warning do; they are for the author alone.
 *
 * @throws Refusal NOT_ALLOWED, CONTROL_GONE
 */
export async function pressLeak(action: string, args: Record<string, string>, by: Person, app: App): Promise<Reply> {
  const { isRemoved, kinds = '', ...kept } = args
  const leak = { ...kept, kinds: kinds.split(',') } as Leak
  const { authorId: requesterId, guildId } = leak
  if (!may('leak.settle', by, { requesterId, guildId }))
    throw new Refusal('NOT_ALLOWED', { values: { who: 'whoever wrote the message' } })
  if (action === 'leak.show') return { ...(await leakReply(leak, isRemoved === 'yes', app)), isPrivate: true }

  const { channelId, messageId, text } = leak
  const author = app.clean(by.name, messageId)
  // However often it is pressed, in the direct message or in the channel, it is posted once.
  const posting: Incoming = { source: 'leak', id: `${messageId}:posted` }
  const add = (app: App) => app.outbox.add([{ do: 'leak.repost', channelId, authorId: by.id, author, text }])
  if (!(await isFirst(app.once(posting, add)))) throw new Refusal('CONTROL_GONE')
  app.nudge()
  return { say: 'leak.posting', isPrivate: true }
}

const quoted = (text: string) =>
  cut(text, longestShown)
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n')
