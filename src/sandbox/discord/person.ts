import type { SandboxEvent } from './api.ts'
import type { PermissionName } from './permissions.ts'
import type { WireChannel, WireChoice, WireCommand, WireMessage, WireModal } from './wire.ts'

/** A file as a person drops it into the client. */
export interface DroppedFile {
  name: string
  data: string | Uint8Array
  contentType?: string
  description?: string
}

export interface SayOptions {
  files?: DroppedFile[]
  /** The id of the message that is answered. */
  replyTo?: string
  /** Does the reply call the author? true when left out. */
  replyPings?: boolean
}

/** What a slash command is given, by option name. Users, channels and roles by id; attachments as files. */
export type SlashOptions = Record<string, string | number | boolean | DroppedFile>

/** What a person filled into a form, by custom_id: text, the chosen values, files, or yes/no. */
export type FormValues = Record<string, string | string[] | DroppedFile[] | boolean>

/** A message as one person sees it. */
export interface SeenMessage extends WireMessage {
  /** Only this person can see it. */
  ephemeral: boolean
  /** "Bee is thinking…": deferred and not yet filled in. */
  thinking: boolean
}

/** The bot's first answer to an interaction. */
export type Answer =
  | { kind: 'message'; message: SeenMessage }
  | { kind: 'thinking'; message: SeenMessage }
  | { kind: 'update'; message: SeenMessage }
  | { kind: 'update-later' }
  | { kind: 'modal'; modal: WireModal }
  | { kind: 'choices'; choices: WireChoice[] }

/** One thing a person asked of the bot, and what came of it. Waits are in milliseconds and driven by events. */
export interface Asked {
  readonly interactionId: string
  /** The first answer. Rejects as the client would say it, "The application did not respond", after 3 s. */
  answer(): Promise<Answer>
  /** The message that answers, once it is no longer "thinking": new, updated, or filled in after a deferral. */
  message(timeoutMs?: number): Promise<SeenMessage>
  /** The form that opened. Rejects when the bot answered with something else. */
  modal(): Promise<WireModal>
  /** The suggestions (autocomplete only). */
  choices(): Promise<WireChoice[]>
  /** The next message that follows the answer, or one already there, that matches. */
  followup(matches?: (message: SeenMessage) => boolean, timeoutMs?: number): Promise<SeenMessage>
  /** Fills in and sends the form that opened. */
  submit(values: FormValues): Promise<Asked>
}

/**
 * A person in the Discord client. What they may not do is refused as Discord would: a rejected promise with an
 * {@link Error} whose `code` is Discord's (50013 …). Channels and threads go by id, `#name` or name.
 */
export interface Actor {
  readonly userId: string
  readonly name: string
  readonly guildId: string

  say(channel: string, text: string, options?: SayOptions): Promise<SeenMessage>
  /** To the bot, in private. */
  dm(text: string, options?: SayOptions): Promise<SeenMessage>
  edit(messageId: string, text: string): Promise<SeenMessage>
  delete(messageId: string): Promise<void>
  /** A new post in a forum. */
  post(
    forum: string,
    post: { title: string; text: string; tags?: string[]; files?: DroppedFile[] },
  ): Promise<WireChannel>
  /** A thread on a message, or without one. */
  thread(channel: string, thread: { name: string; on?: string; private?: boolean }): Promise<WireChannel>
  react(messageId: string, emoji: string): Promise<void>
  unreact(messageId: string, emoji: string): Promise<void>
  typing(channel: string): Promise<void>
  join(thread: string): Promise<void>
  leave(thread: string): Promise<void>
  archive(thread: string, archived?: boolean): Promise<WireChannel>

  press(messageId: string, customId: string): Promise<Asked>
  /** For a select of users, roles or channels the values are ids. */
  choose(messageId: string, customId: string, values: string[]): Promise<Asked>
  /** @param command `ticket open`, without the slash. @param place where it is typed; the first channel they see when left out, `@bee` for the direct messages. */
  slash(command: string, options?: SlashOptions, place?: string): Promise<Asked>
  /** @param option the one being typed. @param others options already filled in. */
  autocomplete(
    command: string,
    option: string,
    partial: string,
    others?: SlashOptions,
    place?: string,
  ): Promise<WireChoice[]>
  /** A message menu (on a message's id) or a user menu (on a user's id). */
  contextMenu(name: string, targetId: string, place?: string): Promise<Asked>
  /** Sends a form that opened. */
  submit(modalOf: Asked | string, values: FormValues): Promise<Asked>
  /**
   * What no client does: presses a button or sends a form that is not there, under any id (A36).
   *
   * @param messageId any message they see; it is said to hold the button.
   */
  forge(messageId: string, customId: string, as?: 'button' | 'form', texts?: Record<string, string>): Promise<Asked>
  /** "Dismiss message" under a message that only this person sees. */
  dismiss(messageId: string): Promise<void>

  /** Channels and active threads this person can see, in the order of the client. */
  channels(): WireChannel[]
  /** The messages this person sees there, oldest first, ephemeral ones included. `@bee` for the direct messages. */
  visible(channel: string): SeenMessage[]
  /** The commands this person is offered there. */
  commands(place?: string): WireCommand[]
  /** The form that is open before this person, if any. */
  openModal(): { interactionId: string; modal: WireModal } | undefined
  closeModal(): void
  may(permission: PermissionName, channel: string): boolean
  /** Events of what this person can see. */
  subscribe(listener: (event: SandboxEvent) => void): () => void

  /** The first message there that matches: one already visible, or the next. 5 s when left out. */
  untilMessage(channel: string, matches: (message: SeenMessage) => boolean, timeoutMs?: number): Promise<SeenMessage>
  /** A private answer anywhere, or a direct message, that matches. */
  untilPrivate(matches: (message: SeenMessage) => boolean, timeoutMs?: number): Promise<SeenMessage>
  /** A thread this person can see that matches. */
  untilThread(matches: (thread: WireChannel) => boolean, timeoutMs?: number): Promise<WireChannel>
  /** This person's own view once a condition on it holds; checked at each change. */
  until<T>(look: (me: Actor) => T | undefined | false, timeoutMs?: number): Promise<T>
}

/** What the client shows when a person may not do something. */
export interface DiscordRefusal extends Error {
  code: number
  status: number
}
