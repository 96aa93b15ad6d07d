import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Seal } from './seal.ts'

/** How long a personal address can be opened; a download that was claimed goes on by itself. */
export const personalLifetimeMs = 15 * 60_000
const dayMs = 86_400_000

/** Who a personal address was given to, and for what. */
export interface Holder {
  linkId: number
  /** As the access log names them; nobody can tell from it who it is. */
  name: string
  endsAt: number
}

/** Tells a member from a network in the access log. */
export const isMember = (client: string) => client.startsWith(memberPrefix)
const memberPrefix = 'member-'

/** `key.link.end.name.mac`: one spelling for each, so that nothing else is ever right (RELIABILITY A22). */
const canonical = /^([1-9]\d{0,6})\.([1-9]\d{0,14})\.([1-9]\d{9,10})\.([0-9a-f]{16})\.([A-Za-z0-9_-]{43})$/

/**
 * Addresses of a link that are good for one person and a quarter of an hour. Nothing about them is stored: they are
 * signed. The signing key changes each day (UTC) and is named in the address, and the key of the day before still
 * verifies, so that midnight cuts nobody off (F56).
 */
export function createPersonalLinks({ seal, now }: { seal: Seal; now: () => number }) {
  const today = () => Math.floor(now() / dayMs)
  const keyOf = (keyId: number) => seal.keyFor(`personal-link:${keyId}`)
  const macOf = (keyId: number, signed: string) => createHmac('sha256', keyOf(keyId)).update(signed).digest()

  return {
    tokenFor(linkId: number, personId: string): { token: string; endsAt: number } {
      const keyId = today()
      const endsAt = now() + personalLifetimeMs
      const name = createHmac('sha256', keyOf(keyId)).update(`person:${personId}`).digest('hex').slice(0, 16)
      const signed = `${keyId}.${linkId}.${Math.floor(endsAt / 1000)}.${name}`
      return { token: `${signed}.${macOf(keyId, signed).toString('base64url')}`, endsAt }
    },

    /** @returns undefined for what Bee has not signed, or with a key of the day before yesterday. */
    read(token: string): Holder | undefined {
      const [, keyId, linkId, endsAt, name, mac] = canonical.exec(token) ?? []
      if (mac === undefined || ![today(), today() - 1].includes(Number(keyId))) return undefined
      const right = macOf(Number(keyId), token.slice(0, token.lastIndexOf('.'))).toString('base64url')
      // Of the text: in base64url's last letter two bits stand for nothing.
      if (!timingSafeEqual(Buffer.from(mac), Buffer.from(right))) return undefined
      return { linkId: Number(linkId), name: memberPrefix + name, endsAt: Number(endsAt) * 1000 }
    },
  }
}
