/**
 * Why something is not in a bundle: a stable code for programs, words for people.
 * The words finish a sentence that begins with the file's name: "core.1234 is not text …".
 */
export const leftOutReasons = {
  // Fetching.
  TOO_LARGE: 'is too large for me. Send only the part around the time of the problem, or pack it as .tar.gz.',
  NOT_REACHABLE: 'could not be fetched: the server did not answer. Please attach it again.',
  TOO_MANY: 'is more than I take at once. Please send it by itself.',
  HOST_REFUSED: 'is not on a server that I fetch from. Please attach it to your message instead.',
  TIMED_OUT: 'took too long to fetch. Please attach it again, or send a smaller part.',
  HTTP_STATUS: 'could not be fetched: the server refused to hand it out. Please attach it again.',
  NOT_FOUND: 'does not exist.',
  NOT_READABLE: 'may not be read by this user. Run this as one who may, for instance with sudo.',
  CHANGED: 'was swapped for something else while I read it. Please try again.',
  NOT_A_FILE: 'is a link or a device, not an ordinary file.',
  // Archives that no honest program makes, or that cost too much: refused as a whole.
  ARCHIVE_TOO_MANY_FILES: 'holds too many files. Pack only the logs that matter.',
  ARCHIVE_TOO_BIG: 'unpacks to more than I may take. Pack only the part around the time of the problem.',
  ARCHIVE_BOMB: 'unpacks to hundreds of times its own size, as only decompression bombs do. I stopped reading it.',
  ARCHIVE_TOO_SLOW: 'took too long to unpack. Pack only the part around the time of the problem.',
  ARCHIVE_OVERLAP: 'has files that share the same bytes, as only decompression bombs do. Please pack it again.',
  ARCHIVE_LIES: 'says one thing in its table of contents and another inside. Please pack it again.',
  ARCHIVE_ENCRYPTED: 'is protected by a password. Please pack it without one: I remove secrets myself.',
  ARCHIVE_LINK: 'holds links or devices, not only files. Please pack the files themselves (tar: add --dereference).',
  ARCHIVE_HEADER: 'has a header of absurd size. Please pack it again.',
  // Archives that are merely damaged.
  ARCHIVE_BROKEN: 'is damaged or ends too early. Please pack and send it again.',
  // Single files.
  NOT_TEXT: 'is not text, so I cannot remove secrets from it.',
  FILE_TOO_BIG: 'is larger than one file may be. Send only the part around the time of the problem.',
  NESTED_TOO_DEEP: 'is an archive within archives within archives. Please unpack the outer ones.',
  UNKNOWN_COMPRESSION: 'is packed in a way that I cannot read. Please use zip, tar, tar.gz or gz.',
  NAME_MISMATCH: 'has a name that says one kind of file and a content of another. Please check it.',
  EMPTY: 'is empty.',
  // Collecting on a machine.
  NOT_INSTALLED: 'cannot be gathered: the program for it is not installed here.',
  NOTHING_FOUND: 'could not be found on this machine.',
  COMMAND_FAILED: 'could not be gathered: the program that was asked failed.',
  NOT_RUNNING:
    'could not be gathered: the program for it is installed here, but gets no answer. Is its service running?',
  NOT_PERMITTED: 'could not be gathered: this user may not ask. Run this as one who may, for instance with sudo.',
  OLDER: 'has nothing from the time that was asked for.',
  OVER_LIMIT: 'no longer fits into what one collector may take.',
  TOO_SLOW: 'took longer than it may, so it was not gathered.',
  BEES_OWN: 'belongs to Bee itself, which is never collected.',
  NOT_WANTED: 'was left out by whoever made the bundle.',
} as const

export type LeftOutReason = keyof typeof leftOutReasons

export interface LeftOut {
  /** A label that is safe to show: cleaned and, once it stands in a manifest, sanitized. */
  name: string
  reason: LeftOutReason
  /** A detail such as "PNG image" or "HTTP 404"; never taken from the file's content. */
  detail?: string | undefined
  sizeBytes?: number | undefined
}

/** `core.1 (ELF program or core dump) is not text, so …`, for people. */
export const sayLeftOut = ({ name, reason, detail }: LeftOut) =>
  `${name}${detail ? ` (${detail})` : ''} ${leftOutReasons[reason]}`

/** Thrown while reading a source; whoever reads the source lists it and goes on with the next. */
export class LeaveOut extends Error {
  override readonly name = 'LeaveOut'
  readonly reason: LeftOutReason
  readonly detail: string | undefined
  constructor(reason: LeftOutReason, detail?: string, options?: ErrorOptions) {
    super(`${reason}${detail ? `: ${detail}` : ''}`, options)
    this.reason = reason
    this.detail = detail
  }
  /** Whether the whole source goes, not only the archive within it that showed the trouble. */
  get hostile() {
    return this.reason.startsWith('ARCHIVE_') && this.reason !== 'ARCHIVE_BROKEN'
  }
}
