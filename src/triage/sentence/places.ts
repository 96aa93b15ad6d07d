import type { Desk, DestinationKind } from '../../desk.ts'
import type { Destination } from '../sentence.ts'

export interface Places {
  /** No word begins with `#` that is not a channel of the desk. */
  areKnown(words: readonly string[]): boolean
  /** Puts `‹channel›`, `‹forum›` and `‹address›` where places are named, and says which. */
  mark(words: readonly string[]): {
    words: string[]
    destination: (kind: DestinationKind) => Pick<Destination, 'name' | 'channelId'>
  }
}

/** Knows the names of the desk's channels and forums, also without `#` and with a space for the dash. */
export function createPlaces(desk: Desk, further: readonly string[]): Places {
  const forums = new Set([...desk.channels.forums.map(({ channel }) => channel), desk.destinations.forum?.channel])
  const channels = new Set(
    [...desk.destinations.discordChannels, ...further, desk.channels.staff].filter((name) => name.includes('-')),
  )

  return {
    areKnown: (words) =>
      words.every((word) => !word.startsWith('#') || channels.has(word.slice(1)) || forums.has(word.slice(1))),

    mark(words) {
      const out: string[] = []
      let channel: Pick<Destination, 'name' | 'channelId'> = {}
      let address: Pick<Destination, 'name'> = {}
      for (let at = 0; at < words.length; at++) {
        const word = words[at]!
        const joined = `${word}-${words[at + 1]}`
        const picked = /^<#(\d{1,25})>$/.exec(word)
        if (picked) {
          channel = { channelId: picked[1]! }
          out.push('‹channel›')
        } else if (forums.has(word.replace(/^#/, ''))) {
          out.push('‹forum›')
        } else if (/^#[\p{L}\p{N}_-]{1,100}$/u.test(word) && !/^#\d+$/.test(word)) {
          channel = { name: word.slice(1) }
          out.push('‹channel›')
        } else if (channels.has(word)) {
          channel = { name: word }
          out.push('‹channel›')
        } else if (channels.has(joined)) {
          channel = { name: joined }
          out.push('‹channel›')
          at++
        } else if (/^[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}$/.test(word)) {
          address = { name: word }
          out.push('‹address›')
        } else {
          out.push(word)
        }
      }
      return {
        words: out,
        destination: (kind) => (kind === 'discord-channel' ? channel : kind === 'email' ? address : {}),
      }
    },
  }
}
