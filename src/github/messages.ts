import { cutAt, gap } from './text.ts'

/** Discord's limit for a message, in UTF-16 units to be safe (discord-api-docs, "Create Message"). */
export const maxMessageLength = 2000

const fenceEnd = '\n```'
/** What a message must keep free to close and reopen a code block. */
const reserved = 60

/**
 * Cuts a text made by `toDiscord` into messages: at line ends or spaces where it can, never inside a character or a
 * `<url>`. A code block that goes on is closed and opened again.
 *
 * @param max the most UTF-16 units of one message
 */
export function splitForDiscord(text: string, max = maxMessageLength): string[] {
  const messages: string[] = []
  let message = ''
  /** The line that opened the code block we are in, and where in the message that is. */
  let fence: string | undefined
  let fenceAt = 0
  const room = () => max - message.length - (fence === undefined ? 0 : fenceEnd.length)

  /** Closes the block here, or takes its beginning back where nothing followed: Discord knows no empty block. */
  const closeBlock = () => {
    const isEmpty = message.slice(fenceAt + fence!.length).trim() === ''
    message = isEmpty ? message.slice(0, fenceAt) : `${message.trimEnd()}${fenceEnd}\n`
  }
  const endMessage = () => {
    if (fence !== undefined) closeBlock()
    if (message.trim() !== '') messages.push(message.trimEnd())
    message = fence === undefined ? '' : `${fence}\n`
    fenceAt = 0
  }

  for (const line of text.split('\n')) {
    if (line.startsWith('```') && fence !== undefined) {
      closeBlock()
      fence = undefined
      continue
    }
    if (line.startsWith('```')) {
      if (room() < line.length + reserved) endMessage()
      fence = line
      fenceAt = message.length
      message += `${line}\n`
      continue
    }
    let rest = line
    if (rest.length + 1 > room() && rest.length + 1 <= max - reserved) endMessage()
    while (rest.length + 1 > room()) {
      if (room() < reserved) endMessage()
      const end = placeToCut(rest, room() - 1, fence !== undefined)
      message += rest.slice(0, end)
      // What went on in a line now begins one, where `# ` and `>>> ` mean something.
      const begins = fence === undefined && /^[#>*+-]/.test(rest.slice(end))
      rest = `${begins ? gap : ''}${rest.slice(end)}`
      endMessage()
    }
    message += `${rest}\n`
  }
  endMessage()
  return messages
}

/** The first message of a longer text, with a last line that says where the rest is. */
export function shortenForDiscord(text: string, ending: string, max = maxMessageLength): string {
  const [only, ...more] = splitForDiscord(text, max)
  if (more.length === 0) return only ?? ''
  return `${splitForDiscord(text, max - ending.length - 1)[0]}\n${ending}`
}

/** After a space, or else anywhere but inside a character, an escape, code or a `<url>`. */
function placeToCut(line: string, most: number, inBlock: boolean): number {
  let end = 0
  let afterSpace = 0
  while (end < most) {
    const next = end + (inBlock ? characterAt(line, end) : unbreakableAt(line, end))
    if (next > most) break
    end = next
    if (line[end - 1] === ' ') afterSpace = end
  }
  if (afterSpace > most / 2) return afterSpace
  return end === 0 ? cutAt(line, most).length : end
}

const characterAt = (line: string, at: number) => (line.codePointAt(at)! > 0xffff ? 2 : 1)

function unbreakableAt(line: string, at: number): number {
  const char = line[at]!
  if (char === '\\') return 2
  if (char === '<' && line.startsWith('http', at + 1)) return orEnd(line.indexOf('>', at), line) + 1 - at
  if (char !== '`') return characterAt(line, at)
  let ticks = 1
  while (line[at + ticks] === '`') ticks += 1
  const close = line.indexOf('`'.repeat(ticks), at + ticks)
  return close === -1 ? ticks : close + ticks - at
}

const orEnd = (at: number, line: string) => (at === -1 ? line.length - 1 : at)
