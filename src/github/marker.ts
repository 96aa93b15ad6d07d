import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'

/**
 * Bee's hidden mark on what it wrote to GitHub: which operation made it. Found again after a lost answer, and how Bee
 * knows its own words when they come back. It is the last line of a body.
 *
 * Anyone can read a marker and copy it elsewhere, so it proves only that Bee made it for `id` once: a finder also asks
 * who wrote the text (F46, A19).
 */
export interface Markers {
  /** @param id at most 100 of A-Z a-z 0-9 . _ - */
  make(id: string): string
  /** The id of the marker that ends the text, if its signature is right. */
  read(body: string | null): string | undefined
  /** Every marker with a right signature that stands on a line of its own, in order, with its place. */
  all(text: string): { id: string; start: number; end: number }[]
  /** The body without any marker line at its end, right or wrong. */
  strip(body: string | null): string
}

/** `<!-- bee:ID:MAC -->`, with the first 128 bits of HMAC-SHA-256. */
const markerAtEnd = /(?:^|\n)<!-- bee:([A-Za-z0-9._-]{1,100}):([A-Za-z0-9_-]{22}) -->\s{0,10}$/

const markerLine = /^<!-- bee:([A-Za-z0-9._-]{1,100}):([A-Za-z0-9_-]{22}) -->$/gm

/** @param key at least 32 bytes, kept for as long as issues live; markers made with another one are not known */
export function createMarkers(key: Uint8Array): Markers {
  if (key.length < 32) throw new RangeError('The key of the markers needs at least 32 bytes.')
  const ownKey = Buffer.from(hkdfSync('sha256', key, '', 'bee github marker', 32))
  const macOf = (id: string) => createHmac('sha256', ownKey).update(id).digest().subarray(0, 16).toString('base64url')
  const isRight = (id: string, mac: string) => timingSafeEqual(Buffer.from(mac), Buffer.from(macOf(id)))

  return {
    make(id) {
      if (!/^[A-Za-z0-9._-]{1,100}$/.test(id)) throw new RangeError(`Not an id for a marker: ${JSON.stringify(id)}`)
      return `<!-- bee:${id}:${macOf(id)} -->`
    },

    read(body) {
      const [, id, mac] = markerAtEnd.exec(tail(body)) ?? []
      if (id === undefined || mac === undefined) return undefined
      return isRight(id, mac) ? id : undefined
    },

    all: (text) =>
      [...text.matchAll(markerLine)].flatMap((found) => {
        const [line, id = '', mac = ''] = found
        return isRight(id, mac) ? [{ id, start: found.index, end: found.index + line.length }] : []
      }),

    strip: (body) => {
      const text = body ?? ''
      const found = markerAtEnd.exec(tail(text))
      return found === null ? text : text.slice(0, text.length - found[0].length).trimEnd()
    },
  }
}

/** No marker is longer. GitHub may have turned line ends into `\r\n`, when someone edited on its page. */
const tail = (body: string | null) => (body ?? '').slice(-200).replace(/\r\n/g, '\n')
