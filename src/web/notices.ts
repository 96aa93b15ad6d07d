import { Refusal, type RefusalCode } from '../errors.ts'
import type { Notice } from './answer.ts'

/** Refusals that a holder of a link can meet, as HTTP has them: 404 for what never was, 410 for what has ended. */
const refused: Partial<Record<RefusalCode, { status: number; title: string; more: string }>> = {
  LINK_NOT_FOUND: {
    status: 404,
    title: 'This link does not exist',
    more: 'Links are long: please check that you have the whole of it. If you do, ask for a new one in the ticket.',
  },
  LINK_EXPIRED: {
    status: 410,
    title: 'This link has expired',
    more: 'Links work for a limited time, so that nothing lies around. Ask for a new one in the ticket.',
  },
  LINK_REVOKED: {
    status: 410,
    title: 'This link was withdrawn',
    more: 'It has been taken back, or a newer one has replaced it. Ask for a new one in the ticket.',
  },
  LINK_USED_UP: {
    status: 410,
    title: 'No downloads are left',
    more: 'Every download of this link has been used. Ask for a new one in the ticket.',
  },
  LINK_PERSONAL: {
    status: 403,
    title: 'This bundle is for certain people',
    more: 'Press "Get bundle" at the ticket in Discord: if you may have it, you get an address of your own at once.',
  },
  LINK_PERSONAL_ENDED: {
    status: 410,
    title: 'This personal address has ended',
    more: 'A personal address works for 15 minutes. Press "Get bundle" in Discord again for a new one.',
  },
  CLAIM_FORM_OLD: {
    status: 409,
    title: 'Please press Download once more',
    more: 'The page had been open for too long, or the button was pressed from another site. Nothing was counted. Open the link again and press Download.',
  },
  CLAIM_EXPIRED: {
    status: 410,
    title: 'This download has ended',
    more: 'A download can be fetched and resumed for 15 minutes. Open the link again and start a new one.',
  },
  UPLOAD_NOT_FOUND: {
    status: 404,
    title: 'This address does not exist',
    more: 'Addresses are long: please check that you have the whole of it. If you do, ask for a new one in your ticket.',
  },
  UPLOAD_EXPIRED: {
    status: 410,
    title: 'This address has ended',
    more: 'An address for uploads works for a day. Press "Send logs privately" in your ticket for a new one.',
  },
  UPLOAD_USED: {
    status: 410,
    title: 'This address has been used',
    more: 'Something has arrived here already. Press "Send logs privately" in your ticket to send more.',
  },
  UPLOAD_GONE: { status: 404, title: 'This upload is not known', more: 'Please start it again.' },
  UPLOAD_OFFSET: { status: 409, title: 'Not the next part', more: 'Ask how much has arrived, and go on from there.' },
  UPLOAD_LENGTH: { status: 411, title: 'How long is it?', more: 'Say with Content-Length how much you send.' },
  UPLOAD_WRONG: { status: 422, title: 'That is something else', more: 'What arrived is not what was announced.' },
  UPLOAD_TOO_LARGE: {
    status: 413,
    title: 'That is too much',
    more: 'Send only the part around the time of the problem.',
  },
  UPLOAD_TOO_MANY: { status: 429, title: 'One moment, please', more: 'Too much is on its way from here already.' },
  UPLOAD_NO_ROOM: { status: 507, title: 'No room just now', more: 'Send a smaller part, or ask in your ticket.' },
  UPLOAD_BUSY: { status: 503, title: 'One moment, please', more: 'Another part of this upload is being written.' },
}

export const fileMissing: Notice = {
  status: 410,
  code: 'FILE_MISSING',
  title: 'The file is gone',
  text: 'The file of this link is no longer here. Nothing was counted. Ask for a new bundle in the ticket.',
}

export const tooManyAtOnce: Notice = {
  status: 429,
  code: 'TOO_MANY_AT_ONCE',
  title: 'One moment, please',
  text: 'Too many downloads are running from your network. Wait until one has finished and try again.',
}

export const tooQuick: Notice = {
  status: 429,
  code: 'TOO_QUICK',
  title: 'One moment, please',
  text: 'Too much is being asked for from your network. Wait half a minute and try again. Nothing was counted.',
}

const broken: Notice = {
  status: 500,
  code: 'INTERNAL',
  title: 'Something went wrong',
  text: 'Something went wrong on my side, and I wrote it down. Please try again in a minute.',
}

const byStatus: Record<number, Omit<Notice, 'status'>> = {
  400: {
    code: 'BAD_REQUEST',
    title: 'I did not understand that',
    text: 'I did not understand this request. Copy the whole link and try again.',
  },
  404: {
    code: 'NOT_FOUND',
    title: 'There is nothing here',
    text: 'There is nothing at this address. Copy the whole link and try again.',
  },
  405: {
    code: 'METHOD_NOT_ALLOWED',
    title: 'That does not work here',
    text: 'This address does not take that kind of request. Open the link in a browser.',
  },
  413: { code: 'TOO_LARGE', title: 'That is too much', text: 'This request is larger than I take.' },
  414: {
    code: 'URI_TOO_LONG',
    title: 'That address is too long',
    text: 'This address is longer than any of mine. Copy the link and try again.',
  },
  415: {
    code: 'UNSUPPORTED_MEDIA_TYPE',
    title: 'I cannot read that',
    text: 'I do not take this kind of content here.',
  },
  503: {
    code: 'UNAVAILABLE',
    title: 'One moment, please',
    text: 'I am busy or about to restart. Please try again in a minute.',
  },
}

export const noticeFor = (status: number): Notice => {
  const known = byStatus[status]
  if (known !== undefined) return { status, ...known }
  return status < 500 ? { status, ...byStatus[400]! } : broken
}

/** @returns undefined for an error that is no answer to a person, but a defect. */
export function noticeOf(error: unknown): Notice | undefined {
  if (error instanceof Refusal) {
    const known = refused[error.code]
    const url = String(error.values.url ?? '')
    const link = url === '' ? {} : { link: { label: 'Go to the ticket in Discord', url } }
    return known && { ...known, ...link, code: error.code, text: error.message }
  }
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined
  return typeof status === 'number' && (status < 500 || status === 503) ? noticeFor(status) : undefined
}
