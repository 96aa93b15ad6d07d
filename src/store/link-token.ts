import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/**
 * Tokens of links and claims: 256 bits derived from the key file and a random salt. The table holds the salt
 * and a hash, so that Bee can print a token again and a stolen database cannot.
 */
export function createTokens(key: Buffer) {
  /** @param owner what the token opens, so that a salt moved to another row opens nothing. */
  const tokenOf = (owner: number, salt: string) =>
    createHmac('sha256', key).update(`${owner}:${salt}`).digest('base64url')
  return {
    tokenOf,
    fresh(owner: number) {
      const salt = randomBytes(16).toString('base64url')
      return { salt, hash: hashOf(tokenOf(owner, salt)) }
    },
    hashOf,
    /** Whether this is the token of this very row, whatever the row's hash says. */
    matches: (token: string, owner: number, salt: string) =>
      timingSafeEqual(Buffer.from(hashOf(token)), Buffer.from(hashOf(tokenOf(owner, salt)))),
  }
}

/** Of the text, not of the bytes it stands for: of several spellings of one token only the one Bee prints is known. */
const hashOf = (token: string) => createHash('sha256').update(token).digest('hex')
