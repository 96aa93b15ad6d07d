import { setTimeout as wait } from 'node:timers/promises'
import type { SeenMessage } from '../../src/sandbox/discord/api.ts'
import type { WireMessage } from '../../src/sandbox/discord/wire.ts'
import type { TortureWorld } from './world.ts'

/** What one person did and saw, for the checks afterwards. */
export interface Told {
  person: string
  /** Tells the story of `aside.ts`, in which nobody attaches a file. */
  isAside: boolean
  /** Messages that ask for a ticket; each must have exactly one in the end. */
  requests: string[]
  number: string
  threadId: string
  /** Words of the thread that belong on the issue, by message. */
  forGitHub: { messageId: string; text: string }[]
  /** Comments that belong into the thread. */
  forDiscord: string[]
  isShared: boolean
  isOnGitHub: boolean
  isClosed: boolean
  downloads: number
  /** Posts that Discord refused. */
  refused: number
  /** How often something had to be said again, because Bee did not hear it. */
  repeats: number
  /** Messages that were deleted while nobody listened, and stood on the issue for a while. */
  lostDeletions: number
  /** What would be said if it ended here. */
  waitsFor: string
  /** Set when the story could not be brought to its end. */
  stuck?: string
}

/** In starts of Bee, which tell how busy the machine is: then people say it again. What was heard needs no second time. */
const patienceStarts = 5
const mostTurns = 40

export type Teller = ReturnType<typeof createTeller>

/** One person at the keyboard, who keeps at it. */
export function createTeller(
  { person, isAside }: { person: string; isAside: boolean },
  world: TortureWorld,
  signal: AbortSignal,
) {
  const { discord } = world
  const me = discord.as(person)
  const told: Told = {
    person,
    isAside,
    requests: [],
    number: '',
    threadId: '',
    forGitHub: [],
    forDiscord: [],
    isShared: false,
    isOnGitHub: false,
    isClosed: false,
    downloads: 0,
    refused: 0,
    repeats: 0,
    lostDeletions: 0,
    waitsFor: '',
  }

  function messagesIn(threadId: string): WireMessage[] {
    try {
      return discord.state.messages(threadId)
    } catch {
      return []
    }
  }

  /** @returns the first thing seen while patience lasts. */
  async function soon<T>(look: () => T | undefined | false): Promise<T | undefined> {
    const patience = performance.now() + patienceStarts * world.startMs()
    while (performance.now() < patience) {
      signal.throwIfAborted()
      const seen = look()
      if (seen !== undefined && seen !== false) return seen
      await wait(40)
    }
    return undefined
  }

  return {
    me,
    told,
    messagesIn,
    soon,

    /** Does it, and again when nothing comes of it. */
    async until<T>(what: string, act: () => unknown, look: () => T | undefined | false): Promise<T> {
      told.waitsFor = what
      for (let turn = 0; turn < mostTurns; turn++) {
        await world.awake()
        if (turn > 0) told.repeats++
        try {
          // Who gets no answer at all does not wait for ever either.
          await Promise.race([act(), wait(4 * patienceStarts * world.startMs(), undefined, { ref: false })])
        } catch {
          signal.throwIfAborted()
          // Whom Bee died under is told "the application did not respond", and tries again.
        }
        const seen = await soon(look)
        if (seen === undefined) continue
        told.waitsFor = ''
        return seen
      }
      throw new Error(what)
    },

    says: (text: string) => () =>
      messagesIn(told.threadId).some(({ content, author }) => author.bot && content.includes(text)),
    say: (text: string) => () => me.say(told.threadId, text),
    tell: (text: string) => me.say(told.threadId, text),
  }
}

export const numberIn = (text: string) => /[A-Z]+-\d{4}-\d{3,}/.exec(text)?.[0] ?? ''

export function buttonOf(message: WireMessage | SeenMessage, label: string): string {
  const parts = message.components.flatMap((row) => ('components' in row ? row.components : []))
  const button = parts.find((part) => 'label' in part && part.label === label)
  if (button === undefined || !('custom_id' in button)) throw new Error(`there is no button "${label}"`)
  return String(button.custom_id)
}
