/** The one-time address of a ticket's upload. */
export interface UploadAddress {
  /** Where the server is: `https://bee.example.org`, with its prefix, without a slash at the end. */
  server: string
  code: string
}

const code = /^[A-Za-z0-9_-]{20,100}$/

/** What comes along when an address is copied out of a message: `<https://…>`, a full stop, quotes. */
const aroundIt = /^[\s<"'`(]+|[\s>"'`).,]+$/g

/**
 * Reads what a person pasted: the whole address `https://bee.example.org/u/CODE`, or the code alone beside `server`.
 *
 * @returns what is wrong, in words
 */
export function readAddress(text: string, server?: string): UploadAddress | string {
  const pasted = text.replace(aroundIt, '')
  if (code.test(pasted)) {
    if (server === undefined) return `Which server is that code for? Paste the whole address, or add --server https://…`
    const url = URL.canParse(server) ? new URL(server) : undefined
    if (url === undefined || !isWeb(url)) return `"${server}" is no address. It begins with https://`
    return { server: `${url.origin}${url.pathname.replace(/\/+$/, '')}`, code: pasted }
  }
  const url = URL.canParse(pasted) ? new URL(pasted) : undefined
  const parts = url && /^(.*)\/u\/([^/]+)\/?$/.exec(url.pathname)
  if (!url || !isWeb(url) || !parts || !code.test(parts[2]!)) {
    return `"${pasted}" is not an address for an upload. It looks like https://bee.example.org/u/… and is shown by the button "Send logs privately" of the ticket.`
  }
  return { server: `${url.origin}${parts[1]}`, code: parts[2]! }
}

const isWeb = ({ protocol }: URL) => protocol === 'https:' || protocol === 'http:'

/** Whether somebody on the way could read along. */
export const isInTheClear = ({ server }: UploadAddress) =>
  server.startsWith('http:') && !/^http:\/\/(?:localhost|127\.|\[::1\])/.test(server)
