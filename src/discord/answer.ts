import { randomBytes } from 'node:crypto'
import {
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type Interaction,
  type MessageContextMenuCommandInteraction,
  MessageFlags,
  type ModalSubmitInteraction,
  RESTJSONErrorCodes,
} from 'discord.js'
import { withLink } from '../actions/links.ts'
import { viewOf } from '../actions/show.ts'
import type { App } from '../app.ts'
import { type Reply, refusalReply } from '../core/reply.ts'
import { crashpoint } from '../crashpoint.ts'
import { Refusal } from '../errors.ts'
import { type Incoming, Repeated } from '../once.ts'
import { readOnlyCard } from './card.ts'
import { sayLate } from './late.ts'
import { messageOf } from './message.ts'
import { isCode } from './problems.ts'

export type Answerable =
  | ChatInputCommandInteraction
  | MessageContextMenuCommandInteraction
  | ButtonInteraction
  | ModalSubmitInteraction

/** Discord waits 3 s for a first answer; work that takes longer than this is acknowledged first. */
const deferAfterMs = 400

/** Does the work and answers, in time, privately, once: every reply to an interaction goes out here. */
export async function answer(interaction: Answerable, app: App, work: () => Promise<Reply>): Promise<void> {
  const reply = replyOf(interaction, app, work)
  const timer = patience(deferAfterMs)
  const first = await Promise.race([reply, timer.over])
  timer.stop()
  if (first === 'repeated') return
  try {
    if (first === undefined) {
      crashpoint('interaction: late')
      await interaction.deferReply({ flags: MessageFlags.Ephemeral })
      crashpoint('interaction: deferred')
      const late = await reply
      if (late === 'repeated') return
      const { body, files } = await bodyOf(late, app)
      await interaction.editReply({ ...body, ...(files ? { files: files.map(attachment) } : {}) } as never)
      return
    }
    const { body, files } = await bodyOf(first, app)
    const message = { ...body, flags: MessageFlags.Ephemeral, ...(files ? { files: files.map(attachment) } : {}) }
    crashpoint('interaction: worked')
    await interaction.reply(message as never)
    crashpoint('interaction: answered')
  } catch (cause) {
    // The interaction has run out, or an earlier try has answered it: what was done stays done.
    const isOver =
      isCode(cause, RESTJSONErrorCodes.UnknownInteraction) || isCode(cause, RESTJSONErrorCodes.InvalidWebhookToken)
    const isAnswered = isCode(cause, RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged)
    const level = isOver || isAnswered ? 'warn' : 'error'
    app.log[level]({ err: cause, interaction: interaction.id }, 'an interaction could not be answered')
    const late = await reply
    if (isOver && late !== 'repeated') {
      const { id, channelId, user } = interaction
      await sayLate({ id, channelId, userId: user.id }, late, app)
    }
  }
}

/** What an interaction changes, it changes once, also when Discord tells of it twice. */
export const eventOf = ({ id }: Pick<Interaction, 'id'>): Incoming => ({ source: 'interaction', id })

async function replyOf(interaction: Answerable, app: App, work: () => Promise<Reply>): Promise<Reply | 'repeated'> {
  try {
    return await work()
  } catch (cause) {
    if (cause instanceof Repeated) return 'repeated'
    if (cause instanceof Refusal) return refusalReply(cause)
    const incident = randomBytes(4).toString('hex')
    app.log.error({ err: cause, incident, interaction: interaction.id }, 'an action failed')
    return { say: 'incident', values: { incident } }
  }
}

async function bodyOf(asked: Reply, app: App) {
  const reply = await withLink(asked, app)
  const { body: raw, files } = await messageOf(reply, app.desk)
  // discord.js has its own name for it.
  const { allowed_mentions: allowedMentions, ...rest } = raw
  const body = { ...rest, allowedMentions }
  if (reply.ticket === undefined) return { body, files }
  const view = await viewOf(reply.ticket, app)
  return { body: { ...body, ...readOnlyCard(view, app.desk) }, files }
}

const attachment = ({ name, data }: { name: string; data: unknown }) => ({ name, attachment: data })

function patience(ms: number) {
  let timer: NodeJS.Timeout | undefined
  const over = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, ms, undefined)
  })
  return { over, stop: () => clearTimeout(timer) }
}
