import { type APIMessage, ButtonStyle, ComponentType, type RawFile } from 'discord.js'
import type { Attributed, HeardMessage } from '../core/ports.ts'
import type { Reply } from '../core/reply.ts'
import { cut } from '../core/title.ts'
import type { Desk } from '../desk.ts'
import { shortenForDiscord } from '../github/messages.ts'
import { attributionForDiscord, toDiscord } from '../github/to-discord.ts'
import { row } from './card.ts'
import { longestContent, wordsOf } from './words.ts'

/** Nobody is notified but those named here: the one place that decides it for everything Bee sends. */
export const calling = (people: string[] = []) => ({ parse: [] as never[], users: people, replied_user: false })

/** A reply as Discord takes it, for a message as well as for the answer to an interaction. */
export async function messageOf(
  reply: Reply,
  desk: Desk,
): Promise<{ body: { content: string; allowed_mentions: object; components?: object[] }; files?: RawFile[] }> {
  const buttons = (reply.buttons ?? []).map((button) => ({
    type: ComponentType.Button as const,
    label: cut(button.label, 80),
    ...(button.emoji ? { emoji: { name: button.emoji } } : {}),
    ...(button.url === undefined
      ? { style: styles[button.style ?? 'secondary'], custom_id: button.control ?? '' }
      : { style: ButtonStyle.Link as const, url: button.url }),
  }))
  const rows = []
  for (let at = 0; at < buttons.length && rows.length < 5; at += 5) rows.push(row(buttons.slice(at, at + 5)))
  const body = {
    content: wordsOf(reply, desk),
    allowed_mentions: calling(reply.calls),
    ...(rows.length > 0 ? { components: rows } : {}),
  }
  if (reply.file === undefined) return { body }
  return { body, files: [{ name: reply.file.name, data: Buffer.from(reply.file.text), contentType: 'text/plain' }] }
}

const styles = {
  primary: ButtonStyle.Primary,
  secondary: ButtonStyle.Secondary,
  success: ButtonStyle.Success,
  danger: ButtonStyle.Danger,
} as const

/** Words from GitHub: who said it, where, and what; harmless here, and cut where Discord's messages end. */
export function attributed({ author, text, url }: Attributed): string {
  const head = attributionForDiscord(author, url)
  return `${head}\n${shortenForDiscord(toDiscord(text), '… the rest is on GitHub', longestContent - head.length - 1)}`
}

export const urlOf = (message: APIMessage, channelId: string) =>
  `https://discord.com/channels/${(message as { guild_id?: string }).guild_id ?? '@me'}/${channelId}/${message.id}`

export function heard(message: APIMessage, me: string): HeardMessage {
  return {
    messageId: message.id,
    authorId: message.author.id,
    authorName: message.author.global_name ?? message.author.username,
    isBee: message.author.id === me,
    isBot: message.author.bot === true || message.webhook_id !== undefined,
    text: message.content,
    attachments: message.attachments.map(({ url, filename, size }) => ({ url, name: filename, sizeBytes: size })),
    at: Date.parse(message.timestamp),
  }
}
