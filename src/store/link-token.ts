import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** What a token is made from: a row that never changes in these, and that no other row equals. */
export interface TokenOwner {
  /** A row's number, or a nonce that was there before the row. */
  id: number | string
  /** What it belongs to: the bundle of a link, the link of a claim. */
  of: number
  createdAt: number
}

/**
 * Tokens of links and claims: 256 bits derived from the key file, so that Bee can print one again while the
 * table holds a hash only. Without the key file a stolen database opens nothing.
 */
export function createTokens(key: Buffer) {
  const tokenOf = ({ id, of, createdAt }: TokenOwner) =>
    createHmac('sha256', key).update(`${id}:${of}:${createdAt}`).digest('base64url')
  return {
    tokenOf,
    hashOf,
    /** Whether this is the token of this very row, whatever hash the row holds. */
    matches: (token: string, owner: TokenOwner) =>
      timingSafeEqual(Buffer.from(hashOf(token)), Buffer.from(hashOf(tokenOf(owner)))),
  }
}

/** Of the text, not of the bytes it stands for: of several spellings of one token only the one Bee prints is known. */
const hashOf = (token: string) => createHash('sha256').update(token).digest('hex')

/** Stands in a row between its insertion and the moment its id, and so its token, is known. Nothing hashes to it. */
export const noHashYet = () => `none:${randomBytes(16).toString('hex')}`
