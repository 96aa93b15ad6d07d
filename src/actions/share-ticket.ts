import type { App } from '../app.ts'
import { unchanged } from '../core/change.ts'
import { demand } from '../core/may.ts'
import { nearest } from '../core/nearest.ts'
import type { Channel } from '../core/ports.ts'
import type { Reply, ReplyButton } from '../core/reply.ts'
import { cut } from '../core/title.ts'
import type { DestinationKind, Person, Post, Ticket } from '../core/types.ts'
import { Refusal } from '../errors.ts'
import { mailText } from '../mail/mail-text.ts'
import { addPost } from '../store/posts.ts'
import { isPrivateCategory } from './find-ticket.ts'
import { viewOf } from './show.ts'

export interface Share {
  ticket: Ticket
  destination: DestinationKind
  /** For a Discord channel: its name or id; the category's help channel when left out. */
  channel?: string | undefined
  by: Person
}

/**
 * Shows a ticket at a destination, once; asked again, it says where it already is.
 *
 * @throws Refusal NOT_ALLOWED, SHARE_PRIVATE, SHARE_NOT_SET_UP, UNKNOWN_CHANNEL
 */
export async function shareTicket({ ticket, destination, channel, by }: Share, app: App): Promise<Reply> {
  demand('ticket.share', by, ticket)
  if (isPrivateCategory(ticket.triage.category, app)) {
    throw new Refusal('SHARE_PRIVATE', { values: { number: ticket.number } })
  }
  if (destination === 'email' && app.mailer === undefined) return mailByHand(ticket, app)
  if (destination === 'discord-channel' && channel === undefined && helpChannel(ticket, app) === undefined) {
    return askWhere(ticket, app)
  }

  const target = await targetOf({ ticket, destination, channel }, app)
  let post: Post | undefined
  let isNew = false
  await app.tickets.change(ticket.id, by.id, unchanged, async (trx) => {
    const added = await addPost(trx, {
      ticketId: ticket.id,
      destination,
      target: target.id,
      by: by.id,
      at: app.now(),
    })
    post = added.post
    isNew = added.isNew
    return { events: isNew ? [{ type: 'ticket.shared', postId: added.post.id, destination }] : [] }
  })
  const values = { number: ticket.number, destination: target.title }
  if (!isNew && post?.url) return { say: 'share.already', values: { ...values, url: post.url }, isPrivate: true }
  return { say: 'share.pending', values, isPrivate: true }
}

/** Asks with one button for each place the desk knows. */
export async function askWhere(ticket: Ticket, { desk, controls, issues }: App): Promise<Reply> {
  const button = async (label: string, destination: DestinationKind, channel = ''): Promise<ReplyButton> => ({
    label,
    control: await controls.for('share', ticket.id, channel === '' ? { destination } : { destination, channel }),
  })
  const buttons: ReplyButton[] = []
  for (const name of desk.destinations.discordChannels.slice(0, 20)) {
    buttons.push(await button(`#${name}`, 'discord-channel', name))
  }
  if (desk.destinations.forum) buttons.push(await button('Forum', 'forum'))
  if (issues !== undefined) buttons.push(await button('GitHub issue', 'github'))
  if (desk.destinations.email) buttons.push(await button('E-mail', 'email'))
  return { say: 'share.ask', values: { number: ticket.number }, buttons, isPrivate: true }
}

interface Target {
  id: string
  /** As people call it. */
  title: string
}

async function targetOf({ ticket, destination, channel }: Omit<Share, 'by'>, app: App): Promise<Target> {
  const { desk, chat, issues } = app
  switch (destination) {
    case 'discord-channel':
      return channelNamed(channel ?? helpChannel(ticket, app)!, ticket, app)
    case 'forum': {
      const wanted = desk.destinations.forum?.channel
      const forum = (await chat.channels(ticket.guildId)).find(({ name, kind }) => kind === 'forum' && name === wanted)
      if (forum === undefined) throw notSetUp('The forum')
      return { id: forum.id, title: `<#${forum.id}>` }
    }
    case 'github':
      if (issues === undefined) throw notSetUp('GitHub')
      return { id: issues.repository, title: `GitHub (${issues.repository})` }
    case 'email':
      if (desk.destinations.email === undefined) throw notSetUp('E-mail')
      return { id: desk.destinations.email.address, title: desk.destinations.email.address }
  }
}

async function channelNamed(asked: string, ticket: Ticket, app: App): Promise<Target> {
  const wanted = asked
    .replace(/^<#(\d{1,25})>$/, '$1')
    .replace(/^#/, '')
    .toLowerCase()
  const open = await openChannels(ticket, app)
  const found = open.find(({ id, name }) => id === wanted || name === wanted)
  if (found !== undefined) return { id: found.id, title: `<#${found.id}>` }

  const names = open.map(({ name }) => name)
  const near = nearest(wanted, names)
  throw new Refusal('UNKNOWN_CHANNEL', {
    values: {
      asked: cut(app.clean(asked, 'asked'), 40).replace(/^#?/, '#'),
      nearest:
        names.length > 0
          ? `Did you mean ${(near.length > 0 ? near : names).map((name) => `#${name}`).join(', ')}?`
          : '',
    },
  })
}

/** The channels of this server that the desk lets people post to. */
async function openChannels(ticket: Ticket, { desk, chat }: App): Promise<Channel[]> {
  const allowed = new Set(desk.destinations.discordChannels)
  return (await chat.channels(ticket.guildId)).filter(({ name, kind }) => kind === 'text' && allowed.has(name))
}

const helpChannel = (ticket: Ticket, { desk }: App) =>
  desk.categories.find(({ id }) => id === ticket.triage.category)?.helpChannel

async function mailByHand(ticket: Ticket, app: App): Promise<Reply> {
  const address = app.desk.destinations.email?.address
  if (address === undefined) throw notSetUp('E-mail')
  const { subject, text } = mailText(await viewOf(ticket, app), app.desk)
  return {
    say: 'share.mail-text',
    values: { address },
    file: { name: `${ticket.number}.txt`, text: `To: ${address}\nSubject: ${subject}\n\n${text}` },
    isPrivate: true,
  }
}

const notSetUp = (destination: string) => new Refusal('SHARE_NOT_SET_UP', { values: { destination } })
