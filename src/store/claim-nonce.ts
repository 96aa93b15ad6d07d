import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Seal } from './seal.ts'

/** A page that was open for longer is asked for again before it counts. */
const lifetimeMs = 3_600_000

const canonical = /^([1-9]\d{9,10})\.([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{43})$/

/**
 * What a page's form carries: whoever presses its button twice claims once, and no page of somebody else's can
 * press it. Without a cookie and without a row: it is signed.
 */
export function createNonces({ seal, now }: { seal: Seal; now: () => number }) {
  const key = seal.keyFor('claim-form')
  const macOf = (linkId: number, signed: string) =>
    createHmac('sha256', key).update(`${linkId}:${signed}`).digest('base64url')

  return {
    /** For the form of a page that is shown now. */
    forForm(linkId: number): string {
      const signed = `${Math.floor(now() / 1000)}.${freshNonce()}`
      return `${signed}.${macOf(linkId, signed)}`
    },

    /** @returns the part that a claim is known by; undefined for a form that is too old, or not Bee's. */
    read(given: string, linkId: number): string | undefined {
      const [, at, nonce, mac] = canonical.exec(given) ?? []
      if (nonce === undefined || mac === undefined) return undefined
      const right = macOf(linkId, `${at}.${nonce}`)
      if (!timingSafeEqual(Buffer.from(mac), Buffer.from(right))) return undefined
      return Number(at) * 1000 + lifetimeMs > now() ? nonce : undefined
    },
  }
}

export const freshNonce = () => randomBytes(16).toString('base64url')
