/**
 * Every "no" a person can be shown, by a stable code. The words say what to do.
 * `{name}` is filled from the values. docs/errors.md explains each for operators.
 */
const refusals = {
  // Tickets
  TICKET_NOT_FOUND: 'I know no ticket {asked}. {nearest}',
  NO_TICKET_HERE:
    'There is no ticket in this place. Tell me what is wrong, for example `@bee I cannot log in`, and I will open one.',
  TICKET_ALREADY_CLOSED: '{number} is already closed. Say "still broken" and I will reopen it.',
  TICKET_NOT_CLOSED: '{number} is still open, so there is nothing to reopen.',
  SERVER_BUSY:
    'So many requests come in here that I take no new ones for now. Please ask again in an hour; if it cannot wait, tell a moderator.',
  TOO_MANY_TICKETS:
    'You have {count} open tickets, which is as many as I can keep for one person. Close one first: `/ticket mine` lists them.',
  EMPTY_REQUEST: 'Tell me what is wrong, for example: `@bee I cannot log in after the update`. Logs may be attached.',
  NOT_ALLOWED: 'Only {who} can do that. Ask one of them in this thread.',
  OTHER_SERVER: 'That ticket belongs to another server.',
  UNKNOWN_CATEGORY: 'There is no category "{asked}". {nearest}',
  UNKNOWN_CHANNEL: 'There is no channel "{asked}" I can post to. {nearest}',
  UNKNOWN_DESTINATION: 'I can post to a Discord channel, the forum, GitHub or by e-mail. Which one?',
  UNKNOWN_PRIORITY: 'Priorities are low, medium, high, critical and emergency.',
  UNKNOWN_VERSION: 'There is no version {asked} to go back to. `bee learn versions` lists them.',
  NOTHING_TO_CHANGE: 'Say what it should be: a category, a kind, or both.',
  JOIN_SELF: '{number} cannot follow itself. Name the other ticket.',
  JOIN_PRIVATE: 'A private ticket and a public one cannot follow each other.',
  NOT_JOINED: '{number} follows no other ticket.',
  // Articles
  ARTICLE_NOT_FOUND: 'There is no article "{asked}". `/faq search` finds them by their words.',
  ARTICLE_NO_DRAFT: '"{title}" has no draft that could be thrown away. `/faq outdated` takes an article out of sight.',
  ARTICLE_OWN: 'You wrote this one, so somebody else has to publish it. Ask a colleague to look at it.',
  ARTICLE_WRONG: 'This cannot be an article yet: {problem}',
  // Sharing
  SHARE_PRIVATE: '{number} is a security report. I keep it private and share it with nobody but the staff.',
  SHARE_NOT_SET_UP: '{destination} is not set up on this desk. A moderator can add it to the desk file.',
  CHANNEL_GONE: 'That channel no longer exists. Choose another one; the ticket keeps working.',
  CHANNEL_FORBIDDEN:
    'I may not post in {channel}. A moderator can give me View Channel, Send Messages and Embed Links there; the ticket keeps working.',
  ISSUES_DISABLED:
    'Issues are switched off in {repository}. Its owner can switch them on under Settings, Features; the ticket keeps working.',
  GITHUB_FORBIDDEN:
    'GitHub does not let me write to {repository}. Its owner can give the app or token "Issues: read and write"; the ticket keeps working.',
  GITHUB_NOT_FOUND:
    'I cannot see {repository} on GitHub. Check its name, and that the app is installed there; the ticket keeps working.',
  GITHUB_REFUSED: 'GitHub did not accept this issue: {reason}. The ticket keeps working.',
  GITHUB_UNAUTHORIZED:
    'GitHub does not accept my token any more. The operator can set a new one; the ticket keeps working.',
  GITHUB_UNAVAILABLE: 'GitHub is not answering. I have kept this and will try again.',
  GITHUB_PAUSED:
    '{repository} is closed to me just now, so nothing crosses between it and its tickets. I have kept it all and will try again.',
  ISSUE_GONE: 'The issue is no longer in {repository}. The ticket keeps working; ask for a new issue if it needs one.',
  ISSUE_LOCKED:
    'The issue is locked, so nothing can be added to it. Its owner can unlock it; the ticket keeps working.',
  MAIL_REFUSED: 'The mail server refused this message: {reason}. The ticket keeps working.',
  MAIL_UNAVAILABLE: 'The mail server is not answering. I have kept this and will try again.',
  MAIL_UNSURE:
    'The mail server broke off twice while it took this message, so it may have arrived or not. Please ask there; the ticket keeps working.',
  // Bundles and links
  NO_BUNDLE: '{number} has no bundle yet. Attach your logs to a message here and I will pack them safely.',
  NOTHING_TO_PACK: 'There is nothing to pack. Attach logs as text, zip, tar or gz and try again.',
  OWN_HOST_OFF:
    'This desk does not let me collect on my own machine. Its maintainer can allow it in the desk file: `ownHost`, `collect: true`.',
  NOTHING_TO_COLLECT: 'This desk has nothing to collect for {category}. Change the category, or attach the logs.',
  BUNDLE_NOT_READY: 'The bundle of {number} is not ready yet. I will say so here when it is.',
  BUNDLE_QUARANTINED:
    'The bundle of {number} is held back, because a check found something that may be private. A moderator has been told.',
  BUNDLE_NOT_HELD_BACK: 'The bundle of {number} is not held back, so there is nothing to release.',
  BUNDLE_DELETED:
    'The bundle of {number} waited as long as it may and has been deleted. Ask for the logs again if they are still needed.',
  REASON_MISSING: 'Say why, in a few words: it stays in the story of the ticket.',
  LINK_NOT_FOUND: 'This link does not exist. Ask for a new one in the ticket.',
  LINK_EXPIRED: 'This link has expired. Ask for a new one in the ticket.',
  LINK_REVOKED: 'This link was withdrawn. Ask for a new one in the ticket.',
  LINK_USED_UP: 'This link has no downloads left. Ask for a new one in the ticket.',
  LINK_PERSONAL:
    'The bundle of {number} is for certain people. Press "Get bundle" at the ticket in Discord and I give you an address of your own. {url}',
  LINK_PERSONAL_ENDED:
    'This personal address has ended. Press "Get bundle" at {number} in Discord and I give you a new one. {url}',
  LINK_NOT_FOR_YOU: 'This bundle is for {who}. Ask one of them in the ticket.',
  NO_LINK: '{number} has no working link. Press "New link" at the ticket, or ask its requester to.',
  CLAIM_EXPIRED: 'This download has expired. Open the link again and start a new one.',
  CLAIM_FORM_OLD:
    'This page had been open for too long, so nothing was counted. Open the link again and press Download.',
  UPLOAD_NOT_FOUND: 'This address for uploads does not exist. Ask for a new one in your ticket.',
  UPLOAD_EXPIRED: 'This address for uploads has ended. Ask for a new one in your ticket.',
  UPLOAD_USED: 'Something has already been sent to this address. Ask for a new one in your ticket.',
  UPLOAD_GONE: 'This upload is no longer known here. Please start it again.',
  UPLOAD_OFFSET: 'This is not the part that comes next. Ask how much has arrived, and go on from there.',
  UPLOAD_LENGTH: 'Say with Content-Length how much you send: one piece of at most {most} bytes, and not a tiny one.',
  UPLOAD_WRONG: 'What arrived is not what was announced. Please send it again.',
  UPLOAD_TOO_LARGE:
    'That is too much for one upload: {most} at most. Send only the part around the time of the problem.',
  UPLOAD_TOO_MANY: 'Too much is on its way from here already. Wait until that has arrived, or try again in an hour.',
  UPLOAD_NO_ROOM:
    'I have no room for this just now, so nothing of it was kept. Send a smaller part, or ask a moderator to look at my disk.',
  UPLOAD_BUSY: 'Another part of this upload is being written. Please try again.',
  ATTACHMENT_REFUSED: '{name} was left out: {reason}.',
  // Discord
  DM_CLOSED: 'They take no private messages from me.',
  CONTROL_GONE: 'This button is no longer in use. Use `/ticket show` to see the ticket as it is now.',
  GUILD_ONLY: 'That works in a server, not in a direct message.',
  DISCORD_UNAVAILABLE: 'Discord is not answering. I have kept this and will try again.',
  SERVER_LEFT: 'I am no longer in that server.',
  DISCORD_REFUSED: 'Discord did not accept this: {reason}.',
  // Starting
  SETTINGS_WRONG: 'Bee cannot start, because some settings are wrong:\n{list}',
  DESK_WRONG: 'Bee cannot start, because the desk has mistakes:\n{list}',
  ALREADY_RUNNING: 'Another Bee is already running on {folder}. Stop it first, or set DATA_DIR to another folder.',
  DATABASE_NEWER:
    'This database was written by a newer Bee (schema {theirs}, this Bee knows {ours}). Install that version again, or restore a backup.',
  DATABASE_UNUSABLE:
    'The database {file} cannot be used: {reason}. Check that the folder is writable and the disk not full, or restore a backup.',
  KEY_DAMAGED:
    '{file} is damaged: it must hold 32 bytes. Restore it from a copy; without it earlier links do not open.',
  DELIVERY_NOT_FOUND: 'No such delivery, or it was not given up: {ids}. `bee outbox list` shows what there is.',
  DATABASE_MISSING: 'There is no database at {file}. Start Bee once, or set DATA_DIR.',
  STORAGE_FAILED:
    'I cannot keep this, because {reason}. Please say it again later; the operator should look at my log.',
  BACKUP_FAILED: 'The backup could not be made: {reason}. An earlier backup at {file} stays as it was.',
  BACKUP_MISSING: 'There is no backup at {file}.',
  BACKUP_DAMAGED: 'The backup {file} is damaged: {reason}. Nothing was changed; use an earlier one.',
  RESTORE_NOT_EMPTY:
    '{folder} already holds the data of a Bee. Set DATA_DIR to an empty folder, or say --force: then what is there is kept aside.',
  RESTORE_FAILED: 'The backup {file} could not be restored: {reason}. Put that right and run it again.',
  TOKEN_WRONG: 'Discord does not accept DISCORD_TOKEN. Copy it again from your application, page Bot, "Reset Token".',
  DISCORD_UNREACHABLE:
    'Discord at {url} does not answer. Check the network and DISCORD_API_URL, then start Bee again; nothing is lost meanwhile.',
  DISCORD_SESSIONS_SPENT:
    'Discord allows this bot no more sessions today. It is probably started again and again, here or somewhere else: stop that, and start Bee again tomorrow. Nothing is lost meanwhile.',
  INTENT_DENIED:
    'Discord refused an intent that Bee needs. Switch on "Message Content Intent" for your application, page Bot, or see README, "Go to Discord".',
  ADDRESS_IN_USE: 'Port {port} on {host} is in use. Set PORT to another one.',
} as const

export type RefusalCode = keyof typeof refusals

/** Every code with its words, for docs/errors.md. */
export const refusalTexts: Readonly<Record<RefusalCode, string>> = refusals

export interface RefusalOptions extends ErrorOptions {
  values?: Record<string, string | number>
  /** What was asked for has surely not been done, so nobody need look for it before it is tried again. */
  hadNoEffect?: boolean
}

/** A "no" that the person may read. Tests, logs and docs/errors.md know it by its code. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: RefusalCode
  readonly values: Record<string, string | number>
  readonly hadNoEffect: boolean

  constructor(code: RefusalCode, { values = {}, hadNoEffect = false, ...options }: RefusalOptions = {}) {
    super(fill(refusals[code], values), options)
    this.code = code
    this.values = values
    this.hadNoEffect = hadNoEffect
  }
}

/** Puts values into a text's `{names}`; a name without a value becomes nothing. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{([a-zA-Z]{1,30})\}/g, (_, name: string) => String(values[name] ?? '')).trimEnd()
}
