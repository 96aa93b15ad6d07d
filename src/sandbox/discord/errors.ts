/** HTTP status and words of Discord's JSON error codes. https://discord.com/developers/docs/topics/opcodes-and-status-codes#json */
const known = {
  0: [404, '404: Not Found'],
  10002: [404, 'Unknown Application'],
  10003: [404, 'Unknown Channel'],
  10004: [404, 'Unknown Guild'],
  10007: [404, 'Unknown Member'],
  10008: [404, 'Unknown Message'],
  10011: [404, 'Unknown Role'],
  10013: [404, 'Unknown User'],
  10014: [404, 'Unknown Emoji'],
  10015: [404, 'Unknown Webhook'],
  10026: [404, 'Unknown Ban'],
  10062: [404, 'Unknown interaction'],
  10063: [404, 'Unknown application command'],
  20001: [403, 'Bots cannot use this endpoint'],
  30003: [400, 'Maximum number of pins reached for the channel (250)'],
  30010: [400, 'Maximum number of reactions reached (20)'],
  30032: [400, 'Maximum number of application commands reached (100)'],
  30033: [400, 'Max number of thread participants has been reached (1000)'],
  40005: [413, 'Request entity too large'],
  40058: [400, 'Cannot send a message in a forum channel'],
  40060: [400, 'Interaction has already been acknowledged.'],
  40067: [400, 'A tag is required to create a forum post in this channel'],
  50001: [403, 'Missing Access'],
  50003: [403, 'Cannot execute action on a DM channel'],
  50005: [403, 'Cannot edit a message authored by another user'],
  50006: [400, 'Cannot send an empty message'],
  50007: [403, 'Cannot send messages to this user'],
  50008: [400, 'Cannot send messages in a non-text channel'],
  50013: [403, 'Missing Permissions'],
  50016: [
    400,
    'Provided too few or too many messages to delete. Must provide at least 2 and fewer than 100 messages to delete',
  ],
  50019: [403, 'A message can only be pinned in the channel in which it was sent'],
  50021: [400, 'Cannot execute action on a system message'],
  50024: [400, 'Cannot execute action on this channel type'],
  50027: [401, 'Invalid Webhook Token'],
  50028: [400, 'Invalid Role'],
  50033: [400, 'Invalid Recipient(s)'],
  50034: [400, 'A message provided was too old to bulk delete'],
  50035: [400, 'Invalid Form Body'],
  50045: [400, 'File uploaded exceeds the maximum size'],
  50068: [400, 'Invalid message type'],
  50083: [400, 'Thread is archived'],
  50109: [400, 'The request body contains invalid JSON.'],
  50278: [400, 'Cannot send messages to this user due to having no mutual guilds'],
  160002: [400, 'Cannot reply without permission to read message history'],
  160004: [400, 'A thread has already been created for this message'],
  160005: [400, 'Thread is locked'],
  160006: [400, 'Maximum number of active threads reached'],
} as const satisfies Record<number, readonly [status: number, message: string]>

export type DiscordCode = keyof typeof known

/** One mistake in a request body, as the nested `errors` object of 50035 shows it. */
export interface FormProblem {
  /** `embeds.0.title`; empty for the body as a whole. */
  at: string
  code: string
  message: string
}

/** A "no" of Discord's, answered with its status and JSON. Also what {@link Actor} rejects with. */
export class DiscordError extends Error {
  override readonly name = 'DiscordError'
  readonly status: number
  readonly code: number
  readonly problems: FormProblem[]

  constructor(code: DiscordCode, options: { status?: number; message?: string; problems?: FormProblem[] } = {}) {
    const [status, message] = known[code]
    const told = (options.problems ?? []).map((problem) => `${problem.at}: ${problem.message}`).join('; ')
    super(options.message ?? (told === '' ? message : `${message} (${told})`))
    this.status = options.status ?? status
    this.code = code
    this.problems = options.problems ?? []
  }

  /** The JSON that Discord would answer. */
  body(): Record<string, unknown> {
    if (this.code !== 50035) return { message: this.message, code: this.code }
    return { message: known[50035][1], code: this.code, errors: nest(this.problems) }
  }
}

export const invalidForm = (problems: FormProblem[]) => new DiscordError(50035, { problems })

export const problem = (at: string, code: string, message: string): FormProblem => ({ at, code, message })

function nest(problems: FormProblem[]): Record<string, unknown> {
  const root: Record<string, unknown> = Object.create(null)
  for (const { at, code, message } of problems) {
    let node = root
    for (const key of at === '' ? [] : at.split('.')) {
      node[key] ??= Object.create(null)
      node = node[key] as Record<string, unknown>
    }
    node._errors ??= []
    ;(node._errors as unknown[]).push({ code, message })
  }
  return root
}
