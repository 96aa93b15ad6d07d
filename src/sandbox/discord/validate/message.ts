import type { AttachmentNote, Upload } from '../attachments.ts'
import { DiscordError } from '../errors.ts'
import { flagBits } from '../messages.ts'
import type { Stored } from '../world.ts'
import { checkComponents } from './components.ts'
import { checkEmbeds } from './embed.ts'
import { type Checking, check, checkList, checkText, fieldsOf, inside, listOf } from './shape.ts'

/** The content of a message by a bot. Discord's document says 4000, its documentation 2000. */
const contentLimit = 2000

/**
 * A new message, or a change of one.
 * @param edited the message that is changed, when it is one
 * @throws DiscordError 50035 naming every mistake; 50006 when nothing is left to show
 */
export function checkMessage(body: unknown, files: Upload[], edited?: Stored): void {
  check((checking) => checkMessageInto(checking, '', body, files, edited))
  if (edited === undefined) refuseEmpty(body, files)
}

export function checkMessageInto(checking: Checking, at: string, body: unknown, files: Upload[], edited?: Stored) {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return checking.say(at, 'DICT_TYPE_CONVERT', 'Only dictionaries may be used in a DictType')
  }
  const {
    content,
    embeds,
    components,
    attachments,
    nonce,
    enforce_nonce: enforce,
    flags,
    message_reference: reference,
  } = fieldsOf(body)
  const isV2 = (Number(flags ?? 0) & flagBits.v2) !== 0 || ((edited?.wire.flags ?? 0) & flagBits.v2) !== 0
  checkText(checking, inside(at, 'content'), content, { max: contentLimit })
  checkEmbeds(checking, inside(at, 'embeds'), embeds)
  checkComponents(checking, inside(at, 'components'), components, isV2)
  checkAttachments(checking, inside(at, 'attachments'), attachments, files, edited)
  if (typeof nonce === 'string') checkText(checking, inside(at, 'nonce'), nonce, { max: 25 })
  else if (nonce !== undefined && !Number.isInteger(nonce))
    checking.say(inside(at, 'nonce'), 'NONCE_TYPE_INVALID', 'Not a nonce.')
  if (enforce === true && nonce === undefined) {
    checking.say(inside(at, 'nonce'), 'BASE_TYPE_REQUIRED', 'A nonce is required to enforce it')
  }
  if (flags !== undefined && flags !== null && !Number.isInteger(flags)) {
    checking.say(inside(at, 'flags'), 'NUMBER_TYPE_COERCE', `Value "${String(flags)}" is not int.`)
  }
  const referred = fieldsOf(reference).message_id
  if (referred !== undefined && !/^\d{15,20}$/.test(String(referred))) {
    const message = `Value "${String(referred)}" is not snowflake.`
    checking.say(inside(at, 'message_reference.message_id'), 'NUMBER_TYPE_COERCE', message)
  }
  checkAllowed(checking, inside(at, 'allowed_mentions'), fieldsOf(body).allowed_mentions)
  if (isV2) refuseBeside(checking, at, { content, embeds })
}

function checkAllowed(checking: Checking, at: string, value: unknown): void {
  const { parse, users, roles } = fieldsOf(value)
  for (const [index, kind] of checkList(checking, inside(at, 'parse'), parse, 0, 3).entries()) {
    if (kind === 'users' || kind === 'roles' || kind === 'everyone') continue
    const message = "Value must be one of ('users', 'roles', 'everyone')."
    checking.say(inside(at, `parse.${index}`), 'BASE_TYPE_CHOICES', message)
  }
  checkList(checking, inside(at, 'users'), users, 0, 100)
  checkList(checking, inside(at, 'roles'), roles, 0, 100)
}

/** With the components-v2 flag the components are the whole message. */
function refuseBeside(checking: Checking, at: string, parts: { content: unknown; embeds: unknown }): void {
  for (const [name, value] of Object.entries(parts)) {
    if (value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)) continue
    const message = `The '${name}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`
    checking.say(inside(at, name), 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2', message)
  }
}

function checkAttachments(
  checking: Checking,
  at: string,
  value: unknown,
  files: Upload[],
  edited: Stored | undefined,
): void {
  const notes = checkList(checking, at, value, 0, 10) as AttachmentNote[]
  if (files.length > 10) checking.say(at, 'BASE_TYPE_MAX_LENGTH', 'Must be 10 or fewer in length.')
  notes.forEach((note, index) => {
    const { id, description } = fieldsOf(note)
    checkText(checking, inside(at, `${index}.description`), description, { max: 1024 })
    const isKnown =
      files.some((file) => file.id === String(id)) ||
      edited?.wire.attachments.some((attachment) => attachment.id === String(id)) === true
    if (isKnown) return
    checking.say(
      inside(at, `${index}.id`),
      'MESSAGE_ATTACHMENT_NOT_FOUND',
      `Attachment data for id "${String(id)}" not found`,
    )
  })
}

/** @throws DiscordError 50006 */
export function refuseEmpty(body: unknown, files: Upload[]): void {
  const { content, embeds, components, sticker_ids: stickers, poll, message_reference: reference } = fieldsOf(body)
  const says = typeof content === 'string' && content.trim() !== ''
  const isForward = fieldsOf(reference).type === 1
  const shows = [embeds, components, stickers].some((list) => listOf(list).length > 0) || poll || isForward
  if (!says && !shows && files.length === 0) throw new DiscordError(50006)
}
